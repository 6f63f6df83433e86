"""Reports as files: what the status page shows, for those who read it on paper or in a letter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from flows.house import House
from flows.reporting.rendering import PARTS_FOLDER, label_roadmaps, make_environment
from models.database import open_reading
from models.durable import writing_whole
from models.errors import SrokiError, UnknownThingError
from models.language import SOURCE, speaking
from roadmaps.store.listing import OccurrenceFilter, Reach
from roadmaps.store.overview import Overview, OverviewFilter, UndatedTask, list_undated, load_overview


def write_report(house: House, roadmap_id: int | None, path: Path, as_of: datetime) -> None:
    """Write one self-contained HTML file with all occurrences of a roadmap, or of all (None).

    UnknownThingError when there is no such roadmap; SrokiError when the file cannot be written.
    """
    write_whole(path, make_html(house, roadmap_id, as_of))


@speaking(SOURCE)  # a paper
def make_html(house: House, roadmap_id: int | None, as_of: datetime, reach: Reach | None = None) -> str:
    """The text of that file, as far as it is within reach."""
    wanted = OverviewFilter(OccurrenceFilter(roadmap_id=roadmap_id, reach=reach))
    with open_reading(house.engine) as session:
        overview = load_overview(session, wanted, as_of, house.settings.tzinfo, page_rows=None)
        undated = list_undated(session, roadmap_id, reach)
    if roadmap_id is not None and all(r.id != roadmap_id for r in overview.roadmaps):
        raise UnknownThingError("Дорожной карты № {id} нет. Список: sroki roadmaps.", id=roadmap_id)
    return render_report(house, overview, undated, roadmap_id)


@speaking(SOURCE)  # a paper
def render_report(
    house: House, overview: Overview, undated: tuple[UndatedTask, ...], roadmap_id: int | None
) -> str:
    """The report as one HTML text that asks nothing of any server."""
    labels = label_roadmaps(overview.roadmaps)
    title = labels[roadmap_id] if roadmap_id is not None else "Ход исполнения дорожных карт"
    return (
        make_environment(house.settings.tzinfo)
        .get_template("report.html")
        .render(
            title=title,
            overview=overview,
            undated=undated,
            labels=labels if len(overview.by_roadmap) > 1 else {},
            conditions=[],
            style=Markup((PARTS_FOLDER / "parts.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file # nosec B704
        )
    )


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: written aside, then renamed. Text becomes UTF-8."""
    try:
        with writing_whole(path, 0o644) as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise SrokiError(
            "Отчёт не удалось записать в {path}: {reason}.", path=path, reason=error.strerror or error
        ) from error
