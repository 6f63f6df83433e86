"""What arrives, word for word. The goldens hold the subject, a blank line and the text of each mail."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.message import Message as AnyMessage
from email.policy import SMTP, default
from html.parser import HTMLParser
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from models.errors import CallerError
from models.values import ActionKind, DigestLine, DigestPart, MailItem, MailRequest, Message, Role
from notifications.messages import compose_message

SENDER = "Сроки <sroki@example.org>"
TESTDATA = Path(__file__).parent / "testdata"

Item = Callable[..., MailItem]
Request = Callable[..., MailRequest]


def compose(request: MailRequest) -> Message:
    return compose_message(request, sender=SENDER)


def parse(message: Message) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(message.content, policy=default))


def read_text(message: Message) -> str:
    part = parse(message).get_body(("plain",))
    assert part is not None
    return cast(str, part.get_content()).replace("\r\n", "\n")


def read_html(message: Message) -> str:
    part = parse(message).get_body(("html",))
    assert part is not None
    return cast(str, part.get_content()).replace("\r\n", "\n")


class Page(HTMLParser):
    """What a reader of an HTML mail sees: the text, and the addresses behind links."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.links: set[str | None] = set()
        self.feed(source)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.tags |= {f"@{name}" for name, _ in attrs}
        self.links |= {value for name, value in attrs if name == "href"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def assert_golden(name: str, message: Message) -> None:
    path = TESTDATA / f"{name}.txt"
    written = f"{message.subject}\n\n{read_text(message)}"
    if os.environ.get("SROKI_WRITE_GOLDENS"):
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def test_a_window_that_opens(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.OPENED, planned_on=date(2021, 4, 15))
    message = compose(make_request(item, planned_on=date(2021, 4, 15)))
    assert message.kind == "opened"
    assert_golden("opened", message)


def test_a_reminder_three_days_before(make_request: Request) -> None:
    message = compose(make_request())
    assert message.kind == "reminder"
    assert_golden("reminder", message)


def test_a_reminder_on_the_day(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.DUE_TODAY, opens_on=None, role=Role.CO_RESPONSIBLE)
    message = compose(make_request(item, planned_on=date(2021, 5, 10)))
    assert message.kind == "due_today"
    assert_golden("due_today", message)


def test_an_overdue_task(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.OVERDUE, original_due_on=date(2021, 4, 30), expected_result="")
    message = compose(make_request(item, planned_on=date(2021, 5, 11)))
    assert message.kind == "overdue"
    assert_golden("overdue", message)


def test_an_overdue_task_is_reported_to_its_controller(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.ESCALATION, role=Role.CONTROLLER)
    message = compose(make_request(item, planned_on=date(2021, 5, 17)))
    assert message.kind == "escalation"
    assert_golden("escalation", message)


def test_evidence_waits_for_a_decision(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.SUBMITTED, role=Role.CONTROLLER)
    message = compose(make_request(item))
    assert message.kind == "submitted"
    assert_golden("submitted", message)


def test_evidence_comes_back_with_the_reason(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.RETURNED, reason="Нет подписи руководителя")
    message = compose(make_request(item))
    assert message.kind == "returned"
    assert_golden("returned", message)


def test_each_of_several_lines_leads_to_its_own_place(make_item: Item, make_request: Request) -> None:
    items = [make_item(ActionKind.OVERDUE, occurrence_id=4), make_item(ActionKind.OVERDUE, occurrence_id=7)]
    message = compose(make_request(*items))
    links = {f"http://127.0.0.1:8765/p/abcdef/occurrences/{number}" for number in (4, 7)}
    assert links <= Page(read_html(message)).links
    assert all(f"  Открыть: {link}\n" in read_text(message) for link in links)


def test_lines_of_standing_digests_lead_to_pages_of_the_person_and_of_the_house(
    make_request: Request,
) -> None:
    parts = (
        DigestPart("late", (DigestLine("Отчёт", path="./occurrences/5"),), 1),
        DigestPart("held", (DigestLine("Старое", path="/held"), DigestLine("Без места")), 2),
    )
    request = replace(
        make_request(), items=(), standing="weekly", parts=parts, link="http://h.example/sub/l/token"
    )
    message = compose(request)
    text = read_text(message)
    assert (
        message.subject == "На контроле, сводка за неделю: просрочено — 1, ждут решения — 2 (на 07.05.2021)"
    )
    assert "Как обстоят дела на 07.05.2021." in text
    assert text.count("Открыть: ") == 2
    assert "Открыть: http://h.example/sub/l/token/occurrences/5\n" in text
    assert "Открыть: http://h.example/sub/held\n" in text


def test_a_controller_reads_who_could_not_be_reached(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.ESCALATION, role=Role.CONTROLLER, unreached=("МКУ «Архив»", "МОУО"))
    message = compose(make_request(item))
    words = "Письма не доходят, нет действующего адреса: МКУ «Архив»; МОУО"
    assert words in read_text(message)
    assert words in Page(read_html(message)).text


def test_several_kinds_fold_into_a_digest(make_item: Item, make_request: Request) -> None:
    items = [
        make_item(ActionKind.OPENED, occurrence_id=4, late=True, planned_on=date(2021, 5, 5)),
        make_item(ActionKind.REMINDER, occurrence_id=3, task_number="", title="Без номера"),
        make_item(ActionKind.OVERDUE, occurrence_id=2, due_on=date(2021, 5, 6), opens_on=None),
        make_item(ActionKind.RETURNED, occurrence_id=1, reason="Не тот год"),
        make_item(ActionKind.OPENED, occurrence_id=3),
    ]
    message = compose(make_request(*items))
    assert message.kind == "digest"
    assert message.occurrence_ids == (4, 3, 2, 1)
    assert_golden("digest", message)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (ActionKind.OPENED, "Открылось: 2 задачи на 07.05.2021"),
        (ActionKind.REMINDER, "Скоро срок: 2 задачи на 07.05.2021"),
        (ActionKind.DUE_TODAY, "Срок сегодня: 2 задачи на 07.05.2021"),
        (ActionKind.OVERDUE, "Просрочено: 2 задачи на 07.05.2021"),
        (ActionKind.ESCALATION, "Просрочено: 2 задачи на 07.05.2021"),
        (ActionKind.SUBMITTED, "Ждут вашей проверки: 2 подтверждения на 07.05.2021"),
        (ActionKind.RETURNED, "Возвращено на доработку: 2 задачи на 07.05.2021"),
    ],
)
def test_several_tasks_of_one_kind_share_a_mail_of_that_kind(
    kind: ActionKind, subject: str, make_item: Item, make_request: Request
) -> None:
    message = compose(make_request(make_item(kind), make_item(kind, occurrence_id=2, title="Вторая")))
    assert (message.kind, message.subject) == (kind.value, subject)
    assert "п. 2.1 Провести" in read_text(message)
    assert "п. 2.1 Вторая" in read_text(message)


def test_a_controller_of_several_late_tasks_is_told_as_controller(
    make_item: Item, make_request: Request
) -> None:
    items = [make_item(ActionKind.ESCALATION, occurrence_id=n, role=Role.CONTROLLER) for n in (1, 2)]
    message = compose(make_request(*items))
    assert message.subject == "На контроле, просрочено: 2 задачи на 07.05.2021"
    assert "Сообщаем вам как контролирующему." in read_text(message)


def test_the_html_says_what_the_text_says(make_item: Item, make_request: Request) -> None:
    items = [
        make_item(ActionKind.RETURNED, reason="Не тот год", late=True, original_due_on=date(2021, 5, 1)),
        make_item(ActionKind.OVERDUE, occurrence_id=2),
    ]
    message = compose(make_request(*items))
    seen = Page(read_html(message)).text
    for line in read_text(message).split("-- ")[0].splitlines():
        name, _, value = line.strip().partition(": ")
        if name == "Открыть":
            assert value in Page(read_html(message)).links
            continue
        words = value if name in ("Даты", "Внимание") else line.strip()
        assert words.lower().rstrip(":") in seen.lower()


def test_html_of_documents_is_only_text(make_item: Item, make_request: Request) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=y>\"'{{ 7*7 }}{% raw %}&amp;"
    item = make_item(
        title=hostile, raw_term=hostile, roadmap=hostile, responsible=(hostile,), reason=hostile,
        task_number=hostile, expected_result=hostile,
    )  # fmt: skip
    request = make_request(item, person_name=hostile, link=f"http://a/{hostile}")
    message = compose(request)
    page = Page(read_html(message))
    assert not {"script", "img", "@onerror"} & page.tags
    assert hostile in page.text
    assert page.links == {request.link, f"{request.link}/preferences"}
    assert hostile in read_text(message)


def test_the_link_stands_in_both_bodies(make_request: Request) -> None:
    message = compose(make_request())
    assert "http://127.0.0.1:8765/p/abcdef" in read_text(message)
    assert 'href="http://127.0.0.1:8765/p/abcdef"' in read_html(message)


def test_the_bytes_follow_from_the_request_alone(make_request: Request) -> None:
    first, second = compose(make_request()), compose(make_request())
    assert first == second
    assert parse(first)["Date"] == "Fri, 07 May 2021 09:00:00 +0000"


def test_one_instant_written_in_two_zones_keeps_each(make_request: Request) -> None:
    """Also of an hour that comes twice: the second time is not written like the first."""
    here = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    moments = (here, here.replace(fold=1), here.astimezone(UTC))
    dates = [parse(compose(make_request(written_at=moment)))["Date"][-14:] for moment in moments]
    assert dates == ["02:30:00 +0200", "02:30:00 +0100", "00:30:00 +0000"]


def test_the_message_id_follows_from_the_key_and_the_recipient(make_request: Request) -> None:
    message = compose(make_request())
    assert message.message_id.endswith("@example.org>")
    assert compose(make_request(planned_on=date(2022, 1, 1))).message_id == message.message_id
    assert compose(make_request(key="other")).message_id != message.message_id
    assert compose(make_request(address="b@example.org")).message_id != message.message_id


def test_the_message_carries_the_person_and_the_address(make_request: Request) -> None:
    message = compose(make_request(person_id=7, address=" anna@example.org "))
    assert (message.person_id, message.address) == (7, "anna@example.org")


def test_robots_are_asked_not_to_answer(make_request: Request) -> None:
    mail = parse(compose(make_request()))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["List-Id"] == "<sroki.example.org>"


def test_a_person_without_a_name_is_greeted_without_one(make_request: Request) -> None:
    message = compose(make_request(person_name=""))
    assert read_text(message).startswith("Здравствуйте!\n")
    assert parse(message)["To"] == "anna@example.org"


def test_an_international_address_is_written_as_it_is(make_request: Request) -> None:
    """RFC 6532: only such an address makes a header that is not ASCII."""
    message = compose(make_request(address="анна@почта.рф"))
    assert "<анна@xn--80a1acny.xn--p1ai>".encode() in message.content
    assert message.address == "анна@почта.рф"


def test_a_request_with_nothing_to_say_is_a_mistake_of_the_program(
    make_item: Item, make_request: Request
) -> None:
    with pytest.raises(ValueError, match="nothing to say"):
        compose(make_request(make_item(ActionKind.CLOSE)))


def test_a_sender_without_an_address_is_refused(make_request: Request) -> None:
    with pytest.raises(CallerError, match="SROKI_MAIL_FROM"):
        compose_message(make_request(), sender="nobody")


def test_the_fixed_shape_is_what_the_email_package_would_build(make_request: Request) -> None:
    """Header for header and part for part, read back, the mail equals one built by the package."""
    message = compose(make_request())
    built = EmailMessage(policy=SMTP)
    ours = parse(message)
    for name, value in ours.items():
        if name not in ("Content-Type", "MIME-Version"):
            built[name] = str(value)
    built.set_content(read_text(message), cte="base64")
    built.add_alternative(read_html(message), subtype="html", cte="base64")
    theirs = message_from_bytes(built.as_bytes(), policy=default)
    assert {k: str(v) for k, v in ours.items() if k != "Content-Type"} == {
        k: str(v) for k, v in theirs.items() if k != "Content-Type"
    }
    assert _parts(ours) == _parts(theirs)


def _parts(mail: AnyMessage) -> list[tuple[str, str | None, str, object]]:
    return [
        (part.get_content_type(), part.get_content_charset(), part["Content-Transfer-Encoding"],
         part.get_payload(decode=True))
        for part in mail.walk()
        if not part.is_multipart()
    ]  # fmt: skip


def test_a_request_keeps_its_own_day_however_late_its_lines(make_item: Item, make_request: Request) -> None:
    item = make_item(ActionKind.OPENED, late=True, planned_on=date(2021, 4, 15))
    message = compose(replace(make_request(item), planned_on=date(2021, 4, 20)))
    assert message.planned_on == date(2021, 4, 20)
    assert "осталось 20 дней" in read_text(message)
    assert "письмо догоняет пропущенный день 15.04.2021" in read_text(message)
