"""Mail through an SMTP relay (RFC 5321), many mails over one kept connection."""

from __future__ import annotations

import contextlib
import smtplib
import threading
from types import TracebackType
from typing import Self

from models.errors import DeliveryError
from notifications.headers import Mailbox, parse_address, parse_sender
from notifications.transports.connection import BoundedSMTP, connect, explain_refusal, quote_reply
from notifications.transports.relay import Relay

# The relay wants to know us, or knows us and will not have us (RFC 4954, section 6): what it says
# of one message it would say of all.
_LOGIN_CODES = (530, 534, 535, 538)
_CLOSING = 421  # RFC 5321, 3.8: the server closes the channel after this reply


class SmtpTransport:
    """Sends through ``relay`` in the name of ``sender`` (``Имя <address>``).

    ``timeout_s`` bounds one mail as a whole, connecting and logging in included. The connection is
    made by the first mail, kept for the next ones, made anew after a drop, and closed with the
    context. Each thread has a connection of its own.
    """

    def __init__(self, relay: Relay, sender: str, timeout_s: float = 60.0) -> None:
        self.relay = relay
        self.timeout_s = timeout_s
        self._sender = parse_sender(sender)
        self._kept = _Kept()

    def send(self, address: str, content: bytes, message_id: str) -> None:
        recipient = parse_address(address)
        if recipient is None:
            raise DeliveryError(
                "Адрес «{address}» записан с ошибкой: письмо отправить нельзя.",
                permanent=True,
                address=address,
            )
        smtp = self._begin_mail(recipient)
        try:
            self._expect(*smtp.rcpt(recipient.address), recipient)
            self._expect(*_send_content(smtp, content), recipient)
        except DeliveryError:
            self._reset()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise DeliveryError(
                "Связь с почтовым сервером {relay} прервалась во время отправки на {address}.",
                relay=self.relay,
                address=address,
            ) from error

    def _begin_mail(self, recipient: Mailbox) -> BoundedSMTP:
        """A connection on which MAIL FROM was accepted."""
        if self._kept.smtp is not None:
            self._kept.smtp.start_budget(self.timeout_s)
            try:
                return self._ask_to_send(self._kept.smtp, recipient)
            except (smtplib.SMTPServerDisconnected, _ClosingError, OSError):
                self._close()  # relays drop connections that were idle; nothing was sent on it yet
        # Half of the time at most for a new connection, so that it does not eat up the mail's.
        smtp = self._kept.smtp = connect(self.relay, self.timeout_s / 2)
        smtp.start_budget(self.timeout_s / 2)
        try:
            return self._ask_to_send(smtp, recipient)
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise explain_refusal(self.relay, error) from error

    def _ask_to_send(self, smtp: BoundedSMTP, recipient: Mailbox) -> BoundedSMTP:
        international = recipient.needs_utf8 or self._sender.needs_utf8
        if international and not smtp.has_extn("smtputf8"):
            raise DeliveryError(
                "Почтовый сервер {relay} не отправляет на адреса с нелатинскими буквами: {address}.",
                permanent=True,
                relay=self.relay,
                address=recipient.address,
            )
        code, text = smtp.mail(self._sender.address, ["SMTPUTF8"] if international else [])
        if code == _CLOSING:
            raise _ClosingError(code, text)
        if code != 250:
            self._reset()
            # No recipient was named yet: a final no is meant for the sender, whatever the message.
            raise DeliveryError(
                "Почтовый сервер {relay} не принимает писем от {sender}: {reason}.",
                pause=code >= 500,
                relay=self.relay,
                sender=self._sender.address,
                reason=quote_reply(self.relay, code, text),
            )
        return smtp

    def _expect(self, code: int, text: bytes, recipient: Mailbox) -> None:
        """Nothing for a yes; otherwise what the reply means (RFC 5321, 4.2.1)."""
        if code in (250, 251, 252):
            return
        if code == _CLOSING:
            self._close()
        raise DeliveryError(
            "Почтовый сервер {relay} не принял письмо на {address}: {reason}.",
            permanent=code >= 500 and code not in _LOGIN_CODES,
            pause=code in _LOGIN_CODES,
            relay=self.relay,
            address=recipient.address,
            reason=quote_reply(self.relay, code, text),
        )

    def _reset(self) -> None:
        """Make the connection ready for the next mail after a refusal, or give it up."""
        if self._kept.smtp is None:
            return
        try:
            code, _ = self._kept.smtp.rset()
        except (smtplib.SMTPException, OSError):
            code = 0
        if code != 250:
            self._close()

    def _close(self) -> None:
        if self._kept.smtp is not None:
            self._kept.smtp.close()
            self._kept.smtp = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._kept.smtp is not None:
            self._kept.smtp.start_budget(min(self.timeout_s, 5))
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._kept.smtp.quit()
        self._close()


class _Kept(threading.local):
    """The connection of a thread."""

    smtp: BoundedSMTP | None = None


class _ClosingError(smtplib.SMTPResponseException):
    """The server said 421 before a mail had begun."""


def _send_content(smtp: BoundedSMTP, content: bytes) -> tuple[int, bytes]:
    """The reply to the whole content, or to DATA itself where it was refused."""
    try:
        return smtp.data(content)
    except smtplib.SMTPDataError as error:
        reply = error.smtp_error
        return error.smtp_code, reply if isinstance(reply, bytes) else reply.encode()
