"""The report of a roadmap as a file of any kind, for the command line and for the pages."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.calendars import make_calendar
from flows.house import House
from flows.reporting import make_html, write_whole
from models.database import open_reading
from models.errors import CallerError
from models.language import SOURCE, speaking
from roadmaps.store.fulfilment import Fulfilment, load_fulfilment
from roadmaps.store.listing import Reach
from roadmaps.store.overview import RoadmapView

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "страница", "ics": "календарь"}
_LONGEST_NAME = 80  # signs of a title in the name of a file


@speaking(SOURCE)  # a paper
def make_report_file(
    house: House, roadmap_id: int | None, form: str, as_of: datetime, reach: Reach | None = None
) -> bytes:
    """The report as of a moment, as far as it is within reach; None: of all roadmaps, html and ics only.

    UnknownThingError when there is no such roadmap; CallerError for a paper of no roadmap.
    """
    if form == "html":
        return make_html(house, roadmap_id, as_of, reach).encode()
    if form == "ics":
        with open_reading(house.engine) as session:
            return make_calendar(session, roadmap_id, as_of, reach)
    if roadmap_id is None:
        raise CallerError("Для {form} назовите дорожную карту: --roadmap КАРТА.", form=form)
    with open_reading(house.engine) as session:
        fulfilment = load_fulfilment(session, roadmap_id, as_of, reach)
    return _write_paper(fulfilment, form, as_of, house.settings.tzinfo)


def _write_paper(fulfilment: Fulfilment, form: str, as_of: datetime, zone: ZoneInfo) -> bytes:
    """Libraries of a format are imported only for that format."""
    if form == "xlsx":
        from flows.reporting.workbook import write_workbook

        return write_workbook(fulfilment, as_of, zone)
    from flows.reporting.completion import make_completion_paper

    paper = make_completion_paper(fulfilment, as_of, zone)
    if form == "pdf":
        from flows.papers.pdf_file import write_pdf

        return write_pdf(paper)
    from flows.papers.word_file import write_docx

    return write_docx(paper)


def write_report_file(house: House, roadmap_id: int | None, form: str, path: Path, as_of: datetime) -> None:
    """The report as a file, whole or not at all; SrokiError when it cannot be written."""
    write_whole(path, make_report_file(house, roadmap_id, form, as_of))


@speaking(SOURCE)  # a paper
def name_report_file(roadmap: RoadmapView, form: str, as_of: datetime) -> str:
    """``Отчёт 2021-09-18 Дорожная карта развития.docx``: sorts by day, holds no sign that a disk refuses."""
    day = as_of.astimezone(ZoneInfo(roadmap.zone)).date()
    words = " ".join(re.sub(r"[^\w\s№().,-]", " ", roadmap.title).split())
    title = words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rsplit(" ", 1)[0]
    return f"Отчёт {day.isoformat()} {title}".strip(" .") + f".{form}"
