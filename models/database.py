"""The engine and the scope of a session; column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from models.errors import SrokiError


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware on both sides, whatever the database keeps. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def create_database_engine(address: str) -> Engine:
    """An engine for ``address``; SQLite gets WAL, full syncs, foreign keys and patience."""
    if address.startswith("sqlite"):
        engine = create_engine(address, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediately)
        return engine
    return create_engine(address, pool_pre_ping=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling starts a transaction too late for a consistent read
    # before a write; SQLAlchemy's "begin" event starts it instead.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Any) -> None:
    # A deferred transaction that reads and then writes fails with "database is locked" at once when
    # another writer came between; taking the write lock first waits its turn.
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def open_session(engine: Engine) -> Iterator[Session]:
    """One transaction that may write: committed at the end, rolled back on any exception."""
    with Session(engine, expire_on_commit=False) as session:
        try:
            yield session
            session.commit()
        except OperationalError as error:
            session.rollback()
            raise SrokiError(
                "База данных не отвечает: {reason}.", reason=str(error.orig or error).strip().splitlines()[0]
            ) from error


@contextmanager
def open_reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads: on SQLite it waits for nobody and holds nobody up."""
    with (
        engine.connect().execution_options(sqlite_begin="DEFERRED") as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


@contextmanager
def open_snapshot(engine: Engine) -> Iterator[Session]:
    """A session that reads one state of the database from its first statement to its last."""
    with open_reading(engine) as session:
        if engine.dialect.name == "postgresql":  # on SQLite a reading is a snapshot anyway
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield session


def wipe_deleted(engine: Engine) -> None:
    """Leave no bytes of deleted rows in the files of the database.

    SQLite rebuilds its file and empties the write-ahead log. PostgreSQL frees dead rows by VACUUM; its
    own log and backups keep what they hold until they are recycled.
    """
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.cursor().execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            raise OperationalError("VACUUM", {}, error) from error
        finally:
            connection.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as bare:
        bare.exec_driver_sql("VACUUM FULL")
