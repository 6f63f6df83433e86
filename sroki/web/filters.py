"""The filters of the status page: from the address to a query and to words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from flows.reporting.wording import LATENESS, STATES
from models.values import OccurrenceState, Quarter
from roadmaps.report import Lateness
from roadmaps.store.listing import OccurrenceFilter, Reach
from roadmaps.store.overview import OverviewFilter
from sroki.web.access import MAX_ID
from sroki.web.rendering import PageError

_T = TypeVar("_T")
_NAMES = ("roadmap", "quarter", "executor", "section", "state", "late")


@dataclass(frozen=True)
class StatusQuery:
    """What the address asks for. ``chosen`` holds its filters as written, for the form and for links."""

    wanted: OverviewFilter
    page: int = 1
    chosen: Mapping[str, str] = field(default_factory=dict)

    def within(self, reach: Reach | None) -> StatusQuery:
        """The same question, of what somebody may see only."""
        occurrences = replace(self.wanted.occurrences, reach=reach)
        return replace(self, wanted=replace(self.wanted, occurrences=occurrences))

    def address(self, **changes: object) -> str:
        """``?…`` with some filters changed or (None) left out; the page starts anew unless it is named."""
        asked = {**self.chosen, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value is not None})


def read_query(params: Mapping[str, str]) -> StatusQuery:
    """Filters of an address; PageError names the one that cannot be understood."""
    chosen = {name: params[name].strip() for name in _NAMES if params.get(name, "").strip()}

    def read(name: str, make: Callable[[str], _T]) -> _T | None:
        if name not in chosen:
            return None
        return _understand(name, chosen[name], make)

    lateness = read("late", Lateness)
    held = lateness is Lateness.HELD
    wanted = OccurrenceFilter(
        roadmap_id=read("roadmap", read_id),
        quarter=read("quarter", Quarter.parse),
        party=chosen.get("executor"),
        section=chosen.get("section"),
        state=read("state", OccurrenceState),
        held=True if held else None,
    )
    page = _understand("page", params.get("page") or "1", read_id)
    return StatusQuery(OverviewFilter(wanted, None if held else lateness), page, chosen)


def read_id(text: str) -> int:
    """A key or a page number; ValueError for what no database could hold."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number <= MAX_ID:
        raise ValueError(text)
    return number


def _understand(name: str, value: str, make: Callable[[str], _T]) -> _T:
    try:
        return make(value)
    except ValueError as error:
        sentence = f"Фильтр {name}={value[:50]} не понят. Вернитесь к обзору и выберите из списка."
        raise PageError(400, sentence) from error


STATE_CHOICES = tuple((state.value, word) for state, word in STATES.items())
LATENESS_CHOICES = tuple((lateness.value, word) for lateness, word in LATENESS.items())
