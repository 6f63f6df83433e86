"""Delivery reports as relays of different makes send them, in our own words. For tests."""

from __future__ import annotations


def report_on(message_id: str, address: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A plain report on one recipient, with the headers of our mail."""
    return f"""\
From: MAILER-DAEMON@mx.example.net
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--b--
""".encode()


def build_report(
    message_id: str,
    fields: str,
    *,
    first: str = "Content-Type: text/plain; charset=utf-8\n\nThe mail could not be delivered.\n",
    returned: str = "text/rfc822-headers",
    original: str = "",
) -> bytes:
    """A report of any make: ``fields`` of the recipient, ``first`` part, how the ``original`` comes back."""
    original = original or f"From: sroki@example.org\nMessage-ID: {message_id}\nSubject: x\n\nbody\n"
    return (
        "From: postmaster@mx.example.net\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="=_r"\n\n'
        f"--=_r\n{first}\n--=_r\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.example.net\nArrival-Date: Sat, 1 Mar 2025 09:00:00 +0500\n\n{fields}\n"
        f"--=_r\nContent-Type: {returned}\n\n{original}\n--=_r--\n"
    ).encode()


BOTH_TEXTS = (
    'Content-Type: multipart/alternative; boundary="=_a"\n\n'
    "--=_a\nContent-Type: text/plain\n\nNot found.\n\n"
    "--=_a\nContent-Type: text/html\n\n<p>Not found.</p>\n\n--=_a--\n"
)
# What each make says of a recipient: status, words, how it returns the mail; and whether nobody is there.
MAKES: dict[str, tuple[str, str, str, bool]] = {
    "Postfix, nobody there": (
        "5.1.1",
        "smtp; 550 5.1.1 <anna@example.org>: Recipient address rejected",
        "text/rfc822-headers",
        True,
    ),
    "Postfix, no such domain": ("5.4.4", "X-Postfix; Host or domain name not found", "message/rfc822", True),
    "Exchange, nobody there": (
        "5.1.10",
        "smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; nothing in the address book",
        "message/rfc822",
        True,
    ),
    "Exchange, refused by a rule": (
        "5.7.1",
        "smtp;550 5.7.1 TRANSPORT.RULES.RejectMessage; a rule refuses it",
        "message/rfc822",
        False,
    ),
    "Exim, no route": ("5.0.0", "smtp; 550 Unrouteable address", "message/rfc822", True),
    "Yandex, nobody there": ("5.7.1", "smtp; 550 5.7.1 No such user!", "text/rfc822-headers", True),
    "Yandex, taken for spam": ("5.7.1", "smtp; 554 5.7.1 looks like SPAM", "text/rfc822-headers", False),
    "Mail.ru, nobody there": ("5.0.0", "smtp; 550 invalid mailbox: user not found", "message/rfc822", True),
    "Mail.ru, full": ("5.2.2", "smtp; 552 5.2.2 the mailbox is full", "message/rfc822", False),
    "a vague word about spam": ("5.0.0", "smtp; 550 spam is refused", "message/rfc822", False),
    "five days of silence": ("4.4.7", "smtp; 4.4.7 time expired", "message/rfc822", False),
    "the sender is not known there": ("5.1.8", "smtp; 550 5.1.8 bad sender", "message/rfc822", False),
}


def fields_of(make: str) -> str:
    """The fields of the recipient as that make writes them."""
    status, words, _, _ = MAKES[make]
    return (
        "Original-Recipient: rfc822;anna@example.org\nFinal-Recipient: rfc822; anna@example.org\n"
        f"Action: failed\nStatus: {status}\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: {words}\n"
    )
