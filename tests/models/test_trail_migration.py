"""A trail from before the chain is sealed by the migration, and comes back when it is taken back."""

from __future__ import annotations

import json
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

import models.migrations
from models.database import create_database_engine, open_reading
from models.migrations import migrate
from roadmaps.store.listing import list_trail
from roadmaps.store.verifying import verify_trail


def move(engine: Engine, revision: str, *, up: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(models.migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, revision)


def test_old_entries_are_numbered_sealed_and_their_texts_moved_aside(database_address: str) -> None:
    engine = create_database_engine(database_address)
    move(engine, "0001", up=True)
    insert = text(
        "INSERT INTO audit (id, at, actor, deed, subject, details) "
        "VALUES (:id, '2025-01-15 04:00:00.000000', :actor, 'returned', 'occurrence:1', :details)"
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO person (id, address, name, added_at, only_mandatory) "
                "VALUES (3, 'anna@example.org', 'Анна', '2025-01-15 04:00:00.000000', :no)"
            ),
            {"no": False},
        )
        for number, actor in ((4, "clock"), (7, "link:person:3"), (9, "command:orlova")):
            details = json.dumps({"version": 2, "reason": "Орлова больна"})
            connection.execute(insert, {"id": number, "actor": actor, "details": details})
    migrate(engine)
    with engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM audit")).all())
    assert "Орлова" not in stored
    assert "orlova" not in stored
    with open_reading(engine) as session:
        assert verify_trail(session).flaws == ()
        entries = list_trail(session)
    assert [(e.id, e.actor, e.name) for e in entries] == [
        (1, "clock", None),
        (2, "link:person:3", "Анна <anna@example.org>"),
        (3, "command:orlova", "orlova"),
    ]
    assert {json.dumps(e.details, ensure_ascii=False, sort_keys=True) for e in entries} == {
        '{"reason": "Орлова больна", "version": 2}'
    }
    move(engine, "0001", up=False)
    with engine.connect() as connection:
        old = connection.execute(text("SELECT actor, details FROM audit ORDER BY id")).all()
    assert [row.actor for row in old] == ["clock", "link:person:3", "command:orlova"]
    details = old[0].details
    assert (json.loads(details) if isinstance(details, str) else details) == {
        "reason": "Орлова больна",
        "version": 2,
    }
    engine.dispose()
