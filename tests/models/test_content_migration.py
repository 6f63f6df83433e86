"""The bytes of mail that waits survive the way into a table of their own and back, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, text

from models.database import create_database_engine
from models.migrations import migrate, migrate_to

FROZEN = b"To: a@example.org\r\n\r\n\x00\xff"


def write_old(engine: Engine, key: str, state: str, content: bytes) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO outbox (key, channel, message_id, address, kind, subject, planned_on, content,"
                " state, attempts, created_at, next_attempt_at) VALUES (:key, 'mail', :name, 'a@example.org',"
                " 'reminder', 's', '2026-04-08', :content, :state, 0, :at, :at)"
            ),
            {
                "key": key,
                "name": key,
                "content": content,
                "state": state,
                "at": datetime(2026, 4, 8, tzinfo=UTC),
            },
        )


def read(engine: Engine, statement: str) -> list[tuple[str, bytes]]:
    with engine.connect() as connection:
        return [(row[0], bytes(row[1])) for row in connection.execute(text(statement))]


def test_what_waits_keeps_its_bytes_and_what_was_sent_has_none(database_address: str) -> None:
    engine = create_database_engine(database_address)
    migrate_to(engine, "0014")
    write_old(engine, "waiting", "queued", FROZEN)
    write_old(engine, "gone", "sent", b"")
    migrate(engine)
    joined = "SELECT key, c.content FROM outbox JOIN outbox_content c ON c.outbox_id = outbox.id"
    assert read(engine, joined) == [("waiting", FROZEN)]
    migrate_to(engine, "0014")
    assert read(engine, "SELECT key, content FROM outbox ORDER BY id") == [("waiting", FROZEN), ("gone", b"")]
    engine.dispose()
