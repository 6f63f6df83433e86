"""The filters of lists: from the address to a question and to words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar
from urllib.parse import urlencode

from flows.reporting.wording import LATENESS, ROLES, STATES
from models.language import say
from models.values import OccurrenceState, Quarter, Role
from roadmaps.report import Lateness
from roadmaps.store.listing import OccurrenceFilter, Reach
from roadmaps.store.overview import OverviewFilter
from roadmaps.store.worklist import Order, Turn, WorkFilter, read_key
from sroki.web.access import MAX_ID
from sroki.web.rendering import PageError

_T = TypeVar("_T")
FILTERS = ("text", "roadmap", "section", "executor", "role", "quarter", "state", "late")
_NAMES = (*FILTERS, "sort")
_LONGEST = 300  # letters of one filter
_SCOPES = ("all", "unfinished")


@dataclass(frozen=True)
class HeldQuery:
    """What the page of held occurrences shows; ``address`` leads to another page of it."""

    wanted: OverviewFilter
    page: int = 1

    def address(self, page: int) -> str:
        return f"?page={page}"


@dataclass(frozen=True)
class WorkQuery:
    """What the address of the list asks for. ``chosen`` holds its filters as written, for form and links."""

    wanted: WorkFilter
    turn: Turn
    chosen: Mapping[str, str] = field(default_factory=dict)

    def within(self, reach: Reach | None, roadmap_ids: tuple[int, ...]) -> WorkQuery:
        """The same question, of what somebody may see only: of one roadmap, or of all documents."""
        asked = self.wanted.occurrences
        ids = roadmap_ids if asked.roadmap_id is None else None
        occurrences = replace(asked, reach=reach, roadmap_ids=ids)
        return replace(self, wanted=replace(self.wanted, occurrences=occurrences))

    def address(self, **changes: object) -> str:
        """``?…`` with some filters changed or (None) left out, from the first page on."""
        asked = {**self.chosen, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value not in (None, "")})

    @property
    def words(self) -> str:
        """The filters alone, as a saved view keeps them."""
        return self.address()[1:]


def read_work_query(params: Mapping[str, str]) -> WorkQuery:
    """Filters of an address; PageError names the one that cannot be understood."""
    chosen = {name: params[name].strip() for name in _NAMES if params.get(name, "").strip()}
    for name, value in chosen.items():
        if len(value) > _LONGEST:
            raise _not_understood(name, value)

    def read(name: str, make: Callable[[str], _T]) -> _T | None:
        return _understand(name, chosen[name], make) if name in chosen else None

    scope = chosen.get("state", "")
    wanted = OccurrenceFilter(
        roadmap_id=read("roadmap", read_id),
        quarter=read("quarter", Quarter.parse),
        section=chosen.get("section"),
        state=None if scope in _SCOPES else read("state", OccurrenceState),
        text=chosen.get("text"),
    )
    work = WorkFilter(
        wanted,
        lateness=read("late", Lateness),
        executor=chosen.get("executor", ""),
        role=read("role", Role),
        scope=scope if scope in _SCOPES else "moving",
    )
    return WorkQuery(work, _read_turn(params, read("sort", Order) or Order.DUE), chosen)


def _read_turn(params: Mapping[str, str], order: Order) -> Turn:
    for name in ("after", "before"):
        if params.get(name):
            key = _understand(name, params[name], lambda text: read_key(order, text))
            return Turn(order, key, backwards=name == "before")
    return Turn(order)


def read_id(text: str) -> int:
    """A key or a page number; ValueError for what no database could hold."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number <= MAX_ID:
        raise ValueError(text)
    return number


def read_param(params: Mapping[str, str], name: str, make: Callable[[str], _T]) -> _T | None:
    """One part of an address, None where it is missing; PageError for what cannot be understood."""
    words = params.get(name, "").strip()
    return _understand(name, words, make) if words else None


def _understand(name: str, value: str, make: Callable[[str], _T]) -> _T:
    try:
        return make(value)
    except ValueError as error:
        raise _not_understood(name, value) from error


def _not_understood(name: str, value: str) -> PageError:
    return PageError(
        400,
        "Фильтр {name}={value} не понят. Вернитесь к списку и выберите из предложенного.",
        name=name,
        value=value[:50],
    )


def say_choices(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Values and their words, in the language of the talk."""
    return [(value, say(words)) for value, words in choices]


STATE_CHOICES = (
    ("all", "все, и завершённые"),
    ("unfinished", "все незавершённые"),
    *((state.value, word) for state, word in STATES.items()),
)
LATENESS_CHOICES = tuple((lateness.value, word) for lateness, word in LATENESS.items())
ROLE_CHOICES = tuple((role.value, word) for role, word in ROLES.items())
ORDER_CHOICES = (
    (Order.LATEST.value, "сначала поздние"),
    (Order.PLAN.value, "как в документе"),
)
