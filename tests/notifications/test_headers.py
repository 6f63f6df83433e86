"""Texts of strangers' documents in headers: every payload must come back as nothing but text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32
from email.utils import unquote
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile_texts import PAYLOADS, SENDER, read_mail
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
    """The mail has exactly the headers it was given, and says in them what the ledger says."""
    message = compose_message(request, sender=SENDER)
    parsed = read_mail(message.content)
    assert parsed["Subject"] == message.subject
    assert parsed["Message-ID"] == message.message_id
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
