"""A pass that takes several transactions holds: whole people, one mail each, nothing left or twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import advancing
from flows.house import House, open_house
from flows.importing import import_file
from flows.ticking import tick
from models.database import open_session
from models.settings import Settings
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.coordinators import set_coordinator
from small_plan import moment

ROWS = [
    ("1", "МБУ «Методцентр» / МКУ «Архив»"),
    ("2", "МКУ «Архив»"),
    ("3", "МБУ «Музей» / МБУ «Методцентр»"),
    ("4", "МБУ «Музей»"),
    ("5", "МБУ «Библиотека»"),
    ("6", "МКУ «Архив» / МБУ «Библиотека»"),
]
PEOPLE = {"МБУ «Методцентр»": "centre", "МКУ «Архив»": "archive", "МБУ «Музей»": "museum"}
PLAN = """УТВЕРЖДЁН
приказом управления образования
от 11.01.2025 № 7

План мероприятий («дорожная карта») по развитию школьных музеев на 2025 г.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
"""


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """An empty house."""
    house = open_house(settings, MemoryTransport())
    yield house
    house.close()


@pytest.fixture(params=[1, 2, 3, 2000])
def round_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many occurrences at a time, more or less."""
    monkeypatch.setattr(advancing, "_ROUND", request.param)
    return int(request.param)


def lay_out(house: House, folder: Path) -> None:
    path = folder / "plan.txt"
    rows = "".join(f"{number}\tДело {number}\tмарт 2025 г.\t{who}\tОтчёт\n" for number, who in ROWS)
    path.write_text(PLAN + rows, encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        for party, name in PEOPLE.items():
            set_contact(session, party, f"{name}@example.org", moment(1, 15), "test")
        zone = house.settings.tzinfo
        set_coordinator(session, "archive@example.org", moment(1, 15), "test", zone)


def sent(house: House) -> list[dict[str, object]]:
    with open_session(house.engine) as session:
        return list_messages(session)


def test_everybody_gets_one_mail_with_all_that_is_theirs(house: House, tmp_path: Path, round_of: int) -> None:
    lay_out(house, tmp_path)
    for _ in range(2):  # a rerun adds nothing
        tick(house.at(moment(3, 1)), moment(3, 1))
    mails = sent(house)
    assert Counter(m["to"] for m in mails) == {f"{name}@example.org": 1 for name in PEOPLE.values()}
    told = {str(m["to"]).partition("@")[0]: len(m["occurrences"]) for m in mails}  # type: ignore[arg-type]
    assert told == {"centre": 2, "archive": 3, "museum": 2}


def test_the_rounds_say_what_one_pass_says(house: House, tmp_path: Path, round_of: int) -> None:
    lay_out(house, tmp_path)
    for day in (1, 2, 17, 24, 28, 30, 31):
        tick(house.at(moment(3, day)), moment(3, day))
    days = Counter((str(m["to"]), str(m["planned_on"])) for m in sent(house))
    assert set(days.values()) == {1}
    assert {day for to, day in days if to == "museum@example.org"} == {
        "2025-03-01", "2025-03-17", "2025-03-24", "2025-03-28", "2025-03-30", "2025-03-31",
    }  # fmt: skip
