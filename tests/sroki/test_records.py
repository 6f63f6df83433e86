"""What the program writes for machines is JSON, a line each, and holds no secret of a link."""

from __future__ import annotations

import json
import logging
import sys

from sroki.records import JsonFormatter


def line(message: str, *args: object, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("sroki.mail", logging.WARNING, __file__, 1, message, args, None)
    vars(record).update(extra)
    read: dict[str, object] = json.loads(JsonFormatter().format(record))
    return read


def test_a_line_names_moment_level_logger_and_what_the_caller_gave() -> None:
    read = line("письмо %d\nушло", 7, outbox_id=7, occurrences=[1, 2])
    assert read["level"] == "warning"
    assert read["logger"] == "sroki.mail"
    assert read["message"] == "письмо 7\nушло"
    assert (read["outbox_id"], read["occurrences"]) == (7, [1, 2])
    assert str(read["at"]).endswith("+00:00")


def test_the_token_of_a_link_is_hidden() -> None:
    assert line("GET /l/%s/files", "verysecret")["message"] == "GET /l/***/files"


def test_a_trace_stays_in_its_line() -> None:
    try:
        raise ValueError("boom")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    written = JsonFormatter().format(record)
    assert "\n" not in written
    assert "ValueError: boom" in json.loads(written)["trace"]
