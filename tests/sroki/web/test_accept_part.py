"""A reviewer accepts a part: the rest stays owed, the executor is told, pages and report name the share."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from flows.advancing import advance
from flows.evidence import hand_in
from flows.house import House
from flows.reporting import write_report
from models.database import open_reading, open_session
from models.errors import CallerError
from models.occurrence import Review
from models.outbox import OutboxContent, OutboxMessage
from models.values import OccurrenceState
from roadmaps.claims import Claim
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.policies import store_policy
from roadmaps.store.steps import review
from roadmaps.store.verifying import verify_trail

pytestmark = pytest.mark.either_database

PART = {"decision": "part", "version": "1", "share": "60 %", "years": "2020, 2021", "reason": "Нет списка"}


@pytest.fixture
def submitted(town: House, occurrence_id: Callable[..., int]) -> int:
    """Task 1.1 waits for a decision on its first version."""
    number = occurrence_id("1.1")
    hand_in(town, number, at=town.clock(), actor="test", note="Проведено наполовину")
    return number


def view_of(house: House, number: int) -> OccurrenceView:
    with open_reading(house.engine) as session:
        return list_occurrences(session, OccurrenceFilter(ids=[number]), house.clock())[0]


def reviews(house: House) -> list[Review]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(Review).order_by(col(Review.id))))


def accept_part(house: House, number: int, part: Claim, reason: str = "Нет списка") -> None:
    with open_session(house.engine) as session:
        review(session, number, house.clock(), "test", return_reason=reason, part=part)


def test_a_part_is_kept_the_rest_is_owed_and_the_whole_ends_it(town: House, submitted: int) -> None:
    accept_part(town, submitted, Claim(share_percent=60, years=(2020,)))
    (row,) = reviews(town)
    assert (row.decision, row.share_percent, row.years) == ("accepted in part", 60, [2020])
    view = view_of(town, submitted)
    assert (view.state, view.facts.is_owed) == (OccurrenceState.RETURNED, True)
    assert view.as_json()["accepted_share_percent"] == 60
    assert view.as_json()["accepted_years"] == [2020]
    hand_in(town, submitted, at=town.clock(), actor="test", note="Остальное")
    assert view_of(town, submitted).accepted_part == Claim(share_percent=60, years=(2020,)), "while it waits"
    with open_session(town.engine) as session:
        review(session, submitted, town.clock(), "test")
    assert view_of(town, submitted).accepted_part.is_empty, "all of it is accepted now"
    with open_reading(town.engine) as session:
        assert not verify_trail(session).flaws


def test_what_is_no_part_changes_nothing(town: House, submitted: int) -> None:
    for part, reason in ((Claim(share_percent=100), "мало"), (Claim(share_percent=60), " ")):
        with pytest.raises(CallerError):
            accept_part(town, submitted, part, reason)
    assert not reviews(town)
    assert view_of(town, submitted).state is OccurrenceState.SUBMITTED


def test_the_executor_gets_a_mail_that_names_the_share_and_what_is_missing(
    town: House, submitted: int
) -> None:
    accept_part(town, submitted, Claim(share_percent=60))
    advance(town, town.clock())
    with open_reading(town.engine) as session:
        hers = select(OutboxMessage.id).where(OutboxMessage.address == "anna@example.org")
        mails = session.exec(
            select(OutboxContent.content).where(col(OutboxContent.outbox_id).in_(hers))
        ).all()
    assert any("Причина возврата: принято 60 %; Нет списка" in text_of(content) for content in mails)


def test_the_form_behind_the_link_takes_a_part_once(
    town: House, client: TestClient, link: Callable[..., str], submitted: int
) -> None:
    path = f"{link('clara')}/occurrences/{submitted}/review"
    first, second = client.post(path, data=PART), client.post(path, data=PART)
    assert first.status_code == second.status_code == 303
    assert len(reviews(town)) == 1, "the same decision twice is the same as once"
    assert (
        "Решение записано: принято частично, 60 % за 2020, 2021" in client.get(first.headers["location"]).text
    )
    desk = client.get(link("anna")).text
    assert "Принято частично: 60 % за 2020, 2021," in desk
    assert "Нет списка" in desk
    other = client.post(path, data=PART | {"share": "70"})
    assert other.status_code == 409
    assert "Решение уже есть: версия 1, принято частично" in other.text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"share": "", "years": ""}, "Назовите принятую часть"),
        ({"share": "100", "years": ""}, "Назовите принятую часть"),
        ({"share": "много"}, "целое число процентов"),
        ({"years": "скоро"}, "не годы"),
        ({"years": "2035"}, "ещё не наступил"),
        ({"reason": " "}, "чего в нём не хватает"),
    ],
)
def test_a_form_that_names_no_part_comes_back_as_it_was_left(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    submitted: int,
    words: dict[str, str],
    sentence: str,
) -> None:
    form = PART | {"reason": "Список неполный"} | words
    answer = client.post(f"{link('clara')}/occurrences/{submitted}/review", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert form["reason"].strip() in answer.text
    assert f'name="share" maxlength="5" value="{form["share"]}"' in answer.text
    assert not reviews(town)


def test_on_the_page_of_the_task_and_in_the_report_the_share_is_named(
    town: House, signed_in: Callable[..., TestClient], submitted: int
) -> None:
    browser = signed_in("reviewer")
    task_id = view_of(town, submitted).task_id
    assert "Принять частично" in browser.get(f"/tasks/{task_id}").text
    wrong = browser.post(
        f"/occurrences/{submitted}/review", data=PART | {"csrf": browser.csrf, "share": "", "years": ""}
    )
    assert wrong.status_code == 422
    assert "Назовите принятую часть" in wrong.text
    done = browser.post(f"/occurrences/{submitted}/review", data=PART | {"csrf": browser.csrf})
    assert done.status_code == 303
    page = browser.get(f"/tasks/{task_id}").text
    assert "Принято частично: 60 % за 2020, 2021" in page
    assert "подтверждение принято частично, 60 % за 2020, 2021: Нет списка" in page
    report = town.settings.home / "report.html"
    write_report(town, None, report, town.clock())
    assert "принято 60 % за 2020, 2021" in report.read_text(encoding="utf-8")
    assert "принято 60 % за 2020, 2021" in browser.get("/tasks").text


def test_under_four_eyes_a_part_needs_one_and_the_whole_two(
    town: House, signed_in: Callable[..., TestClient], submitted: int
) -> None:
    with open_session(town.engine) as session:
        store_policy(session, 1, "[review]\nfour_eyes = true\n", "p.toml", town.clock(), "test")
    one, two = signed_in("reviewer"), signed_in("reviewer")
    address = f"/occurrences/{submitted}/review"
    assert one.post(address, data=PART | {"csrf": one.csrf}).status_code == 303
    assert view_of(town, submitted).state is OccurrenceState.RETURNED
    hand_in(town, submitted, at=town.clock(), actor="test", note="Остальное")
    for browser in (one, two):
        data = {"decision": "accept", "version": "2", "csrf": browser.csrf}
        assert browser.post(address, data=data).status_code == 303
    kinds = [row.decision for row in reviews(town)]
    assert kinds == ["accepted in part", "accepted once", "accepted"]


def text_of(mail: bytes) -> str:
    """The text of a mail, whatever encodes it."""
    body = cast(EmailMessage, message_from_bytes(mail, policy=default)).get_body(("plain",))
    return "" if body is None else body.get_content()
