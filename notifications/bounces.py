"""Reports of delivery that come back by mail (RFC 3464), read from hostile bytes. Pure.

Anybody can mail us anything, so nothing here trusts a structure: what is not a report is None, and
what is too long is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser

from notifications.headers import clean_line, parse_address, shorten

LONGEST_REPORT_BYTES = 1024 * 1024  # the part that matters stands before the returned mail
_MOST_PARTS = 20
_MOST_RECIPIENTS = 100
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\d)")  # RFC 3463, section 2
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_DEEPEST = 5  # a person forwards a report, a list wraps it: more is a game
# RFC 3463: what is wrong with the address itself (X.1), save the sender's (X.1.7, X.1.8); a mailbox
# taken out of use (X.2.1); a domain that takes no mail (X.4.1 of Exchange, X.4.4, X.4.310).
_DEAD_STATUS = re.compile(r"5\.(1\.(?![78]$)\d+|2\.1|4\.(1|4|310))$")
_VAGUE_STATUS = re.compile(r"5\.(0\.0|1\.0|2\.0)$")
# Servers that say only "refused" in the code say more in words: Yandex 5.7.1, Mail.ru 5.0.0.
_NO_SUCH_USER = (  # compiled at first use, and kept by re: it takes a twentieth of a second
    r"no such (user|recipient|mailbox|person)"
    r"|(user|recipient|mailbox|account|address)[^.;]{0,60}(unknown|not found|not exist|disabled|invalid)"
    r"|(unknown|invalid) (user|mailbox|recipient|local)"
)
_NOT_THE_ADDRESS = re.compile(
    r"spam|policy|blocked|blacklist|reputation|quota|full|too (large|big)|dmarc|spf", re.I
)
_STATUSES = ("message/delivery-status", "message/global-delivery-status")  # the latter: RFC 6533
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@dataclass(frozen=True)
class RecipientReport:
    """What became of the mail for one recipient. ``status`` is like ``5.1.1``, ``action`` like ``failed``."""

    addresses: tuple[str, ...]  # final and original recipient, as far as named
    action: str
    status: str
    diagnosis: str

    @property
    def is_permanent(self) -> bool:
        """The address does not take mail: trying again cannot help (RFC 3464, 2.3.3 and 2.3.4)."""
        return self.action == "failed" and self.status.startswith("5.")

    @property
    def is_dead_address(self) -> bool:
        """There is nobody at the address: a full mailbox or a refused content says nothing of the kind."""
        if not self.is_permanent:
            return False
        if re.search(_NO_SUCH_USER, self.diagnosis, re.IGNORECASE):
            return True
        if _VAGUE_STATUS.match(self.status):
            return not _NOT_THE_ADDRESS.search(self.diagnosis)
        return bool(_DEAD_STATUS.match(self.status))

    @property
    def is_lost(self) -> bool:
        """This mail was given up, whatever the reason."""
        return self.action == "failed" and bool(self.status)

    @property
    def is_trouble(self) -> bool:
        """Not delivered, for now or for good; the other actions tell of success."""
        return self.action in ("failed", "delayed")

    def concerns(self, address: str) -> bool:
        """Whether the report speaks of this address."""
        return _normalize(address) in map(_normalize, self.addresses)


def is_dead_reply(code: int, words: str) -> bool:
    """Whether a server that refused a recipient (RFC 5321, 4.2) says that nobody is there.

    ``words`` begin with the enhanced code (RFC 2034) where the server gives one. Less is believed than
    of a report: our own relay answers here, and may mean us; so a vague code needs plain words.
    """
    if code < 500 or _NOT_THE_ADDRESS.search(words):
        return False
    status = _STATUS.match(words)
    named = ".".join(status.groups()) if status else ""
    return bool(_DEAD_STATUS.match(named) and not _VAGUE_STATUS.match(named)) or bool(
        re.search(_NO_SUCH_USER, words, re.IGNORECASE)
    )


@dataclass(frozen=True)
class BounceReport:
    """A report: which of our mails it speaks of, and what became of it."""

    message_ids: tuple[str, ...]
    envelope_id: str
    recipients: tuple[RecipientReport, ...]


def parse_report(content: bytes) -> BounceReport | None:
    """The delivery report in a mail; None for every other mail, however it is built."""
    try:
        return _parse(message_from_bytes(content[:LONGEST_REPORT_BYTES]))
    # The email package answers hostile structures with errors of many kinds, nested ones with
    # RecursionError; none of them says more than that this is no report.
    except Exception:  # noqa: BLE001
        return None


def _parse(mail: Message, depth: int = 0) -> BounceReport | None:
    """The report that a mail is, or that stands within it: forwarded, or wrapped by a mailing list."""
    if depth > _DEEPEST or not mail.is_multipart():
        return None
    parts = [part for part in mail.get_payload() if isinstance(part, Message)][:_MOST_PARTS]
    if mail.get_content_type() == "multipart/report" and (report := _read(parts)):
        return report
    return next(filter(None, (_parse(part, depth + 1) for part in parts)), None)


def _read(parts: Iterable[Message]) -> BounceReport | None:
    blocks = [block for part in parts if part.get_content_type() in _STATUSES for block in _blocks(part)]
    if not blocks:
        return None
    ids = [id_ for part in parts if part.get_content_type() in _RETURNED for id_ in _message_ids(part)]
    recipients = tuple(_recipient(block) for block in blocks[1 : _MOST_RECIPIENTS + 1])
    return BounceReport(tuple(dict.fromkeys(ids)), _value(blocks[0], "Original-Envelope-Id"), recipients)


def _blocks(part: Message) -> list[Message]:
    """The fields of the message, then those of each recipient (RFC 3464, 2.1)."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [block for block in payload if isinstance(block, Message) and block.keys()]
    return [HeaderParser().parsestr(block) for block in re.split(r"\r?\n\r?\n", _text(part)) if block.strip()]


def _message_ids(part: Message) -> Iterable[str]:
    payload = part.get_payload()
    returned = (
        payload[0]
        if isinstance(payload, list) and payload and isinstance(payload[0], Message)
        else HeaderParser().parsestr(_text(part), headersonly=True)
    )
    yield from _MESSAGE_ID.findall(_value(returned, "Message-ID"))
    yield from _forwarded_ids(returned, 0)


def _forwarded_ids(returned: Message, depth: int) -> Iterable[str]:
    """Of the mails within the returned one: a mailbox that forwards may have put ours into its own."""
    if depth > _DEEPEST or not returned.is_multipart():
        return
    parts = [part for part in returned.get_payload() if isinstance(part, Message)]
    for part in parts[:_MOST_PARTS]:
        if returned.get_content_type() in _RETURNED:
            yield from _MESSAGE_ID.findall(_value(part, "Message-ID"))
        yield from _forwarded_ids(part, depth + 1)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _recipient(block: Message) -> RecipientReport:
    fields = ("Final-Recipient", "Original-Recipient")
    addresses = [_value(block, name).partition(";")[2].strip().strip("<>") for name in fields]
    status = _STATUS.match(_value(block, "Status"))
    diagnosis = _value(block, "Diagnostic-Code").partition(";")[2] or _value(block, "Diagnostic-Code")
    return RecipientReport(
        tuple(address for address in addresses if address),
        _value(block, "Action").lower().partition(" ")[0],
        ".".join(status.groups()) if status else "",
        shorten(clean_line(diagnosis), 200),
    )


def _value(block: Message, name: str) -> str:
    return clean_line(str(block.get(name) or ""))[:1000]


def _normalize(address: str) -> str:
    mailbox = parse_address(address)
    return mailbox.address.lower() if mailbox else ""
