"""Mail through an SMTP relay (RFC 5321), many mails over a few kept connections."""

from __future__ import annotations

import contextlib
import smtplib
import threading
import time
from types import TracebackType
from typing import Self

from models.errors import DeliveryError
from notifications.bounces import is_dead_reply
from notifications.headers import Mailbox, parse_address, parse_sender
from notifications.transports.base import Capacity
from notifications.transports.connection import BoundedSMTP, connect, explain_refusal, quote_reply
from notifications.transports.relay import Relay

# The relay wants to know us, or knows us and will not have us (RFC 4954, section 6): what it says
# of one message it would say of all.
_LOGIN_CODES = (530, 534, 535, 538)
_CLOSING = 421  # RFC 5321, 3.8: the server closes the channel after this reply


class SmtpTransport:
    """Sends through ``relay`` in the name of ``sender`` (``Имя <address>``).

    ``timeout_s`` bounds one mail as a whole, connecting and logging in included. Each thread has a
    connection of its own: made by its first mail, kept for the next ones, made anew after a drop. All
    are closed when the last who entered the context leaves it.
    """

    def __init__(self, relay: Relay, sender: str, timeout_s: float = 60.0) -> None:
        self.relay = relay
        self.timeout_s = timeout_s
        self.capacity = Capacity(relay.connections, relay.per_minute, str(relay))
        self._sender = parse_sender(sender)
        self._own = _Own()
        self._opened: list[BoundedSMTP] = []
        self._users = 0  # runs at this moment: the last one to leave closes
        self._opening = threading.Lock()

    def send(self, address: str, content: bytes, message_id: str) -> None:
        recipient = parse_address(address)
        if recipient is None:
            raise DeliveryError(
                "Адрес «{address}» записан с ошибкой: письмо отправить нельзя.",
                permanent=True,
                address=address,
            )
        smtp = self._begin_mail(recipient, time.monotonic() + self.timeout_s)
        try:
            code, text = smtp.name_recipient()
            is_dead = is_dead_reply(code, text.decode("utf-8", "replace"))
            self._expect(code, text, recipient, is_dead=is_dead)
            self._expect(*smtp.send_content(content), recipient)
        except DeliveryError as refusal:
            self._keep_after_refusal(smtp, refusal)
            raise
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise DeliveryError(
                "Связь с почтовым сервером {relay} прервалась во время отправки на {address}.",
                may_have_left=smtp.is_in_doubt,
                relay=self.relay,
                address=address,
            ) from error

    def _begin_mail(self, recipient: Mailbox, until_s: float) -> BoundedSMTP:
        """A connection on which MAIL FROM was accepted, bound by the end of this mail's time."""
        smtp = self._own.smtp
        if smtp is not None and smtp.is_open:
            # A connection may have died unnoticed: the mail keeps most of its time for another one.
            smtp.start_budget((until_s - time.monotonic()) / 3)
            try:
                self._ask_to_send(smtp, recipient)
            except (smtplib.SMTPServerDisconnected, _ClosingError, OSError):
                smtp.close()  # relays drop connections that were idle; nothing was sent on it yet
            else:
                smtp.start_budget(until_s - time.monotonic())
                return smtp
        smtp = self._open(until_s)
        smtp.start_budget(until_s - time.monotonic())
        try:
            self._ask_to_send(smtp, recipient)
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise explain_refusal(self.relay, error) from error
        return smtp

    def _open(self, until_s: float) -> BoundedSMTP:
        # Half of the time at most for a new connection, so that it does not eat up the mail's.
        smtp = self._own.smtp = connect(self.relay, (until_s - time.monotonic()) / 2)
        with self._opening:
            self._opened = [other for other in self._opened if other.is_open] + [smtp]
        return smtp

    def _ask_to_send(self, smtp: BoundedSMTP, recipient: Mailbox) -> None:
        international = recipient.needs_utf8 or self._sender.needs_utf8
        if international and not smtp.has_extn("smtputf8"):
            raise DeliveryError(
                "Почтовый сервер {relay} не отправляет на адреса с нелатинскими буквами: {address}.",
                permanent=True,
                relay=self.relay,
                address=recipient.address,
            )
        code, text = smtp.name_sender(self._sender.address, recipient.address, international=international)
        if code == _CLOSING:
            raise _ClosingError(code, text)
        if code != 250:
            # No recipient was named yet: a final no is meant for the sender, whatever the message.
            refusal = DeliveryError(
                "Почтовый сервер {relay} не принимает писем от {sender}: {reason}.",
                pause=code >= 500,
                relay=self.relay,
                sender=self._sender.address,
                reason=quote_reply(self.relay, code, text),
            )
            self._keep_after_refusal(smtp, refusal)
            raise refusal

    def _expect(self, code: int, text: bytes, recipient: Mailbox, *, is_dead: bool = False) -> None:
        """Nothing for a yes; otherwise what the reply means (RFC 5321, 4.2.1)."""
        if code in (250, 251, 252):
            return
        raise DeliveryError(
            "Почтовый сервер {relay} не принял письмо на {address}: {reason}.",
            permanent=code >= 500 and code not in _LOGIN_CODES,
            pause=code in _LOGIN_CODES,
            dead=is_dead and code not in _LOGIN_CODES,
            closing=code == _CLOSING,
            relay=self.relay,
            address=recipient.address,
            reason=quote_reply(self.relay, code, text),
        )

    def _keep_after_refusal(self, smtp: BoundedSMTP, refusal: DeliveryError) -> None:
        """Make the connection ready for the next mail, or give it up."""
        is_ready = False
        if not refusal.details.get("closing"):
            with contextlib.suppress(smtplib.SMTPException, OSError):
                is_ready = smtp.drop_mail()
        if not is_ready:
            smtp.close()

    def __enter__(self) -> Self:
        with self._opening:
            self._users += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._opening:
            self._users -= 1
            opened, self._opened = ([], self._opened) if self._users else (self._opened, [])
        for smtp in opened:
            if smtp.is_open:
                smtp.start_budget(min(self.timeout_s, 5))
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    smtp.quit()
                smtp.close()


class _Own(threading.local):
    """The connection of a thread."""

    smtp: BoundedSMTP | None = None


class _ClosingError(smtplib.SMTPResponseException):
    """The server said 421 before a mail had begun."""
