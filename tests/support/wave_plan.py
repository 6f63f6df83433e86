"""A plan of thousands of windows, written in bulk: one window a person and day, one mail a window. For tests.

``PEOPLE`` windows open on each of the ``days`` from ``FIRST_ON`` on; the policy mails the opening and
nothing else, so that ``people x days`` mails are due, neither more nor fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
    numbers = range(1, people + 1)
    addresses = addresses or tuple(f"p{number}@example.org" for number in numbers)
    waves = Waves(addresses, days, first_on, zone)
    at = waves.moment(-30)
    rows = {
        "roadmap": [_roadmap(at, zone)],
        "policy": [
            {"roadmap_id": 0, "text": policy, "source_name": "p.toml", "set_at": at, "set_by": "test"}
        ],
        **_people(waves, names or tuple(f"Лицо {number}" for number in numbers), at),
        **_windows(waves, titles, at.date(), later_days),
    }
    with open_session(engine) as session:
        for name, values in rows.items():
            session.execute(insert(SQLModel.metadata.tables[name]), values)
    return waves


Rows = dict[str, list[dict[str, object]]]


def _people(waves: Waves, names: tuple[str, ...], at: datetime) -> Rows:
    """A party for each address, and the person who speaks for it."""
    people = list(enumerate(zip(waves.addresses, names, strict=True), start=1))
    parties = [f"МБУ «Учреждение {number}»" for number, _ in people]
    return {
        "party": [{"id": n, "name": name, "folded": fold(name)} for n, name in enumerate(parties, start=1)],
        "person": [
            {"id": n, "address": address, "name": name, "added_at": at, "only_mandatory": False}
            for n, (address, name) in people
        ],
        "membership": [{"party_id": n, "person_id": n, "since_at": at} for n, _ in people],
    }


def _windows(waves: Waves, titles: tuple[str, ...], watched_from_on: date, later_days: int) -> Rows:
    """A task with one window for each person and day, due in the queue at the midnight of its opening."""
    rows: Rows = {"task": [], "task_party": [], "occurrence": [], "agenda_queue": []}
    people = len(waves.addresses)
    for number in range(waves.mails):
        day, person, id_ = number // people, number % people + 1, number + 1
        opens_on = waves.first_on + timedelta(days=day)
        due_on = opens_on + timedelta(days=later_days)
        title = titles[number % len(titles)] if titles else f"Собрать сведения {day}-{person}"
        rows["task"].append(_task(id_, title, opens_on, later_days))
        party = {"task_id": id_, "role": Role.RESPONSIBLE.value, "party_id": person, "position": 0}
        dates = {"opens_on": opens_on, "due_on": due_on, "original_due_on": due_on}
        occurrence = {"id": id_, "task_id": id_, "ordinal": 0, "watched_from_on": watched_from_on}
        rows["task_party"].append(party)
        rows["occurrence"].append(occurrence | dates | {"held": False})
        rows["agenda_queue"].append({"next_action_at": waves.moment(day, 0), "occurrence_id": id_})
    return rows


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
