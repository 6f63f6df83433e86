"""All that a database says, as one text. For tests that look for what must not be there."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import SQLModel

from flows.house import House


def everything(house: House) -> str:
    """All columns of all tables, as text."""
    found = []
    with house.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found += [
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                ]
    return "\n".join(found)
