"""The sheet of one participant: drafts that nobody's saving overwrites, and the hand-in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.errors import CallerError, ForbiddenTransitionError, SeveralMistakesError, UnknownThingError
from models.occurrence import Occurrence
from models.party import Membership, Party
from models.round import Round, RoundAnswer, RoundParticipant, RoundProof, RoundSubmission
from models.values import unique
from roadmaps.claims import Claim
from roadmaps.rounds.answers import answer_from_json, answer_to_json
from roadmaps.rounds.values import AnswerValue, Indicator, QuestionSet
from roadmaps.store.links import watch_link
from roadmaps.store.rounds.lifecycle import last_day_of
from roadmaps.store.rounds.sets import load_set
from roadmaps.store.steps import KeptFile, Proof, submit
from roadmaps.store.tasks import row_id

_LONGEST_NOTE = 5_000
MOST_PROOFS = 10  # of one answer


@dataclass(frozen=True)
class Saved:
    """The answer that holds: its revision, and who wrote it when."""

    code: str
    value: AnswerValue
    note: str
    revision: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class ProofView:
    """A file or an address that backs an answer."""

    id: int
    code: str
    kind: str
    name: str
    sha256: str | None
    size_bytes: int | None


@dataclass(frozen=True)
class Conflict:
    """Two people answered one indicator at once: what holds, and what the second one wrote."""

    code: str
    holds: Saved
    wrote: AnswerValue
    note: str


@dataclass(frozen=True)
class Typed:
    """What somebody wants to save; ``base_revision`` is what they had before their eyes, 0 for nothing."""

    code: str
    value: AnswerValue
    note: str = ""
    base_revision: int = 0


@dataclass(frozen=True)
class Sheet:
    """All that the page of a participant shows.

    ``state``: not_open | open | late | submitted | returned | closed | cancelled; in ``open``, ``late``,
    ``submitted`` and ``returned`` answers are taken until ``last_on``. ``before``: answers of the round
    before, by code.
    """

    round_: Round
    participant: RoundParticipant
    name: str
    questions: QuestionSet
    answers: Mapping[str, Saved]
    proofs: Mapping[str, tuple[ProofView, ...]]
    before: Mapping[str, AnswerValue]
    state: str
    due_on: date
    last_on: date
    submitted_at: datetime | None
    versions: int
    return_reason: str = ""

    @property
    def is_writable(self) -> bool:
        return self.state in ("open", "late", "submitted", "returned")

    @property
    def answered(self) -> int:
        return sum(saved.value is not None for saved in self.answers.values())


def find_sheet(session: Session, participant_id: int, today: date, *, person_id: int | None = None) -> Sheet:
    """The sheet of a participant. UnknownThingError: there is none, or the person does not speak for it."""
    participant = session.get(RoundParticipant, participant_id)
    speaks = (
        person_id is None
        or participant is None
        or session.get(Membership, (participant.party_id, person_id)) is not None
    )
    participant = participant if speaks else None
    round_ = session.get(Round, participant.round_id) if participant else None
    if participant is None or round_ is None or round_.indicator_set_id is None:
        raise UnknownThingError("Такой формы мониторинга среди ваших нет.")
    questions = load_set(session, round_.indicator_set_id)
    occurrence = session.get(Occurrence, participant.occurrence_id) if participant.occurrence_id else None
    due_on = occurrence.due_on if occurrence else round_.due_on
    last_on = last_day_of(round_, participant, due_on)
    return Sheet(
        round_=round_,
        participant=participant,
        name=session.get_one(Party, participant.party_id).name,
        questions=questions,
        answers=_load_answers(session, participant_id, questions),
        proofs=_load_proofs(session, participant_id),
        before=_load_before(session, round_, participant),
        state=_state_of(round_, occurrence, last_on, today),
        due_on=due_on,
        last_on=last_on,
        submitted_at=occurrence.submitted_at if occurrence else None,
        versions=_count_versions(session, participant_id),
    )


def _state_of(round_: Round, occurrence: Occurrence | None, last_on: date, today: date) -> str:
    if round_.cancelled_at is not None or (occurrence and occurrence.cancelled_at):
        return "cancelled"
    if occurrence is None:
        return "not_open"
    if today > last_on:
        return "closed"
    if occurrence.returned_at is not None:
        return "returned"
    if occurrence.submitted_at is not None:
        return "submitted"
    return "late" if today > occurrence.due_on else "open"


def find_participants_of(session: Session, person_id: int, occurrence_ids: Collection[int]) -> dict[int, int]:
    """Participants by occurrence, of those that are parts of rounds and whose party the person speaks for."""
    statement = (
        select(RoundParticipant.occurrence_id, RoundParticipant.id)
        .join(Membership, col(Membership.party_id) == col(RoundParticipant.party_id))
        .where(Membership.person_id == person_id, col(RoundParticipant.occurrence_id).in_(occurrence_ids))
    )
    return {occurrence: id_ for occurrence, id_ in session.exec(statement) if occurrence and id_}


def save_answers(
    session: Session, participant_id: int, typed: Sequence[Typed], at: datetime, actor: str
) -> tuple[Conflict, ...]:
    """Keep what somebody typed; what another has answered differently meanwhile comes back as a conflict.

    Nothing is overwritten: each saving is a revision of its own, a conflict is kept out until its writer
    decides, having seen both (by saving again on the newer revision).
    """
    sheet = _lock_sheet(session, participant_id, at)
    conflicts = []
    for entry in find_changes(session, sheet, typed):
        holds, note = sheet.answers.get(entry.code), entry.note
        if holds is not None and holds.revision != entry.base_revision:
            conflicts.append(Conflict(entry.code, holds, entry.value, note))
            continue
        session.add(
            RoundAnswer(
                participant_id=participant_id,
                code=entry.code,
                revision=holds.revision + 1 if holds else 1,
                base_revision=entry.base_revision,
                value=answer_to_json(entry.value),
                note=note,
                saved_at=at,
                saved_by=actor,
            )
        )
    session.flush()
    return tuple(conflicts)


def find_changes(session: Session, sheet: Sheet, typed: Sequence[Typed]) -> list[Typed]:
    """Of what somebody sends, what they have changed and what does not hold already.

    A browser sends every field, and a workbook every row, those too that nobody touched: what is as it
    stood before the writer's eyes is no saving, whatever others have made of it meanwhile.
    """
    indicators = {indicator.code: indicator for indicator in sheet.questions.indicators}
    seen = _load_seen(session, row_id(sheet.participant), typed, indicators)
    changes = []
    for entry in typed:
        if entry.code not in indicators:
            raise UnknownThingError("Показателя {code} в этой форме нет.", code=entry.code)
        words = entry.value, entry.note.strip()[:_LONGEST_NOTE]
        if words not in (
            _words_of(sheet.answers.get(entry.code)),
            seen.get((entry.code, entry.base_revision), (None, "")),
        ):
            changes.append(replace(entry, note=words[1]))
    return changes


def _words_of(saved: Saved | None) -> tuple[AnswerValue, str]:
    return (saved.value, saved.note) if saved else (None, "")


def _load_seen(
    session: Session, participant_id: int, typed: Sequence[Typed], indicators: Mapping[str, Indicator]
) -> dict[tuple[str, int], tuple[AnswerValue, str]]:
    """What the writer had before their eyes, by code and revision."""
    revisions = {entry.base_revision for entry in typed}
    statement = select(RoundAnswer).where(
        RoundAnswer.participant_id == participant_id, col(RoundAnswer.revision).in_(revisions)
    )
    return {
        (row.code, row.revision): (answer_from_json(indicators[row.code], row.value), row.note)
        for row in session.exec(statement)
        if row.code in indicators
    }


def add_proofs(
    session: Session,
    participant_id: int,
    code: str,
    files: Sequence[KeptFile],
    urls: Sequence[str],
    at: datetime,
    actor: str,
) -> None:
    """Back an answer with files that are kept already, and with addresses of pages."""
    sheet = _lock_sheet(session, participant_id, at)
    if code not in {indicator.code for indicator in sheet.questions.indicators}:
        raise UnknownThingError("Показателя {code} в этой форме нет.", code=code)
    known = sheet.proofs.get(code, ())
    fresh = [file for file in files if file.sha256 not in {proof.sha256 for proof in known}]
    addresses = [url for url in unique(urls) if url not in {proof.name for proof in known}]
    if len(known) + len(fresh) + len(addresses) > MOST_PROOFS:
        raise CallerError("К показателю {code} прикладывают не больше {most}.", code=code, most=MOST_PROOFS)
    common: dict[str, Any] = {
        "participant_id": participant_id,
        "code": code,
        "added_at": at,
        "added_by": actor,
    }
    session.add_all(
        RoundProof(
            kind="file",
            file_name=file.name,
            file_sha256=file.sha256,
            size_bytes=file.size_bytes,
            content_type=file.content_type,
            scan=file.scan,
            **common,
        )
        for file in fresh
    )
    session.add_all(
        RoundProof(kind="link", url=url, link_id=watch_link(session, url, at), **common) for url in addresses
    )
    session.flush()


def remove_proof(session: Session, participant_id: int, proof_id: int, at: datetime) -> None:
    """Take a proof off the draft; submissions that named it keep it."""
    _lock_sheet(session, participant_id, at)
    proof = session.get(RoundProof, proof_id)
    if proof is None or proof.participant_id != participant_id:
        raise UnknownThingError("Такого подтверждения в форме нет.")
    proof.removed_at = proof.removed_at or at
    session.add(proof)


def find_gaps(sheet: Sheet) -> list[CallerError]:
    """What keeps a sheet from being handed in, an error for each indicator."""
    gaps = []
    for indicator in sheet.questions.indicators:
        saved = sheet.answers.get(indicator.code)
        is_answered = saved is not None and saved.value is not None
        if indicator.is_required and not is_answered:
            gaps.append(CallerError("Показатель {code}: нет ответа.", code=indicator.code))
        elif indicator.needs_evidence and _wants_proof(saved) and not sheet.proofs.get(indicator.code):
            gaps.append(CallerError("Показатель {code}: нужно подтверждение.", code=indicator.code))
    return gaps


def _wants_proof(saved: Saved | None) -> bool:
    """«Нет» and a nought need no proof."""
    return saved is not None and saved.value is not None and saved.value not in (False, 0)


def submit_answers(
    session: Session,
    participant_id: int,
    at: datetime,
    actor: str,
    *,
    nothing_because: str | None = None,
    note: str = "",
    seen: str | None = None,
) -> RoundSubmission:
    """Hand the sheet in as it stands, or say (``nothing_because``) that there is nothing to report.

    SeveralMistakesError names each gap. Handing in again while the round takes answers makes the next
    version; the same content again is the same version. ``seen``: the ``mark_of`` the sheet that somebody has
    looked through; what has changed since is not handed in unseen.
    """
    sheet = _lock_sheet(session, participant_id, at)
    if seen is not None and seen != mark_of(sheet):
        raise ForbiddenTransitionError("Пока вы проверяли, ответы изменились. Проверьте их ещё раз.")
    gaps = [] if nothing_because is not None else find_gaps(sheet)
    if gaps:
        raise SeveralMistakesError(gaps)
    content = {} if nothing_because is not None else _freeze(sheet)
    last = _last_submission(session, participant_id)
    is_nothing = nothing_because is not None
    words = (nothing_because or note).strip()[:_LONGEST_NOTE]
    same = last is not None and (last.answers, last.nothing_to_report, last.note) == (
        content,
        is_nothing,
        words,
    )
    if last is not None and same and sheet.state != "returned":
        return last
    version = (last.version if last else 0) + 1
    told = (
        f"Форма мониторинга, версия {version}: ответов {len(content)} из {len(sheet.questions.indicators)}."
    )
    proof = Proof(
        note=words if is_nothing else f"{told} {words}".strip(),
        claim=Claim(nothing_to_report=is_nothing),
    )
    evidence = submit(session, sheet.participant.occurrence_id or 0, proof, at, actor)
    submission = RoundSubmission(
        participant_id=participant_id,
        version=version,
        evidence_id=row_id(evidence),
        answers=content,
        nothing_to_report=is_nothing,
        note=words,
        submitted_at=at,
        submitted_by=actor,
    )
    session.add(submission)
    session.flush()
    return submission


def mark_of(sheet: Sheet) -> str:
    """A word that changes with every saving of an answer and with every proof added or removed."""
    revisions = sorted((saved.code, saved.revision) for saved in sheet.answers.values())
    proofs = sorted(proof.id for some in sheet.proofs.values() for proof in some)
    return sha256(repr((revisions, proofs)).encode()).hexdigest()[:16]


def _freeze(sheet: Sheet) -> dict[str, Any]:
    return {
        saved.code: {
            "value": answer_to_json(saved.value),
            "note": saved.note,
            "proofs": [proof.id for proof in sheet.proofs.get(saved.code, ())],
        }
        for saved in sheet.answers.values()
        if saved.value is not None or saved.note
    }


def _lock_sheet(session: Session, participant_id: int, at: datetime) -> Sheet:
    """The sheet under a lock, so that two savings take turns; refuses what takes no answers."""
    row = session.get(RoundParticipant, participant_id, with_for_update=True)
    round_ = session.get(Round, row.round_id) if row else None
    zone = ZoneInfo(round_.zone) if round_ else ZoneInfo("UTC")
    sheet = find_sheet(session, participant_id, at.astimezone(zone).date())
    if not sheet.is_writable:
        raise ForbiddenTransitionError(
            "Форма не принимает ответов: {why}.",
            why={
                "not_open": "мониторинг ещё не открыт",
                "closed": "мониторинг закрыт",
                "cancelled": "мониторинг отменён",
            }[sheet.state],
        )
    return sheet


def _load_answers(session: Session, participant_id: int, questions: QuestionSet) -> dict[str, Saved]:
    indicators = {indicator.code: indicator for indicator in questions.indicators}
    statement = select(RoundAnswer).where(RoundAnswer.participant_id == participant_id)
    rows = session.exec(statement.order_by(col(RoundAnswer.revision)))
    return {
        row.code: Saved(
            row.code,
            answer_from_json(indicators[row.code], row.value),
            row.note,
            row.revision,
            row.saved_at,
            row.saved_by,
        )
        for row in rows
        if row.code in indicators
    }


def _load_proofs(session: Session, participant_id: int) -> dict[str, tuple[ProofView, ...]]:
    statement = select(RoundProof).where(
        RoundProof.participant_id == participant_id, col(RoundProof.removed_at).is_(None)
    )
    proofs: dict[str, tuple[ProofView, ...]] = {}
    for row in session.exec(statement.order_by(col(RoundProof.id))):
        proofs[row.code] = (*proofs.get(row.code, ()), _proof_view(row))
    return proofs


def _load_before(session: Session, round_: Round, participant: RoundParticipant) -> dict[str, AnswerValue]:
    """What the same organisation handed in the round before; by code, where the question is the same."""
    previous = session.get(Round, round_.previous_id) if round_.previous_id else None
    if previous is None or previous.indicator_set_id is None:
        return {}
    former = session.exec(
        select(RoundParticipant).where(
            RoundParticipant.round_id == previous.id, RoundParticipant.party_id == participant.party_id
        )
    ).first()
    last = _last_submission(session, row_id(former)) if former else None
    if last is None:
        return {}
    indicators = {i.code: i for i in load_set(session, previous.indicator_set_id).indicators}
    return {
        code: answer_from_json(indicators[code], entry["value"])
        for code, entry in last.answers.items()
        if code in indicators
    }


def load_handed_in(
    session: Session, sheet: Sheet
) -> tuple[dict[str, Saved], dict[str, tuple[ProofView, ...]]]:
    """Answers and proofs of the last hand-in, by code; both empty before the first."""
    last = _last_submission(session, row_id(sheet.participant))
    if last is None:
        return {}, {}
    indicators = {indicator.code: indicator for indicator in sheet.questions.indicators}
    numbers = [number for entry in last.answers.values() for number in entry.get("proofs", ())]
    kept = {
        row.id: _proof_view(row)
        for row in session.exec(select(RoundProof).where(col(RoundProof.id).in_(numbers)))
    }
    answers = {
        code: Saved(
            code,
            answer_from_json(indicators[code], entry["value"]),
            entry.get("note", ""),
            last.version,
            last.submitted_at,
            last.submitted_by,
        )
        for code, entry in last.answers.items()
        if code in indicators
    }
    proofs = {
        code: tuple(kept[number] for number in entry.get("proofs", ()) if number in kept)
        for code, entry in last.answers.items()
    }
    return answers, proofs


def _proof_view(row: RoundProof) -> ProofView:
    name = row.file_name if row.kind == "file" else row.url
    return ProofView(row_id(row), row.code, row.kind, name or "", row.file_sha256, row.size_bytes)


def _last_submission(session: Session, participant_id: int) -> RoundSubmission | None:
    statement = select(RoundSubmission).where(RoundSubmission.participant_id == participant_id)
    return session.exec(statement.order_by(col(RoundSubmission.version).desc())).first()


def _count_versions(session: Session, participant_id: int) -> int:
    return session.exec(
        select(func.count()).where(col(RoundSubmission.participant_id) == participant_id)
    ).one()
