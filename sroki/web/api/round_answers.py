"""Answers of a monitoring: read, saved as a draft that overwrites nobody, handed in.

A participant's own program does it for itself (``/sheets``), an organiser's for those who have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, Field, StrictBool, StrictFloat, StrictInt
from sqlmodel import Session, col, select

from flows.accounts.tokens import TokenHolder
from flows.evidence import clean_note
from flows.house import House
from flows.receipts import queue_receipt
from models.authority import Deed
from models.database import open_reading, open_session
from models.errors import CallerError, SeveralMistakesError
from models.occurrence import Evidence
from models.party import Membership, Party
from models.round import Round, RoundParticipant
from roadmaps.rounds.answers import answer_to_json, read_answer
from roadmaps.rounds.values import AnswerValue, Indicator, IndicatorKind
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.handed_in import list_handed_in, load_handed_in
from roadmaps.store.rounds.listing import list_rounds
from roadmaps.store.rounds.sheets import ProofView, Saved, Sheet, find_gaps, find_sheet, speaks_for
from roadmaps.store.standing_in import acting_as
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.me import HolderOf
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.rounds import RoundOut, check_participant, require_participant, show_round
from sroki.web.api.values import Id, Incoming, LongWords, Words
from sroki.web.rules import Rule, ruled

router = make_router("Ответы мониторинга")
_LARGEST = 10**15


class AnswerOut(BaseModel):
    """Ответ, который держится. Числа — строкой, чтобы ничего не округлилось."""

    code: str
    value: bool | str | None
    note: str
    revision: int = Field(description="У сданных ответов — номер версии формы")
    saved_at: datetime
    saved_by: str


class ProofOut(BaseModel):
    """Файл или адрес, который подтверждает ответ."""

    id: int
    code: str
    kind: str = Field(description="file или link")
    name: str
    sha256: str | None
    size_bytes: int | None


class AnswersOut(BaseModel):
    """Что сдал участник; черновиков организатор не видит."""

    participant_id: int
    name: str
    version: int = Field(description="0: форма ещё не сдана")
    submitted_at: datetime | None
    answers: list[AnswerOut]
    proofs: list[ProofOut]


class SheetOut(BaseModel):
    """Форма участника: черновик и чего в нём не хватает."""

    participant_id: int
    round_id: int
    name: str
    state: str = Field(description="not_open, open, late, submitted, returned, closed, cancelled")
    due_on: date
    last_on: date
    return_reason: str
    version: int = Field(description="Сколько раз форма сдана")
    answers: list[AnswerOut]
    proofs: list[ProofOut]
    gaps: list[str] = Field(description="Что мешает сдать")


class SheetLine(BaseModel):
    """Форма в списке своих: чья она и какого мониторинга."""

    participant_id: int
    name: str
    round: RoundOut


class AnswerIn(Incoming):
    """Ответ. ``base_revision`` — редакция, которую видел пишущий; 0 — ответа не было."""

    code: Words
    value: (
        StrictBool
        | Annotated[StrictInt, Field(ge=-_LARGEST, le=_LARGEST)]
        | Annotated[StrictFloat, Field(ge=-_LARGEST, le=_LARGEST)]
        | LongWords
        | None
    ) = Field(description="да/нет — true/false; число — числом или строкой; null берёт ответ назад")
    note: Annotated[LongWords, Field(max_length=5_000)] = ""
    base_revision: Annotated[StrictInt, Field(ge=0, le=2**31 - 1)] = 0


class AnswersIn(Incoming):
    """Ответы, которые меняются; остальные остаются."""

    answers: Annotated[list[AnswerIn], Field(min_length=1, max_length=1_000)]


class ConflictOut(BaseModel):
    """Тем временем ответил кто-то другой: что держится. Чтобы заменить, пошлите его редакцию."""

    code: str
    holds: AnswerOut


class SavedOut(BaseModel):
    """Черновик после записи."""

    answers: list[AnswerOut]
    conflicts: list[ConflictOut]
    gaps: list[str]


class HandIn(Incoming):
    """Сдать; ``nothing_because`` — сообщить нечего и почему."""

    note: LongWords = ""
    nothing_because: LongWords | None = None


class HandedInOut(BaseModel):
    """Сданная форма."""

    participant_id: int
    version: int
    nothing_to_report: bool
    submitted_at: datetime
    submitted_by: str


@router.get("/rounds/{round_id}/participants/{participant_id}/answers", summary="Что сдал участник")
@ruled(Rule.SEE)
def show_answers(round_id: Id, participant_id: Id, caller: CallerOf, house: HouseOf) -> AnswersOut:
    """The last version that was handed in."""
    with open_reading(house.engine) as session:
        require_participant(session, house, caller, round_id, participant_id, Deed.SEE)
        sheet = find_sheet(session, participant_id, house.clock())
        answers, proofs = load_handed_in(session, sheet)
    return AnswersOut(
        participant_id=participant_id,
        name=sheet.name,
        version=sheet.versions,
        submitted_at=sheet.submitted_at,
        answers=[_show_answer(saved) for saved in answers.values()],
        proofs=_show_proofs(proofs),
    )


@router.put(
    "/rounds/{round_id}/participants/{participant_id}/answers", summary="Записать ответы за участника"
)
@ruled(Rule.COORDINATE)
def save_for_another(
    round_id: Id, participant_id: Id, body: AnswersIn, caller: CallerOf, house: HouseOf
) -> SavedOut:
    """Into the draft; what the participant has answered meanwhile comes back as a conflict."""
    check_participant(house, caller, round_id, participant_id)
    with open_session(house.engine) as session:
        return _save(session, house, participant_id, body, caller.actor)


@router.post(
    "/rounds/{round_id}/participants/{participant_id}/hand-in",
    status_code=201,
    summary="Сдать форму за участника",
    response_model=HandedInOut,
)
@ruled(Rule.COORDINATE)
def hand_in_for_another(
    round_id: Id, participant_id: Id, body: HandIn, caller: CallerOf, house: HouseOf, once: OnceOf
) -> Response:
    """As it stands in the draft; every gap is named."""
    check_participant(house, caller, round_id, participant_id)

    def make(session: Session) -> HandedInOut:
        return _hand_in(session, house, participant_id, body, caller.actor, None)

    return once.make(body, make)


@router.get("/sheets", summary="Свои формы мониторингов")
@ruled(Rule.SIGNED_IN)
def list_own(holder: HolderOf, house: HouseOf, turn: TurnOf) -> PageOf[SheetLine]:
    """Of the organisations that the person behind the account speaks for."""
    turn.check(int)
    with open_reading(house.engine) as session:
        people = acting_as(session, holder.person_id or 0, house.clock())
        mine = select(Membership.party_id).where(col(Membership.person_id).in_(people))
        rows = session.exec(
            select(RoundParticipant).where(
                col(RoundParticipant.party_id).in_(mine), col(RoundParticipant.occurrence_id).is_not(None)
            )
        ).all()
        shown, following = turn.cut(rows, lambda row: (row.id or 0,))
        views = {view.id: view for view in list_rounds(session, sorted({row.round_id for row in shown}))}
        named = select(Party.id, Party.name).where(col(Party.id).in_({row.party_id for row in shown}))
        names = dict(session.exec(named).all())
    lines = [
        SheetLine(participant_id=row.id or 0, name=names[row.party_id], round=show_round(views[row.round_id]))
        for row in shown
    ]
    return PageOf[SheetLine](items=lines, next=following)


@router.get("/sheets/{participant_id}", summary="Своя форма")
@ruled(Rule.HAND_IN)
def show_own(participant_id: Id, holder: HolderOf, house: HouseOf) -> SheetOut:
    """The draft, and what keeps it from being handed in."""
    with open_reading(house.engine) as session:
        sheet = _require_own(session, house, holder, participant_id)
        last = next(iter(list_handed_in(session, participant_id)), None)
    return SheetOut(
        participant_id=participant_id,
        round_id=sheet.round_.id or 0,
        name=sheet.name,
        state=sheet.state,
        due_on=sheet.due_on,
        last_on=sheet.last_on,
        return_reason=last.reason if last and last.is_returned else "",
        version=sheet.versions,
        answers=[_show_answer(saved) for saved in sheet.answers.values()],
        proofs=_show_proofs(sheet.proofs),
        gaps=[str(gap) for gap in find_gaps(sheet)],
    )


@router.put("/sheets/{participant_id}/answers", summary="Записать свои ответы")
@ruled(Rule.HAND_IN)
def save_own(participant_id: Id, body: AnswersIn, holder: HolderOf, house: HouseOf) -> SavedOut:
    """Into the draft, as on the page; nothing of a colleague's is overwritten unseen."""
    with open_session(house.engine) as session:
        _require_own(session, house, holder, participant_id)
        return _save(session, house, participant_id, body, holder.actor)


@router.post(
    "/sheets/{participant_id}/hand-in",
    status_code=201,
    summary="Сдать свою форму",
    response_model=HandedInOut,
)
@ruled(Rule.HAND_IN)
def hand_in_own(participant_id: Id, body: HandIn, holder: HolderOf, house: HouseOf, once: OnceOf) -> Response:
    """The next version; a receipt goes to the person by mail."""

    def make(session: Session) -> HandedInOut:
        _require_own(session, house, holder, participant_id)
        return _hand_in(session, house, participant_id, body, holder.actor, holder.person_id)

    return once.make(body, make)


def _require_own(session: Session, house: House, holder: TokenHolder, participant_id: int) -> Sheet:
    """The sheet, if the person behind the account speaks for its organisation; 404 otherwise."""
    participant = session.get(RoundParticipant, participant_id)
    speaks = (
        participant is not None
        and holder.person_id is not None
        and speaks_for(session, participant.party_id, holder.person_id, house.clock())
    )
    round_ = session.get(Round, participant.round_id) if participant is not None and speaks else None
    if round_ is None or round_.indicator_set_id is None:
        raise ApiError(404)
    return find_sheet(session, participant_id, house.clock())


def _save(session: Session, house: House, participant_id: int, body: AnswersIn, actor: str) -> SavedOut:
    sheet = find_sheet(session, participant_id, house.clock())
    typed = _read(body, {indicator.code: indicator for indicator in sheet.questions.indicators})
    conflicts = save_answers(session, participant_id, typed, house.clock(), actor)
    sheet = find_sheet(session, participant_id, house.clock())
    return SavedOut(
        answers=[_show_answer(saved) for saved in sheet.answers.values()],
        conflicts=[ConflictOut(code=one.code, holds=_show_answer(one.holds)) for one in conflicts],
        gaps=[str(gap) for gap in find_gaps(sheet)],
    )


def _read(body: AnswersIn, indicators: Mapping[str, Indicator]) -> list[Typed]:
    """Answers of a call; SeveralMistakesError names each that will not do, and then none is saved."""
    typed: list[Typed] = []
    mistakes: list[CallerError] = []
    for answer in body.answers:
        indicator = indicators.get(answer.code)
        try:
            if indicator is None:
                raise CallerError("Показателя {code} в этой форме нет.", code=answer.code)
            if answer.code in {one.code for one in typed}:
                raise CallerError("Показатель {code} назван дважды.", code=answer.code)
            value = _read_value(indicator, answer.value)
            typed.append(Typed(answer.code, value, clean_note(answer.note) or "", answer.base_revision))
        except CallerError as error:
            mistakes.append(error)
    if mistakes:
        raise SeveralMistakesError(mistakes)
    return typed


def _read_value(indicator: Indicator, value: bool | int | float | str | None) -> AnswerValue:
    if value is None:
        return None
    if isinstance(value, bool):
        if indicator.kind is IndicatorKind.YES_NO:
            return value
        return read_answer(indicator, "да" if value else "нет")
    return read_answer(indicator, value if isinstance(value, str) else f"{Decimal(str(value)):f}")


def _hand_in(
    session: Session, house: House, participant_id: int, body: HandIn, actor: str, receipt_to: int | None
) -> HandedInOut:
    at = house.clock()
    because = clean_note(body.nothing_because)
    if body.nothing_because is not None and not because:
        raise CallerError("Напишите, почему сообщить нечего.")
    submission = submit_answers(
        session, participant_id, at, actor, nothing_because=because, note=clean_note(body.note) or ""
    )
    if receipt_to is not None and submission.submitted_at == at:
        queue_receipt(session, house, session.get_one(Evidence, submission.evidence_id), receipt_to, at)
    return HandedInOut(
        participant_id=participant_id,
        version=submission.version,
        nothing_to_report=submission.nothing_to_report,
        submitted_at=submission.submitted_at,
        submitted_by=submission.submitted_by,
    )


def _show_answer(saved: Saved) -> AnswerOut:
    return AnswerOut(**vars(saved) | {"value": answer_to_json(saved.value)})


def _show_proofs(proofs: Mapping[str, tuple[ProofView, ...]]) -> list[ProofOut]:
    return [ProofOut(**vars(proof)) for some in proofs.values() for proof in some]
