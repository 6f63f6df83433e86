"""People behind the links in their mail: who they are, what they owe, what waits for their decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session, col, select

from models.language import SOURCE
from models.occurrence import Review
from models.party import AccessLink, Person
from models.values import OccurrenceState, Role
from roadmaps.claims import NO_CLAIM, Claim
from roadmaps.store.accepted_parts import RETURNS, part_of
from roadmaps.store.disclaimers import DisclaimerView, load_disclaimers
from roadmaps.store.evidence import EvidenceView, load_evidence
from roadmaps.store.extending import RequestView, list_waiting_requests, load_requests
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.standing_in import StoodFor, acting_as, list_stood_for

EXECUTORS = (Role.RESPONSIBLE, Role.CO_RESPONSIBLE)
_AHEAD_DAYS = 60  # what is due later is not yet anybody's worry
_WATCHED_DAYS = 7  # a controller looks at what is late and at the coming week
_SLICE = 500
_SECTIONS = ("owed", "to_review", "waiting", "to_answer", "watched")


@dataclass(frozen=True)
class Visitor:
    """The person whom a link speaks for. ``actor`` is their name in the trail."""

    person_id: int
    name: str
    address: str
    language: str = SOURCE

    @property
    def actor(self) -> str:
        return f"link:person:{self.person_id}"


@dataclass(frozen=True)
class ReviewView:
    """One decision on the evidence."""

    id: int
    occurrence_id: int
    evidence_version: int
    decision: str
    reason: str | None
    decided_at: datetime
    decided_by: str
    part: Claim = NO_CLAIM  # what of the work was accepted, where it was not all


@dataclass(frozen=True)
class Errand:
    """An occurrence and what is behind it, for the person who has to act."""

    occurrence: OccurrenceView
    evidence: tuple[EvidenceView, ...] = ()
    last_return: ReviewView | None = None
    request: RequestView | None = None  # the last one for a later day
    disclaimer: DisclaimerView | None = None  # what the visitor last said of it
    behalf: str = ""  # in whose place the visitor acts: «за Анну Иванову, до 12.05»
    is_own_evidence: bool = False  # the visitor handed it in, and is not to accept it


@dataclass(frozen=True)
class Desk:
    """What one person sees: owed (overdue first), to decide, handed in and waiting, requests to answer,
    and, as a controller, what others owe."""

    owed: tuple[Errand, ...] = ()
    to_review: tuple[Errand, ...] = ()
    waiting: tuple[Errand, ...] = ()
    to_answer: tuple[Errand, ...] = ()
    watched: tuple[Errand, ...] = ()
    stands_for: tuple[StoodFor, ...] = ()
    ahead_days: int = field(default=_AHEAD_DAYS)

    def mark_of(self, occurrence_id: int) -> str | None:
        """The anchor at which the page shows an occurrence; None when it does not."""
        sections = (
            ("t", (*self.to_review, *self.owed, *self.waiting)),
            ("x", self.to_answer),
            ("w", self.watched),
        )
        for letter, errands in sections:
            if any(errand.occurrence.id == occurrence_id for errand in errands):
                return f"{letter}{occurrence_id}"
        return None


def find_visitor(session: Session, token: str, at: datetime, purpose: str = "desk") -> Visitor | None:
    """The person behind a token of this purpose that is known, not revoked and not expired at ``at``."""
    digest = sha256(token.encode("utf-8", "replace")).hexdigest()
    found = session.exec(
        select(AccessLink, Person)
        .join(Person, col(Person.id) == col(AccessLink.person_id))
        .where(AccessLink.token_sha256 == digest, AccessLink.purpose == purpose)
    ).first()
    if found is None:
        return None
    link, person = found
    if link.revoked_at is not None or at >= link.expires_at:
        return None
    return Visitor(link.person_id, person.name, person.address, person.language)


@dataclass(frozen=True)
class _Found:
    """An occurrence for a section of the page; ``words`` say in whose place."""

    section: str
    view: OccurrenceView
    words: str


def load_desk(session: Session, person_id: int, as_of: datetime) -> Desk:
    """Everything for the page of one person, and of those for whom they stand in; statements per person."""
    stands_for = list_stood_for(session, person_id, as_of)
    found: list[_Found] = []
    for number, words in ((person_id, ""), *((each.person_id, each.words) for each in stands_for)):
        found += [_Found(name, view, words) for name, view in _find_errands(session, number, as_of)]
    if stands_for:
        found.sort(key=lambda each: each.view.facts.due_on)
    errands = _load_errands(session, _once_each(found), person_id, [each.person_id for each in stands_for])
    owed, to_review, waiting, to_answer, watched = (tuple(errands[name]) for name in _SECTIONS)
    return Desk(owed, to_review, waiting, to_answer, watched, stands_for)


def _find_errands(session: Session, person_id: int, as_of: datetime) -> list[tuple[str, OccurrenceView]]:
    """What one person owes, decides and watches: the section of the page and the occurrence."""
    mine = list_occurrences(session, OccurrenceFilter(person_id=person_id, roles=EXECUTORS), as_of)
    to_review = OccurrenceFilter(
        person_id=person_id, roles=(Role.CONTROLLER,), state=OccurrenceState.SUBMITTED, held=False
    )
    found = [("owed", view) for view in mine if _is_on_desk(view, as_of)]
    found += [("to_review", view) for view in list_occurrences(session, to_review, as_of)]
    found += [("waiting", view) for view in mine if view.state is OccurrenceState.SUBMITTED]
    found += [("to_answer", view) for view in _with_open_request(session, person_id, as_of)]
    shown = {view.id for section, view in found if section in ("owed", "to_answer")}
    return found + [("watched", view) for view in _watched(session, person_id, as_of) if view.id not in shown]


def _once_each(found: Iterable[_Found]) -> list[_Found]:
    """What stands in a section in one's own name does not stand there in another's as well."""
    seen: dict[tuple[str, int], _Found] = {}
    for each in sorted(found, key=lambda each: bool(each.words)):
        seen.setdefault((each.section, each.view.id), each)
    busy = {number for section, number in seen if section in ("owed", "to_answer")}
    kept = [each for each in found if seen[(each.section, each.view.id)] is each]
    return [each for each in kept if each.section != "watched" or each.view.id not in busy]


def _load_errands(
    session: Session, found: Collection[_Found], visitor_id: int, behind: Collection[int]
) -> dict[str, list[Errand]]:
    ids = {each.view.id for each in found}
    evidence, returns = load_evidence(session, ids), _last_returns(session, ids)
    disclaimers: dict[int, DisclaimerView] = {}
    for number in (*behind, visitor_id):
        disclaimers |= load_disclaimers(session, number, ids)
    asked = {number: requests[-1] for number, requests in load_requests(session, ids).items()}
    actor = Visitor(visitor_id, "", "").actor
    executed = {each.view.id for each in found if each.section == "waiting" and not each.words}
    errands: defaultdict[str, list[Errand]] = defaultdict(list)
    for each in found:
        number, versions = each.view.id, evidence.get(each.view.id, ())
        handed_in = bool(versions) and versions[-1].submitted_by == actor
        errands[each.section].append(
            Errand(
                each.view,
                versions,
                returns.get(number),
                asked.get(number),
                disclaimers.get(number),
                each.words,
                handed_in and (bool(each.words) or number not in executed),
            )
        )
    return errands


def _watched(session: Session, person_id: int, as_of: datetime) -> list[OccurrenceView]:
    wanted = OccurrenceFilter(
        person_id=person_id,
        roles=(Role.CONTROLLER,),
        held=False,
        unfinished=True,
        due_until=as_of.date() + timedelta(days=_WATCHED_DAYS + 1),  # a zone may be a day ahead of UTC
    )
    return [view for view in list_occurrences(session, wanted, as_of) if view.facts.is_owed]


def _with_open_request(session: Session, person_id: int, as_of: datetime) -> list[OccurrenceView]:
    ids = {request.occurrence_id for request in list_waiting_requests(session)}
    if not ids:
        return []
    wanted = OccurrenceFilter(ids=ids, person_id=person_id, roles=(Role.CONTROLLER,))
    return list_occurrences(session, wanted, as_of)


def _is_on_desk(view: OccurrenceView, as_of: datetime) -> bool:
    facts = view.facts
    if facts.held or not facts.is_owed:
        return False
    horizon = as_of.astimezone(facts.zone).date() + timedelta(days=_AHEAD_DAYS)
    return facts.opened_at is not None or facts.returned_at is not None or facts.due_on <= horizon


def find_occurrence(
    session: Session, occurrence_id: int, person_id: int, roles: Collection[Role], as_of: datetime
) -> OccurrenceView | None:
    """The occurrence if the person has one of ``roles`` on it now, or stands in for somebody who has.

    None also when there is no such.
    """
    for number in acting_as(session, person_id, as_of):
        wanted = OccurrenceFilter(ids=[occurrence_id], person_id=number, roles=roles)
        if found := list_occurrences(session, wanted, as_of):
            return found[0]
    return None


def load_reviews(session: Session, occurrence_ids: Collection[int]) -> dict[int, tuple[ReviewView, ...]]:
    """All decisions by occurrence, in their order."""
    found: dict[int, tuple[ReviewView, ...]] = {}
    ordered = sorted(occurrence_ids)
    for start in range(0, len(ordered), _SLICE):
        statement = (
            select(Review)
            .where(col(Review.occurrence_id).in_(ordered[start : start + _SLICE]))
            .order_by(col(Review.occurrence_id), col(Review.id))
        )
        for row in session.exec(statement):
            found[row.occurrence_id] = (*found.get(row.occurrence_id, ()), review_view(row))
    return found


def _last_returns(session: Session, occurrence_ids: Collection[int]) -> Mapping[int, ReviewView]:
    return {
        occurrence_id: returns[-1]
        for occurrence_id, reviews in load_reviews(session, occurrence_ids).items()
        if (returns := [review for review in reviews if review.decision in RETURNS])
    }


def review_view(row: Review) -> ReviewView:
    """A frozen copy of a stored decision."""
    names = (name for name in ReviewView.__dataclass_fields__ if name != "part")
    return ReviewView(**{name: getattr(row, name) for name in names}, part=part_of(row))
