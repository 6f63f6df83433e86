"""Alembic migrations and the question whether a database needs one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from models.errors import SrokiError

HEAD = "0018"


def current_revision(engine: Engine) -> str | None:
    """The revision a database stands at; None for an empty one."""
    with engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Bring a database to HEAD. Alembic is imported only when there is something to do."""
    if current_revision(engine) != HEAD:
        migrate_to(engine, HEAD)


def _check_encoding(engine: Engine) -> None:
    """SrokiError for a PostgreSQL database that cannot tell letters from bytes."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise SrokiError(
            "Кодировка базы данных {encoding}, а нужна UTF8: создайте базу с ENCODING 'UTF8'.",
            encoding=encoding,
        )


def migrate_to(engine: Engine, revision: str) -> None:
    """Bring a database to a revision, up or down. SrokiError when it is of another program version."""
    current = current_revision(engine)
    if current == revision:
        return
    _check_encoding(engine)
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    move = command.downgrade if current is not None and current > revision else command.upgrade
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            move(config, revision)
    except CommandError as error:
        raise SrokiError(
            "База данных создана другой версией программы и не обновляется: {reason}.", reason=str(error)
        ) from error
