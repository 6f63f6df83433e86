"""What people do to a sheet: drafts that nobody's saving overwrites, proofs, and the hand-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from models.database import row_id
from models.errors import CallerError, ForbiddenTransitionError, SeveralMistakesError, UnknownThingError
from models.round import RoundAnswer, RoundParticipant, RoundProof, RoundSubmission
from models.values import unique
from roadmaps.claims import Claim
from roadmaps.rounds.answers import answer_from_json, answer_to_json, join_lines
from roadmaps.rounds.values import AnswerValue, Indicator
from roadmaps.store.links import watch_link
from roadmaps.store.rounds.settling import look_soon
from roadmaps.store.rounds.sheets import Saved, Sheet, find_gaps, find_sheet, last_submission, mark_of
from roadmaps.store.steps import KeptFile, Proof, submit

_LONGEST_NOTE = 5_000

MOST_PROOFS = 10  # of one answer


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
        words = entry.value, join_lines(entry.note).strip()[:_LONGEST_NOTE]
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
    look_soon(session, participant_id, at)
    sheet = _lock_sheet(session, participant_id, at)
    if seen is not None and seen != mark_of(sheet):
        raise ForbiddenTransitionError("Пока вы проверяли, ответы изменились. Проверьте их ещё раз.")
    is_nothing = nothing_because is not None
    gaps = [] if is_nothing else find_gaps(sheet)
    if gaps:
        raise SeveralMistakesError(gaps)
    content = {} if is_nothing else _freeze(sheet)
    words = (nothing_because or note).strip()[:_LONGEST_NOTE]
    last = last_submission(session, participant_id)
    same = last and (last.answers, last.nothing_to_report, last.note) == (content, is_nothing, words)
    if last is not None and same and sheet.state != "returned":
        return last
    version = (last.version if last else 0) + 1
    told = words if is_nothing else _tell(sheet, version, words)
    files, urls = ((), ()) if is_nothing else _proofs_as_evidence(session, sheet)
    proof = Proof(files, urls, told, Claim(nothing_to_report=is_nothing))
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


def _tell(sheet: Sheet, version: int, words: str) -> str:
    total = len(sheet.questions.indicators)
    return f"Форма мониторинга, версия {version}: ответов {sheet.answered} из {total}. {words}".strip()


def _proofs_as_evidence(session: Session, sheet: Sheet) -> tuple[tuple[KeptFile, ...], tuple[str, ...]]:
    """Files and pages that back the answers, each once: evidence is watched, kept and given out as one."""
    ids = [proof.id for proofs in sheet.proofs.values() for proof in proofs]
    statement = select(RoundProof).where(col(RoundProof.id).in_(ids)).order_by(col(RoundProof.id))
    rows = session.exec(statement).all()
    files = {
        row.file_sha256: KeptFile(
            row.file_name or "файл", row.file_sha256, row.size_bytes or 0, row.content_type or "", row.scan
        )
        for row in rows
        if row.file_sha256
    }
    return tuple(files.values()), tuple(unique(row.url for row in rows if row.url))


def _freeze(sheet: Sheet) -> dict[str, Any]:
    """What there is of each indicator: an answer, a note, or proofs alone."""
    frozen = {}
    for code in dict.fromkeys([*sheet.answers, *sheet.proofs]):
        value, note = _words_of(sheet.answers.get(code))
        proofs = [proof.id for proof in sheet.proofs.get(code, ())]
        if value is not None or note or proofs:
            frozen[code] = {"value": answer_to_json(value), "note": note, "proofs": proofs}
    return frozen


def _lock_sheet(session: Session, participant_id: int, at: datetime) -> Sheet:
    """The sheet under a lock, so that two savings take turns; refuses what takes no answers."""
    session.get(RoundParticipant, participant_id, with_for_update=True)
    sheet = find_sheet(session, participant_id, at)
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
