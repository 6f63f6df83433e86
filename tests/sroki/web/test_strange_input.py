"""What nobody types and some slip of the pen or a crafted form sends: refused in words, never a failure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading
from models.occurrence import Occurrence
from models.round import Round, RoundParticipant

pytestmark = pytest.mark.either_database

ENDLESS = "9" * 5_000  # Python refuses to read so long a number


@pytest.fixture
def organiser(signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def post(client: TestClient, place: str, **data: str) -> tuple[int, str]:
    answer = client.post(place, data={"csrf": client.csrf, **data})  # type: ignore[attr-defined]
    return answer.status_code, answer.text


@pytest.mark.parametrize("day", ["9999-12-31", "2221-06-25"])
@pytest.mark.parametrize("do", ["extend", "reopen"])
def test_a_day_in_another_century_is_a_slip_of_the_pen(
    town: House, organiser: TestClient, round_: Round, first: RoundParticipant, do: str, day: str
) -> None:
    place = f"/rounds/{round_.id}/participants/{first.id}"
    status, page = post(organiser, place, do=do, day=day, reason="болезнь")
    assert status == 422, page
    assert "слишком далёк: проверьте год" in page
    with open_reading(town.engine) as session:
        assert {row.due_on.year for row in session.exec(select(Occurrence))} <= {2021, 2022}


def test_a_task_is_not_put_off_to_another_century(organiser: TestClient) -> None:
    status, page = post(organiser, "/occurrences/1/extend", to_due_on="9999-12-31", reason="нет данных")
    assert status == 422, page
    assert "слишком далёк: проверьте год" in page


def test_numbers_that_are_none_are_refused(organiser: TestClient, round_: Round) -> None:
    assert organiser.get(f"/rounds/{round_.id}/letters/approve?letter={ENDLESS}").status_code == 404
    assert post(organiser, "/tasks/act", do="accept", step="preview", rows="1:23:4")[0] == 422
    assert post(organiser, "/occurrences/1/review", decision="accept", version=ENDLESS)[0] == 422
