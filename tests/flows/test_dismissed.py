"""A standing digest that waits does not reach whoever lost the part that it is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from flows.delivering import NO_LONGER_THEIRS
from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from models.party import Membership
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.coordinators import remove_coordinator, set_coordinator
from roadmaps.store.reassigning import reassign_task
from roadmaps.store.subscriptions import plan_weekly
from small_plan import HEAD, HEAD_PARTY, ZONE, moment, name_controller

CHIEF = "chief@example.org"


@pytest.fixture
def wait(house: House) -> Callable[..., None]:
    """Live through a morning while the relay is away: what is written waits."""

    def live(month: int, day: int) -> None:
        assert isinstance(house.transport, MemoryTransport)
        house.transport.failures.append(DeliveryError("Сервер не отвечает.", pause=True))
        tick(house, moment(month, day))
        house.transport.failures.clear()

    return live


def told(house: House, address: str) -> list[tuple[str, str, str | None]]:
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [(str(m["kind"]), str(m["state"]), m["last_error"]) for m in messages]  # type: ignore[misc]


def test_a_coordinator_who_was_removed_while_the_digest_waited(
    house: House, wait: Callable[..., None]
) -> None:
    with open_session(house.engine) as session:
        set_coordinator(session, CHIEF, moment(3, 30), "test", ZONE)
        set_coordinator(session, "other@example.org", moment(3, 30), "test", ZONE)
    wait(4, 1)
    assert [(kind, state) for kind, state, _ in told(house, CHIEF)] == [("coordinator", "queued")]
    with open_session(house.engine) as session:
        remove_coordinator(session, CHIEF, moment(4, 1, 10), "test", ZONE)
    tick(house, moment(4, 1, 11))
    assert told(house, CHIEF) == [("coordinator", "cancelled", NO_LONGER_THEIRS)]
    assert [state for _, state, _ in told(house, "other@example.org")] == ["sent"]


def test_a_controller_whose_tasks_went_to_another(house: House, wait: Callable[..., None]) -> None:
    name_controller(house)
    with open_session(house.engine) as session:
        plan_weekly(session, moment(3, 31))
    for day in range(7, 14):
        tick(house, moment(4, day))
    wait(4, 14)
    assert told(house, HEAD)[-1][:2] == ("weekly", "queued")
    with open_session(house.engine) as session:
        for task_id in (1, 2, 3):
            reassign_task(session, task_id, HEAD_PARTY, "МКУ «Архив»", moment(4, 14, 10), "test")
    tick(house, moment(4, 14, 11))
    assert told(house, HEAD)[-1] == ("weekly", "cancelled", NO_LONGER_THEIRS)


def test_a_digest_whose_reader_kept_the_part_goes(house: House, wait: Callable[..., None]) -> None:
    with open_session(house.engine) as session:
        set_coordinator(session, CHIEF, moment(3, 30), "test", ZONE)
    wait(4, 1)
    with open_session(house.engine) as session:
        session.execute(delete(Membership))  # somebody else's parts are not theirs
    tick(house, moment(4, 1, 11))
    assert told(house, CHIEF)[0][:2] == ("coordinator", "sent")
