"""Prefect's command line on the PostgreSQL of the tests, which comes without ``pg_trgm``. For tests.

Prefect asks for that extension for the search by parts of names on its own pages, and for nothing else; its
indexes are left out. Everything else is Prefect's server as it is.
"""

from __future__ import annotations

import sys
from typing import Any

from prefect.cli import app
from sqlalchemy import Engine, event


@event.listens_for(Engine, "before_cursor_execute", retval=True)
def leave_out(_connection: Any, _cursor: Any, words: str, values: Any, *_: Any) -> tuple[str, Any]:
    """Any statement about trigrams becomes one that does nothing."""
    return ("SELECT 1", ()) if "trgm" in words and words.lstrip().startswith("CREATE") else (words, values)


if __name__ == "__main__":
    sys.exit(app())
