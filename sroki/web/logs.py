"""Tokens of links stay out of the access log."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"/(l|calendar|password)/[^/?\s\"]+")


def hide_tokens(text: str) -> str:
    """The text with every token of a link replaced."""
    return _TOKEN.sub(r"/\1/***", text)


class TokenFilter(logging.Filter):
    """Hides tokens in the message of a record and in its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = hide_tokens(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hide_tokens(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def guard_access_log() -> None:
    """Put the filter on uvicorn's loggers, once; its own configuration leaves filters in place."""
    for name in ("uvicorn.access", "uvicorn.error"):
        logger = logging.getLogger(name)
        if not any(isinstance(known, TokenFilter) for known in logger.filters):
            logger.addFilter(TokenFilter())
