"""What participants of a round wrote and attached is kept as long as other evidence, and no longer."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import col, select

from every_column import everything
from flows.archiving import export_roadmap
from flows.evidence import hand_in, keep_text, stored_path
from flows.forgetting import forget
from flows.house import House
from flows.retaining import destroy_past, list_past
from flows.sheets import save_sheet
from models.database import open_reading, open_session, row_id
from models.evidence import EvidenceLink
from models.occurrence import Occurrence
from models.party import Person
from models.round import Round, RoundProof
from roadmaps.link_checks import LinkOutcome
from roadmaps.rounds.values import AnswerValue, RoundResults
from roadmaps.store.links import Finding, claim_due_links, record_check
from roadmaps.store.rounds.answering import Typed, submit_answers
from roadmaps.store.rounds.lifecycle import close_round
from roadmaps.store.rounds.results import RunningSummary, load_summary
from roadmaps.store.verifying import verify_trail
from small_round import FIRST, days, open_small_round, participant_of

PLAN, PAGE, WORDS = b"the plan of the year", "https://school.example/zoya", "Zoya tells of the plan"
SAID: dict[str, AnswerValue] = {"1.1": True, "1.2": "отдел", "2.1": Decimal(40), "2.3": "Зоя Лукина болела"}


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 6, tzinfo=UTC)


@pytest.fixture
def round_id(house: House) -> int:
    """The first participant answered with a file, a page and notes; the second and third never did."""
    house.settings.retention_years = 5
    with open_session(house.engine) as session:
        round_ = open_small_round(session, days("2025-04-01", "2025-04-30"), at(2025, 4, 1))
        first = row_id(participant_of(session, round_))
    typed = [Typed(code, value, "спросите Зою") for code, value in SAID.items()]
    files = {"1.1": [("plan.pdf", BytesIO(PLAN))]}
    save_sheet(house, first, typed, files=files, urls={"1.1": [PAGE]}, at=at(2025, 4, 2), actor="test")
    with open_session(house.engine) as session:
        submit_answers(session, first, at(2025, 4, 2), "test")
        close_round(session, session.get_one(Round, round_.id), at(2025, 5, 3), "test")
    read_page(house)
    return row_id(round_)


def read_page(house: House) -> str:
    digest = keep_text(house, WORDS)
    finding = Finding(
        LinkOutcome.FOUND, final_url=PAGE, host="school.example", title="Зоя", text_sha256=digest
    )
    with open_session(house.engine) as session:
        for link in claim_due_links(session, at(2025, 4, 2), 100):
            record_check(session, link.id, finding, at(2025, 4, 2))
    return digest


def results_of(house: House, round_id: int) -> RoundResults:
    with open_reading(house.engine) as session:
        return load_summary(session, round_id).results


def proof_file(house: House) -> str:
    with open_reading(house.engine) as session:
        return session.exec(select(RoundProof.file_sha256).where(RoundProof.kind == "file")).one() or ""


def test_a_page_that_backs_an_answer_is_watched_like_any_other(house: House, round_id: int) -> None:
    with open_reading(house.engine) as session:
        link = session.exec(select(EvidenceLink)).one()
    assert link.state == "present"
    assert link.next_check_at is not None
    assert link.next_check_at > at(2025, 4, 2)


def test_a_closed_round_is_past_although_some_never_answered(house: House, round_id: int) -> None:
    assert list_past(house, at(2030, 5, 3)).past == ()
    (past,) = list_past(house, at(2030, 5, 4)).past
    assert (past.closed_on, past.keep_until_on) == (date(2025, 5, 3), date(2030, 5, 3))
    assert set(past.files) == {proof_file(house), read_page(house)}


def test_a_round_that_somebody_may_still_answer_is_not_past(house: House, round_id: int) -> None:
    with open_session(house.engine) as session:
        session.get_one(Round, round_id).next_action_at = at(2031, 1, 1)
    assert list_past(house, at(2030, 5, 4)).past == ()


def test_v14_2_7_words_and_proofs_of_a_past_round_go_and_its_figures_stay(
    house: House, round_id: int
) -> None:
    before, file, page = results_of(house, round_id), proof_file(house), read_page(house)
    act = destroy_past(house, at(2030, 5, 4), "test").act or ""
    assert file in act
    assert not stored_path(house, file).exists()
    assert not stored_path(house, page).exists()
    left = everything(house)
    for personal in ("Зоя", "Зою", "plan.pdf", "school.example"):
        assert personal not in left
    after = results_of(house, round_id)
    assert [row.score for row in after.participants] == [row.score for row in before.participants]
    assert after.submitted == before.submitted == 1
    assert [column.answered for column in after.indicators] == [
        column.answered for column in before.indicators
    ]
    words = after.participants[0].cells["2.3"].value
    assert words == "Уничтожено по истечении срока хранения 04.05.2030."
    with open_reading(house.engine) as session:
        assert verify_trail(session).flaws == ()
    assert destroy_past(house, at(2031, 5, 4), "test").past == ()


def test_v14_2_7_no_memory_of_the_pages_holds_words_that_were_taken_away(house: House, round_id: int) -> None:
    running = RunningSummary()  # what the application keeps from one look to the next

    def words() -> AnswerValue:
        with open_reading(house.engine) as session:
            summary = running.load(session, session.get_one(Round, round_id))
        return summary.results.participants[0].cells["2.3"].value

    assert words() == "Зоя Лукина болела"
    destroy_past(house, at(2030, 5, 4), "test")
    assert words() == "Уничтожено по истечении срока хранения 04.05.2030."


def test_a_file_and_a_page_of_a_round_that_another_roadmap_proves_by_them_stay(
    house: House, round_id: int
) -> None:
    with open_reading(house.engine) as session:
        other = session.exec(select(Occurrence.id).order_by(col(Occurrence.id))).first() or 0
    hand_in(house, other, at=at(2025, 4, 5), actor="test", files=[("b.pdf", BytesIO(PLAN))], urls=[PAGE])
    assert "файлы: 0" in (destroy_past(house, at(2030, 5, 4), "test").act or "")
    assert stored_path(house, proof_file(house)).exists()
    with open_reading(house.engine) as session:
        assert session.exec(select(EvidenceLink.url)).all() == [PAGE]


def test_whoever_is_forgotten_is_named_in_no_answer(house: House, round_id: int) -> None:
    with open_session(house.engine) as session:
        session.exec(select(Person).where(Person.address == FIRST)).one().name = "Зоя Лукина"
    forget(house, FIRST, at(2025, 6, 1), "test", reason="отзыв согласия", anyway=True)
    assert "Зоя Лукина" not in everything(house)
    assert results_of(house, round_id).participants[0].cells["2.3"].value == "[удалено] болела"


def test_an_archive_of_the_round_holds_the_files_of_its_answers(
    house: House, round_id: int, tmp_path: Path
) -> None:
    with open_reading(house.engine) as session:
        roadmap_id = session.get_one(Round, round_id).roadmap_id or 0
    path = export_roadmap(house, str(roadmap_id), tmp_path / "a.zip").path
    with zipfile.ZipFile(path) as archive:
        held = [name for name in archive.namelist() if name.startswith("evidence/")]
        assert [name.rpartition("-")[2] for name in held] == ["plan.pdf"]
        assert archive.read(held[0]) == PLAN
