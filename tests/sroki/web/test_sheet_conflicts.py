"""Two people, or two windows, at one form: what each has changed stays, and a person picks where both did."""

from __future__ import annotations

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.round import RoundAnswer, RoundParticipant
from sheet_forms import COLLEAGUE_TOKEN, held, path, revisions, whole


def post(client: TestClient, place: str, data: dict[str, str]) -> httpx.Response:
    return client.post(place, data=data, follow_redirects=False)


@pytest.fixture
def conflict(client: TestClient, first: RoundParticipant) -> httpx.Response:
    """Ivanova has answered 10 with a note; her colleague, from an older page, 20 to that and 3 to another."""
    before = revisions(client.get(path(first)).text)
    post(client, path(first), {"v:2.1": "10", "n:2.1": "по журналу", **before})
    return post(client, path(first, COLLEAGUE_TOKEN), {"v:2.1": "20", "v:2.2": "3", **before})


def test_both_answers_are_shown_with_who_and_when_and_the_rest_is_saved(
    town: House, conflict: httpx.Response
) -> None:
    assert conflict.status_code == 409
    assert "Иванова И.И., 08.06.2021 09:30" in conflict.text
    assert "<strong>10\u00a0%</strong> — по журналу" in conflict.text
    assert "ваш ответ, ещё не сохранён: <strong>20\u00a0%</strong>" in conflict.text
    assert 'name="c:2.1" value="mine"' in conflict.text
    assert 'value="20"' in conflict.text
    assert held(town) == {"2.1": "10", "2.2": "3"}


@pytest.mark.parametrize(("choice", "kept"), [("mine", [("10", 1), ("20", 2)]), ("theirs", [("10", 1)])])
def test_the_person_picks_and_the_other_answer_stays_in_the_history(
    town: House, client: TestClient, first: RoundParticipant, conflict: httpx.Response, choice: str,
    kept: list[tuple[str, int]],
) -> None:  # fmt: skip
    place = path(first, COLLEAGUE_TOKEN)
    assert post(client, place, whole(conflict.text, **{"c:2.1": choice})).status_code == 303
    with open_reading(town.engine) as session:
        rows = session.exec(select(RoundAnswer).where(RoundAnswer.code == "2.1")).all()
    assert sorted((row.value, row.revision) for row in rows) == kept
    assert held(town)["2.2"] == "3"


def test_whoever_does_not_pick_is_asked_again(
    town: House, client: TestClient, first: RoundParticipant, conflict: httpx.Response
) -> None:
    again = post(client, path(first, COLLEAGUE_TOKEN), whole(conflict.text))
    assert again.status_code == 409
    assert 'value="20"' in again.text
    assert held(town)["2.1"] == "10"


def test_an_answer_that_changed_while_one_was_picking_is_asked_about_once_more(
    town: House, client: TestClient, first: RoundParticipant, conflict: httpx.Response
) -> None:
    post(client, path(first), {"v:2.1": "11", **revisions(client.get(path(first)).text)})
    again = post(client, path(first, COLLEAGUE_TOKEN), whole(conflict.text, **{"c:2.1": "mine"}))
    assert again.status_code == 409
    assert "<strong>11\u00a0%</strong>" in again.text
    assert held(town)["2.1"] == "11"


def test_two_windows_of_one_person_are_told_apart(client: TestClient, first: RoundParticipant) -> None:
    before = revisions(client.get(path(first)).text)
    post(client, path(first), {"v:2.1": "10", **before})
    answer = post(client, path(first), {"v:2.1": "20", **before})
    assert "вы сами в другом окне" in answer.text


def test_a_complaint_about_one_field_does_not_take_back_what_a_colleague_wrote_into_another(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    page = client.get(path(first)).text
    post(client, path(first, COLLEAGUE_TOKEN), {"v:2.2": "8"})
    answer = post(client, path(first), whole(page, **{"v:2.1": "половина"}))
    assert answer.status_code == 422
    assert 'value="8"' in answer.text, "and it stands before the writer's eyes"
    assert post(client, path(first), whole(answer.text, **{"v:2.1": "50"})).status_code == 303
    assert held(town) == {"2.1": "50", "2.2": "8"}


def test_two_browsers_that_send_every_field_merge_what_each_has_changed(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    one, other = path(first), path(first, COLLEAGUE_TOKEN)
    page_one, page_other = client.get(one).text, client.get(other).text
    assert (
        client.post(one, data=whole(page_one, **{"v:2.1": "10"}), follow_redirects=False).status_code == 303
    )
    answer = client.post(other, data=whole(page_other, **{"v:2.2": "3"}), follow_redirects=False)
    assert answer.status_code == 303
    assert held(town) == {"2.1": "10", "2.2": "3"}


def test_a_correction_after_a_complaint_does_not_pass_over_what_a_colleague_wrote(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    one, other = path(first), path(first, COLLEAGUE_TOKEN)
    page = client.get(one).text
    client.post(other, data=whole(client.get(other).text, **{"v:2.1": "77"}), follow_redirects=False)
    answer = client.post(one, data=whole(page, **{"v:2.1": "половина"}), follow_redirects=False)
    assert answer.status_code == 422
    again = client.post(one, data=whole(answer.text, **{"v:2.1": "50"}), follow_redirects=False)
    assert again.status_code == 409
    assert "77" in again.text
    assert held(town) == {"2.1": "77"}
