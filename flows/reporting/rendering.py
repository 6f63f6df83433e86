"""The Jinja environment that the report and the pages share: escaping always on, filters that speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from flows.reporting import wording
from flows.reporting.claims import describe_claim, name_target
from models.language import SOURCE, say, say_error, say_number, write_count
from models.recognising import say_stored
from models.templates import TranslatingLoader
from models.values import Quarter, Role
from roadmaps.claims import name_part
from roadmaps.report import Lateness, judge_lateness
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.overview import RoadmapView

PARTS_FOLDER = Path(__file__).parent / "templates"
_KINDS = {
    "order_with_roadmap": "Приказ",
    "order": "Приказ",
    "status_report": "Отчёт",
    "regulation_with_plan": "Положение",
    "regulation": "Положение",
    "recommendation_letter": "Письмо",
    "roadmap": "Дорожная карта",
}
_LABEL_CHARS = 120


def make_environment(zone: ZoneInfo, *folders: Path, lang: str = SOURCE) -> Environment:
    """Templates of ``folders`` and of the report, in ``lang``. Moments are written in ``zone``."""
    loader: BaseLoader = ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, PARTS_FOLDER)])
    environment = Environment(
        loader=loader if lang == SOURCE else TranslatingLoader(loader, lang),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(_filters(zone))
    environment.globals["language"] = lang
    return environment


def _filters(zone: ZoneInfo) -> dict[str, Callable[..., Any]]:
    return {
        "date": wording.format_date,
        "moment": partial(_moment, zone),
        "span": wording.format_span,
        "quarter": wording.format_quarter,
        "due_quarter": lambda view: wording.format_quarter(Quarter.of(view.facts.due_on)),
        "size": wording.format_size,
        "shell_word": wording.quote_for_shell,
        "count": write_count,
        "days": wording.format_days,
        "plural": say_number,
        "say": say,  # of a word that comes from a table
        "say_error": say_error,
        "said": say_stored,
        "state_word": lambda state: say(wording.STATES[state]),
        "lateness_words": _lateness_words,
        "lateness_name": _lateness_name,
        "role_word": lambda role: say(wording.ROLES[role]),
        "message_state": lambda state: say(wording.MESSAGE_STATES.get(state) or state),
        "claim_words": lambda claim, view: describe_claim(claim, view.facts.due_on, view.expected_result),
        "target_words": lambda view: name_target(view.expected_result, view.facts.due_on),
        "page_word": lambda state: say(wording.PAGE_STATES[state]),
        "part_words": name_part,
        "decision_word": lambda decision: say(wording.DECISIONS.get(decision) or decision),
        "task_number": task_number,
        "executors": _executors,
        "label": label_roadmap,
        "deed": lambda entry: wording.describe_deed(entry.deed, entry.details),
        "actor": wording.describe_actor,
        "in_place_of": lambda entry, people: wording.describe_principal(entry.details, people),
    }


def task_number(view: OccurrenceView) -> str:
    """The number of a row, or ``п. 2.1`` for a point of the order."""
    return view.task_uid if view.origin == "point" else view.task_number


def label_roadmap(roadmap: RoadmapView) -> str:
    """``Приказ № 01/713 от 18.03.2021``, or the beginning of the title where there is no number."""
    if not roadmap.number:
        title = roadmap.title
        return title if len(title) <= _LABEL_CHARS else title[: _LABEL_CHARS - 1].rstrip() + "…"
    kind = _KINDS.get(roadmap.kind, "Документ")
    if not roadmap.issued_on:
        return say("{kind} № {number}", kind=kind, number=roadmap.number)
    day = wording.format_date(roadmap.issued_on)
    return say("{kind} № {number} от {day}", kind=kind, number=roadmap.number, day=day)


def label_roadmaps(roadmaps: Iterable[RoadmapView]) -> dict[int, str]:
    """The labels of roadmaps by id."""
    return {roadmap.id: label_roadmap(roadmap) for roadmap in roadmaps}


def _moment(zone: ZoneInfo, moment: datetime | None) -> str:
    return wording.format_moment(moment, zone)


def _lateness_words(view: OccurrenceView, today: date) -> str:
    return wording.describe_lateness(judge_lateness(view.facts, today), view.facts, today)


def _lateness_name(view: OccurrenceView, today: date) -> Lateness:
    return judge_lateness(view.facts, today)


def _executors(view: OccurrenceView) -> tuple[str, ...]:
    return view.parties.get(Role.RESPONSIBLE, ()) + view.parties.get(Role.CO_RESPONSIBLE, ())
