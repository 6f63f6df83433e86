"""Texts of strangers' documents in headers: every payload must come back as nothing but text."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import compat32, default
from email.utils import unquote
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import CallerError
from models.values import MailItem, MailRequest
from notifications.headers import (
    clean_header,
    clean_line,
    encode_header,
    parse_address,
    parse_sender,
    shorten,
)
from notifications.messages import compose_message

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


def read_display_name(content: bytes) -> str:
    """The name before the address; the new parser of Python 3.11 joins encoded words with a space."""
    raw = cast(str, message_from_bytes(content, policy=compat32)["To"])
    phrase = raw.rpartition("<")[0].strip()
    if phrase.startswith('"'):
        return unquote(phrase)
    return str(make_header(decode_header(phrase)))


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 200


def assert_nothing_injected(request: MailRequest) -> EmailMessage:
    """The mail has exactly the headers it was given, each in a form that any server takes."""
    message = compose_message(request, sender=SENDER)
    head, _, body = message.content.partition(b"\r\n\r\n")
    parsed = cast(EmailMessage, message_from_bytes(message.content, policy=default))
    assert parsed.keys() == EXPECTED
    assert BytesHeaderParser().parsebytes(message.content).keys() == EXPECTED
    assert parsed["Subject"] == message.subject
    assert parsed["Message-ID"] == message.message_id
    assert len(parsed["From"].addresses) == 1
    assert parsed["From"].addresses[0].addr_spec == "sroki@example.org"
    assert all(not parsed[name].defects for name in EXPECTED)
    assert head.isascii()
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert max(map(len, head.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert not parsed.defects
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    message.subject.encode()  # the database takes it
    return parsed


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_payload_makes_a_header(
    payload: str, make_item: Callable[..., MailItem], make_request: Callable[..., MailRequest]
) -> None:
    item = make_item(
        title=payload, task_number=payload, raw_term=payload, roadmap=payload, reason=payload,
        expected_result=payload, responsible=(payload,), controller=(payload,),
    )  # fmt: skip
    request = make_request(item, person_name=payload, key=f"k{payload}", link=f"http://a/{payload}")
    parsed = assert_nothing_injected(request)
    content = compose_message(request, sender=SENDER).content
    (recipient,) = parsed["To"].addresses
    assert recipient.addr_spec == "anna@example.org"
    assert read_display_name(content) == clean_header(payload, 60)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_address_makes_a_header(payload: str, make_request: Callable[..., MailRequest]) -> None:
    for address in (payload, f"anna@example.org{payload}", f"{payload}@example.org", f"a@{payload}.org"):
        message = assert_nothing_injected(replace(make_request(), address=address))
        assert len(message["To"].addresses) <= 1


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(), max_size=300))
def test_no_text_at_all_makes_a_header(
    text: str, make_item: Callable[..., MailItem], make_request: Callable[..., MailRequest]
) -> None:
    request = make_request(make_item(title=text, task_number=""), person_name=text)
    assert_nothing_injected(request)


@given(st.text(st.characters(), max_size=200))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_header(clean_header(text)) == clean_header(text)
    assert len(clean_header(text, 40)) <= 40


def test_ordinary_text_is_left_as_it_is() -> None:
    text = "Отчёт «О работе» — 50 % (I–II кв.), №5; e=mc?"
    assert clean_header(text) == text


def test_long_text_is_cut_between_words() -> None:
    assert shorten("раз два три", 11) == "раз два три"
    assert shorten("раз два три четыре", 12) == "раз два три…"
    assert shorten("х" * 30, 10) == "х" * 9 + "…"


@pytest.mark.parametrize(
    "address",
    ["", "anna", "@example.org", "anna@", "a b@example.org", "a@b@c.org", "a@exa mple.org", "a@-x.org",
     "a@x..org",
     "a,b@example.org", "<a@example.org>", "a@example.org\nBcc: x", "x" * 65 + "@example.org",
     "=?x?q?y?=@example.org", "a@" + "я" * 80,
     '"a b"@example.org', "a\u202eb@example.org", "a@[127.0.0.1]"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    assert parse_address(address) is None


def test_a_domain_in_russian_letters_travels_as_idna() -> None:
    mailbox = parse_address("anna@Почта.рф")
    assert mailbox is not None
    assert (mailbox.address, mailbox.needs_utf8) == ("anna@xn--80a1acny.xn--p1ai", False)
    local = parse_address("анна@почта.рф")
    assert local is not None
    assert local.needs_utf8


def test_a_sender_without_an_address_is_the_callers_mistake() -> None:
    with pytest.raises(CallerError) as caught:
        parse_sender("Сроки")
    assert str(caught.value) == "Настройка SROKI_MAIL_FROM не годится: в «Сроки» нет почтового адреса."


@given(st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=200))
def test_words_come_back_as_they_were_and_no_line_is_too_long(text: str) -> None:
    value = clean_header(text)
    encoded = encode_header("Subject", value)
    lines = f"Subject: {encoded}".split("\r\n")
    assert value.isascii() or all(len(line) <= 76 for line in lines)
    assert str(make_header(decode_header(encoded))) == value
    for word in encoded.split("\r\n ") if not value.isascii() else ():
        assert str(make_header(decode_header(word)))  # RFC 2047: each word decodes by itself
