"""The days of a monitoring are days where it is held, wherever the house stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from flows.house import House
from models.database import open_session
from models.round import Round, RoundParticipant
from sheet_forms import held, path

pytestmark = pytest.mark.either_database

KALININGRAD, KAMCHATKA = ZoneInfo("Europe/Kaliningrad"), ZoneInfo("Asia/Kamchatka")


def move(house: House, round_: Round, zone: ZoneInfo) -> None:
    with open_session(house.engine) as session:
        row = session.get_one(Round, round_.id)
        row.zone = zone.key
        session.add(row)


@pytest.mark.parametrize(
    ("zone", "moment", "is_taken"),
    [
        (KALININGRAD, "2021-06-22 23:59", True),  # two days of grace; a day later in the house
        (KALININGRAD, "2021-06-23 00:01", False),
        (KAMCHATKA, "2021-06-22 23:59", True),
        (KAMCHATKA, "2021-06-23 00:01", False),  # a day earlier in the house
    ],
)
def test_the_form_is_open_to_the_last_minute_of_its_own_zone_and_says_so(
    town: House, make_client: Callable[[House], TestClient], round_: Round, first: RoundParticipant,
    zone: ZoneInfo, moment: str, is_taken: bool,
) -> None:  # fmt: skip
    move(town, round_, zone)
    at = datetime.fromisoformat(moment).replace(tzinfo=zone)
    client = make_client(replace(town, clock=lambda: at))
    page = client.get(path(first)).text
    assert ("Сохранить черновик" in page) is is_taken
    assert ("ответы больше не принимаются" in page) is not is_taken
    answer = client.post(path(first), data={"v:2.2": "7", "do": "save"})
    assert (answer.status_code, held(town)) == ((303, {"2.2": "7"}) if is_taken else (409, {}))
