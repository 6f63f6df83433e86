"""Acts on many rows of the list: shown before they are done, each refusal said, done once confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.occurrence import Occurrence, Review
from models.party import Person
from notifications.outbox import list_messages
from roadmaps.store.steps import cancel, extend, review


@pytest.fixture
def act(signed_in: Callable[..., TestClient]) -> Callable[..., str]:
    """Press a button of the panel in the name of a coordinator; the page that answers."""
    client = signed_in("coordinator")

    def press(do: str, picks: list[int] | None = None, status: int = 200, **form: str) -> str:
        data = {"csrf": client.csrf, "do": do, "pick": [str(n) for n in picks or []], **form}  # type: ignore[attr-defined]
        answer = client.post("/tasks/act", data=data)
        assert answer.status_code == status, answer.text
        return answer.text

    return press


def rows_of(page: str) -> str:
    """The hidden field that carries what was shown."""
    fields = re.findall(r'name="rows" value="([^"]*)"', page)
    return str(fields[-1]) if fields else ""


def results(page: str) -> list[tuple[str, str]]:
    """For each row the number of the task and what the last column says."""
    pairs = re.findall(
        r'class="task-number">([^<]+)<.*?class="(?:refused|allowed)">([^<]*)<', page, re.DOTALL
    )
    return [(number, words) for number, words in pairs]


def due_on(house: House, number: int) -> date:
    with open_reading(house.engine) as session:
        return session.get_one(Occurrence, number).due_on


def test_a_later_day_is_shown_row_by_row_and_nothing_moves_before_the_confirmation(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    done, open_, window = occurrence_id("1.1"), occurrence_id("1.2"), occurrence_id("3.1")
    with open_session(town.engine) as session:
        cancel(session, done, "не нужно", town.clock(), "test")
    asked = act("extend", [done, open_, window])
    assert "На какой день" in asked
    assert "Что получится" not in asked
    words = {"rows": rows_of(asked), "to_due_on": "2021-09-01", "reason": "Ждём данных"}
    tried = act("extend", step="preview", **words)
    assert results(tried) == [
        ("1.1", f"Срок № {done} уже снят: переносить срок не нужно."),
        ("1.2", "05.06.2021 → 01.09.2021"),
        ("3.1", "Новый срок 01.09.2021 раньше начала работ 01.10.2022."),
    ]
    assert "Получится не со всеми: 1 из 3" in tried
    assert due_on(town, open_) == date(2021, 6, 5)
    told = act("extend", step="confirm", **words | {"rows": rows_of(tried)})
    assert "Сделано: 1 срок." in told
    assert due_on(town, open_) == date(2021, 9, 1)
    assert due_on(town, window) == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"to_due_on": "завтра", "reason": "так"}, "Выберите день"),
        ({"to_due_on": "2021-09-01", "reason": ""}, "Напишите, почему"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    act: Callable[..., str], occurrence_id: Callable[..., int], form: dict[str, str], sentence: str
) -> None:
    page = act("extend", step="preview", status=422, rows=f"{occurrence_id('1.2')}:0,", **form)
    assert sentence in page
    assert form["reason"] in page


def test_accepting_decides_on_the_version_that_was_shown(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    seen, newer, bare = occurrence_id("1.1"), occurrence_id("1.2"), occurrence_id("2.1")
    for number in (seen, newer):
        hand_in(town, number, at=town.clock(), actor="test", note="Готово")
    tried = act("accept", [seen, newer, bare])
    assert [words for _, words in results(tried)] == [
        "принимается версия 1",
        "принимается версия 1",
        f"По сроку № {bare} нет подтверждения, которое ждёт проверки.",
    ]
    with open_reading(town.engine) as session:
        assert not session.exec(select(Review)).all()
        assert not session.exec(select(AuditEntry).where(AuditEntry.deed == "accepted")).all()
    hand_in(town, newer, at=town.clock(), actor="test", note="Готово, ещё раз")
    told = act("accept", step="confirm", rows=rows_of(tried))
    assert "Сделано: 1 срок." in told
    assert "пришло новое подтверждение" in told
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, seen).accepted_at is not None
        assert session.get_one(Occurrence, newer).accepted_at is None


def test_a_task_passes_once_for_all_of_its_rows(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    picks = [occurrence_id("1.2", 0), occurrence_id("1.2", 1), occurrence_id("2.1")]
    asked = act("reassign", picks)
    assert "<option>Институт</option>" in asked
    words = {"former": "Институт", "present": "Новый центр"}
    tried = act("reassign", step="preview", rows=rows_of(asked), **words)
    first, second, other = (words for _, words in results(tried))
    assert first == second == "Институт → Новый центр; адреса у нового исполнителя пока нет"
    assert "нет исполнителя «Институт»" in other
    act("reassign", step="confirm", rows=rows_of(tried), **words)
    with open_reading(town.engine) as session:
        deeds = session.exec(select(AuditEntry).where(AuditEntry.deed == "reassigned")).all()
    assert len(deeds) == 1


def test_a_reminder_that_is_asked_for_leaves_with_the_next_pass_once(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    tick(town, town.clock())
    before = len(mails(town))
    mine, other, lonely = occurrence_id("2.1"), occurrence_id("1.2", 1), occurrence_id("3.1")
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    tried = act("remind", [mine, other, lonely, occurrence_id("1.1"), occurrence_id("2.2")])
    assert [words for _, words in results(tried)] == [
        "напомним письмом: 1 человек",
        "напомним письмом: 2 человека",
        "Напоминать некому: адрес исполнителя не назван, либо письмо ему уйдёт сегодня и так, "
        "либо он просил писать только о самом важном.",
        f"По сроку № {occurrence_id('1.1')} подтверждение уже на проверке.",
        f"Срок № {occurrence_id('2.2')} ждёт решения координатора.",
    ]
    tick(town, town.clock())
    assert len(mails(town)) == before, "only tried out"
    act("remind", step="confirm", rows=rows_of(tried))
    later = town.clock() + timedelta(minutes=1)
    tick(town.at(later), later)
    fresh = mails(town)[before:]
    told = {mail["to"]: set(mail["occurrences"]) for mail in fresh}
    assert told["boris@example.org"] == {mine, other}, "one mail a person"
    assert told["anna@example.org"] == {other}
    assert {mail["state"] for mail in fresh if mail["to"] in told} == {"sent"}
    tick(town.at(later + timedelta(hours=3)), later + timedelta(hours=3))
    assert len(mails(town)) == before + len(fresh)


def mails(house: House) -> list[dict[str, object]]:
    with open_reading(house.engine) as session:
        return sorted(list_messages(session), key=lambda mail: int(str(mail["id"])))


def test_whoever_asked_for_the_most_important_only_is_left_in_peace(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    with open_session(town.engine) as session:
        person = session.exec(select(Person).where(Person.address == "boris@example.org")).one()
        person.only_mandatory = True
        session.add(person)
    assert "Напоминать некому" in act("remind", [occurrence_id("2.1")])


def test_all_that_the_list_shows_may_be_meant(
    act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    page = act("remind", all="1", back="section=Мониторинг")
    assert [number for number, _ in results(page)] == ["1.1", "1.2", "1.2"]
    assert 'href="/tasks?section=%D0%9C' in page, "and the way back leads to the same list"


def test_nothing_chosen_is_said(act: Callable[..., str]) -> None:
    assert "Отметьте строки" in act("extend", [], status=422)
    assert "не разобран" in act("extend", status=422, step="preview", rows="7; drop table")
    assert "не разобрано" in act("destroy", [1], status=422)


def test_each_row_is_asked_for_by_itself_whether_its_account_may(
    town: House, signed_in: Callable[..., TestClient], occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    hand_in(town, occurrence_id("2.1"), at=town.clock(), actor="test", note="Готово")
    reviewer = signed_in("reviewer", "Институт")
    form = {"csrf": reviewer.csrf, "do": "accept"}  # type: ignore[attr-defined]
    own = reviewer.post("/tasks/act", data=form | {"pick": str(occurrence_id("1.1"))})
    assert [words for _, words in results(own.text)] == ["принимается версия 1"]
    foreign = reviewer.post("/tasks/act", data=form | {"pick": str(occurrence_id("2.1"))})
    nowhere = reviewer.post("/tasks/act", data=form | {"pick": "999"})
    assert foreign.status_code == nowhere.status_code == 404
    assert foreign.text == nowhere.text
    more = reviewer.post("/tasks/act", data=form | {"do": "extend", "pick": str(occurrence_id("1.1"))})
    assert more.status_code == 403


def test_the_panel_offers_what_may_be_done(client: TestClient, signed_in: Callable[..., TestClient]) -> None:
    coordinator, reviewer = (
        signed_in("coordinator").get("/tasks").text,
        signed_in("reviewer").get("/tasks").text,
    )
    assert 'value="remind"' in coordinator
    assert 'value="accept"' in reviewer
    assert 'value="remind"' not in reviewer
    assert "С отмеченными" not in signed_in("institute", "Институт").get("/tasks").text


def test_a_day_moved_twice_and_a_decision_made_twice_say_so(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    hand_in(town, number, at=town.clock(), actor="test", note="Готово")
    tried = act("accept", [number])
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test")
    assert f"Срок № {number} уже принят" in act("accept", step="confirm", rows=rows_of(tried))
    with open_session(town.engine) as session:
        extend(session, occurrence_id("1.2"), date(2021, 9, 1), "ждём", town.clock(), "test")
    words = {"rows": f"{occurrence_id('1.2')}:0,", "to_due_on": "2021-09-01", "reason": "Ждём"}
    assert "Срок и так 01.09.2021." in act("extend", step="confirm", **words)


def test_one_occurrence_is_reminded_of_from_its_page(
    town: House, signed_in: Callable[..., TestClient], occurrence_id: Callable[..., int]
) -> None:
    client, number, lonely = signed_in("coordinator"), occurrence_id("2.1"), occurrence_id("3.1")
    form = {"csrf": client.csrf}  # type: ignore[attr-defined]
    assert f"/occurrences/{number}/remind" in client.get("/tasks/3").text
    assert (
        client.post(f"/occurrences/{number}/remind", data=form).headers["location"] == f"/tasks/3#o{number}"
    )
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, number).reminder_asked_at == town.clock()
    assert "в последний раз об этом просили 08.06.2021 09:30" in client.get("/tasks/3").text
    refused = client.post(f"/occurrences/{lonely}/remind", data=form)
    assert refused.status_code == 422
    assert "Напоминать некому" in refused.text


def test_what_was_past_on_approval_is_settled_all_at_once(
    town: House, act: Callable[..., str], occurrence_id: Callable[..., int]
) -> None:
    past, open_ = occurrence_id("2.2"), occurrence_id("1.2")
    asked = act("cancel", all="1", back="late=held")
    assert rows_of(asked) == f"{past}:0,"
    assert "Напишите, почему" in act("cancel", step="preview", status=422, rows=rows_of(asked))
    tried = act("resume", [past, open_])
    assert next(words for _, words in results(tried)) == "выполнять, отсчёт с сегодняшнего дня"
    assert "Так не получится" not in tried
    assert "Получится не со всеми: 1 из 2" in tried
    act("cancel", step="confirm", rows=rows_of(asked), reason="Сделано в прошлом году")
    with open_reading(town.engine) as session:
        assert session.get_one(Occurrence, past).cancelled_at is not None
        assert session.get_one(Occurrence, open_).cancelled_at is None
