"""A plan of thousands of windows, written in bulk: one window a person and day, one mail a window. For tests.

``PEOPLE`` windows open on each of the ``days`` from ``FIRST_ON`` on; the policy mails the opening and
nothing else, so that ``people x days`` mails are due, neither more nor fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

import models.tables  # noqa: F401 - all tables stand in the metadata from here on
from models.database import open_session
from models.values import Role, fold

ZONE = ZoneInfo("Asia/Yekaterinburg")
FIRST_ON = date(2025, 3, 3)
OPENING_ONLY = "[responsible]\nopening = [0]\ndue = []\n"
_LATER_DAYS = 40  # how long a window runs


@dataclass(frozen=True)
class Waves:
    """What was laid out; the addresses in the order of the people."""

    addresses: tuple[str, ...]
    days: int
    first_on: date = FIRST_ON
    zone: ZoneInfo = ZONE

    @property
    def mails(self) -> int:
        return len(self.addresses) * self.days

    def moment(self, day: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of the day on which the wave ``day`` (from 0) opens, an hour of the plan's place."""
        on = self.first_on + timedelta(days=day)
        return datetime.combine(on, time(hour, minute), tzinfo=self.zone)


def lay_out_waves(
    engine: Engine,
    people: int,
    days: int,
    *,
    policy: str = OPENING_ONLY,
    first_on: date = FIRST_ON,
    zone: ZoneInfo = ZONE,
    later_days: int = _LATER_DAYS,
    addresses: tuple[str, ...] = (),
    titles: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> Waves:
    """An approved plan for so many people and days; addresses, titles and names where they matter."""
    addresses = addresses or tuple(f"p{number}@example.org" for number in range(1, people + 1))
    waves = Waves(addresses, days, first_on, zone)
    numbers = range(1, people + 1)
    at = datetime.combine(first_on - timedelta(days=30), time(9), tzinfo=zone)
    tasks, parties, occurrences, queue = [], [], [], []
    for day in range(days):
        opens_on = first_on + timedelta(days=day)
        moment = datetime.combine(opens_on, time(), tzinfo=zone).astimezone(UTC)
        for person in numbers:
            id_ = day * people + person
            title = titles[(id_ - 1) % len(titles)] if titles else f"Собрать сведения {day}-{person}"
            tasks.append(_task(id_, title, opens_on, later_days))
            parties.append(
                {"task_id": id_, "role": Role.RESPONSIBLE.value, "party_id": person, "position": 0}
            )
            due_on = opens_on + timedelta(days=later_days)
            occurrences.append(
                {
                    "id": id_,
                    "task_id": id_,
                    "ordinal": 0,
                    "opens_on": opens_on,
                    "due_on": due_on,
                    "original_due_on": due_on,
                    "watched_from_on": at.date(),
                    "held": False,
                }
            )
            queue.append({"next_action_at": moment, "occurrence_id": id_})
    people_names = names or tuple(f"Лицо {number}" for number in numbers)
    persons = [
        {
            "id": n,
            "address": addresses[n - 1],
            "name": people_names[n - 1],
            "added_at": at,
            "only_mandatory": False,
        }
        for n in numbers
    ]
    parties_names = [f"МБУ «Учреждение {number}»" for number in numbers]
    rows: dict[str, list[dict[str, object]]] = {
        "roadmap": [_roadmap(at, zone)],
        "policy": [
            {"roadmap_id": 0, "text": policy, "source_name": "p.toml", "set_at": at, "set_by": "test"}
        ],
        "party": [
            {"id": n, "name": name, "folded": fold(name)}
            for n, name in zip(numbers, parties_names, strict=True)
        ],
        "person": persons,
        "membership": [{"party_id": n, "person_id": n, "since_at": at} for n in numbers],
        "task": tasks,
        "task_party": parties,
        "occurrence": occurrences,
        "agenda_queue": queue,
    }
    with open_session(engine) as session:
        for name, values in rows.items():
            session.execute(insert(SQLModel.metadata.tables[name]), values)
    return waves


def _roadmap(at: datetime, zone: ZoneInfo) -> dict[str, object]:
    return {
        "id": 1,
        "title": "План большой проверки",
        "kind": "roadmap",
        "first_year": at.year,
        "last_year": at.year + 2,
        "zone": zone.key,
        "source_name": "waves.txt",
        "source_sha256": "waves",
        "parsed": {},
        "imported_at": at,
        "approved_at": at,
        "approved_on": at.date(),
    }


def _task(id_: int, title: str, opens_on: date, later_days: int) -> dict[str, object]:
    term = f"с {opens_on:%d.%m.%Y}, дней: {later_days}"
    return {
        "id": id_,
        "roadmap_id": 1,
        "position": id_,
        "origin": "row",
        "uid": str(id_),
        "number": str(id_),
        "title": title,
        "expected_result": "Отчёт",
        "raw_term": term,
        "term_kind": "window",
        "meaning": term,
    }


def outbox_rows(engine: Engine) -> list[tuple[str, str, str, int, str | None]]:
    """Message-ID, address, state, attempts and last error of every message."""
    outbox = SQLModel.metadata.tables["outbox"].c
    columns = (outbox.message_id, outbox.address, outbox.state, outbox.attempts, outbox.last_error)
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(outbox.id))]  # type: ignore[misc]


def told_windows(engine: Engine) -> list[tuple[int, int]]:
    """Occurrence and person of every opening that was mailed."""
    notice = SQLModel.metadata.tables["notice"].c
    statement = select(notice.occurrence_id, notice.person_id).where(
        notice.kind == "opened", notice.outcome == "mailed"
    )
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        return [tuple(row) for row in connection.execute(statement)]  # type: ignore[misc]
