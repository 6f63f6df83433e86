"""How the program writes what happens: lines for people, or JSON for machines."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from sroki.web.logs import hide_tokens

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class JsonFormatter(logging.Formatter):
    """One JSON object a line: moment, level, logger, message, trace, what the caller gave besides."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hide_tokens(record.getMessage()),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            entry["trace"] = hide_tokens(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False, default=str)


def begin_records(style: str) -> None:
    """Write warnings and worse to standard error, as ``text`` or ``json``; our own news of mail too."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if style == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # A beat that takes longer than the rhythm is no news: the next one finds what is still due.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("sroki.security").setLevel(logging.INFO)
    if style == "json":  # machines follow a mail to the row of its document
        logging.getLogger("sroki.mail").setLevel(logging.INFO)
