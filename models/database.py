"""The engine and the scope of a session; column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Result,
    Select,
    UpdateBase,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, OperationalError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from models.errors import CallerError, SrokiError

_log = logging.getLogger("sroki.database")
_Written = TypeVar("_Written")
_Statement = tuple[str, Mapping[str, Any], list[str] | None, list[tuple[str, Callable[[Any], Any]]]]
_BUSY_MS = 30_000  # how long SQLite waits for another writer
_PROBE_MS = 1_000  # and how long a question about its health does
_LONGEST_NAP_S = 5.0  # between two tries to write

# The engines whose last transaction that was to write failed: what health tells, and nothing rests on it.
_failing: WeakKeyDictionary[Engine, bool] = WeakKeyDictionary()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware on both sides, whatever the database keeps. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """The rows of a pass share their moments, which cost more to write down than the rest of a row."""
        process = super().bind_processor(dialect)
        if process is None:
            return None
        known = lru_cache(maxsize=256)(process)
        # Of another zone the two instants of an hour that comes twice would count as equal (PEP 495).
        return lambda value: (known if value is None or value.tzinfo is UTC else process)(value)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value}")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def create_database_engine(address: str) -> Engine:
    """An engine for ``address``; SQLite gets WAL, full syncs, foreign keys and patience."""
    if address.startswith("sqlite"):
        engine = create_engine(address, connect_args={"timeout": _BUSY_MS / 1000, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediately)
        return engine
    # Named, since the driver hands out bytes where a database says no encoding (SQL_ASCII).
    return create_engine(address, pool_pre_ping=True, connect_args={"client_encoding": "utf8"})


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling starts a transaction too late for a consistent read
    # before a write; SQLAlchemy's "begin" event starts it instead.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
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
    with _explaining(engine), Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


@contextmanager
def open_bare(engine: Engine) -> Iterator[Connection]:
    """The same without a session, which costs more than a statement or two do."""
    with _explaining(engine), engine.connect() as connection:
        yield connection
        connection.commit()


def execute_many(connection: Connection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]) -> int:
    """The same statement for each of some rows that all have the same keys; how many rows it touched.

    Past what SQLAlchemy does with each row, which costs as much as the database does.
    """
    dialect = connection.dialect
    words, given, order, writers = _write_down(statement, tuple(rows[0]), dialect)
    filled: list[Any] = [{**given, **row} for row in rows]
    for name, write in writers:
        for row in filled:
            row[name] = write(row[name])
    if order:
        filled = [tuple([row[name] for name in order]) for row in filled]
    return connection.exec_driver_sql(words, filled).rowcount


@lru_cache(maxsize=64)
def _write_down(statement: UpdateBase, keys: tuple[str, ...], dialect: Dialect) -> _Statement:
    """A statement as the driver takes it: with what all rows share, and the order of values without names."""
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(keys))
    kinds: list[tuple[str, Any]] = [
        (name, bind.type.dialect_impl(dialect)) for bind, name in compiled.bind_names.items()
    ]
    writers = [(name, write) for name, kind in kinds if (write := kind.bind_processor(dialect))]
    return str(compiled), compiled.params, compiled.positiontup, writers


def insert_into(table: Any, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that may say what comes of a conflict: SQLAlchemy has that only by the dialect's name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def dialect_of(session: Session) -> str:
    """``sqlite`` or ``postgresql``."""
    return session.get_bind().dialect.name


def row_id(row: Any) -> int:
    """The key of a flushed row."""
    return int(row.id)  # TypeError where it was not flushed


@contextmanager
def _explaining(engine: Engine) -> Iterator[None]:
    """SrokiError for what the database refuses; remembers whether the last transaction could write."""
    try:
        yield
    except (OperationalError, InternalError) as error:
        _failing[engine] = True
        raise SrokiError(
            "База данных не отвечает: {reason}.", reason=str(error.orig or error).strip().splitlines()[0]
        ) from error
    _failing.pop(engine, None)


def write_patiently(engine: Engine, patience_s: float, write: Callable[[Session], _Written]) -> _Written:
    """What ``write`` returns, in a transaction that is tried again while the database refuses it.

    For what must not be forgotten because the database is locked or full for a minute: a mail that
    has left. SrokiError when it has refused for ``patience_s``.
    """
    return insist(patience_s, lambda: _write(engine, write))


def _write(engine: Engine, write: Callable[[Session], _Written]) -> _Written:
    with open_session(engine) as session:
        return write(session)


def insist(patience_s: float, write: Callable[[], _Written]) -> _Written:
    """The same for a ``write`` that opens its transaction itself."""
    nap_s, until_s = 0.1, time.monotonic() + patience_s
    while True:
        try:
            return write()
        except CallerError:
            raise
        except SrokiError as error:
            if time.monotonic() + nap_s > until_s:
                raise
            _log.warning("an outcome waits for the database: %s", error)
        time.sleep(nap_s)
        nap_s = min(2 * nap_s, _LONGEST_NAP_S)


def find_write_trouble(engine: Engine) -> str | None:
    """Why nobody can write now: ``locked`` | ``read_only`` | ``failing``; None when all is well.

    Asks without writing, and waits a second at most; ``failing``: the last that tried could not.
    DBAPIError when the database does not answer at all.
    """
    trouble = _ask_sqlite(engine) if engine.dialect.name == "sqlite" else _ask_postgres(engine)
    return trouble or ("failing" if _failing.get(engine) else None)


def _ask_sqlite(engine: Engine) -> str | None:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout={_PROBE_MS}")
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return "read_only" if "readonly" in str(error) else "locked"
        finally:
            cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    return None


def _ask_postgres(engine: Engine) -> str | None:
    with engine.connect() as connection:
        is_read_only = connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    return "read_only" if is_read_only else None


@contextmanager
def open_reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads: on SQLite it waits for nobody and holds nobody up."""
    with (
        engine.connect().execution_options(sqlite_begin="DEFERRED") as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


def read_columns(session: Session, statement: Select[Any], **values: Any) -> Result[Any]:
    """What ``session.execute`` does for plain columns, without what it does for objects of the tables.

    That costs as much again as a look-up by key. ``values``: those of the statement's parameters.
    """
    session.flush()
    return session.connection().execute(statement, values)


@contextmanager
def open_hasty_reading(engine: Engine) -> Iterator[Session]:
    """The same, giving up after a second (OperationalError) where somebody holds whole tables."""
    with open_reading(engine) as session:
        if engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql(f"SET LOCAL lock_timeout = {_PROBE_MS}")
        yield session


def is_about_data(error: Exception) -> bool:
    """Whether work on one row failed, so that others can go on; False when database or machine did."""
    if isinstance(error, CallerError):
        return True  # a stored text that cannot be read, such as a policy
    return not isinstance(error, SrokiError | DBAPIError | OSError | MemoryError)


def is_rivalry(error: BaseException) -> bool:
    """Whether another transaction came first: the same keys, or two that wait for each other's rows."""
    cause = error.__cause__ if isinstance(error, SrokiError) else error
    is_deadlock = getattr(getattr(cause, "orig", None), "sqlstate", None) in ("40P01", "40001")
    return isinstance(cause, IntegrityError) or is_deadlock


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
