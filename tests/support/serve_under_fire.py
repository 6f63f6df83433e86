"""``sroki serve`` on a database that turns read-only while a file exists (SQLite). For chaos tests.

    python serve_under_fire.py PORT FLAG

A file system cannot be made read-only under an open database without a device of its own; SQLite's
``query_only`` refuses writes with the error that a read-only file gives.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from flows.house import open_house
from models.settings import load_settings
from sroki.server import serve


def obey_flag(flag: Path) -> None:
    """Every transaction of this process is read-only from the moment at which the flag exists."""

    @event.listens_for(Engine, "begin", insert=True)
    def begin(connection: Any) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA query_only={int(flag.exists())}")


if __name__ == "__main__":
    obey_flag(Path(sys.argv[2]))
    serve(open_house(load_settings()), "127.0.0.1", int(sys.argv[1]))
