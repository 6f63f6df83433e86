"""Work is split into shards: each worker begins with its own, and no split can lose or double anything."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, update
from sqlmodel import col

from flows.advancing import advance
from flows.delivering import deliver
from flows.house import House
from models.database import is_rivalry, open_reading, open_session
from models.errors import SrokiError
from models.occurrence import Occurrence
from models.outbox import DigestSubscription, OutboxMessage
from models.roadmap import Roadmap, Task
from models.settings import Settings
from models.shard import Shard
from notifications.claims import claim_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.coordinators import set_coordinator
from wave_plan import Waves, lay_out_waves, told_windows

PEOPLE = 30


@pytest.fixture
def waves(engine: Engine) -> Waves:
    """Two windows a person, one in each of two roadmaps, which fall into different shards of two."""
    waves = lay_out_waves(engine, PEOPLE, 2)
    with open_session(engine) as session:
        first = session.get_one(Roadmap, 1).model_dump() | {"id": 2, "source_sha256": "other"}
        session.execute(insert(Roadmap).values(first))
        session.execute(update(Task).where(col(Task.id) > PEOPLE).values(roadmap_id=2))
    return waves


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> House:
    return House(Settings(home=tmp_path / "var", database_url="x"), engine, given_transport=MemoryTransport())


def mails(engine: Engine) -> Counter[int | None]:
    """How many mails each person got."""
    with open_reading(engine) as session:
        counts = select(col(OutboxMessage.person_id), func.count()).group_by(col(OutboxMessage.person_id))
        return Counter(dict(session.execute(counts).tuples().all()))


def test_a_person_in_roadmaps_of_two_shards_gets_one_mail(house: House, engine: Engine, waves: Waves) -> None:
    at = waves.moment(1)  # both windows are open
    assert advance(house, at, Shard(0, 2)).queued == PEOPLE
    assert advance(house, at, Shard(1, 2)).queued == 0
    assert mails(engine) == Counter(range(1, PEOPLE + 1))
    assert len(told_windows(engine)) == waves.mails


def test_a_shard_leaves_alone_whom_only_others_tell(house: House, engine: Engine, waves: Waves) -> None:
    at = waves.moment(0)  # only the windows of the first roadmap are open
    assert advance(house, at, Shard(0, 2)).queued == 0
    assert advance(house, at, Shard(1, 2)).queued == PEOPLE


def test_passes_of_different_splits_at_once_tell_everybody_once(
    house: House, engine: Engine, waves: Waves
) -> None:
    at = waves.moment(1)
    shards = [Shard(number, of) for of in (1, 2, 3) for number in range(of)]
    with ThreadPoolExecutor(len(shards)) as pool:
        list(pool.map(lambda shard: advance(house, at, shard), shards))
    told = told_windows(engine)
    assert len(told) == len(set(told)) == waves.mails
    assert mails(engine) == Counter(range(1, PEOPLE + 1))


def test_a_digest_waits_while_another_shard_has_mail_for_anybody(
    house: House, engine: Engine, waves: Waves
) -> None:
    """Told at once, it would be a second mail to a coordinator who is an executor too."""
    at = waves.moment(0)  # what is due is of the other shard
    with open_session(engine) as session:
        set_coordinator(session, waves.addresses[0], at - timedelta(days=2), "test", waves.zone)
        session.execute(update(DigestSubscription).values(next_at=at))
        session.execute(update(Occurrence).where(col(Occurrence.id) > PEOPLE).values(held=True))
    assert advance(house, at, Shard(0, 2)).queued == 0
    assert advance(house, at, Shard(1, 2)).queued == PEOPLE
    with open_reading(engine) as session:
        keys = session.execute(select(col(OutboxMessage.key)).where(col(OutboxMessage.person_id) == 1))
        assert [key.partition(":")[0] for key in keys.scalars()] == ["coordinator"]


def test_a_sender_takes_its_own_first_and_then_what_others_left(
    house: House, engine: Engine, waves: Waves
) -> None:
    at = waves.moment(1)
    advance(house, at)
    with open_session(engine) as session:
        own = claim_messages(session, "a", at, 600, 100, shard=Shard(0, 3))
    assert {message.person_id for message in own} == set(range(3, PEOPLE + 1, 3))
    with open_session(engine) as session:
        others = claim_messages(session, "a", at, 600, 100, shard=Shard(0, 3))
    assert len(others) == PEOPLE - len(own)


def test_senders_of_different_splits_at_once_send_every_mail_once(
    house: House, engine: Engine, waves: Waves
) -> None:
    at = waves.moment(1)
    advance(house, at)
    shards = [Shard(0, 2), Shard(0, 2), Shard(1, 2), Shard(2, 3)]
    with ThreadPoolExecutor(len(shards)) as pool:
        list(pool.map(lambda shard: deliver(house, at, shard=shard), shards))
    assert isinstance(house.transport, MemoryTransport)
    assert Counter(mail.address for mail in house.transport.sent) == Counter(waves.addresses)


def test_a_deadlock_is_rivalry_and_a_silent_database_is_not() -> None:
    class RefusalError(Exception):
        sqlstate = "40P01"

    def refused(reason: object) -> SrokiError:
        error = SrokiError("База данных не отвечает: {reason}.", reason="x")
        error.__cause__ = type("Cause", (Exception,), {"orig": reason})()
        return error

    assert is_rivalry(refused(RefusalError()))
    assert not is_rivalry(refused(OSError()))
