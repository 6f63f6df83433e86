"""Evidence that was kept long enough is destroyed with an act: when somebody says so, never by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from flows.evidence import stored_path
from flows.forgetting import closing, heading, read_head_of, tally
from flows.house import House
from flows.reporting.wording import format_date
from models.database import open_reading, open_session
from models.durable import sync_folder
from models.errors import CallerError
from models.language import SOURCE, speaking
from roadmaps.store.retaining import PastRoadmap, destroy_evidence, find_past, still_needed

_BASIS = (
    "Основание: срок хранения подтверждений закрытых дорожных карт, лет: {years} (SROKI_RETENTION_YEARS);",
    "статья 21 Федерального закона от 27.07.2006 № 152-ФЗ и приказ Роскомнадзора от 28.10.2022 № 179.",
)


@dataclass(frozen=True)
class Cleaning:
    """What is past keeping and, where it was destroyed, the act."""

    past: tuple[PastRoadmap, ...]
    act: str | None = None


def list_past(house: House, at: datetime) -> Cleaning:
    """What may be destroyed; nothing is changed."""
    with open_reading(house.engine) as session:
        return Cleaning(tuple(_find(house, session, at)))


@speaking(SOURCE)  # a paper
def destroy_past(house: House, at: datetime, actor: str) -> Cleaning:
    """Destroy it. Rows are blanked first: files that a crash leaves are deleted by the next call."""
    day = format_date(at.astimezone(house.settings.tzinfo).date())
    with open_session(house.engine) as session:
        past = _find(house, session, at)
        for roadmap in (each for each in past if each.records):
            destroy_evidence(session, roadmap.roadmap_id, at, actor, day)
    if not past:
        return Cleaning(())
    gone = _delete_files(house, past)
    return Cleaning(tuple(past), _write(house, past, gone, actor, day))


def _find(house: House, session: Session, at: datetime) -> list[PastRoadmap]:
    """What is past and not destroyed yet: rows that still say something, or files that a crash left."""
    past = find_past(session, _years(house), at)
    files = {sha256 for roadmap in past for sha256 in roadmap.files}
    files -= still_needed(session, files, [roadmap.roadmap_id for roadmap in past])
    there = {sha256 for sha256 in files if stored_path(house, sha256).is_file()}
    return [roadmap for roadmap in past if roadmap.records or there & set(roadmap.files)]


def _delete_files(house: House, past: list[PastRoadmap]) -> int:
    files = {sha256 for roadmap in past for sha256 in roadmap.files}
    with open_reading(house.engine) as session:
        files -= still_needed(session, files, [roadmap.roadmap_id for roadmap in past])
    gone = 0
    for sha256 in sorted(files):
        path = stored_path(house, sha256)
        if path.is_file():
            path.unlink()
            sync_folder(path.parent)
            gone += 1
    return gone


def _write(house: House, past: list[PastRoadmap], files: int, actor: str, day: str) -> str:
    basis = (_BASIS[0].format(years=_years(house)), _BASIS[1])
    lines = heading("об уничтожении подтверждений", day, basis, "истечение срока хранения")
    lines += [f"Способ: удаление файлов, обезличивание записей; исполнил: {actor}", ""]
    for roadmap in past:
        lines.append(
            f"Карта № {roadmap.roadmap_id} «{roadmap.title}»: закрыта {format_date(roadmap.closed_on)}, "
            f"хранилась до {format_date(roadmap.keep_until_on)}"
        )
        lines += [f"  {sha256}" for sha256 in roadmap.files]
    counts = {"записи подтверждений": sum(roadmap.records for roadmap in past), "файлы": files}
    with open_reading(house.engine) as session:
        lines += ["", *tally(counts), "", *closing(read_head_of(session))]
    return "\n".join(lines) + "\n"


def _years(house: House) -> int:
    years = house.settings.retention_years
    if years is None:
        raise CallerError("Срок хранения не назван: задайте SROKI_RETENTION_YEARS, лет.")
    return years
