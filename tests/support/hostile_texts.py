"""Texts that try to become headers of a mail, and the reader that finds them out. For tests."""

from __future__ import annotations

import itertools
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from typing import cast

SENDER = "Сроки <sroki@example.org>"
EXPECTED = [
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
    "X-Auto-Response-Suppress", "List-Id", "Content-Type",
]  # fmt: skip

BREAKS = ["\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028",
          "\u2029", "\x00", "\n ", "\n\t", "\r\r\n", "\x1b", "\x7f", "\x9f"]  # fmt: skip
INJECTIONS = [
    "Bcc: victim@example.net",
    "Content-Type: text/html",
    "To: x@example.net",
    ".",
    "From: boss@a.ru",
]
ENCODED_WORDS = [
    "=?UTF-8?Q?=0A?=Bcc: victim@example.net",
    "=?utf-8?q?=0d=0aBcc:_victim@example.net?=",
    "=?UTF-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLm5ldA==?=",
    "=?us-ascii?Q?=0ABcc=3A_x?= =?us-ascii?Q?=0ASubject=3A_y?=",
    "=?utf-8*en?Q?=0A?=Bcc: x",
    "=?=?utf-8?Q?a?=utf-8?Q?=0ABcc:_x?=",
    "=\u200b?UTF-8?Q?=0A?=Bcc: x",
    "=\n?UTF-8?Q?=0A?=Bcc: x",
    "=?utf-7?Q?+AAoAQg-?=",
    "=?unknown-8bit?Q?=0ABcc:_x?=",
    "=?x?Q??=",
    "=?", "?=", "=?=", "=??=", "=????=", "=?a?b?c?d?=",
    "=?UTF-8?Q?" + "=0A" * 300 + "?=",
    "=?ISO-2022-JP?B?GyRCDQo=?=",
    "=?utf-16?B?/v8ACgBC?=",
]  # fmt: skip
MARKS = ["\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200f", "\u061c", "\u200b", "\ufeff", "\u00ad",
         "\ud800", "\udfff", "\ud83d\ude00", "\udc0a", "\U000e0041", "\u2060"]  # fmt: skip
LONG = ["я" * 5000, "x" * 5000, "слово " * 2000, "a\u0301" * 3000, "😀" * 1200, "=" * 2000,
        '"' * 999, "\\" * 999, "x" * 998 + "\r\nBcc: x", " " * 3000, "," * 500,
        "(" * 500, "<" * 500, ";:@" * 300]  # fmt: skip

PAYLOADS = [
    *(f"Отчёт{end}{text}" for end, text in itertools.product(BREAKS, INJECTIONS)),
    *(f"{end}{text}" for end, text in itertools.product(BREAKS[:8], INJECTIONS[:3])),
    *ENCODED_WORDS,
    *(f"Отчёт {word} о работе" for word in ENCODED_WORDS),
    *(f"Отчёт {mark}dm.exe{mark}" for mark in MARKS),
    *(f"{mark}\nBcc: x@example.net" for mark in MARKS),
    *LONG,
    *(f"{text}\nBcc: x@example.net" for text in LONG),
]

# What a database takes: no lone surrogates, and (PostgreSQL) no NUL.
_SEEDS = [
    *PAYLOADS,
    *(f"{mark}{word}" for mark, word in itertools.product(MARKS, ENCODED_WORDS)),
    *(f"{word}{end}{text}" for word, end, text in itertools.product(ENCODED_WORDS[:6], BREAKS, INJECTIONS)),
]
STORABLE = [
    text
    for text in dict.fromkeys(_SEEDS)
    if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
]


def read_mail(content: bytes) -> EmailMessage:
    """The parsed mail; fails unless it has exactly our headers, each in a form that any server takes."""
    head, _, body = content.partition(b"\r\n\r\n")
    parsed = cast(EmailMessage, message_from_bytes(content, policy=default))
    assert parsed.keys() == EXPECTED
    assert BytesHeaderParser().parsebytes(content).keys() == EXPECTED
    assert len(parsed["From"].addresses) == 1
    assert parsed["From"].addresses[0].addr_spec == "sroki@example.org"
    assert all(not parsed[name].defects for name in EXPECTED)
    assert head.isascii()
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert max(map(len, head.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert not parsed.defects
    kinds = [part.get_content_type() for part in parsed.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    return parsed
