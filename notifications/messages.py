"""What a person is to be told → a finished mail. Pure: the bytes follow from the request alone.

A request says in which language its mail speaks, whatever is spoken around it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from email.utils import format_datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, select_autoescape

from models.language import SOURCE, find_translation, in_language, say, say_number, spoken_language
from models.templates import TranslatingLoader
from models.values import (
    AccountLetter,
    ActionKind,
    DigestPart,
    MailRequest,
    Message,
    Receipt,
    RecommendationMail,
    Role,
)
from notifications.headers import (
    Mailbox,
    clean_header,
    clean_line,
    encode_header,
    parse_address,
    parse_sender,
    shorten,
)
from notifications.parts import name_digest, write_parts
from notifications.shapes import (
    MOST_LINES,
    Outline,
    Shape,
    cut_shape,
    fill_shape,
    outline_of,
    stand_in_words,
    words_of,
)
from notifications.wording import GROUPS, Line, write_day, write_lines

_LINE_OF_BASE64 = re.compile(".{1,76}")  # RFC 2045, section 6.8

RECOMMENDATIONS = "recommendations"  # the kind of a mail that carries a letter
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEMPLATE_OF = {
    "opened": "opened",
    "reminder": "reminder",
    "due_today": "reminder",
    "overdue": "overdue",
    "escalation": "overdue",
    "submitted": "submitted",
    "returned": "returned",
    "extension_asked": "extension_asked",
    "extension_granted": "extension_answered",
    "extension_refused": "extension_answered",
    "coordinator": "standing",
    "weekly": "standing",
    "organiser": "standing",
    "receipt": "receipt",
}


# Of a mail that consists of lines only.
_NOTHING_MORE: dict[str, Any] = {"parts": (), "digest_name": "", "receipt": None}

# What nobody can silence; the last escalation is another one, but looks like those before it.
_MANDATORY = (
    ActionKind.OPENED,
    ActionKind.RETURNED,
    ActionKind.EXTENSION_GRANTED,
    ActionKind.EXTENSION_REFUSED,
)


def compose_message(request: MailRequest, *, sender: str) -> Message:
    """The mail for a request: one kind uses its own templates, several make a digest.

    ``sender`` is ``Имя <address>``; CallerError if it holds no address, ValueError if the request
    holds nothing to say. The same request and sender give the same bytes and Message-ID for ever.
    """
    mailbox = parse_sender(sender)
    digest = _digest_of(request)
    message_id = f"<{digest}@{mailbox.domain}>"
    with in_language(request.language):
        lines = write_lines(request.items, request.planned_on)
        if not lines and not request.parts and request.receipt is None:
            raise ValueError(f"nothing to say: {request.key}")
        kind = _name_kind(request, lines)
        subject, text, html = _render(_TEMPLATE_OF.get(kind, "digest"), request, lines)
        subject = clean_header(subject)
        headers = _write_headers(request, mailbox, message_id, subject)
    return Message(
        key=request.key,
        message_id=message_id,
        address=clean_line(request.address),
        kind=kind,
        subject=subject,
        planned_on=request.planned_on,
        content=_build_mail(headers, text, html, digest),
        occurrence_ids=_occurrences_of(request),
        person_id=request.person_id,
    )


def _occurrences_of(request: MailRequest) -> tuple[int, ...]:
    if request.receipt is not None:
        return (request.receipt.occurrence_id,)
    return tuple(dict.fromkeys(item.occurrence_id for item in request.items))


def compose_account_letter(letter: AccountLetter, *, sender: str) -> Message:
    """The mail that invites to an account or lets a password be set anew."""
    mailbox = parse_sender(sender)
    data = {"link": clean_line(letter.link), "hours": letter.hours}
    subject, headers, text, html = _write_letter(letter.kind, letter, data, mailbox)
    return Message(
        key=letter.key,
        message_id=_name_message(letter, mailbox),
        address=clean_line(letter.address),
        kind=letter.kind,
        subject=subject,
        planned_on=letter.planned_on,
        content=_build_mail(headers, text, html, _digest_of(letter)),
    )


def compose_recommendation_mail(mail: RecommendationMail, *, sender: str) -> Message:
    """The mail that carries a letter of recommendations, with the letter itself as a Word file."""
    mailbox = parse_sender(sender)
    data = {
        "link": "",
        "party": clean_line(mail.party),
        "heading": clean_line(mail.heading),
        "count": mail.recommendations,
    }
    subject, headers, text, html = _write_letter(RECOMMENDATIONS, mail, data, mailbox)
    return Message(
        key=mail.key,
        message_id=_name_message(mail, mailbox),
        address=clean_line(mail.address),
        kind=RECOMMENDATIONS,
        subject=subject,
        planned_on=mail.planned_on,
        content=_attach(headers, _build_mail((), text, html, _digest_of(mail)), mail, _digest_of(mail)),
        person_id=mail.person_id,
    )


def _write_letter(
    name: str, letter: AccountLetter | RecommendationMail, data: dict[str, Any], sender: Mailbox
) -> tuple[str, list[tuple[str, str]], str, str]:
    """Subject, headers, text and HTML of a mail that is no list of tasks."""
    with in_language(letter.language):
        common = {
            "name": clean_line(letter.person_name),
            "day": write_day(letter.planned_on, spoken_language()),
        }
        subject, text, html = _render_data(name, common | data)
        subject = clean_header(subject)
        headers = _common_headers(letter, sender, _name_message(letter, sender), subject)
    return subject, headers, text, html


def _attach(headers: Iterable[tuple[str, str]], body: bytes, mail: RecommendationMail, seed: str) -> bytes:
    """multipart/mixed (RFC 2046, 5.1.3) around a body and one Word file; the name is plain ASCII."""
    boundary = f"==_{seed}"  # longer than the boundary inside, and no line of base64 begins like it
    head = [f"{name}: {value}\r\n" for name, value in headers]
    head.append(f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n')
    lines = "\r\n".join(_LINE_OF_BASE64.findall(base64.b64encode(mail.file).decode("ascii")))
    attached = (
        f"--{boundary}\r\n"
        f'Content-Type: {_WORD}; name="{mail.file_name}"\r\n'
        f'Content-Disposition: attachment; filename="{mail.file_name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{lines}\r\n--{boundary}--\r\n"
    )
    return "".join((*head, f"--{boundary}\r\n")).encode() + body + b"\r\n" + attached.encode()


def _name_kind(request: MailRequest, lines: list[Line]) -> str:
    """A receipt, one kind of line alone, a standing digest alone, or a digest of both."""
    if request.receipt is not None:
        return "receipt"
    if not lines:
        return request.standing
    kinds = {line.kind.value for line in lines}
    return kinds.pop() if len(kinds) == 1 and not request.parts else "digest"


def _render(name: str, request: MailRequest, lines: list[Line]) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail."""
    data = _data_of(request) | _data_of_lines(lines, request.parts, clean_line(request.link))
    if data["parts"] or data["receipt"] or len(lines) > MOST_LINES:
        return _render_data(name, data)
    words = words_of(data, lines)
    return fill_shape(_shape(request.language, name, outline_of(words, lines)), words)


@lru_cache(maxsize=256)
def _shape(_lang: str, name: str, outline: Outline) -> Shape:
    """What the templates make of all mails of this outline in the language of the talk."""
    common, lines = stand_in_words(outline)
    data = _NOTHING_MORE | _data_of_lines(lines, (), common["link"]) | common
    return cut_shape(*(_render_template(f"{name}.{part}", data) for part in ("subject.txt", "txt", "html")))


def _data_of(request: MailRequest) -> dict[str, Any]:
    link = clean_line(request.link)
    return {
        "name": clean_line(request.person_name),
        "day": write_day(request.planned_on, spoken_language()),
        "link": link,
        "parts": write_parts(request.parts, request.planned_on, link),
        "digest_name": name_digest(request.standing, request.parts) if request.standing else "",
        "receipt": _clean_receipt(request.receipt) if request.receipt else None,
    }


def _data_of_lines(lines: list[Line], parts: Sequence[DigestPart], link: str) -> dict[str, Any]:
    first = lines[0] if lines else None
    label = first.label if first else ""
    return {
        "lines": lines,
        "first": first,
        # As subjects put it.
        "label": shorten(label, 110),
        "short_label": shorten(label, 90),
        "opening_days": first.days.capitalize() if first else "",
        "groups": _group(lines),
        "many": len(lines) > 1,
        "as_controller": all(line.role is Role.CONTROLLER for line in lines),
        # One task alone has the button; among several each leads to its own place.
        "line_link": link if len(lines) > 1 or parts else "",
    }


def _render_data(name: str, data: dict[str, Any]) -> tuple[str, str, str]:
    data["subject"] = _render_template(f"{name}.subject.txt", data).strip()
    return data["subject"], _render_template(f"{name}.txt", data), _render_template(f"{name}.html", data)


def _render_template(name: str, data: dict[str, Any]) -> str:
    return _templates(spoken_language()).get_template(name).render(data)


def _clean_receipt(receipt: Receipt) -> Receipt:
    """The same without line ends and marks that a file name or a title could smuggle in."""
    return replace(
        receipt,
        label=clean_line(receipt.label),
        roadmap=clean_line(receipt.roadmap),
        files=tuple(replace(file, name=clean_line(file.name)) for file in receipt.files),
        urls=tuple(map(clean_line, receipt.urls)),
        note=clean_line(receipt.note),
        claims=tuple(map(clean_line, receipt.claims)),
    )


def _group(lines: list[Line]) -> list[tuple[str, str, list[Line]]]:
    """Name, heading and lines of each group that has lines, most urgent first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    return [(name, say(heading), found[name]) for name, heading in GROUPS.items() if name in found]


@cache
def _templates(lang: str) -> Environment:
    loader: BaseLoader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader if lang == SOURCE else TranslatingLoader(loader, lang),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["language"] = lang
    environment.filters["plural"] = say_number
    environment.filters["shorten"] = shorten
    return environment


def _digest_of(request: MailRequest | AccountLetter | RecommendationMail) -> str:
    # The address is in it so that two houses that send from one domain do not share Message-IDs:
    # mailboxes drop the second of two mails with the same one.
    source = f"{request.key}\n{request.address}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(source).hexdigest()[:40]


def _name_message(request: AccountLetter | RecommendationMail, sender: Mailbox) -> str:
    return f"<{_digest_of(request)}@{sender.domain}>"


def _write_headers(
    request: MailRequest, sender: Mailbox, message_id: str, subject: str
) -> list[tuple[str, str]]:
    """The headers in the order in which they stand, their values encoded."""
    headers = _common_headers(request, sender, message_id, subject)
    if request.unsubscribe_link and may_be_silenced(request):
        # RFC 8058: the mail program offers one click and sends the POST itself.
        headers += [
            ("List-Unsubscribe", f"<{clean_line(request.unsubscribe_link)}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
    return headers


def _common_headers(
    request: MailRequest | AccountLetter | RecommendationMail, sender: Mailbox, message_id: str, subject: str
) -> list[tuple[str, str]]:
    recipient = parse_address(request.address, request.person_name)
    moment = request.written_at or datetime.combine(request.planned_on, time(9), tzinfo=UTC)
    headers = [
        ("From", _write_sender(request.language, sender)),
        ("To", recipient.as_header("To") if recipient else "undisclosed-recipients:;"),
        ("Subject", encode_header("Subject", subject)),
        ("Date", _write_moment(moment.replace(tzinfo=None), moment.utcoffset() or timedelta())),
        ("Message-ID", message_id),
        ("MIME-Version", "1.0"),
        # RFC 3834: robots do not answer robots. Exchange asks for its own header.
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-Id", f"<sroki.{sender.domain}>"),
    ]
    if request.language != SOURCE:
        headers.append(("Content-Language", request.language))  # RFC 3282
    return headers


@lru_cache(maxsize=8)
def _write_moment(local: datetime, offset: timedelta) -> str:
    return format_datetime(local.replace(tzinfo=timezone(offset)))


@lru_cache(maxsize=8)
def _write_sender(lang: str, sender: Mailbox) -> str:
    """Our own name is said as in the head of the mail; a house that has given itself another keeps it."""
    name = None if lang == SOURCE else find_translation(lang, sender.name, "_frame.html")
    return replace(sender, name=name or sender.name).as_header("From")


def may_be_silenced(request: MailRequest) -> bool:
    """Whether anything in the mail is not mandatory."""
    return bool(request.parts) or any(item.kind not in _MANDATORY for item in request.items)


def _build_mail(headers: Iterable[tuple[str, str]], text: str, html: str, seed: str) -> bytes:
    """multipart/alternative in a fixed shape (RFC 2046, 5.1.4): a hundred times cheaper than EmailMessage."""
    boundary = f"=_{seed}"  # "=_" is in no line of base64, so the boundary is in no part
    head = [f"{name}: {value}\r\n" for name, value in headers]
    head.append(f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n')
    parts = (_build_part(boundary, "plain", text), _build_part(boundary, "html", html))
    return "".join((*head, *parts, f"--{boundary}--\r\n")).encode("utf-8")


def _build_part(boundary: str, subtype: str, body: str) -> str:
    encoded = base64.b64encode(body.replace("\n", "\r\n").encode("utf-8")).decode("ascii")
    lines = "\r\n".join(_LINE_OF_BASE64.findall(encoded))
    return (
        f"--{boundary}\r\n"
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{lines}\r\n"
    )
