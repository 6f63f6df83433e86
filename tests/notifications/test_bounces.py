"""Reports of delivery: what is read from them, and that no mail whatever can do harm."""

from __future__ import annotations

import random

import pytest

from bounce_reports import BOTH_TEXTS, MAKES, build_report, fields_of
from notifications.bounces import LONGEST_REPORT_BYTES, parse_report

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: sroki@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Original-Envelope-Id: env-1

Final-Recipient: rfc822; anna@example.org
Original-Recipient: rfc822;Anna@Example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <anna@example.org>: user unknown

--b
Content-Type: text/rfc822-headers

From: sroki@example.org
Message-ID: <0123@example.org>
Subject: x

--b--
"""


def test_a_report_names_the_mail_the_address_and_the_reason() -> None:
    report = parse_report(REPORT.encode())
    assert report is not None
    assert (report.message_ids, report.envelope_id) == (("<0123@example.org>",), "env-1")
    (told,) = report.recipients
    assert (told.action, told.status) == ("failed", "5.1.1")
    assert told.diagnosis == "550 5.1.1 <anna@example.org>: user unknown"
    assert told.is_permanent
    assert told.concerns("anna@EXAMPLE.org")
    assert not told.concerns("boris@example.org")


def test_the_returned_mail_may_come_whole_and_the_lines_end_as_smtp_ends_them() -> None:
    whole = REPORT.replace("text/rfc822-headers", "message/rfc822").replace("\n", "\r\n")
    report = parse_report(whole.encode())
    assert report is not None
    assert report.message_ids == ("<0123@example.org>",)


@pytest.mark.parametrize(
    ("action", "status", "permanent", "trouble"),
    [
        ("failed", "5.2.2", True, True),
        ("failed", "4.4.7", False, True),
        ("delayed", "4.0.0", False, True),
        ("delayed", "5.1.1", False, True),
        ("delivered", "2.0.0", False, False),
        ("failed", "5", False, True),
        ("failed", "", False, True),
    ],
)
def test_only_a_failure_for_good_is_permanent(
    action: str, status: str, permanent: bool, trouble: bool
) -> None:
    text = REPORT.replace("Action: failed", f"Action: {action}").replace("Status: 5.1.1", f"Status: {status}")
    report = parse_report(text.encode())
    assert report is not None
    assert (report.recipients[0].is_permanent, report.recipients[0].is_trouble) == (permanent, trouble)


def test_what_only_looks_like_a_report_is_none() -> None:
    for old, new in (
        ("multipart/report", "multipart/mixed"),
        ("message/delivery-status", "text/plain"),
        ('boundary="b"', 'boundary="c"'),
    ):
        assert parse_report(REPORT.replace(old, new).encode()) is None
    assert parse_report(b"") is None
    assert parse_report(b"Subject: hello\n\nAction: failed\nStatus: 5.1.1\n") is None


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_reports_of_every_make_name_the_mail_and_say_whether_anybody_is_there(make: str, ends: str) -> None:
    _, _, returned, dead = MAKES[make]
    first = BOTH_TEXTS if make.startswith("Exchange") else "Content-Type: text/plain\n\nSorry.\n"
    content = build_report("<1@x.example>", fields_of(make), first=first, returned=returned)
    report = parse_report(content.replace(b"\n", ends.encode()))
    assert report is not None
    assert report.message_ids == ("<1@x.example>",)
    (told,) = report.recipients
    assert told.concerns("anna@example.org")
    assert (told.is_dead_address, told.is_lost) == (dead, True)


def test_a_delay_kills_nothing() -> None:
    fields = "Final-Recipient: rfc822;a@example.org\nAction: delayed\nStatus: 4.4.1\n"
    report = parse_report(build_report("<1@x.example>", fields))
    assert report is not None
    (told,) = report.recipients
    assert (told.is_trouble, told.is_lost, told.is_dead_address) == (True, False, False)


def test_a_report_that_somebody_forwards_or_a_list_wraps_is_found() -> None:
    inner = REPORT.encode()
    forwarded = b'Subject: Fwd\nContent-Type: multipart/mixed; boundary="f"\n\n'
    forwarded += b"--f\nContent-Type: text/plain\n\nsee\n\n"
    forwarded += b"--f\nContent-Type: message/rfc822\n\n" + inner + b"\n--f--\n"
    assert parse_report(forwarded) == parse_report(inner)


def test_a_mail_that_its_mailbox_forwarded_is_found_within_the_forward() -> None:
    forward = (
        "From: anna@example.org\nMessage-ID: <forward@else.example>\n"
        'Content-Type: multipart/mixed; boundary="w"\n\n--w\nContent-Type: text/plain\n\nFYI\n\n'
        "--w\nContent-Type: message/rfc822\n\n"
        "From: sroki@example.org\nMessage-ID: <ours@x.example>\n\nb\n\n--w--\n"
    )
    fields = "Final-Recipient: rfc822;a@example.org\nAction: failed\nStatus: 5.1.1\n"
    report = parse_report(build_report("", fields, returned="message/rfc822", original=forward))
    assert report is not None
    assert report.message_ids == ("<forward@else.example>", "<ours@x.example>")


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: Out of office\nAuto-Submitted: auto-replied\nIn-Reply-To: <1@x.example>\n\nback in May\n",
        b"Subject: Read\n"
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
        b"--b\nContent-Type: message/disposition-notification\n\nOriginal-Message-ID: <1@x.example>\n"
        b"Disposition: automatic-action; displayed\n\n--b--\n",
        b"Subject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
        b"--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n",
    ],
)
def test_answers_of_robots_and_receipts_are_no_reports(content: bytes) -> None:
    assert parse_report(content) is None


def test_a_report_as_long_as_a_book_is_cut() -> None:
    report = parse_report(REPORT.encode() + b"x" * (3 * LONGEST_REPORT_BYTES))
    assert report is not None
    assert report.recipients[0].is_permanent


def test_parts_within_parts_without_end_are_no_report() -> None:
    head = "".join(f'Content-Type: multipart/report; boundary="b{n}"\n\n--b{n}\n' for n in range(5000))
    assert parse_report(head.encode()) is None


@pytest.mark.parametrize("seed", range(300))
def test_spoilt_reports_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(REPORT.encode())
    for _ in range(chance.randint(1, 40)):
        place = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randrange(30)]
            case 2:
                content[place:place] = content[: chance.randrange(len(content))]
            case 3:
                content[place:place] = chance.choice((b"\x00", b"=?utf-8?B?//8=?=", b"\r", b"\n\n", b"--b\n"))
    report = parse_report(bytes(content))
    for told in report.recipients if report else ():
        told.concerns("anna@example.org")
        assert told.diagnosis.isprintable()
