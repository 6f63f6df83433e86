"""Every mail in each language: the bytes of Russian ones stay, English ones are English to the last word."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from models.language import speaking
from models.values import (
    AccountLetter,
    ActionKind,
    DigestLine,
    DigestPart,
    MailItem,
    MailRequest,
    Message,
    Receipt,
    ReceiptFile,
    RecommendationMail,
    Role,
)
from notifications import parts
from notifications.messages import compose_account_letter, compose_message, compose_recommendation_mail

TESTDATA = Path(__file__).parent / "testdata"
SENDER = "Сроки <sroki@example.org>"
TODAY = date(2021, 5, 7)
KINDS = [kind for kind in ActionKind if kind is not ActionKind.CLOSE]
LINK = "http://h.example/l/token"
CYRILLIC = re.compile("[А-Яа-яЁё]")

Mail = MailRequest | AccountLetter | RecommendationMail


def item(kind: ActionKind, number: int = 1, **changes: object) -> MailItem:
    """A line of a document in Latin letters, with every word that a line may have."""
    whole = MailItem(
        kind, number, "Roadmap 2021", "2.1.", "Hold a survey", "in May", date(2021, 4, 15), date(2021, 5, 10),
        TODAY, -3, False, ("Institute",), ("Archive", "School"), ("Ministry",),
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


FULL = {
    "expected_result": "a report", "original_due_on": date(2021, 4, 30), "reason": "no signature",
    "asked_due_on": date(2021, 6, 1), "asked_reason": "a flood", "refusal": "no need", "late": True,
    "unreached": ("Lyceum",),
}  # fmt: skip


def request(*items: MailItem, **changes: object) -> MailRequest:
    plain = MailRequest(
        "key:1:2021-05-07", "Anna", "anna@example.org", TODAY, items, LINK,
        unsubscribe_link=f"{LINK}/unsubscribe",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def mails() -> Iterator[tuple[str, Mail]]:
    """A name and a mail: each kind alone and for several tasks, in each role; digests; all other mails."""
    for kind in KINDS:
        for role in Role:
            whole, bare = item(kind, role=role, **FULL), item(kind, 2, role=role, title="B", task_number="")
            bare = replace(bare, raw_term="", due_on=None, opens_on=None)
            yield f"{kind.value} {role.value}", request(whole)
            yield f"{kind.value} {role.value} bare", request(bare, person_name="", link="")
            yield f"{kind.value} {role.value} several", request(whole, bare, item(kind, 3, role=role))
    for days in (-21, -1, 0, 1, 2, 5, 11, 21):
        due_on = date.fromordinal(TODAY.toordinal() + days)
        kind = ActionKind.OVERDUE if days < 0 else ActionKind.REMINDER
        yield f"{days} days", request(item(kind, due_on=due_on, opens_on=None))
        yield f"{days} days, one day", request(item(kind, due_on=due_on, opens_on=due_on))
    every = [item(kind, number) for number, kind in enumerate(KINDS)]
    yield "digest", request(*every, item(ActionKind.OPENED, 1))
    yield "digest with parts", request(*every, standing="coordinator", parts=tuple(all_parts()))
    yield "long digest", request(*(item(ActionKind.OVERDUE, number) for number in range(30)))
    for standing in ("coordinator", "weekly", "organiser"):
        yield standing, request(standing=standing, parts=tuple(all_parts()))
    yield from other_mails()


def all_parts() -> Iterator[DigestPart]:
    lines = (
        DigestLine("A", "3.", "Roadmap", ("Institute",), date(2021, 5, 1), date(2021, 5, 9), "note", "/a"),
        DigestLine("B", due_on=date(2021, 4, 1), path="./b"),
    )
    for name in parts._HEADINGS:
        yield DigestPart(name, lines, 30)
    yield DigestPart("late", lines[:1], 1, behalf="for Anna")


def other_mails() -> Iterator[tuple[str, Mail]]:
    receipt = Receipt(
        1, "2.1 Hold a survey", "Roadmap 2021", 2, "at noon", (ReceiptFile("a.pdf", 5, "ab" * 32),),
        ("http://p.example",), "see page 3", ("all done",),
    )  # fmt: skip
    yield "receipt", request(receipt=receipt, link="")
    yield "bare receipt", request(receipt=Receipt(1, "A", "B", 1, "at noon"), link="")
    at = datetime(2021, 5, 7, 4, tzinfo=UTC)
    for kind in ("invitation", "password_reset"):
        yield kind, AccountLetter(f"{kind}:1", kind, "Anna", "anna@example.org", TODAY, LINK, 24, at)
    yield (
        "recommendations",
        RecommendationMail(
            "letter:1",
            "Anna",
            "anna@example.org",
            TODAY,
            at,
            1,
            "School",
            "On the survey",
            3,
            "a.docx",
            b"PK",
        ),
    )


def compose(mail: Mail) -> Message:
    if isinstance(mail, AccountLetter):
        return compose_account_letter(mail, sender=SENDER)
    if isinstance(mail, RecommendationMail):
        return compose_recommendation_mail(mail, sender=SENDER)
    return compose_message(mail, sender=SENDER)


def read_bodies(message: Message) -> tuple[str, str]:
    """The HTML and the text of a mail."""
    mail = cast(EmailMessage, message_from_bytes(message.content, policy=default))
    bodies = [mail.get_body((kind,)) for kind in ("html", "plain")]
    html, text = (cast(EmailMessage, body).get_content().replace("\r\n", "\n") for body in bodies)
    return html, text


def test_russian_mails_keep_their_bytes() -> None:
    """Where a change is meant: SROKI_WRITE_GOLDENS=1."""
    found = "".join(f"{hashlib.sha256(compose(m).content).hexdigest()}  {name}\n" for name, m in mails())
    path = TESTDATA / "russian.sha256"
    if os.environ.get("SROKI_WRITE_GOLDENS"):
        path.write_text(found, encoding="utf-8")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_names_and_headings_of_letters_are_text_and_no_markup_in_the_html_part() -> None:
    mail = replace(dict(mails())["recommendations"], party='<img src="x">', heading="<script> & co")
    html, text = read_bodies(compose(mail))
    assert "&lt;img src=&#34;x&#34;&gt;: " in html
    assert "&lt;script&gt; &amp; co" in html
    assert '<img src="x">: ' in text


@pytest.mark.parametrize(("name", "mail"), list(mails()), ids=[name for name, _ in mails()])
def test_an_english_mail_of_a_document_in_latin_letters_holds_no_cyrillic(name: str, mail: Mail) -> None:
    message = compose(replace(mail, language="en"))
    parsed = message_from_bytes(message.content, policy=default)
    assert parsed["Content-Language"] == "en"
    for words in (message.subject, *map(str, parsed.values()), *read_bodies(message)):
        assert not CYRILLIC.search(words), words
    assert '<html lang="en">' in read_bodies(message)[0]


def test_a_mail_speaks_its_own_language_whatever_is_spoken_around_it() -> None:
    for name, mail in mails():
        english = replace(mail, language="en")
        russian_bytes, english_bytes = compose(mail).content, compose(english).content
        with speaking("en"):
            assert compose(mail).content == russian_bytes, name
        assert compose(english).content == english_bytes != russian_bytes, name


def test_the_words_of_documents_stay_as_they_are() -> None:
    told = item(
        ActionKind.RETURNED, roadmap="Дорожная карта", title="Просрочено", raw_term="до 1 мая",
        reason="сдано", responsible=("Исполнитель",), asked_due_on=TODAY, asked_reason="Документ",
        expected_result="Скоро срок",
    )  # fmt: skip
    _, text = read_bodies(compose(request(told, person_name="Анна Иванова", language="en")))
    for line in (
        "Hello, Анна Иванова!", "item 2.1 Просрочено", "Deadline in the document: до 1 мая",
        "Reason for the return: сдано", "Executor: Исполнитель", "Document: Дорожная карта",
        "Expected result: Скоро срок",
    ):  # fmt: skip
        assert line in text
    asked = replace(told, kind=ActionKind.EXTENSION_ASKED)
    assert (
        "Extension: the executor asks to move it to 7 May 2021: Документ."
        in read_bodies(compose(request(asked, language="en")))[1]
    )


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Due soon: item 2.1 Hold a survey"), (2, "Due soon: 2 tasks"), (21, "Due soon: 21 tasks")],
)
def test_tasks_are_counted_as_english_counts_them(count: int, words: str) -> None:
    items = (item(ActionKind.REMINDER, number, due_on=None) for number in range(count))
    assert compose(request(*items, language="en")).subject.startswith(words)


@pytest.mark.parametrize("name", ["reminder responsible", "digest with parts", "receipt", "invitation"])
def test_english_mails_word_for_word(name: str) -> None:
    message = compose(replace(dict(mails())[name], language="en"))
    path = TESTDATA / "english" / f"{name.replace(' ', '_')}.txt"
    written = f"{message.subject}\n\n{read_bodies(message)[1]}"
    if os.environ.get("SROKI_WRITE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")
