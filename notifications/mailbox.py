"""A mailbox read over IMAP (RFC 3501): what is new in it, marked when it has been dealt with."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from models.errors import CallerError, SrokiError
from notifications.transports.reasons import name_reason
from notifications.transports.relay import is_this_machine

_TIMEOUT_S = 20.0  # of each answer
_MOST_MAILS = 200  # of one visit: the rest is there next time
_SEEN_BY_US = "SrokiRead"  # a keyword; marks mail of people as looked at without marking it as read


@dataclass(frozen=True)
class MailboxAddress:
    """Where a mailbox is. The password is in no representation; ``tls`` from the first byte."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: bool = True

    def __str__(self) -> str:
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


def parse_mailbox(url: str) -> MailboxAddress:
    """``imaps://user:password@host:993/INBOX``; ``imap://`` starts TLS after the greeting.

    Only on this machine the latter goes without. CallerError, without the address, as it holds a password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _refuse("порт или имя сервера записаны с ошибкой") from error
    if parts.scheme not in ("imap", "imaps"):
        raise _refuse("адрес начинается с imap:// или imaps://")
    if not parts.hostname or not parts.username or parts.password is None:
        raise _refuse("нужны имя, пароль и сервер: imaps://имя:пароль@сервер/ПАПКА")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not folder.isascii() or not folder.isprintable() or '"' in folder or "\\" in folder:
        raise _refuse("имя папки пишется латинскими буквами")
    tls = parts.scheme == "imaps"
    return MailboxAddress(
        parts.hostname,
        port or (993 if tls else 143),
        unquote(parts.username),
        unquote(parts.password),
        folder,
        tls,
    )


def _refuse(reason: str) -> CallerError:
    return CallerError("Настройка SROKI_BOUNCE_URL не годится: {reason}.", reason=reason)


class Mailbox:
    """An open folder."""

    def __init__(self, connection: imaplib.IMAP4) -> None:
        self._connection = connection

    def read_new(self, longest_bytes: int) -> Iterator[tuple[str, bytes]]:
        """UID and the first bytes of each mail that nobody has read or that we have not looked at."""
        answer = self._ask("SEARCH", None, "UNSEEN", "UNKEYWORD", _SEEN_BY_US)
        uids = b" ".join(part for part in answer if isinstance(part, bytes)).split()
        for uid in uids[:_MOST_MAILS]:
            fetched = self._ask("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{longest_bytes}>)")
            content = next((part[1] for part in fetched if isinstance(part, tuple)), None)
            if content is not None:
                yield uid.decode(), content

    def mark(self, uid: str, *, read: bool) -> None:
        """So that it is not looked at again; ``read``: also as read for people."""
        # A server without keywords (RFC 3501, 7.1: PERMANENTFLAGS) can only mark it as read.
        if read or self._connection.uid("STORE", uid, "+FLAGS.SILENT", f"({_SEEN_BY_US})")[0] != "OK":
            self._ask("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")

    def _ask(self, command: str, *arguments: Any) -> list[Any]:
        status, answer = self._connection.uid(command, *arguments)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command}: {status}")
        return answer


@contextmanager
def open_mailbox(address: MailboxAddress) -> Iterator[Mailbox]:
    """Log in and select the folder; SrokiError says what stood in the way."""
    try:
        connection = _connect(address)
        try:
            connection.login(address.user, address.password)
            status, answer = connection.select(f'"{address.folder}"')
            if status != "OK":
                raise imaplib.IMAP4.error(_first_line(answer))
            yield Mailbox(connection)
        finally:
            _leave(connection)
    except (imaplib.IMAP4.error, OSError, EOFError) as error:
        reason = name_reason(error) if isinstance(error, OSError) else _first_line([error])
        raise SrokiError("Ящик {mailbox} не читается: {reason}.", mailbox=address, reason=reason) from error


def _connect(address: MailboxAddress) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if address.tls:
        return imaplib.IMAP4_SSL(address.host, address.port, ssl_context=context, timeout=_TIMEOUT_S)
    connection = imaplib.IMAP4(address.host, address.port, timeout=_TIMEOUT_S)
    if not is_this_machine(address.host):
        connection.starttls(context)  # raises where the server does not offer it: no password in the clear
    return connection


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()


def _first_line(answer: list[Any]) -> str:
    words = answer[0] if answer else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return (text.strip().splitlines() or [""])[0][:200].rstrip(".")
