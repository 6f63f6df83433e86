"""A made-up country for the pages: eight documents, 100,000 occurrences in every state, four years of them.

Rows are written past the product, with plain ``executemany``, into tables that the product made.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from flows.house import House, open_house  # noqa: E402
from models.settings import Settings  # noqa: E402
from models.values import fold  # noqa: E402
from models.words import stem_words  # noqa: E402

ZONE = ZoneInfo("Asia/Yekaterinburg")
TODAY = date(2026, 4, 8)
NOON = datetime(2026, 4, 8, 12, tzinfo=ZONE)
ROADMAPS, PARTIES, PER_TASK, SECTIONS = 8, 400, 10, 6
_FIRST_ON, _DAYS = date(2024, 1, 1), 4 * 365
_VERBS = ("Провести", "Подготовить", "Обеспечить", "Организовать", "Разработать", "Утвердить")
_THINGS = (
    "мониторинг эффективности руководителей образовательных организаций",
    "сводную справку по итогам работы муниципальных методических служб",
    "семинар для педагогических работников по вопросам функциональной грамотности",
    "повышение квалификации учителей общеобразовательных школ",
    "адресные рекомендации по результатам анализа данных",
    "план мероприятий по развитию системы наставничества",
)


def build_country(folder: Path, occurrences: int, **settings: Any) -> House:
    """A house on SQLite under ``folder`` with so many occurrences; the same one each time."""
    house = open_house(Settings(home=folder, prefect=False, **settings))
    chance = random.Random(7)
    with closing(sqlite3.connect(folder / "sroki.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        _write_people(connection)
        tasks = occurrences // PER_TASK
        _write_tasks(connection, tasks)
        _write_occurrences(connection, tasks, chance)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return house


def _stamp(day: date, hours: float = 6) -> str:
    return (datetime(day.year, day.month, day.day) + timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M:%S.%f")  # noqa: DTZ001


def name_party(number: int) -> str:
    return f"МБОУ «Средняя общеобразовательная школа № {number}»"


def _write_people(connection: sqlite3.Connection) -> None:
    numbers = range(1, PARTIES + 1)
    at = _stamp(_FIRST_ON)
    connection.executemany(
        "INSERT INTO person (id, address, name, added_at, only_mandatory) VALUES (?, ?, ?, ?, 0)",
        [(n, f"person{n}@example.org", f"Исполнитель {n}", at) for n in numbers],
    )
    connection.executemany(
        "INSERT INTO party (id, name, folded) VALUES (?, ?, ?)",
        [(n, name_party(n), fold(name_party(n))) for n in numbers],
    )
    connection.executemany(
        "INSERT INTO membership (party_id, person_id, since_at) VALUES (?, ?, ?)",
        [(n, n, at) for n in numbers],
    )


def _write_tasks(connection: sqlite3.Connection, tasks: int) -> None:
    at = _stamp(_FIRST_ON)
    connection.executemany(
        "INSERT INTO roadmap (id, title, kind, number, issued_on, zone, source_name, source_sha256, parsed,"
        " imported_at, approved_at, approved_on, first_year, last_year)"
        " VALUES (?, ?, 'order_with_roadmap', ?, ?, ?, 'plan', ?, '{}', ?, ?, ?, 2024, 2027)",
        [
            (n, f"Дорожная карта развития образования, направление {n}", f"01/{700 + n}",
             str(_FIRST_ON), ZONE.key, f"plan{n}", at, at, str(_FIRST_ON))
            for n in range(1, ROADMAPS + 1)
        ],
    )  # fmt: skip
    rows, words = [], []
    for n in range(1, tasks + 1):
        title = f"{_VERBS[n % 6]} {_THINGS[n // 6 % 6]} в районе {n % 43 + 1}"
        section = f"Раздел {n // 8 % SECTIONS + 1}. Качество подготовки обучающихся"
        number = f"{n // 8 % SECTIONS + 1}.{n // 48 + 1}"
        rows.append((n, n % ROADMAPS + 1, n, str(n), number, section, title))
        text = f"{number} {section} {title} Справка до 15 апреля"
        words += [(stem, n) for stem in stem_words(text)]
    connection.executemany(
        "INSERT INTO task (id, roadmap_id, position, origin, uid, number, section, title, expected_result,"
        " raw_term, term_kind, meaning)"
        " VALUES (?, ?, ?, 'row', ?, ?, ?, ?, 'Справка', 'до 15 апреля', 'window', '')",
        rows,
    )
    connection.executemany("INSERT INTO task_word VALUES (?, ?)", words)
    connection.executemany(
        "INSERT INTO task_party (task_id, role, party_id, position) VALUES (?, ?, ?, 0)",
        [
            row
            for n in range(1, tasks + 1)
            for row in (
                (n, "responsible", n % PARTIES + 1),
                (n, "co_responsible", (n * 7 + 3) % PARTIES + 1),
            )
        ],
    )


def _write_occurrences(connection: sqlite3.Connection, tasks: int, chance: random.Random) -> None:
    rows, evidence, reviews, extensions = [], [], [], []
    for number in range(1, tasks * PER_TASK + 1):
        due_on = _FIRST_ON + timedelta(days=chance.randrange(_DAYS))
        original_on, opens_on = due_on, due_on - timedelta(days=chance.choice((10, 30, 60)))
        if chance.random() < 0.05:
            original_on = due_on - timedelta(days=21)
            extensions.append(
                (
                    number,
                    str(original_on),
                    str(due_on),
                    "Ждём данных",
                    _stamp(min(original_on, TODAY)),
                    "test",
                )
            )
        opened = _stamp(opens_on) if opens_on <= TODAY else None
        submitted = returned = accepted = None
        done_on = due_on + timedelta(days=chance.randrange(-12, 8))
        if done_on < TODAY and chance.random() < 0.93:
            submitted, fate = _stamp(done_on), chance.random()
            evidence.append((number, 1, submitted, "person:1"))
            if fate < 0.9:
                accepted = _stamp(min(done_on + timedelta(days=2), TODAY), 7)
                reviews.append((number, 1, "accepted", None, accepted, "test"))
            elif fate < 0.95:
                returned = _stamp(min(done_on + timedelta(days=1), TODAY), 7)
                reviews.append((number, 1, "returned", "Не всё", returned, "test"))
        held = due_on < date(2024, 2, 1) and submitted is None
        place = ((number - 1) // PER_TASK + 1, (number - 1) % PER_TASK)
        rows.append(
            (number, *place, str(opens_on), str(due_on), str(original_on), str(opens_on), held, opened,
             _stamp(due_on, 19) if due_on < TODAY else None, submitted, returned, accepted)
        )  # fmt: skip
    connection.executemany(
        "INSERT INTO occurrence (id, task_id, ordinal, opens_on, due_on, original_due_on, watched_from_on,"
        " held, opened_at, closed_at, submitted_at, returned_at, accepted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    connection.executemany(
        "INSERT INTO evidence (occurrence_id, version, nothing_to_report, years, submitted_at, submitted_by)"
        " VALUES (?, ?, 0, '[]', ?, ?)",
        evidence,
    )
    connection.executemany(
        "INSERT INTO review (occurrence_id, evidence_version, decision, reason, years, decided_at,"
        " decided_by) VALUES (?, ?, ?, ?, '[]', ?, ?)",
        reviews,
    )
    connection.executemany(
        "INSERT INTO extension (occurrence_id, from_due_on, to_due_on, reason, granted_at, granted_by)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        extensions,
    )
