"""Letters of recommendations of a round: drafted once, edited by people, approved into tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, func, update
from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.language import SOURCE, speaking
from models.party import Party
from models.roadmap import Roadmap
from models.round import Round, RoundLetter, RoundParticipant
from roadmaps.deadlines import parse_deadline
from roadmaps.letters import LETTER_KIND, letter_context, letter_items
from roadmaps.rounds.letter_text import parse_letter
from roadmaps.rounds.recommending import LetterFrame, draft_letter, read_letter, write_letter
from roadmaps.rounds.reporting import name_year
from roadmaps.rounds.values import LetterText, QuestionSet, RecommendedPoint
from roadmaps.store.drafts import approve_draft
from roadmaps.store.rounds.library import load_library
from roadmaps.store.rounds.results import load_summary
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.trail import record_deed


@dataclass(frozen=True)
class LetterView:
    """A letter with whom it is to and how it stands: drafted | edited | approved."""

    id: int
    round_id: int
    party_id: int
    name: str
    revision: int
    state: str
    text: LetterText
    approved_at: datetime | None
    approved_by: str | None
    roadmap_id: int | None

    @property
    def recommendations(self) -> int:
        """How many there are."""
        return sum(len(point.texts) for point in self.text.points)

    @property
    def without_term(self) -> int:
        """How many of them name no term."""
        return self.recommendations - sum(bool(term) for point in self.text.points for term in point.terms)


@dataclass(frozen=True)
class Stationery:
    """What all letters of a round have: one term for texts without their own, who signs, what it rests on."""

    term: str = ""
    signatory: str = ""
    basis: str = ""
    closing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComingTask:
    """What one recommendation will become: its words, its term as written, its days (None: no date)."""

    number: str
    title: str
    term: str
    due_on: tuple[date, ...]


@speaking(SOURCE)  # a paper, whoever drafts it
def draft_letters(session: Session, round_: Round, paper: Stationery, at: datetime, actor: str) -> int:
    """Draft a letter for each participant that has none yet; how many there are now that were not before."""
    if round_.closed_at is None:
        raise ForbiddenTransitionError("Мониторинг № {id} ещё не закрыт: писать рано.", id=round_.id)
    if paper.term:
        _check_term(paper.term, at)
    summary = load_summary(session, row_id(round_))
    library = load_library(session, summary.questions.name)
    if not library:
        raise CallerError(
            "Рекомендаций для набора «{name}» нет. Загрузить: sroki recommendations.",
            name=summary.questions.name,
        )
    before = name_year(summary.previous.round_.due_on) if summary.previous else ""
    session.flush()
    session.refresh(round_, with_for_update=True)  # whoever presses the button twice drafts once
    known = {view.party_id for view in list_letters(session, round_)}
    drafted = 0
    for result in summary.results.participants:
        if result.party_id in known:
            continue
        frame = LetterFrame(
            round_.title, basis=paper.basis, before=before, signatory=paper.signatory, closing=paper.closing
        )
        letter = _with_term(draft_letter(summary.questions, result, library, frame), paper.term)
        if letter.points:
            content = write_letter(letter)
            session.add(RoundLetter(participant_id=result.participant_id, content=content, drafted_at=at))
            drafted += 1
    session.flush()
    record_deed(session, at, actor, "letters drafted", f"round:{round_.id}", letters=drafted)
    return drafted


def list_letters(session: Session, round_: Round) -> list[LetterView]:
    """The letters of a round in the order of its list."""
    return _views(session, RoundParticipant.round_id == round_.id)


def find_letter(session: Session, letter_id: int) -> LetterView:
    """One letter by its number."""
    views = _views(session, RoundLetter.id == letter_id)
    if not views:
        raise UnknownThingError("Письма № {id} нет.", id=letter_id)
    return views[0]


def edit_letter(
    session: Session, letter_id: int, revision: int, text: LetterText, at: datetime, actor: str
) -> LetterView:
    """Put another text in place of ``revision``; CallerError where somebody was first, a term has no day."""
    before = find_letter(session, letter_id)
    if before.approved_at is not None:
        raise ForbiddenTransitionError("Письмо № {id} уже утверждено.", id=letter_id)
    for point in text.points:
        for term in filter(None, point.terms):
            _check_term(term, at)
    statement = (
        update(RoundLetter)
        .where(
            col(RoundLetter.id) == letter_id,
            col(RoundLetter.revision) == revision,
            col(RoundLetter.approved_at).is_(None),
        )
        .values(content=write_letter(text), revision=revision + 1, edited_at=at, edited_by=actor)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], session.execute(statement)).rowcount != 1:
        raise CallerError(
            "Письмо № {id} тем временем изменил кто-то другой: откройте его заново.", id=letter_id
        )
    record_deed(
        session,
        at,
        actor,
        "letter edited",
        f"round:{before.round_id}",
        letter=letter_id,
        revision=revision + 1,
    )
    session.expire_all()
    return find_letter(session, letter_id)


def change_text(letter: LetterText, code: str, place: int, text: str | None, term: str | None) -> LetterText:
    """Another text or term of the recommendation number ``place`` (from 1) of a point; "" takes it out."""
    found = next((point for point in letter.points if point.code == code), None)
    if found is None or not 1 <= place <= len(found.texts):
        raise CallerError("Рекомендации {place} к показателю «{code}» в письме нет.", place=place, code=code)
    texts, terms = list(found.texts), [*found.terms, *[""] * (len(found.texts) - len(found.terms))]
    if text == "":
        del texts[place - 1], terms[place - 1]
    else:
        texts[place - 1] = text or texts[place - 1]
        terms[place - 1] = terms[place - 1] if term is None else term
    changed = replace(found, texts=tuple(texts), terms=tuple(terms))
    points = [changed if point is found else point for point in letter.points]
    return replace(letter, points=tuple(point for point in points if point.texts))


def approve_letter(
    session: Session, letter_id: int, at: datetime, actor: str, revision: int | None = None
) -> int | None:
    """Make the recommendations tasks of the participant; the roadmap they became, None when approved before.

    One transaction: the letter, its number, its tasks and their dates are there together or not at all.
    ``revision``: what the one who approves has read; CallerError when it was changed since.
    """
    view = find_letter(session, letter_id)
    if not _claim(session, letter_id, view.revision if revision is None else revision, at, actor):
        return None
    view = find_letter(session, letter_id)
    # Under a lock, so that two letters of one round never get the same number.
    round_ = session.get_one(Round, view.round_id, with_for_update=True)
    place = next_place(session, round_) if not view.text.number else None
    questions = questions_of(session, round_)
    organiser = session.get(Party, round_.organiser_id) if round_.organiser_id else None
    issued_on = view.text.issued_on or at.astimezone(ZoneInfo(round_.zone)).date()
    number = view.text.number if place is None else say_number(round_, place)
    text = replace(view.text, issued_on=issued_on, number=number)
    source = f"letter:{letter_id}"
    roadmap = Roadmap(
        title=f"{text.heading}: {view.name}",
        kind=LETTER_KIND,
        issuer=organiser.name if organiser else None,
        number=text.number or None,
        issued_on=issued_on,
        first_year=issued_on.year,
        last_year=issued_on.year + 1,
        zone=round_.zone,
        source_name=source,
        source_sha256=hashlib.sha256(source.encode()).hexdigest(),
        parsed=parse_letter(text, questions, organiser.name if organiser else "", view.name),
        imported_at=at,
    )
    session.add(roadmap)
    session.flush()
    approve_draft(session, roadmap, at, actor)
    letter = session.get_one(RoundLetter, letter_id)
    letter.roadmap_id, letter.content = row_id(roadmap), write_letter(text)
    letter.register_number = place
    session.add(letter)
    session.flush()
    details = {"letter": letter_id, "roadmap": row_id(roadmap), "number": text.number}
    record_deed(session, at, actor, "letter approved", f"round:{round_.id}", **details)
    return row_id(roadmap)


def next_place(session: Session, round_: Round) -> int:
    """The next free number in the register of the letters of a round, from 1; nothing is left out."""
    last = session.exec(
        select(func.max(RoundLetter.register_number))
        .join(RoundParticipant, col(RoundParticipant.id) == col(RoundLetter.participant_id))
        .where(RoundParticipant.round_id == round_.id)
    ).one()
    return (last or 0) + 1


def say_number(round_: Round, place: int) -> str:
    """``12/3``: the third letter of the round 12; a round is of one year, so its register is too."""
    return f"{round_.id}/{place}"


def foresee_tasks(session: Session, view: LetterView, at: datetime) -> tuple[ComingTask, ...]:
    """The tasks that a letter would become if it were approved at ``at``, as its approval makes them."""
    round_ = session.get_one(Round, view.round_id)
    issued_on = view.text.issued_on or at.astimezone(ZoneInfo(round_.zone)).date()
    parsed = parse_letter(
        replace(view.text, issued_on=issued_on), questions_of(session, round_), "", view.name
    )
    return tuple(
        ComingTask(
            item["number"],
            item["title"],
            item["raw_term"],
            tuple(date.fromisoformat(due_on) for _, due_on in item["term"]["occurrences"]),
        )
        for item in letter_items(parsed)
    )


def questions_of(session: Session, round_: Round) -> QuestionSet:
    """The set that a round asks with."""
    return load_set(session, round_.indicator_set_id or 0)


def _claim(session: Session, letter_id: int, revision: int, at: datetime, actor: str) -> bool:
    """Approve what was read and nothing else; False when it is approved, CallerError when it was changed."""
    statement = (
        update(RoundLetter)
        .where(
            col(RoundLetter.id) == letter_id,
            col(RoundLetter.approved_at).is_(None),
            col(RoundLetter.revision) == revision,
        )
        .values(approved_at=at, approved_by=actor)
        .execution_options(synchronize_session=False)
    )
    is_ours = cast(CursorResult[Any], session.execute(statement)).rowcount == 1
    session.expire_all()
    if not is_ours and session.get_one(RoundLetter, letter_id).approved_at is None:
        raise CallerError(
            "Письмо № {id} тем временем изменил кто-то другой: откройте его заново.", id=letter_id
        )
    return is_ours


def _check_term(term: str, at: datetime) -> None:
    if not any(span.due_on for span in parse_deadline(term, letter_context(at.date(), None)).spans):
        raise CallerError("В сроке «{term}» нет дня, до которого исполнять.", term=term)


def _with_term(letter: LetterText, term: str) -> LetterText:
    def fill(point: RecommendedPoint) -> RecommendedPoint:
        return replace(point, terms=tuple(own or term for own in point.terms))

    return replace(letter, points=tuple(map(fill, letter.points)))


def _views(session: Session, *conditions: Any) -> list[LetterView]:
    rows: Sequence[Any] = session.exec(
        select(RoundLetter, RoundParticipant, Party.name)
        .join(RoundParticipant, col(RoundParticipant.id) == col(RoundLetter.participant_id))
        .join(Party, col(Party.id) == col(RoundParticipant.party_id))
        .where(*conditions)
        .order_by(col(RoundParticipant.position))
    ).all()
    return [
        LetterView(
            id=row_id(letter),
            round_id=participant.round_id,
            party_id=participant.party_id,
            name=name,
            revision=letter.revision,
            state="approved" if letter.approved_at else "edited" if letter.edited_at else "drafted",
            text=read_letter(letter.content),
            approved_at=letter.approved_at,
            approved_by=letter.approved_by,
            roadmap_id=letter.roadmap_id,
        )
        for letter, participant, name in rows
    ]
