"""A participant's sheet is saved and handed in: files first, then one transaction with the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from flows.evidence import clean_note, keep_file
from flows.house import House
from flows.receipts import queue_receipt
from models.database import open_reading, open_session
from models.errors import CallerError
from models.occurrence import Evidence
from models.round import RoundSubmission
from roadmaps.rounds.sheets import FormAnswer, read_form, write_form
from roadmaps.rounds.values import Answer
from roadmaps.sandbox import read_sheets_apart
from roadmaps.store.rounds.answering import (
    Conflict,
    Typed,
    add_proofs,
    find_changes,
    save_answers,
    submit_answers,
)
from roadmaps.store.rounds.sheets import Sheet
from roadmaps.urls import check_urls


def save_sheet(
    house: House,
    participant_id: int,
    typed: Sequence[Typed],
    *,
    files: Mapping[str, Sequence[tuple[str, BinaryIO]]],
    urls: Mapping[str, Sequence[str]],
    at: datetime,
    actor: str,
) -> tuple[Conflict, ...]:
    """Keep answers and their proofs (by code) as a draft; what others answered otherwise comes back."""
    addresses = {code: check_urls(some) for code, some in urls.items() if some}
    kept = {code: tuple(keep_file(house, file, name) for name, file in some) for code, some in files.items()}
    if sum(file.size_bytes for some in kept.values() for file in some) > house.settings.hand_in_limit_bytes:
        limit = house.settings.hand_in_limit_bytes // (1024 * 1024)
        raise CallerError("Файлы вместе больше {limit} МБ.", limit=limit)
    with open_session(house.engine) as session:
        conflicts = save_answers(session, participant_id, typed, at, actor)
        for code in dict.fromkeys([*kept, *addresses]):
            add_proofs(session, participant_id, code, kept.get(code, ()), addresses.get(code, ()), at, actor)
    return conflicts


def write_sheet_form(sheet: Sheet, at: datetime) -> bytes:
    """The form of a participant as .xlsx bytes: what is saved, what was answered the round before."""
    given = {
        saved.code: FormAnswer(Answer(saved.code, saved.value, saved.note), saved.revision)
        for saved in sheet.answers.values()
    }
    title = replace(sheet.questions, name=sheet.round_.title)
    return write_form(title, sheet.name, given, at, sheet.before)


def read_sheet_form(house: House, sheet: Sheet, content: bytes, file: str) -> list[Typed]:
    """What a filled-in form changes, read in a process apart; nothing is saved.

    SeveralMistakesError names what will not do by row, UnreadableFileError a file that is no form.
    """
    read = read_form(sheet.questions, read_sheets_apart(content, file), file)
    typed = [Typed(code, row.answer.value, row.answer.note, row.revision) for code, row in read.items()]
    with open_reading(house.engine) as session:
        return find_changes(session, sheet, typed)


def hand_in_sheet(
    house: House,
    participant_id: int,
    *,
    at: datetime,
    actor: str,
    nothing_because: str | None = None,
    note: str = "",
    seen: str | None = None,
    receipt_to: int | None = None,
) -> RoundSubmission:
    """Hand in what is saved (as it was ``seen``), and write the receipt in the same transaction."""
    because = clean_note(nothing_because) or "" if nothing_because is not None else None
    with open_session(house.engine) as session:
        words = clean_note(note) or ""
        submission = submit_answers(
            session, participant_id, at, actor, nothing_because=because, note=words, seen=seen
        )
        evidence = session.get_one(Evidence, submission.evidence_id)
        if receipt_to is not None and submission.submitted_at == at:
            queue_receipt(session, house, evidence, receipt_to, at)
        return submission
