"""Every route of the pages, and a town in which something stands behind each. For tests."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from sqlmodel import Session, select

from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.evidence import EvidenceItem
from models.outbox import OutboxMessage
from models.round import RoundLetter, RoundProof
from models.values import MessageState
from roadmaps.rounds.recommending import write_letter
from roadmaps.rounds.values import LetterText
from roadmaps.store.extending import ask_extension
from roadmaps.store.rounds.answering import Typed, add_proofs, save_answers, submit_answers
from roadmaps.store.steps import KeptFile
from small_round import days, open_small_round, participant_of
from sroki.web import app as app_module
from sroki.web.rules import Rule, RuledRoute, list_routes

SUBMITTED_AT = datetime(2021, 6, 1, 5, tzinfo=UTC)


def all_routes() -> list[RuledRoute]:
    modules = app_module._MODULES
    return [route for module in modules for route in list_routes(module.router.routes)]


def calls(*rules: Rule) -> list[tuple[str, str, Rule]]:
    """Method, path and rule of every route of these rules."""
    return [
        (method, route.path, route.rule)
        for route in all_routes()
        if route.rule in rules
        for method in sorted(route.methods - {"HEAD"})
    ]


def make_things(town: House, occurrence_id: Callable[..., int]) -> dict[str, int]:
    """Things that exist: a task of the institute with evidence on review and a request for a later day."""
    number = occurrence_id("1.1")
    file = ("proof.txt", BytesIO(b"proof"))
    evidence = hand_in(town, number, at=SUBMITTED_AT, actor="test", files=[file])
    with open_reading(town.engine) as session:
        item = session.exec(select(EvidenceItem).where(EvidenceItem.evidence_id == evidence.id)).one()
    other = occurrence_id("1.2")
    with open_session(town.engine) as session:
        asked = ask_extension(session, other, date(2021, 7, 1), "Ждём", SUBMITTED_AT, "test")
        round_ = open_small_round(
            session, days("2021-06-01", "2021-06-20"), SUBMITTED_AT, source_roadmap_id=1
        )
        participant = participant_of(session, round_)
        kept = KeptFile("proof.txt", item.file_sha256 or "", 5, "text/plain")
        add_proofs(session, participant.id or 0, "1.1", [kept], [], SUBMITTED_AT, "test")
        answers = [Typed("1.1", True), Typed("1.2", "отдел"), Typed("2.1", Decimal(10))]
        save_answers(session, participant.id or 0, answers, SUBMITTED_AT, "test")
        submit_answers(session, participant.id or 0, SUBMITTED_AT, "test")
        proof_id = session.exec(select(RoundProof.id)).one() or 0
        round_id, participant_id, set_id = round_.id or 0, participant.id or 0, round_.indicator_set_id or 0
        letter_id, message_id = add_letter(session, participant_id), add_mail(session)
    return {
        "occurrence_id": number,
        "task_id": 1,
        "roadmap_id": 1,
        "evidence_id": evidence.id or 0,
        "item_id": item.id or 0,
        "request_id": asked.id,
        "account_id": 1,
        "round_id": round_id,
        "participant_id": participant_id,
        "proof_id": proof_id,
        "letter_id": letter_id,
        "set_id": set_id,
        "party_id": 1,
        "message_id": message_id,
    }


def add_letter(session: Session, participant_id: int) -> int:
    """A letter of recommendations that waits for its approval."""
    content = write_letter(LetterText("Район Первый", "Рекомендации", (), ()))
    letter = RoundLetter(participant_id=participant_id, content=content, drafted_at=SUBMITTED_AT)
    session.add(letter)
    session.flush()
    return letter.id or 0


def add_mail(session: Session) -> int:
    """A mail that was given up."""
    message = OutboxMessage(
        key="test",
        message_id="<test@example.org>",
        address="anna@example.org",
        kind="invitation",
        subject="Приглашение",
        planned_on=SUBMITTED_AT.date(),
        state=MessageState.FAILED.value,
        created_at=SUBMITTED_AT,
        next_attempt_at=SUBMITTED_AT,
    )
    session.add(message)
    session.flush()
    return message.id or 0


def fill(path: str, ids: dict[str, int]) -> str:
    words = ids | {"form": "docx", "chart": "levels"}
    return re.sub(r"\{(\w+)\}", lambda found: str(words.get(found[1], "unknown-token")), path)
