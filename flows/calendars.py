"""Calendars of people and roadmaps: what is stored becomes what calendar programs read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from flows.reporting.wording import STATES
from models.errors import CallerError, UnknownThingError
from models.language import SOURCE, say, say_day, spoken_language
from models.party import Person
from models.roadmap import Roadmap
from models.round import Round
from models.values import OccurrenceState, Role
from notifications.calendar import CalendarItem, render_calendar
from notifications.wording import name_number
from roadmaps.store.calendars import Stamp, load_round_stamp, load_stamps
from roadmaps.store.drafts import find_roadmap
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, Reach, list_occurrences
from roadmaps.store.rounds.listing import RoundView, find_round, list_follow_ups, list_rounds
from roadmaps.store.standing_in import load_substitution, say_behalf_on

_PEOPLE, _ROADMAPS, _ROUNDS = "person", "roadmap", "round"
_VERSION = 1  # of the rendering: raising it makes every reader fetch anew


def parse_scope(session: Session, words: str) -> str:
    """``person:mail@example.org``, ``roadmap:3`` or ``round:3`` as kept; errors name what is not known."""
    kind, _, name = words.partition(":")
    if kind == _ROUNDS and name:
        return f"{_ROUNDS}:{find_round(session, name).id}"
    if kind == _ROADMAPS and name:
        return f"{_ROADMAPS}:{find_roadmap(session, name).id}"
    if kind == _PEOPLE and name:
        wanted = name.strip().lower()
        for person in session.exec(select(Person)):
            if person.address.lower() == wanted:
                return f"{_PEOPLE}:{person.id}"
        raise UnknownThingError("Адреса «{who}» нет. Список: sroki contact list.", who=name)
    raise CallerError(
        "«{words}» — не календарь. Пишите так: person:АДРЕС, roadmap:КАРТА или round:МОНИТОРИНГ.", words=words
    )


def describe_scope(session: Session, scope: str) -> str:
    """The name of a calendar: whose or of which document it is."""
    kind, _, number = scope.partition(":")
    if kind == _PEOPLE:
        person = session.get(Person, int(number))
        return person.name or person.address if person else scope
    if kind == _ROUNDS:
        round_ = session.get(Round, int(number))
        return round_.title if round_ else scope
    roadmap = session.get(Roadmap, int(number))
    return roadmap.title if roadmap else scope


def language_of(session: Session, scope: str) -> str:
    """In which language a calendar speaks: that of its person; those of documents are Russian."""
    kind, _, number = scope.partition(":")
    person = session.get(Person, int(number)) if kind == _PEOPLE else None
    return person.language if person else SOURCE


def collect_items(
    session: Session, scope: str | None, as_of: datetime, reach: Reach | None = None
) -> tuple[CalendarItem, ...]:
    """The items of a scope (None: of all roadmaps); what waits for the coordinator is left out."""
    kind, _, number = (scope or "").partition(":")
    if kind == _ROUNDS:
        return _round_items(session, int(number), as_of)
    wanted = OccurrenceFilter(
        person_id=int(number) if kind == _PEOPLE else None,
        roadmap_id=int(number) if kind == _ROADMAPS else None,
        reach=reach,
        without_rounds=kind != _PEOPLE,  # 2,500 participants are no calendar of an order
    )
    views = [v for v in list_occurrences(session, wanted, as_of) if _is_shown(v)]
    behalf: dict[int, str] = {}
    if kind == _PEOPLE:
        for view, words in _stood_for(session, int(number), as_of, {view.id for view in views}):
            views.append(view)
            behalf[view.id] = words
    stamps = load_stamps(session, views)
    return tuple(_item(view, stamps[view.id], behalf.get(view.id, "")) for view in views)


def _stood_for(
    session: Session, person_id: int, as_of: datetime, known: Collection[int]
) -> Iterator[tuple[OccurrenceView, str]]:
    """What a deputy sees of those who are away now: what is unfinished, and due until they are back."""
    seen, substitution = set(known), load_substitution(session)
    for away in substitution.stood_for_at(person_id, as_of):
        wanted = OccurrenceFilter(
            person_id=away.person_id, unfinished=True, held=False, due_until=away.until_on
        )
        words = say_behalf_on(substitution, away.person_id, away.until_on)
        for view in list_occurrences(session, wanted, as_of):
            if view.id not in seen:
                seen.add(view.id)
                yield view, words


def _round_items(session: Session, round_id: int, as_of: datetime) -> tuple[CalendarItem, ...]:
    """The window of a round as one item, and below it what the order wants afterwards."""
    round_ = session.get(Round, round_id)
    if round_ is None:
        return ()
    (view,) = list_rounds(session, [round_id])
    follow_ups = list_follow_ups(session, round_)
    wanted = OccurrenceFilter(ids=[follow_up.occurrence_id for follow_up in follow_ups])
    views = [v for v in list_occurrences(session, wanted, as_of) if _is_shown(v)] if follow_ups else []
    stamps = load_stamps(session, views)
    window = _window_item(view, load_round_stamp(session, round_), round_.closed_at)
    return (window, *(_item(found, stamps[found.id]) for found in views))


def _window_item(view: RoundView, stamp: Stamp, closed_at: datetime | None) -> CalendarItem:
    lines = (
        f"{say('Организатор')}: {view.organiser}" if view.organiser else "",
        f"{say('Опоздавшие принимаются ещё дней')}: {view.grace_days}" if view.grace_days else "",
        f"{say('Не хватает')}: {'; '.join(view.lacks)}" if view.lacks else "",
    )
    return CalendarItem(
        uid=stamp.uid,
        summary=view.title,
        lines=lines,
        opens_on=view.opens_on,
        due_on=view.due_on,
        state=_ROUND_STATES[view.state],
        changed_at=stamp.changed_at,
        sequence=stamp.sequence,
        completed_at=closed_at,
    )


_ROUND_STATES = {
    "planned": OccurrenceState.PLANNED,
    "open": OccurrenceState.OPEN,
    "closed": OccurrenceState.ACCEPTED,
    "missed": OccurrenceState.CANCELLED,
    "cancelled": OccurrenceState.CANCELLED,
}


def _is_shown(view: OccurrenceView) -> bool:
    return not view.facts.held or view.state is OccurrenceState.CANCELLED


def _item(view: OccurrenceView, stamp: Stamp, behalf: str = "") -> CalendarItem:
    number = name_number(view.task_uid) if view.origin == "point" else view.task_number
    moved = view.original_due_on != view.facts.due_on
    lines = (
        f"{say('Срок по документу')}: {view.raw_term}",
        f"{say('Первоначальный срок')}: {say_day(view.original_due_on)}" if moved else "",
        f"{say('Состояние')}: {say(STATES[view.state])}",
        f"{say('Ожидаемый результат')}: {view.expected_result}" if view.expected_result else "",
        *(_name_role(view, role, say(word)) for role, word in _CAST.items()),
        f"{say('Документ')}: {view.roadmap}",
    )
    return CalendarItem(
        uid=stamp.uid,
        summary=f"{number} {view.title}".strip() + (f" ({behalf})" if behalf else ""),
        lines=lines,
        opens_on=view.facts.opens_on,
        due_on=view.facts.due_on,
        state=view.state,
        changed_at=stamp.changed_at,
        sequence=stamp.sequence,
        completed_at=view.facts.accepted_at,
    )


_CAST = {Role.RESPONSIBLE: "Исполнитель", Role.CO_RESPONSIBLE: "Соисполнители", Role.CONTROLLER: "Контроль"}


def _name_role(view: OccurrenceView, role: Role, word: str) -> str:
    names = view.parties.get(role, ())
    return f"{word}: {'; '.join(names)}" if names else ""


def render_feed(name: str, items: tuple[CalendarItem, ...]) -> bytes:
    """The file of a calendar."""
    return render_calendar(say("Сроки: {name}", name=name), items)


def make_calendar(
    session: Session, roadmap_id: int | None, as_of: datetime, reach: Reach | None = None
) -> bytes:
    """The calendar of a roadmap, or of all (None), as far as it is within reach."""
    scope = f"{_ROADMAPS}:{roadmap_id}" if roadmap_id is not None else None
    name = describe_scope(session, scope) if scope else say("все дорожные карты")
    return render_feed(name, collect_items(session, scope, as_of, reach))


def tag_items(name: str, items: tuple[CalendarItem, ...]) -> str:
    """A strong validator (RFC 9110, 8.8.3) that costs no rendering: the items decide the bytes."""
    source = repr((_VERSION, spoken_language(), name, items)).encode("utf-8", "surrogatepass")
    return f'"{sha256(source).hexdigest()[:32]}"'
