"""The outbox on both databases: a key once for ever, a claim for one, a settlement by its holder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from models.database import open_session
from models.values import Message, MessageState
from notifications.claims import (
    ClaimedMessage,
    claim_messages,
    release,
    settle_cancelled,
    settle_failed,
    settle_sent,
)
from notifications.outbox import enqueue, find_next_attempt, list_messages
from notifications.owners import current_owner

NOW = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)
Make = Callable[..., Message]


@pytest.fixture
def fill(engine: Engine, make_message: Make) -> Callable[[int], None]:
    def put(count: int) -> None:
        with open_session(engine) as session:
            for number in range(1, count + 1):
                assert enqueue(session, make_message(number), NOW) is not None

    return put


def claim(
    engine: Engine, owner: str = "a", at: datetime = NOW, limit: int = 100, lease_s: float = 600
) -> list[ClaimedMessage]:
    with open_session(engine) as session:
        return claim_messages(session, owner, at, lease_s, limit)


def listed(engine: Engine) -> list[dict[str, object]]:
    with open_session(engine) as session:
        return list_messages(session)


def states(engine: Engine) -> list[object]:
    return [message["state"] for message in listed(engine)]


def test_a_key_is_taken_once_for_ever(engine: Engine, make_message: Make) -> None:
    with open_session(engine) as session:
        first = enqueue(session, make_message(1), NOW)
        again = enqueue(session, make_message(1, message_id="<other@example.org>"), NOW)
    assert first is not None
    assert again is None
    (message,) = claim(engine)
    with open_session(engine) as session:
        assert settle_sent(session, message, NOW)
        assert enqueue(session, make_message(1), NOW + timedelta(days=1)) is None
    assert len(listed(engine)) == 1


def test_what_is_listed_has_the_keys_of_the_contract(
    engine: Engine, make_message: Make, occurrence_ids: list[int], person_id: int
) -> None:
    third, first = occurrence_ids[2], occurrence_ids[0]
    message = make_message(1, occurrence_ids=(third, first, third), person_id=person_id)
    with open_session(engine) as session:
        number = enqueue(session, message, NOW)
    (claimed,) = claim(engine)
    with open_session(engine) as session:
        settle_sent(session, claimed, NOW)
    assert listed(engine) == [
        {
            "id": number,
            "key": "reminder:1",
            "message_id": "<00000000000000000000000000000001@example.org>",
            "channel": "mail",
            "to": "person1@example.org",
            "kind": "reminder",
            "subject": "Срок 1",
            "planned_on": "2021-04-15",
            "state": "sent",
            "attempts": 1,
            "sent_at": "2021-04-15T04:00:00+00:00",
            "occurrences": [first, third],
            "last_error": None,
        }
    ]


def test_a_claim_carries_all_that_sending_needs(engine: Engine, make_message: Make, person_id: int) -> None:
    message = make_message(1, person_id=person_id)
    with open_session(engine) as session:
        enqueue(session, message, NOW)
    (claimed,) = claim(engine, "me")
    assert claimed.content == message.content
    assert (claimed.key, claimed.kind, claimed.planned_on) == ("reminder:1", "reminder", date(2021, 4, 15))
    assert (claimed.person_id, claimed.created_at) == (person_id, NOW)
    assert (claimed.attempts, claimed.owner) == (1, "me")


def test_filters_narrow_the_list(engine: Engine, make_message: Make, occurrence_ids: list[int]) -> None:
    with open_session(engine) as session:
        enqueue(session, make_message(1, kind="opened", occurrence_ids=(occurrence_ids[0],)), NOW)
        enqueue(session, make_message(2, planned_on=date(2021, 5, 1)), NOW)

        def keys(**filters: object) -> list[object]:
            return [m["key"] for m in list_messages(session, **filters)]  # type: ignore[arg-type]

        assert keys() == ["reminder:1", "reminder:2"]
        assert keys(kinds=["opened"]) == ["reminder:1"]
        assert keys(states=["sent"]) == []
        assert keys(to="PERSON2@example.org") == ["reminder:2"]
        assert keys(occurrence_id=occurrence_ids[0]) == ["reminder:1"]
        assert keys(planned_from=date(2021, 5, 1)) == ["reminder:2"]
        assert keys(planned_until=date(2021, 4, 30)) == ["reminder:1"]
        assert keys(person_id=1) == []
        assert keys(limit=1) == ["reminder:1"]


def test_claims_come_in_the_order_of_their_moments(engine: Engine, make_message: Make) -> None:
    with open_session(engine) as session:
        enqueue(session, make_message(1), NOW)
        enqueue(session, make_message(2), NOW - timedelta(hours=1))
        enqueue(session, make_message(3), NOW)
        enqueue(session, make_message(4), NOW + timedelta(seconds=1))
    assert [m.key for m in claim(engine, limit=2)] == ["reminder:2", "reminder:1"]
    assert [m.key for m in claim(engine)] == ["reminder:3"]
    assert claim(engine) == []


def test_a_claimed_message_is_nobody_elses_until_its_lease_ends(
    engine: Engine, fill: Callable[[int], None]
) -> None:
    fill(1)
    (first,) = claim(engine, "a")
    assert claim(engine, "b", NOW + timedelta(seconds=599)) == []
    (second,) = claim(engine, "b", NOW + timedelta(seconds=600))
    assert (second.id, second.attempts, second.content) == (first.id, 2, first.content)


def test_only_the_holder_may_settle(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    (first,) = claim(engine, "a")
    (second,) = claim(engine, "b", NOW + timedelta(seconds=600))
    with open_session(engine) as session:
        assert not settle_sent(session, first, NOW)
        assert not settle_failed(session, first, "x", None)
        assert not settle_cancelled(session, first, "x")
        assert not release(session, first)
        assert settle_sent(session, second, NOW)
        assert not settle_sent(session, second, NOW)
    assert states(engine) == ["sent"]


def test_a_holder_that_lost_its_claim_and_took_it_again_settles_the_second_only(
    engine: Engine, fill: Callable[[int], None]
) -> None:
    fill(1)
    (first,) = claim(engine, "a")
    (second,) = claim(engine, "a", NOW + timedelta(seconds=600))
    with open_session(engine) as session:
        assert not settle_failed(session, first, "x", None)
        assert settle_sent(session, second, NOW)


def test_a_failed_message_comes_again_at_its_moment(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    (message,) = claim(engine)
    later = NOW + timedelta(minutes=5)
    with open_session(engine) as session:
        assert settle_failed(session, message, "ящик занят", later)
        assert find_next_attempt(session) == later
    (row,) = listed(engine)
    assert (row["state"], row["last_error"], row["attempts"]) == ("awaiting_retry", "ящик занят", 1)
    assert claim(engine, at=later - timedelta(seconds=1)) == []
    (again,) = claim(engine, at=later)
    assert again.attempts == 2


def test_a_message_given_up_never_comes_again(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    (message,) = claim(engine)
    with open_session(engine) as session:
        assert settle_failed(session, message, "нет такого ящика", None)
        assert find_next_attempt(session) is None
    assert states(engine) == ["failed"]
    assert claim(engine, at=NOW + timedelta(days=3650)) == []


def test_a_cancelled_message_keeps_the_reason_and_cost_no_attempt(
    engine: Engine, fill: Callable[[int], None]
) -> None:
    fill(1)
    (message,) = claim(engine)
    with open_session(engine) as session:
        assert settle_cancelled(session, message, "задача закрыта")
    (row,) = listed(engine)
    assert (row["state"], row["attempts"], row["last_error"]) == ("cancelled", 0, "задача закрыта")
    assert claim(engine, at=NOW + timedelta(days=3650)) == []


def test_a_released_message_is_as_if_never_taken(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(2)
    before = claim(engine)
    with open_session(engine) as session:
        assert [release(session, message) for message in before] == [True, True]
    assert [(row["state"], row["attempts"]) for row in listed(engine)] == [("queued", 0)] * 2
    assert claim(engine) == before


def test_a_released_retry_waits_as_a_retry(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    (message,) = claim(engine)
    with open_session(engine) as session:
        settle_failed(session, message, "x", NOW)
    (message,) = claim(engine)
    with open_session(engine) as session:
        assert release(session, message, "сервер недоступен")
    (row,) = listed(engine)
    assert (row["state"], row["attempts"], row["last_error"]) == ("awaiting_retry", 1, "сервер недоступен")


def test_the_claim_of_a_dead_process_is_free_at_once(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(2)
    host, boot, pid, started = current_owner().split(":")
    dead = f"{host}:{boot}:{pid}:{int(started) - 1}"
    assert len(claim(engine, dead, limit=1)) == 1
    taken = claim(engine, "b")
    # What was never tried goes first: a mail that kills its sender must not hold up the others.
    assert [(m.key, m.attempts) for m in taken] == [("reminder:2", 1), ("reminder:1", 2)]


def test_the_claim_of_a_living_process_is_left_alone(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    assert len(claim(engine, current_owner())) == 1
    assert claim(engine, "b") == []


def test_the_next_attempt_is_known_for_the_clock(engine: Engine, fill: Callable[[int], None]) -> None:
    with open_session(engine) as session:
        assert find_next_attempt(session) is None
    fill(1)
    with open_session(engine) as session:
        assert find_next_attempt(session) == NOW
    claim(engine, lease_s=60)
    with open_session(engine) as session:
        assert find_next_attempt(session) == NOW + timedelta(seconds=60)


def test_claimers_at_once_never_get_the_same_message(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(200)
    taken: dict[str, list[int]] = {f"claimer {n}": [] for n in range(6)}
    start = threading.Barrier(len(taken))

    def take(owner: str) -> None:
        start.wait()
        idle = 0
        while idle < 3:  # rows that others hold are skipped, so an empty claim is not yet the end
            claims = claim(engine, owner, limit=7)
            idle = 0 if claims else idle + 1
            taken[owner] += [message.id for message in claims]

    threads = [threading.Thread(target=take, args=(owner,)) for owner in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = [number for numbers in taken.values() for number in numbers]
    assert len(everything) == len(set(everything)) == 200


def test_a_claim_that_is_rolled_back_was_never_made(engine: Engine, fill: Callable[[int], None]) -> None:
    fill(1)
    with interrupted(engine) as session:
        assert len(claim_messages(session, "a", NOW, 600, 10)) == 1
    assert states(engine) == [MessageState.QUEUED.value]


@contextmanager
def interrupted(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
        session.rollback()


def test_a_claim_reads_the_first_of_the_queue_and_sorts_nothing(
    engine: Engine, fill: Callable[[int], None]
) -> None:
    """However many wait: without the index in this order each claim would read the whole queue."""
    if engine.dialect.name != "sqlite":
        pytest.skip("the planner of PostgreSQL reads small tables whole")
    fill(3)
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, parameters))

    assert len(claim(engine)) == 3
    event.remove(engine, "before_cursor_execute", listen)
    firsts = [(statement, values) for statement, values in asked if "LIMIT" in statement]
    assert len(firsts) == 2
    with engine.connect() as connection:
        for statement, values in firsts:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            plan = " ".join(str(row) for row in rows)
            assert "ix_outbox_claim (state=? AND channel=? AND next_attempt_at<?)" in plan
            assert "TEMP B-TREE" not in plan
