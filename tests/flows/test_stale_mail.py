"""Mail that waited too long is missed, not late; what matters still comes, with its day named."""

from __future__ import annotations

from datetime import timedelta

from flows.house import House
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import DeliveryError
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.queue import requeue, unfinished_ids
from small_plan import ARCHIVE, CENTRE, moment

WARNINGS_ONLY = "[responsible]\nopening = [0]\ndue = [-1, 0]\n"


def without_relay(house: House, month: int, day: int, days: int) -> None:
    assert isinstance(house.transport, MemoryTransport)
    for number in range(days):
        house.transport.failures.append(DeliveryError("Сервер не отвечает.", pause=True))
        tick(house, moment(month, day) + timedelta(days=number))
    house.transport.failures.clear()


def outcomes(house: House, address: str) -> list[tuple[str, str, str]]:
    with open_reading(house.engine) as session:
        messages = list_messages(session, to=address)
    return [(str(m["planned_on"]), str(m["kind"]), str(m["state"])) for m in messages]


def test_a_warning_of_a_day_long_past_is_missed_and_not_sent(house: House) -> None:
    with open_session(house.engine) as session:
        store_policy(session, HOUSE, WARNINGS_ONLY, "p.toml", moment(1, 16), "test")
        requeue(session, unfinished_ids(session))
    tick(house, moment(4, 10))
    without_relay(house, 4, 15, 5)
    tick(house, moment(4, 20))
    tick(house, moment(4, 21))
    assert {state for day, _, state in outcomes(house, CENTRE) if day >= "2025-04-14"} == {"missed"}


def test_the_opening_of_a_window_that_runs_still_comes(house: House) -> None:
    without_relay(house, 4, 1, 9)
    tick(house, moment(4, 10))
    assert outcomes(house, ARCHIVE)[-1] == ("2025-04-10", "opened", "sent")
    assert {state for _, _, state in outcomes(house, ARCHIVE)[:-1]} == {"missed"}


def test_a_mail_that_may_have_arrived_goes_again_as_it_was_even_after_midnight(house: House) -> None:
    """DESIGN.md, section 4: whoever got it twice sees one Message-ID."""
    assert isinstance(house.transport, MemoryTransport)
    unanswered = DeliveryError("Связь прервалась.", may_have_left=True)
    house.transport.failures += [unanswered, DeliveryError("Сервер занят.")]
    tick(house, moment(3, 1, 23))
    tick(house, moment(3, 1, 23) + timedelta(minutes=10))  # certain this time, but not what came before
    tick(house, moment(3, 2, 9))
    assert outcomes(house, CENTRE) == [("2025-03-01", "opened", "sent")]


def test_what_certainly_did_not_arrive_is_written_afresh_after_midnight(house: House) -> None:
    assert isinstance(house.transport, MemoryTransport)
    house.transport.failures.append(DeliveryError("Сервер занят."))
    tick(house, moment(3, 1, 23) + timedelta(minutes=50))
    tick(house, moment(3, 2, 9))
    assert [state for _, _, state in outcomes(house, CENTRE)] == ["missed", "sent"]
