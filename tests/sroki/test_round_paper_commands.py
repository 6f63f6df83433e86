"""Papers of a monitoring by command: the report, handed in by its date; letters drafted, edited, approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session, select

from command_line import sroki
from finished_round import at, finish_two_rounds
from flows.house import House, open_house
from models.database import open_reading, open_session
from models.evidence import EvidenceItem
from models.occurrence import Evidence, Occurrence
from models.outbox import OutboxMessage
from models.round import Round
from models.settings import load_settings
from monitored_order import answer_all, approve_order, name_participants, name_questions, participant_ids
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.library import store_library
from roadmaps.store.rounds.lifecycle import close_round, open_round
from roadmaps.store.rounds.listing import list_follow_ups
from small_plan import moment

MAY = ("--as-of", "2024-05-20")
DRAFT = ("round", "letters", "draft", "2", "--term", "до 01.12.2024", "--signatory", "А.Б. Орлова, директор")


@contextmanager
def opened() -> Iterator[House]:
    house = open_house(load_settings())
    try:
        yield house
    finally:
        house.close()


@pytest.fixture
def finished(home: Path) -> Path:
    """The rounds 1 and 2 of two years, both closed, with a library."""
    with opened() as house, open_session(house.engine) as session:
        finish_two_rounds(session)
        texts = [
            LibraryText("", "", "Изучить итоги"),
            LibraryText("1.1", "", "Принять план", "до 01.09.2024"),
        ]
        store_library(session, "Методическая работа", texts, at(2024, 5, 5), "test")
    return home


@pytest.fixture
def ordered(home: Path) -> int:
    """A round of an order that wants its report by 30.04.2025: closed on 31.03, two of three answered."""
    with opened() as house:
        number = approve_order(house, home)
        name_participants(house, number, 3, moment(1, 20))
        name_questions(house, number, moment(1, 20))
        with open_session(house.engine) as session:
            assert open_round(session, session.get_one(Round, number), moment(3, 3), "test")
        for participant in participant_ids(house, number)[:2]:
            answer_all(house, participant, moment(3, 10))
        with open_session(house.engine) as session:
            assert close_round(session, session.get_one(Round, number), moment(4, 1), "test")
    return number


def follow_ups(session: Session, number: int) -> list[tuple[str, bool]]:
    return [
        (f.purpose, f.submitted_at is not None)
        for f in list_follow_ups(session, session.get_one(Round, number))
    ]


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_report_is_written_where_it_was_asked_for(
    finished: Path, capsys: pytest.CaptureFixture[str], form: str, begins: bytes
) -> None:
    code, out, err = sroki(capsys, "round", "report", "2", "--format", form, "--out", f"s.{form}", *MAY)
    assert (code, out, err) == (0, f"Справка записана: s.{form}.\n", "")
    assert (finished / f"s.{form}").read_bytes().startswith(begins)
    code, out, _ = sroki(capsys, "round", "report", "2", "--format", form, *MAY)
    assert (code, out) == (0, f"Справка записана: Справка, мониторинг 2, 30.04.2024.{form}.\n")
    assert (finished / f"Справка, мониторинг 2, 30.04.2024.{form}").is_file()


def test_the_report_is_handed_in_by_the_date_of_the_order(
    home: Path, ordered: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = sroki(capsys, "round", "report", str(ordered), "--submit", "--as-of", "2025-04-10")
    assert (code, err) == (0, "")
    assert out.startswith("Справка сдана: срок № ")
    assert out.endswith("версия 1.\n")
    assert not list(home.glob("Справка*")), "nothing but the hand-in was asked for"
    with opened() as house, open_reading(house.engine) as session:
        evidence = session.exec(select(Evidence)).all()[-1]
        due = session.get_one(Occurrence, evidence.occurrence_id)
        item = session.exec(select(EvidenceItem).where(EvidenceItem.evidence_id == evidence.id)).one()
        assert due.due_on.isoformat() == "2025-04-30"
        assert (item.file_name or "").endswith(".docx")
        assert ("report", True) in follow_ups(session, ordered)


def test_a_report_that_no_order_wants_is_not_handed_in_and_one_of_nothing_not_written(
    finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = sroki(capsys, "round", "report", "2", "--submit", *MAY)
    assert code == 2
    assert "приказ не ждёт" in err
    sroki(capsys, "round", "add", "Пустой", "--from", "01.06.2024", "--to", "10.06.2024", *MAY)
    code, _, err = sroki(capsys, "round", "report", "Пустой", *MAY)
    assert code == 2
    assert "итогов нет" in err


def letters(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return list(json.loads(sroki(capsys, "round", "letters", "list", "2", "--json")[1]))


def test_letters_are_drafted_listed_and_shown(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sroki(capsys, *DRAFT, *MAY)[:2] == (0, "Составлено писем: 3.\n")
    assert sroki(capsys, *DRAFT, *MAY)[1] == "Составлено писем: 0.\n"
    found = letters(capsys)
    assert [(one["name"], one["state"], one["recommendations"]) for one in found] == [
        ("Район Первый", "drafted", 2), ("Район Второй", "drafted", 2), ("Район без адреса", "drafted", 1),
    ]  # fmt: skip
    table = sroki(capsys, "round", "letters", "list", "2")[1]
    assert "составлено" in table
    shown = sroki(capsys, "round", "letters", "show", str(found[0]["id"]))[1]
    assert "Принять план" in shown
    assert "до 01.09.2024" in shown
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        code, out, _ = sroki(capsys, "round", "letters", "show", str(found[0]["id"]), "--out", f"p.{form}")
        assert (code, out) == (0, f"Письмо записано: p.{form}.\n")
        assert (finished / f"p.{form}").read_bytes().startswith(begins)
    code, _, err = sroki(capsys, "round", "letters", "show", str(found[0]["id"]), "--out", "p.txt")
    assert (code, "docx и pdf" in err) == (2, True)


def test_a_letter_is_edited_and_an_older_revision_is_refused(
    finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sroki(capsys, *DRAFT, *MAY)
    edit = ("round", "letters", "edit", "1", "--code", "1.1", *MAY)
    assert sroki(capsys, *edit, "--text", "Принять план до осени")[1] == "Письмо № 1: редакция 2.\n"
    code, _, err = sroki(capsys, *edit, "--term", "до 01.10.2024", "--revision", "1")
    assert (code, "кто-то другой" in err) == (2, True)
    code, _, err = sroki(capsys, *edit, "--term", "когда-нибудь")
    assert (code, "нет дня" in err) == (2, True)
    code, _, err = sroki(capsys, *edit, "--place", "5", "--text", "x")
    assert (code, "в письме нет" in err) == (2, True)
    assert "Принять план до осени" in sroki(capsys, "round", "letters", "show", "1")[1]


def test_letters_are_approved_once_with_numbers_of_their_round(
    finished: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sroki(capsys, *DRAFT, *MAY)
    code, out, _ = sroki(capsys, "round", "letters", "approve", "1", "2", *MAY)
    assert code == 0
    assert out.count("утверждено, рекомендации — карта №") == 2
    assert "было утверждено раньше" in sroki(capsys, "round", "letters", "approve", "1", *MAY)[1]
    texts = [one["text"] for one in letters(capsys)]
    assert [text["number"] for text in texts] == ["2/1", "2/2", ""]  # type: ignore[index]
    with opened() as house, open_reading(house.engine) as session:
        mails = session.exec(
            select(OutboxMessage.address).where(OutboxMessage.kind == "recommendations")
        ).all()
    assert sorted(mails) == ["colleague@example.org", "first@example.org", "second@example.org"]
    code, _, err = sroki(capsys, "round", "letters", "edit", "1", "--code", "1.1", "--text", "x", *MAY)
    assert (code, "уже утверждено" in err) == (2, True)
    assert sroki(capsys, "round", "letters", "approve", "99", *MAY)[0] == 2
