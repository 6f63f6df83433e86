"""Uploads that are looked at before they count: found by their mark, gone after a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from flows.aside import Aside, set_aside, take_aside
from flows.house import House, open_house
from models.errors import CallerError
from models.settings import Settings
from notifications.transports.memory import MemoryTransport

NOON = datetime(2021, 6, 8, 12, tzinfo=UTC)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings.model_copy(update={"upload_limit_bytes": 100}), MemoryTransport())
    yield house
    house.close()


def test_what_was_set_aside_is_found_by_its_mark_for_a_day(house: House) -> None:
    kept = set_aside(house, BytesIO(b"a;b"), "../список.csv", NOON)
    assert kept.name == "список.csv"
    assert take_aside(house, kept.mark, kept.name) == kept
    set_aside(house, BytesIO(b"other"), "b.csv", NOON + timedelta(hours=23))
    assert take_aside(house, kept.mark, kept.name).content == b"a;b"
    set_aside(house, BytesIO(b"third"), "c.csv", NOON + timedelta(hours=25))
    with pytest.raises(CallerError, match="ещё раз"):
        take_aside(house, kept.mark, kept.name)


@pytest.mark.parametrize("mark", ["", "0" * 64, "../sroki.db", "0" * 63 + "/", "Ａ" * 64])
def test_a_mark_of_nothing_opens_nothing(house: House, mark: str) -> None:
    with pytest.raises(CallerError, match="ещё раз"):
        take_aside(house, mark, "x.csv")


def test_empty_and_large_files_are_refused_by_name(house: House) -> None:
    with pytest.raises(CallerError, match=r"«a\.csv» пустой"):
        set_aside(house, BytesIO(b""), "a.csv", NOON)
    with pytest.raises(CallerError, match=r"«a\.csv» больше"):
        set_aside(house, BytesIO(b"x" * 101), "a.csv", NOON)


def test_the_same_file_sent_twice_at_once_is_taken_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A button pressed twice: the second upload comes in while the first is looked at by the scanner."""
    twice: list[Aside] = []

    def scan(*_: object) -> None:
        if not twice:
            twice.append(Aside("", "", b""))
            twice.append(set_aside(house, BytesIO(b"a;b"), "список.csv", NOON))

    monkeypatch.setattr("flows.aside.scan_upload", scan)
    first = set_aside(house, BytesIO(b"a;b"), "список.csv", NOON)
    assert twice[1] == first == take_aside(house, first.mark, first.name)
