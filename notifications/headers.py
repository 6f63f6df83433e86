"""Text that becomes a mail header, and addresses. Pure.

Task texts come from strangers' documents. A header is a line, so nothing that ends a line may get
in; and an encoded word in a subject (``=?UTF-8?Q?=0A?=Bcc: …``) becomes a line end after decoding.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from dataclasses import dataclass
from email.header import Header
from email.utils import parseaddr
from functools import lru_cache

from models.errors import CallerError

# Line ends and other controls part words; invisible marks, among them those that turn the
# direction of writing (Unicode UAX 9), vanish; half a surrogate pair cannot be written at all.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_HALF_PAIRS = re.compile("[\ud800-\udfff]")
_LINE = 76  # the longest line with an encoded word in it (RFC 2047, section 2)
_WORD_OPENS, _WORD_CLOSES = "=?utf-8?b?", "?="
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[^?]*\?[^?]*\?=")
_ATOM = re.compile(r"[^\s\x00-\x1f\x7f-\x9f()<>\[\]:;@\\,\"]+")


def clean_line(text: str) -> str:
    """One line of visible text: no controls, no line ends, no bidi marks, single spaces."""
    if not text.isprintable():  # nearly all text is; the question costs a tenth of the answers below
        text = _HALF_PAIRS.sub("\ufffd", _INVISIBLE.sub("", _CONTROLS.sub(" ", text)))
    elif "  " not in text and text.strip() == text:  # the plain space is the only one that is printable
        return text
    return " ".join(text.split())


def clean_header(text: str, limit: int = 180) -> str:
    """A line that is safe as a header value: also without encoded words (RFC 2047), and not too long."""
    text = clean_line(text)
    if "=?" in text:
        while (shorter := _ENCODED_WORD.sub("", text)) != text:
            text = shorter  # what is left may join to another encoded word
        text = clean_line(text.replace("=?", "= ?"))
    return shorten(text, limit)


def shorten(text: str, limit: int) -> str:
    """``text`` within ``limit`` characters, cut between words where it can be, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    whole_words = text[:limit].rpartition(" ")[0]
    return (whole_words if len(whole_words) > limit // 2 else head).rstrip(" ,.;:—-") + "…"


def encode_header(name: str, value: str) -> str:
    """``value`` as it stands in the mail after ``name:``, encoded and folded (RFC 2047, RFC 5322)."""
    if value.isascii():
        return Header(value, header_name=name, maxlinelen=_LINE).encode(linesep="\r\n")
    return "\r\n ".join(_encode_words(value.encode(), _room_after(len(name) + 2)))


def _encode_words(text: bytes, room: int) -> list[str]:
    """Encoded words of UTF-8, ``room`` bytes in the first one; no character is cut (RFC 2047, section 5).

    The ``email`` package asks for the length of each word once a character, which made the headers
    dearer than the rest of a mail.
    """
    words, start = [], 0
    while start < len(text):
        end = min(start + room, len(text))
        while end < len(text) and text[end] & 0xC0 == 0x80:
            end -= 1  # the middle of a character
        encoded = b2a_base64(text[start:end], newline=False).decode()
        words.append(f"{_WORD_OPENS}{encoded}{_WORD_CLOSES}")
        start, room = end, _ROOM
    return words


def _room_after(used: int) -> int:
    """Bytes that fit into an encoded word on a line of which so many characters are taken."""
    return (_LINE - used - len(_WORD_OPENS) - len(_WORD_CLOSES)) // 4 * 3


_ROOM = _room_after(1)  # on a line that a space begins


@dataclass(frozen=True)
class Mailbox:
    """A name and an address whose domain is ASCII (IDNA); ``local`` may be international."""

    name: str
    local: str
    domain: str

    @property
    def address(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """The address can only travel through servers with SMTPUTF8 (RFC 6531)."""
        return not self.local.isascii()

    def as_header(self, header: str) -> str:
        """The mailbox as the value of ``header``, encoded."""
        if not self.name:
            return f"<{self.address}>"
        if self.name.isascii():
            quoted = self.name.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{quoted}"\r\n <{self.address}>'
        return f"{encode_header(header, self.name)}\r\n <{self.address}>"


def parse_address(address: str, name: str = "") -> Mailbox | None:
    """A bare address taken apart; None for what no mail can be sent to."""
    local, at, domain = address.strip().rpartition("@")
    ascii_domain = _encode_domain(domain)
    if not at or ascii_domain is None or not _ATOM.fullmatch(local):
        return None
    # "=?" could begin an encoded word, which some readers decode even in an address.
    if len(local.encode("utf-8", "replace")) > 64 or clean_header(local) != local:  # RFC 5321, 4.5.3.1.1
        return None
    return Mailbox(clean_header(name, 60), local, ascii_domain)


@lru_cache(maxsize=8)
def parse_sender(sender: str) -> Mailbox:
    """``Имя <address>`` of the settings; CallerError when there is no address in it."""
    name, address = parseaddr(sender)
    mailbox = parse_address(address, name)
    if mailbox is None:
        raise CallerError(
            "Настройка SROKI_MAIL_FROM не годится: в «{sender}» нет почтового адреса.",
            sender=clean_line(sender),
        )
    return mailbox


@lru_cache(maxsize=1024)
def _encode_domain(domain: str) -> str | None:
    try:
        encoded = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    label = r"[0-9a-z_]([0-9a-z_-]{0,61}[0-9a-z])?"
    return encoded if re.fullmatch(rf"{label}(\.{label})*", encoded) else None
