"""An SMTP connection whose every exchange ends in time, and that logs in only as it was told to."""

from __future__ import annotations

import contextlib
import io
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any

from models.errors import DeliveryError
from notifications.headers import clean_line, shorten
from notifications.transports.reasons import name_reason
from notifications.transports.relay import Relay

_GO_ON = 354
_LEADING_STOP = re.compile(rb"(?m)^\.")  # RFC 5321, 4.5.2


class BoundedSMTP(smtplib.SMTP):
    """smtplib with one deadline over all its steps.

    A socket's timeout starts anew with each byte, so that a slow relay could hold a message beyond
    its lease; here every read and write gets only what is left since ``start_budget``.
    """

    def __init__(self, relay: Relay, context: ssl.SSLContext | None) -> None:
        super().__init__(local_hostname=_own_name())
        self._host = relay.host  # smtplib checks the certificate against this name
        self._relay = relay
        self._context = context
        self._until_s = 0.0
        self._recipient = ""
        self._unread = 0  # replies to commands that went ahead
        self.is_in_doubt = False  # all of a mail was handed over, and no answer came

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it here; the other side may have."""
        return self.sock is not None

    def start_budget(self, seconds: float) -> None:
        """From now on everything together takes at most so long."""
        self._until_s = time.monotonic() + seconds

    def left_s(self) -> float:
        """Seconds left of the budget; TimeoutError when there are none."""
        left = self._until_s - time.monotonic()
        if left <= 0:
            raise TimeoutError("время вышло")
        return left

    def name_sender(self, address: str, recipient: str, *, international: bool) -> tuple[int, bytes]:
        """MAIL FROM an address that ``parse_address`` has taken apart; the reply.

        Where the server takes several commands at once (RFC 2920), RCPT and DATA go with it, and their
        replies are read when they are asked for. smtplib's own command parses every address once
        more, which costs more than the exchange.
        """
        self.command_encoding = "utf-8" if international else "ascii"
        self._recipient, self._unread, self.is_in_doubt = recipient, 0, False
        arguments = f"FROM:<{address}>{' SMTPUTF8' if international else ''}"
        if not self.has_extn("pipelining"):
            return self.docmd("MAIL", arguments)
        self.send(f"MAIL {arguments}\r\nRCPT TO:<{recipient}>\r\nDATA\r\n")
        self._unread = 2
        return self.getreply()

    def name_recipient(self) -> tuple[int, bytes]:
        """RCPT TO the recipient of this mail; the reply."""
        return self._read_ahead() if self._unread else self.docmd("RCPT", f"TO:<{self._recipient}>")

    def send_content(self, content: bytes) -> tuple[int, bytes]:
        """DATA; the reply to the whole content (CRLF at every line end), or to DATA where it was refused."""
        code, text = self._read_ahead() if self._unread else self.docmd("DATA")
        if code != _GO_ON:
            return code, text
        if b"\r\n." in content or content.startswith(b"."):
            content = _LEADING_STOP.sub(b"..", content)
        end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
        self.is_in_doubt = True
        self.send(content + end)
        reply = self.getreply()
        self.is_in_doubt = False
        return reply

    def drop_mail(self) -> bool:
        """Leave a mail that was refused, for another one; False when the connection is of no use any more."""
        while self._unread:
            if self._read_ahead()[0] == _GO_ON:
                return False  # it waits for a content that must not come: only closing says so for certain
        return self.rset()[0] == 250

    def _read_ahead(self) -> tuple[int, bytes]:
        self._unread -= 1
        return self.getreply()

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        plain = socket.create_connection((host, port), self.left_s())
        if self._context is None or not self._relay.tls:
            return plain
        with _closing_on_error(plain):
            plain.settimeout(self.left_s())
            return self._context.wrap_socket(plain, server_hostname=host)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_BoundedReader(self))
        return super().getreply()

    def send(self, s: Any) -> None:
        if self.sock is not None:
            try:
                self.sock.settimeout(self.left_s())
            except TimeoutError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(str(error)) from error
        super().send(s)


class _BoundedReader(io.RawIOBase):
    """Reads of a socket, each with what is left of the budget."""

    def __init__(self, smtp: BoundedSMTP) -> None:
        self._smtp = smtp

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        sock = self._smtp.sock
        if sock is None:
            raise OSError("соединение закрыто")
        sock.settimeout(self._smtp.left_s())
        return sock.recv_into(buffer)


def connect(relay: Relay, budget_s: float) -> BoundedSMTP:
    """A connection that is greeted, encrypted and logged in as ``relay`` says, within ``budget_s``.

    DeliveryError with ``pause`` for everything that goes wrong: no message is to blame.
    """
    smtp: BoundedSMTP | None = None
    try:
        smtp = BoundedSMTP(relay, make_context(relay))
        smtp.start_budget(budget_s)
        _greet(smtp, relay)
        return smtp
    except (OSError, UnicodeError, smtplib.SMTPException) as error:
        if smtp is not None:
            smtp.close()
        raise explain_refusal(relay, error) from error


def _greet(smtp: BoundedSMTP, relay: Relay) -> None:
    code, text = smtp.connect(relay.host, relay.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, text)
    smtp.ehlo_or_helo_if_needed()
    if relay.starttls:
        smtp.starttls(context=smtp._context)
        smtp.ehlo_or_helo_if_needed()
    if relay.user:
        smtp.login(relay.user, relay.password)


def make_context(relay: Relay) -> ssl.SSLContext | None:
    """What certificates are held against; None where nothing is encrypted."""
    if not (relay.tls or relay.starttls):
        return None
    context = ssl.create_default_context(cafile=relay.cafile)
    if not relay.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def explain_refusal(relay: Relay, error: Exception) -> DeliveryError:
    """Why the relay cannot be used now, as a sentence without the password."""
    if isinstance(error, ssl.SSLCertVerificationError):
        sentence = "Сертификат почтового сервера {relay} не прошёл проверку: {reason}."
    elif isinstance(error, ssl.SSLError):
        sentence = "С почтовым сервером {relay} не удалось установить защищённое соединение: {reason}."
    elif isinstance(error, smtplib.SMTPAuthenticationError):
        sentence = "Почтовый сервер {relay} не принял имя или пароль: {reason}."
    elif isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError):
        sentence = "Почтовый сервер {relay} не умеет того, что требует SROKI_SMTP_URL: {reason}."
    elif isinstance(error, smtplib.SMTPResponseException):
        sentence = "Почтовый сервер {relay} не обслуживает нас: {reason}."
    else:
        sentence = "Почтовый сервер {relay} недоступен: {reason}."
    return DeliveryError(sentence, pause=True, relay=relay, reason=_name_reason(relay, error))


def quote_reply(relay: Relay, code: int, text: bytes | str) -> str:
    """What a server answered, fit for a sentence: one clean line, never the password."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if relay.password:
        words = words.replace(relay.password, "***")
    return f"{code} {shorten(clean_line(words), 300)}".strip().rstrip(".")


def _name_reason(relay: Relay, error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return quote_reply(relay, error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(error.verify_message).rstrip(".")
    if isinstance(error, UnicodeError):
        return "имя и пароль могут состоять только из латинских букв, цифр и знаков"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        cause = error.__context__  # smtplib turns every broken read and write into this
        return name_reason(cause) if isinstance(cause, OSError) else "соединение прервано"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return name_reason(error)
    return quote_reply(relay, 0, str(error)).removeprefix("0 ")


@contextlib.contextmanager
def _closing_on_error(sock: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sock.close()
        raise


def _own_name() -> str:
    # RFC 5321, 4.1.1.1: a full name or an address literal. getfqdn() may wait for a name server.
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
