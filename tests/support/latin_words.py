"""The words of documents and people in Latin letters, so that what is left in Cyrillic is ours. For tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Table, bindparam, select, update
from sqlmodel import SQLModel

from models.templates import CYRILLIC

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a|b|v|g|d|e|yo|zh|z|i|y|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|shch|'|y|'|e|yu|ya"
_LETTERS = dict(zip(_CYRILLIC, _LATIN.split("|"), strict=True))


def latinise(engine: Engine) -> None:
    """Write every text of the database in Latin letters, in all tables."""
    with engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings().all():
                changed = {name: _latin(value) for name, value in row.items() if _latin(value) != value}
                if changed:
                    connection.execute(_update_one(table), dict(changed) | _key_of(table, row))


def _update_one(table: Table) -> Any:
    return update(table).where(*(column == bindparam(f"key_{column.name}") for column in table.primary_key))


def _key_of(table: Table, row: Any) -> dict[str, Any]:
    return {f"key_{column.name}": row[column.name] for column in table.primary_key}


def _latin(value: Any) -> Any:
    if isinstance(value, str) and CYRILLIC.search(value):
        return "".join(_write(sign) for sign in value)
    if isinstance(value, dict):
        return {_latin(key): _latin(part) for key, part in value.items()}
    return [_latin(part) for part in value] if isinstance(value, list) else value


def _write(sign: str) -> str:
    latin = _LETTERS.get(sign.lower(), sign)
    return latin.capitalize() if sign.isupper() else latin
