"""Tables as lines that mean the same on SQLite and PostgreSQL, and back.

A table is described by its columns and what sort of value stands in each, so that a backup made by an
older version is read without the tables of that version.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401 - the metadata is whole
from models.database import UtcDateTime, dialect_of

_ROWS_AT_ONCE = 2_000
_UTC = "%Y-%m-%dT%H:%M:%S.%fZ"

# What a sort of value is in the database; the first that fits a column names it.
_TYPES: dict[str, Callable[[], sa.types.TypeEngine[Any]]] = {
    "moment": UtcDateTime,
    "day": sa.Date,
    "bytes": sa.LargeBinary,
    "json": lambda: sa.JSON(none_as_null=False),
    "json_or_nothing": lambda: sa.JSON(none_as_null=True),
    "yes_no": sa.Boolean,
    "whole": sa.BigInteger,
    "number": sa.Float,
    "text": sa.Text,
}


@dataclass(frozen=True)
class Column:
    """``sort`` is a key of the sorts of values: moment | day | bytes | json | … | text."""

    name: str
    sort: str


@dataclass(frozen=True)
class Shape:
    """A table: its columns, and the columns of its primary key, by which its rows are in order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "columns": [[c.name, c.sort] for c in self.columns], "key": list(self.key)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Shape:
        return cls(data["name"], tuple(Column(*pair) for pair in data["columns"]), tuple(data["key"]))

    def as_table(self) -> sa.Table:
        """The table for statements; knows types, but no constraints."""
        return sa.Table(
            self.name, sa.MetaData(), *(sa.Column(c.name, _TYPES[c.sort]()) for c in self.columns)
        )


@dataclass
class Tally:
    """How many rows a table had, and the SHA-256 of its lines in order."""

    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.digest.update(line)

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self.digest.hexdigest()}


def current_shapes() -> list[Shape]:
    """All tables of this version, each after those it refers to."""
    return [
        Shape(
            table.name,
            tuple(Column(column.name, _sort_of(column.type)) for column in table.columns),
            tuple(column.name for column in table.primary_key.columns),
        )
        for table in SQLModel.metadata.sorted_tables
    ]


def _sort_of(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, UtcDateTime):
        return "moment"
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.JSON):
        return "json_or_nothing" if kind.none_as_null else "json"
    sorts: tuple[tuple[type[Any], str], ...] = (
        (sa.Date, "day"),
        (sa.LargeBinary, "bytes"),
        (sa.Boolean, "yes_no"),
        (sa.Integer, "whole"),
        (sa.Numeric, "number"),
        (sa.String, "text"),
    )
    for known, sort in sorts:
        if isinstance(kind, known):
            return sort
    raise TypeError(f"a column of type {kind!r} has no place in a backup")


def read_lines(session: Session, shape: Shape) -> Iterator[bytes]:
    """The rows as JSON lines in the order of the key; a few thousand stand in memory at a time."""
    table = shape.as_table()
    sorts = {column.name: column.sort for column in shape.columns}
    is_postgres = dialect_of(session) == "postgresql"

    def place(name: str) -> sa.ColumnElement[Any]:
        # PostgreSQL orders texts by the language of the server; bytes are the same everywhere.
        column = table.c[name]
        return sa.collate(column, "C") if is_postgres and sorts[name] == "text" else column

    statement = sa.select(table).order_by(*map(place, shape.key))
    rows = session.execute(statement, execution_options={"yield_per": _ROWS_AT_ONCE})
    encoders = [_ENCODERS.get(column.sort) for column in shape.columns]
    for row in rows:
        values = [
            value if encode is None or value is None else encode(value)
            for value, encode in zip(row, encoders, strict=True)
        ]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write_lines(session: Session, shape: Shape, lines: Iterable[bytes]) -> Tally:
    """Put the rows into an empty table. ValueError when a line is none of this table."""
    table, tally = shape.as_table(), Tally()
    names = [column.name for column in shape.columns]
    decoders = [_DECODERS.get(column.sort) for column in shape.columns]

    def rows() -> Iterator[dict[str, Any]]:
        for line in lines:
            tally.add(line)
            values = [
                value if decode is None or value is None else decode(value)
                for value, decode in zip(json.loads(line), decoders, strict=True)
            ]
            yield dict(zip(names, values, strict=True))

    waiting = rows()
    while some := list(islice(waiting, _ROWS_AT_ONCE)):
        session.execute(table.insert(), some)
    return tally


def tally_table(session: Session, shape: Shape) -> Tally:
    """Count and hash what stands in a table."""
    tally = Tally()
    for line in read_lines(session, shape):
        tally.add(line)
    return tally


def set_counters(session: Session, shapes: Iterable[Shape]) -> None:
    """Let numbers go on after the highest one (PostgreSQL keeps a counter beside each table)."""
    if dialect_of(session) != "postgresql":
        return
    for shape in shapes:
        if shape.key == ("id",):
            table = shape.as_table()
            quoted = session.get_bind().dialect.identifier_preparer.quote(shape.name)
            counter = sa.func.pg_get_serial_sequence(quoted, "id")
            highest = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            session.execute(
                sa.select(sa.func.setval(counter, highest)).where(counter.is_not(None), highest.is_not(None))
            )


def _encode_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_UTC)


_ENCODERS: dict[str, Callable[[Any], Any]] = {
    "moment": _encode_moment,
    "day": date.isoformat,
    "bytes": lambda content: base64.b64encode(content).decode("ascii"),
}
_DECODERS: dict[str, Callable[[Any], Any]] = {
    "moment": lambda words: datetime.strptime(words, _UTC).replace(tzinfo=UTC),
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}
