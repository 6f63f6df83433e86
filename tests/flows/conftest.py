"""A house that has approved the small plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.house import House, open_house
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from small_plan import approve_plan, name_people, write_plan


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path)


@pytest.fixture
def house(settings: Settings, plan: Path) -> Iterator[House]:
    """A house with the plan approved on 15 January 2025 and an address for each executor."""
    house = open_house(settings, MemoryTransport())
    approve_plan(house, plan)
    name_people(house)
    yield house
    house.close()
