"""A worker acts as of the slot of its run: late, doubled and repeated runs do what one in time would do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from flows import slots as slots_module
from flows.evidence_checks import CheckReport
from flows.house import House
from flows.slots import (
    ELSEWHERE,
    NOTHING,
    advance_slot,
    check_links_slot,
    collect_bounces_slot,
    deliver_slot,
    find_slot,
    take_slot,
)
from flows.ticking import claim_slot
from models.database import open_reading, open_session
from models.outbox import OutboxMessage, TickSlot
from models.shard import WHOLE, Shard
from notifications.claims import claim_messages
from notifications.owners import current_owner
from notifications.transports.memory import MemoryTransport
from small_plan import moment


def messages(house: House) -> list[OutboxMessage]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(OutboxMessage)).all())


def slots(house: House) -> list[tuple[str, datetime, str]]:
    with open_reading(house.engine) as session:
        rows = session.exec(select(TickSlot).order_by(TickSlot.slot_at)).all()  # type: ignore[arg-type]
    return [(row.flow, row.slot_at, row.state) for row in rows]


def test_a_run_acts_as_of_its_slot_while_that_lasts_and_else_in_the_latest() -> None:
    planned_at = moment(3, 1)
    for late_s, missed in ((-2, 0), (0, 0), (59, 0), (60, 1), (3600 * 8 + 1, 480)):
        now = planned_at + timedelta(seconds=late_s)
        assert find_slot(planned_at, now, 60) == planned_at + missed * timedelta(minutes=1)


def test_a_run_that_is_late_calls_off_those_it_overtakes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], datetime]] = []
    monkeypatch.setattr(slots_module, "drop_overtaken", lambda _server, ids, now: calls.append((ids, now)))
    settings = house.settings.model_copy(update={"prefect_api_url": "http://127.0.0.1:1/api"})
    own = replace(house.at(moment(3, 1, 10)), settings=settings)
    assert take_slot(own, moment(3, 1, 10), "d") == moment(3, 1, 10)
    assert not calls
    assert take_slot(own, moment(3, 1, 9), "d") == moment(3, 1, 10)
    assert calls == [(["d"], moment(3, 1, 10))]


def test_what_a_run_records_bears_the_moment_of_its_slot(house: House) -> None:
    late = house.at(moment(3, 1) + timedelta(seconds=50))
    assert advance_slot(late, moment(3, 1), WHOLE)["queued"] == 1
    assert [message.created_at for message in messages(house)] == [moment(3, 1)]
    assert slots(house) == [("advancing 1-of-1", moment(3, 1), "done")]


def test_what_missed_slots_would_have_done_the_next_one_does(house: House) -> None:
    after = moment(3, 1) + timedelta(hours=6)
    assert advance_slot(house.at(after), after, WHOLE)["queued"] == 1
    # The missed slot comes after all, and finds nothing: no claim, no second mail.
    assert advance_slot(house.at(after), moment(3, 1), WHOLE) == NOTHING
    assert len(messages(house)) == len(slots(house)) == 1


@pytest.mark.parametrize("database_address", ["sqlite"], indirect=True)
def test_a_slot_that_somebody_works_in_is_left_to_them(house: House) -> None:
    at = moment(3, 1)
    with claim_slot(house, "advancing 1-of-1", at) as claimed:
        assert claimed
        assert advance_slot(house.at(at), at, WHOLE) == ELSEWHERE
    assert advance_slot(house.at(at), at, WHOLE)["queued"] == 1


def test_several_workers_of_every_flow_at_once_send_one_mail(house: House) -> None:
    """Each has a house of its own, as a process would; their slots are the same and a minute apart."""
    at = moment(3, 1)

    def work(number: int) -> None:
        slot_at = at + timedelta(minutes=number % 2)
        own = replace(house.at(slot_at))
        advance_slot(own, slot_at, WHOLE)
        deliver_slot(own, slot_at, WHOLE)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    deliver_slot(house.at(at + timedelta(minutes=2)), at + timedelta(minutes=2), WHOLE)
    transport = house.transport
    assert isinstance(transport, MemoryTransport)
    assert len(transport.sent) == len(messages(house)) == 1
    assert {state for _, _, state in slots(house)} == {"done"}


def test_what_a_killed_sender_held_is_sent_by_the_next_run_and_not_when_its_lease_ends(house: House) -> None:
    at = moment(3, 1)
    advance_slot(house.at(at), at, WHOLE)
    host, boot, pid, _ = current_owner().split(":")
    with open_session(house.engine) as session:  # this process, as it was in another life
        assert claim_messages(session, f"{host}:{boot}:{pid}:1", at, 600, 10, now=house.clock())
    assert deliver_slot(house.at(at), at, WHOLE)["sent"] == 1
    assert deliver_slot(house.at(at), at, WHOLE) == NOTHING


def test_mail_that_is_sent_after_midnight_is_judged_by_the_day_on_which_it_leaves(house: House) -> None:
    advance_slot(house.at(moment(3, 1)), moment(3, 1), WHOLE)
    next_day = moment(3, 2)
    # The run of yesterday's slot comes a day late: it must not tell yesterday's mail.
    assert deliver_slot(house.at(next_day), moment(3, 1), WHOLE)["cancelled"] == 1
    assert advance_slot(house.at(next_day), next_day, WHOLE)["queued"] == 1
    assert [message.state for message in messages(house)] == ["missed", "queued"]


@pytest.mark.parametrize("database_address", ["sqlite"], indirect=True)
def test_pages_are_looked_at_until_none_is_due(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at, batches = moment(3, 1), [20, 20, 3]
    assert check_links_slot(house.at(at), at) == NOTHING  # this house may ask nobody
    monkeypatch.setattr(slots_module, "are_links_due", lambda *_: bool(batches))
    monkeypatch.setattr(slots_module, "check_links", lambda *_: CheckReport({"alive": batches.pop()}))
    assert check_links_slot(house.at(at), at) == {"states": {"alive": 43}}


@pytest.mark.parametrize("database_address", ["sqlite"], indirect=True)
def test_the_sign_of_life_is_given_by_the_first_shard(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at, signs = moment(3, 1), []
    monkeypatch.setattr(slots_module, "ping_watchman", lambda house: signs.append(house.last_beat_at))
    for number in range(2):
        advance_slot(house.at(at), at, Shard(number, 2))
    assert signs == [at]
    assert collect_bounces_slot(house.at(at), at) == NOTHING  # no mailbox is named
