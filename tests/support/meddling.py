"""What somebody with the password of the database can do behind the program's back. For tests."""

from __future__ import annotations

from sqlalchemy import Engine, text


def meddle(engine: Engine, *statements: str, **values: object) -> None:
    """Run statements on the trail with its triggers out of the way."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in ("audit_no_update", "audit_no_delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement), values)
