"""What people have of every released version comes to the present schema and back, rows and all.

The dumps were written at each release (``released/write_dumps.py``) and are not written again.
"""

from __future__ import annotations

import re
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, make_url, select, table
from sqlmodel import SQLModel

from models.database import create_database_engine
from models.migrations import HEAD, current_revision, migrate, migrate_to

ROOT = Path(__file__).parents[2]
RELEASED = Path(__file__).parent / "released"
DUMPS = sorted(RELEASED.glob("*.sql"))
# Tables whose rows a migration meant to add or to take away: version, table → why.
MEANT: dict[tuple[str, str], str] = {}


def load(dump: Path, address: str) -> None:
    text = dump.read_text(encoding="utf-8")
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(address).database))) as connection:
            connection.executescript(text)
        return
    import psycopg

    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(text)  # type: ignore[call-overload]


def shape(engine: Engine) -> dict[str, Any]:
    """Columns, keys and indexes of every table."""
    look = inspect(engine)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted((tuple(i["column_names"]), bool(i["unique"])) for i in look.get_indexes(name)),
            sorted(tuple(u["column_names"]) for u in look.get_unique_constraints(name)),
            sorted(
                (tuple(f["constrained_columns"]), f["referred_table"]) for f in look.get_foreign_keys(name)
            ),
        )
        for name in look.get_table_names()
    }


def tally(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return {n: connection.scalar(select(func.count()).select_from(table(n))) or 0 for n in sorted(names)}


@pytest.fixture
def engines(database_address: str, request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Two databases of one kind: the first for the dump, the second empty."""
    from fresh_databases import fresh_postgres

    if database_address.startswith("sqlite"):
        second = f"sqlite:///{tmp_path / 'second.db'}"
    else:
        second = fresh_postgres(request.getfixturevalue("postgres_address"))
    made = [create_database_engine(address) for address in (database_address, second)]
    yield made
    for engine in made:
        engine.dispose()


def test_the_present_version_has_dumps_of_both_databases() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert {f"{version}.sqlite.sql", f"{version}.postgres.sql"} <= {path.name for path in DUMPS}


@pytest.mark.parametrize("version", sorted({path.name.rsplit(".", 2)[0] for path in DUMPS}))
def test_a_released_database_comes_to_the_present_and_back_with_its_rows(
    engines: list[Engine], version: str
) -> None:
    old, new = engines
    kind = "sqlite" if old.dialect.name == "sqlite" else "postgres"
    load(RELEASED / f"{version}.{kind}.sql", old.url.render_as_string(hide_password=False))
    revision, shape_then, rows_then = current_revision(old), shape(old), tally(old)
    assert revision
    assert sum(rows_then.values()) > 100, "it holds rows, or this test says little"

    migrate_to(new, revision)
    assert shape(new) == shape_then, "a migration that landed has been edited"

    migrate(old)
    assert current_revision(old) == HEAD
    with old.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    kept = tally(old)
    changed = {n for n, count in rows_then.items() if n in kept and kept[n] != count}
    assert changed <= {name for at, name in MEANT if at == version}

    migrate_to(old, revision)
    assert shape(old) == shape_then
    assert {n for n, count in tally(old).items() if count != rows_then[n]} <= changed


def test_dumps_hold_no_mailbox_of_a_real_person() -> None:
    for path in DUMPS:
        addresses = re.findall(r"[\w.+-]+@([\w.-]+\.\w+)", path.read_text(encoding="utf-8"))
        assert {
            place for place in addresses if not re.search(r"example\.(org|com)$|localhost", place)
        } == set()
