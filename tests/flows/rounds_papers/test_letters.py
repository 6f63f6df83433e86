"""A letter is drafted, edited, approved into tasks and sent, once; its paper is read back as what it says."""

from __future__ import annotations

import email
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from finished_round import at, finish_two_rounds
from flows.house import House, open_house
from flows.rounds_papers import letters as flow
from flows.rounds_papers.letters import approve_and_send, make_letter_file
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.occurrence import Occurrence
from models.outbox import OutboxContent, OutboxMessage
from models.party import Party, TaskParty
from models.roadmap import Roadmap, Task
from models.round import Round
from models.settings import Settings
from models.values import Role
from notifications.transports.memory import MemoryTransport
from roadmaps.documents import read_document
from roadmaps.letters import letter_items
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.letters import (
    Stationery,
    change_text,
    draft_letters,
    edit_letter,
    find_letter,
    list_letters,
)
from roadmaps.store.rounds.library import store_library

MAY = at(2024, 5, 20)
LIBRARY = (
    LibraryText("", "", "Изучить итоги мониторинга"),
    LibraryText("1.1", "", "Принять план методической работы", "до 01.09.2024"),
    LibraryText("1.1", "", "Разместить план на сайте"),
    LibraryText("1.2", "", "Учредить методический отдел"),
    LibraryText("2", "", "Провести встречу с педагогами"),
)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    with open_session(house.engine) as session:
        _, round_ = finish_two_rounds(session)
        store_library(session, "Методическая работа", LIBRARY, MAY, "test")
        paper = Stationery("до 01.12.2024", "А.Б. Орлова, директор")
        assert draft_letters(session, round_, paper, MAY, "test") == 3
        assert draft_letters(session, round_, paper, MAY, "test") == 0
    yield house
    house.close()


def letter_of(house: House, name: str) -> int:
    with open_reading(house.engine) as session:
        round_ = session.exec(select(Round).where(Round.key == "manual:2024")).one()
        return next(view.id for view in list_letters(session, round_) if view.name == name)


def test_recommendations_become_tasks_with_their_own_term_or_that_of_the_round(house: House) -> None:
    assert approve_and_send(house, letter_of(house, "Район Второй"), MAY, "test") is not None
    with open_reading(house.engine) as session:
        found = session.exec(
            select(Task.title, Occurrence.due_on, Party.name, TaskParty.role)
            .join(Roadmap, Roadmap.id == Task.roadmap_id)  # type: ignore[arg-type]
            .join(Occurrence, Occurrence.task_id == Task.id)  # type: ignore[arg-type]
            .join(TaskParty, TaskParty.task_id == Task.id)  # type: ignore[arg-type]
            .join(Party, Party.id == TaskParty.party_id)  # type: ignore[arg-type]
            .where(Roadmap.kind == "recommendation_letter")
            .order_by(Task.position)  # type: ignore[arg-type]
        ).all()
    responsible = {(title, str(due)) for title, due, name, role in found if role == Role.RESPONSIBLE.value}
    assert responsible == {
        ("Изучить итоги мониторинга", "2024-12-01"),
        ("Принять план методической работы", "2024-09-01"),
        ("Разместить план на сайте", "2024-12-01"),
        ("Учредить методический отдел", "2024-12-01"),
        ("Провести встречу с педагогами", "2024-12-01"),
    }
    assert {name for *_, name, role in found if role == Role.RESPONSIBLE.value} == {"Район Второй"}
    assert {name for *_, name, role in found if role == Role.CONTROLLER.value} == {"Институт развития"}


def test_approving_twice_makes_one_roadmap_and_one_mail_with_the_letter_in_it(house: House) -> None:
    number = letter_of(house, "Район Второй")
    assert approve_and_send(house, number, MAY, "test") is not None
    assert approve_and_send(house, number, MAY, "test") is None
    with open_reading(house.engine) as session:
        assert len(session.exec(select(Roadmap).where(Roadmap.kind == "recommendation_letter")).all()) == 1
        (mail,) = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "recommendations")).all()
        content = session.get_one(OutboxContent, mail.id).content
    assert (mail.address, mail.key.rpartition(":")[0]) == ("second@example.org", f"letter:{number}")
    message = email.message_from_bytes(content)
    (word,) = [part for part in message.walk() if part.get_filename()]
    assert word.get_payload(decode=True) == make_letter_file(house, number, "docx")[0]
    assert [p.get_content_type() for p in message.walk()][:4] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_a_failure_on_the_way_leaves_a_letter_unapproved(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = letter_of(house, "Район Второй")

    def fail(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(flow, "enqueue", fail)
    with pytest.raises(OSError, match="no"):
        approve_and_send(house, number, MAY, "test")
    with open_reading(house.engine) as session:
        assert find_letter(session, number).approved_at is None
        assert session.exec(select(Roadmap).where(Roadmap.kind == "recommendation_letter")).all() == []


def test_of_two_editors_the_second_is_told_and_nobody_edits_what_is_approved(house: House) -> None:
    number = letter_of(house, "Район Первый")
    with open_session(house.engine) as session:
        text = find_letter(session, number).text
        edit_letter(
            session, number, 1, change_text(text, "1.1", 2, "Открыть страницу", "до 01.10.2024"), MAY, "a"
        )
    with open_session(house.engine) as session, pytest.raises(CallerError, match="кто-то другой"):
        edit_letter(session, number, 1, text, MAY, "b")
    with open_session(house.engine) as session, pytest.raises(CallerError, match="нет дня"):
        edit_letter(session, number, 2, change_text(text, "1.1", 1, None, "когда-нибудь"), MAY, "b")
    approve_and_send(house, number, MAY, "test")
    with open_session(house.engine) as session, pytest.raises(ForbiddenTransitionError, match="утверждено"):
        edit_letter(session, number, 2, text, MAY, "b")
    with open_reading(house.engine) as session:
        titles = session.exec(select(Task.title)).all()
    assert "Открыть страницу" in titles


@pytest.mark.parametrize("name", ["Район Первый", "Район Второй", "Район без адреса"])
def test_what_we_write_our_reader_reads_back_as_the_same_tasks(
    house: House, tmp_path: Path, name: str
) -> None:
    number = letter_of(house, name)
    roadmap_id = approve_and_send(house, number, MAY, "test")
    path = tmp_path / "letter.docx"
    path.write_bytes(make_letter_file(house, number, "docx")[0])
    document = read_document(path)
    assert (document.kind, document.addressee) == ("recommendation_letter", name)
    assert document.signatory == "А.Б. Орлова, директор"
    with open_reading(house.engine) as session:
        ours = session.get_one(Roadmap, roadmap_id).parsed
    keys = ("uid", "number", "title", "raw_term", "responsible", "section")
    read = [[item[key] for key in keys] for item in letter_items(document.as_json())]
    assert read == [[item[key] for key in keys] for item in letter_items(ours)]
    assert read
