"""Where a child of a chaos test kills itself: the steps of a mail's way, met from outside.

The product has no hooks for this. A step is recognised by what the libraries under it see (SQL
statements, smtplib, the end of a transaction), which stays when the code between is rewritten.
"""

from __future__ import annotations

import os
import random
import re
import signal
import smtplib
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from notifications.transports.smtp import SmtpTransport

_PLANNED = re.compile(r"INSERT INTO (outbox|notice)\b")
_CLAIMED = re.compile(r"UPDATE outbox\b.*\bRETURNING\b", re.DOTALL)
_CONTENT_END = b"\r\n.\r\n"

# The steps inside which a mail may reach its reader although nobody has recorded it.
IN_DOUBT = ("DATA", "after 250", "before commit")


def arm(step: str, nth: int) -> None:
    """From now on this process dies when it comes to ``step`` the ``nth`` time."""
    left, lock = [nth], threading.Lock()

    def die_perhaps() -> bool:
        with lock:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return False

    (STEPS | ROUND_STEPS)[step](die_perhaps)


def _at_plan(die: Callable[[], object]) -> None:
    """In the transaction that writes messages and notices, before one of its inserts."""

    @event.listens_for(Engine, "before_cursor_execute")
    def before(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        if _PLANNED.search(statement):
            die()


def _at_claim(die: Callable[[], object]) -> None:
    """The claim is committed, nothing is sent yet."""
    claimed = threading.local()

    @event.listens_for(Engine, "after_cursor_execute")
    def after(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        if _CLAIMED.search(statement) and "in_flight" in repr(_p):
            claimed.now = True

    @event.listens_for(Pool, "checkin")
    def returned(_connection: Any, _record: Any) -> None:
        if getattr(claimed, "now", False):
            claimed.now = False
            die()


def _at_connect(die: Callable[[], object]) -> None:
    """Before the connection to the relay is made, or just after it."""
    connect = smtplib.SMTP.connect

    def dying(self: smtplib.SMTP, *arguments: Any, **named: Any) -> Any:
        if random.random() < 0.5:
            die()
        reply = connect(self, *arguments, **named)
        die()
        return reply

    smtplib.SMTP.connect = dying  # type: ignore[method-assign]


def _at_data(die: Callable[[], object]) -> None:
    """While the content is on its way: after the first half of it, or after the last byte."""
    send = smtplib.SMTP.send

    def dying(self: smtplib.SMTP, s: Any) -> None:
        content = s.encode("ascii") if isinstance(s, str) else bytes(s)
        if not content.endswith(_CONTENT_END):
            send(self, s)
            return
        half = len(content) // 2 if random.random() < 0.5 else len(content)
        send(self, content[:half])
        die()
        if half < len(content):
            send(self, content[half:])

    smtplib.SMTP.send = dying  # type: ignore[method-assign]


def _after_250(die: Callable[[], object]) -> None:
    """The relay has taken the mail, and nobody has written that down."""
    send = SmtpTransport.send

    def dying(self: SmtpTransport, *arguments: Any, **named: Any) -> None:
        send(self, *arguments, **named)
        die()

    SmtpTransport.send = dying  # type: ignore[method-assign]


def _before_commit(die: Callable[[], object]) -> None:
    """The outcome is written but not committed."""
    settled = threading.local()

    @event.listens_for(Engine, "after_cursor_execute")
    def after(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("UPDATE outbox") and "'sent'" in repr(_p):
            settled.now = True

    @event.listens_for(Engine, "commit")
    def committing(_connection: Any) -> None:
        if getattr(settled, "now", False):
            settled.now = False
            die()


STEPS: dict[str, Callable[[Callable[[], object]], None]] = {
    "plan": _at_plan,
    "claim": _at_claim,
    "connect": _at_connect,
    "DATA": _at_data,
    "after 250": _after_250,
    "before commit": _before_commit,
}


def _in_transaction_of_rounds(pattern: str, when: str) -> Callable[[Callable[[], object]], None]:
    """Before or after the statement of a round's opening or closing that ``pattern`` knows."""

    def watch(die: Callable[[], object]) -> None:
        known = re.compile(pattern, re.DOTALL)

        @event.listens_for(Engine, when)
        def met(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
            if known.match(statement):
                die()

    return watch


def _before_commit_that_follows(pattern: str) -> Callable[[Callable[[], object]], None]:
    """All of a transaction with such a statement is written, nothing is committed."""

    def watch(die: Callable[[], object]) -> None:
        known, touched = re.compile(pattern, re.DOTALL), threading.local()

        @event.listens_for(Engine, "after_cursor_execute")
        def after(_c: Any, _cursor: Any, statement: str, _p: Any, _context: Any, _many: bool) -> None:
            if known.match(statement):
                touched.now = True

        @event.listens_for(Engine, "commit")
        def committing(_connection: Any) -> None:
            if getattr(touched, "now", False):
                touched.now = False
                die()

    return watch


# The steps of a round that opens or closes (``claimed`` and ``commit`` are met by both), and those of the
# approval of a letter, which makes a roadmap with tasks and occurrences as an opening does.
ROUND_STEPS: dict[str, Callable[[Callable[[], object]], None]] = {
    "round claimed": _in_transaction_of_rounds(r"UPDATE round SET", "after_cursor_execute"),
    "round roadmap": _in_transaction_of_rounds(r"INSERT INTO roadmap\b", "after_cursor_execute"),
    "round tasks": _in_transaction_of_rounds(r"INSERT INTO task\b", "after_cursor_execute"),
    "round occurrences": _in_transaction_of_rounds(r"INSERT INTO occurrence\b", "after_cursor_execute"),
    "round queue": _in_transaction_of_rounds(r"INSERT INTO agenda_queue\b", "before_cursor_execute"),
    "round accepted": _in_transaction_of_rounds(r"INSERT INTO review\b", "before_cursor_execute"),
    "round commit": _before_commit_that_follows(r"UPDATE round SET"),
    "letter approved": _in_transaction_of_rounds(r"UPDATE round_letter SET", "after_cursor_execute"),
    "letter mail": _in_transaction_of_rounds(r"INSERT INTO outbox\b", "after_cursor_execute"),
    "letter commit": _before_commit_that_follows(r"INSERT INTO outbox\b"),
}
