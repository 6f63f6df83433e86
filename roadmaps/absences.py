"""Who stands in for whom, on which days. Pure.

Days are those of the zone of an absence, both ends inclusive. A deputy who is away too passes on to
their own deputy; where mail to the last of a chain comes back, the nearest before them hears of it,
and that may be the absent one: late to read is better than nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StandIn:
    """Who hears in the place of another from ``from_on`` to ``until_on``, at the hour of ``zone``."""

    from_on: date
    until_on: date
    person_id: int
    zone: ZoneInfo | None = None
    only_mandatory: bool = False

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True)
class Away:
    """An absence and its deputy."""

    person_id: int
    deputy_id: int
    from_on: date
    until_on: date
    zone: ZoneInfo

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.until_on

    def covers_at(self, at: datetime) -> bool:
        day = at.date()  # cheap first: no zone is further than a day away
        is_near = self.from_on - _DAY <= day <= self.until_on + _DAY
        return is_near and self.covers(at.astimezone(self.zone).date())

    def overlaps(self, other: Away) -> bool:
        return self.from_on <= other.until_on and other.from_on <= self.until_on


@dataclass(frozen=True)
class Colleague:
    """Somebody of an absence. ``dead_from_on``: since when mail to them comes back."""

    name: str  # or the address, where there is no name
    zone: ZoneInfo | None = None
    only_mandatory: bool = False
    dead_from_on: date | None = None


@dataclass(frozen=True)
class Substitution:
    """All absences, past and to come, and the people in them by id."""

    aways: tuple[Away, ...] = ()
    people: Mapping[int, Colleague] | None = None

    @cached_property
    def _of(self) -> Mapping[int, list[Away]]:
        found: defaultdict[int, list[Away]] = defaultdict(list)
        for away in sorted(self.aways, key=lambda each: each.from_on):
            found[away.person_id].append(away)
        return found

    def away_on(self, person_id: int, day: date) -> Away | None:
        """The absence of a person that a day lies in."""
        return next((away for away in self._of.get(person_id, ()) if away.covers(day)), None)

    def away_at(self, person_id: int, at: datetime) -> Away | None:
        """The same for a moment, by the days of its zone."""
        return next((away for away in self._of.get(person_id, ()) if away.covers_at(at)), None)

    def receiver_on(self, person_id: int, day: date) -> int:
        """Who hears on a day what is meant for a person: they themselves where nobody stands in."""
        chain = [person_id]
        while (away := self.away_on(chain[-1], day)) is not None and away.deputy_id not in chain:
            chain.append(away.deputy_id)
        return next((each for each in reversed(chain) if not self._is_dead(each, day)), person_id)

    def receiver_at(self, person_id: int, at: datetime) -> int:
        """The same for a moment."""
        away = self.away_at(person_id, at)
        return person_id if away is None else self.receiver_on(person_id, at.astimezone(away.zone).date())

    def stand_ins_of(self, person_id: int) -> tuple[StandIn, ...]:
        """Who hears in the place of a person, stretch by stretch."""
        return tuple(self._stretches(person_id)) if person_id in self._of else ()

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which somebody else may hear from then on."""
        turns = {away.from_on for away in self.aways} | {away.until_on + _DAY for away in self.aways}
        return sorted(
            turns | {each.dead_from_on for each in (self.people or {}).values() if each.dead_from_on}
        )

    def _stretches(self, person_id: int) -> Iterator[StandIn]:
        for away in self._of[person_id]:
            first, last = (bisect_right(self._turns, day) for day in (away.from_on, away.until_on))
            inner = self._turns[first:last]
            starts = [away.from_on, *inner]
            ends = [*(turn - _DAY for turn in inner), away.until_on]
            for begins_on, ends_on in zip(starts, ends, strict=True):
                receiver = self.receiver_on(person_id, begins_on)
                if receiver != person_id:
                    known = (self.people or {}).get(receiver, Colleague(""))
                    yield StandIn(begins_on, ends_on, receiver, known.zone, known.only_mandatory)

    def stood_for_at(self, person_id: int, at: datetime) -> tuple[Away, ...]:
        """The absences in which a person stands in at a moment, also at the end of a chain."""
        return tuple(
            away
            for away in self.aways
            if away.covers_at(at) and self.receiver_at(away.person_id, at) == person_id != away.person_id
        )

    def circle_of(self, person_ids: Collection[int]) -> set[int]:
        """The people, and all who are tied to them by absences, however long ago."""
        tied, left = set(person_ids), True
        while left:
            more = {
                each
                for away in self.aways
                if away.person_id in tied or away.deputy_id in tied
                for each in (away.person_id, away.deputy_id)
            }
            left = not more <= tied
            tied |= more
        return tied

    def _is_dead(self, person_id: int, day: date) -> bool:
        known = (self.people or {}).get(person_id)
        return known is not None and known.dead_from_on is not None and known.dead_from_on <= day


NOBODY_AWAY = Substitution()


def find_circle(aways: Iterable[Away], new: Away) -> Away | None:
    """The absence that would close a circle with ``new``: on some day, whoever passes on hears it back."""
    known = tuple(aways)
    return _closes(known, new.person_id, new, frozenset({new.person_id}))


def _closes(aways: tuple[Away, ...], wanted: int, link: Away, seen: frozenset[int]) -> Away | None:
    for away in aways:
        if away.person_id != link.deputy_id or away.person_id in seen or not away.overlaps(link):
            continue
        if away.deputy_id == wanted:
            return away
        first, last = max(away.from_on, link.from_on), min(away.until_on, link.until_on)
        shared = Away(away.person_id, away.deputy_id, first, last, away.zone)
        found = _closes(aways, wanted, shared, seen | {away.person_id})
        if found is not None:
            return found
    return None
