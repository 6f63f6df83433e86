"""A small world for mail: occurrences to speak of, requests to compose, a real SMTP server."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from sqlalchemy import Engine

from models.database import open_session
from models.occurrence import Occurrence
from models.party import Person
from models.roadmap import Roadmap, Task
from models.values import ActionKind, MailItem, MailRequest, Message

MORNING = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)


def _make_item(kind: ActionKind = ActionKind.REMINDER, **changes: Any) -> MailItem:
    """A line about point 2.1 of the order, due on 2021-05-10."""
    values: dict[str, Any] = {
        "kind": kind,
        "occurrence_id": 1,
        "roadmap": "Дорожная карта на 2021–2022 годы",
        "task_number": "2.1.",
        "title": "Провести мониторинг эффективности руководителей",
        "raw_term": "с 15 апреля по 10 мая 2021 г.",
        "opens_on": date(2021, 4, 15),
        "due_on": date(2021, 5, 10),
        "planned_on": date(2021, 5, 7),
        "offset_days": -3,
        "late": False,
        "responsible": ("ГБУ ДПО ЧИППКРО",),
        "co_responsible": ("ГБУ ДПО РЦОКИО", "МОУО"),
        "controller": ("Министерство образования",),
        "expected_result": "Справка",
    }
    return MailItem(**(values | changes))


def _make_request(*items: MailItem, **changes: Any) -> MailRequest:
    """A mail to Анна Иванова on 2021-05-07."""
    values: dict[str, Any] = {
        "key": "reminder:1:1:2021-05-07",
        "person_name": "Анна Иванова",
        "address": "anna@example.org",
        "planned_on": date(2021, 5, 7),
        "items": items or (_make_item(),),
        "link": "http://127.0.0.1:8765/p/abcdef",
    }
    return MailRequest(**(values | changes))


def _make_message(number: int = 1, **changes: Any) -> Message:
    """A short mail, its key and Message-ID made from ``number``."""
    values: dict[str, Any] = {
        "key": f"reminder:{number}",
        "message_id": f"<{number:032x}@example.org>",
        "address": f"person{number}@example.org",
        "kind": "reminder",
        "subject": f"Срок {number}",
        "planned_on": date(2021, 4, 15),
        "content": f"Subject: {number}\r\n\r\n.one\r\n{number}\r\n".encode(),
    }
    return Message(**(values | changes))


@pytest.fixture(scope="session")
def make_item() -> Callable[..., MailItem]:
    return _make_item


@pytest.fixture(scope="session")
def make_request() -> Callable[..., MailRequest]:
    return _make_request


@pytest.fixture(scope="session")
def make_message() -> Callable[..., Message]:
    return _make_message


@pytest.fixture
def occurrence_ids(engine: Engine) -> list[int]:
    """Three occurrences of one task, for messages to speak of."""
    with open_session(engine) as session:
        roadmap = Roadmap(
            title="План", kind="order", zone="Asia/Yekaterinburg", source_name="a", source_sha256="a",
            parsed={}, imported_at=MORNING,
        )  # fmt: skip
        session.add(roadmap)
        session.flush()
        task = Task(
            roadmap_id=roadmap.id, position=1, origin="row", uid="1", number="1", title="Отчёт",
            raw_term="июнь", term_kind="window",
        )  # fmt: skip
        session.add(task)
        session.flush()
        day = date(2021, 6, 30)
        dated = [
            Occurrence(task_id=task.id, ordinal=n, due_on=day, original_due_on=day, watched_from_on=day)
            for n in range(3)
        ]
        session.add_all(dated)
        session.flush()
        return [occurrence.id for occurrence in dated if occurrence.id is not None]


@pytest.fixture
def person_id(engine: Engine) -> int:
    with open_session(engine) as session:
        person = Person(address="anna@example.org", added_at=MORNING)
        session.add(person)
        session.flush()
        assert person.id is not None
        return person.id


@dataclass
class Mailbox:
    """What a real SMTP server took, and how it was told to answer."""

    mails: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    takes_several: bool = False  # commands at once, and says so (RFC 2920)
    logins: list[tuple[str, bool]] = field(default_factory=list)  # name, under TLS
    answer_to_recipient: dict[str, str] = field(default_factory=dict)
    answers_to_sender: list[str] = field(default_factory=list)
    answers_to_content: list[str] = field(default_factory=list)
    drop_after_content: int = 0  # so many times: the mail is read, the reply never comes
    keep_when_dropping: bool = False

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.mails]

    async def handle_EHLO(
        self, server: Any, session: SmtpSession, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self.takes_several else responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers_to_sender:
            return self.answers_to_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answer_to_recipient:
            return self.answer_to_recipient[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        if self.drop_after_content:
            self.drop_after_content -= 1
            if self.keep_when_dropping:
                self.mails.append((envelope.rcpt_tos[0], envelope.content))
            server.transport.abort()
            return "250 nobody hears this"
        if self.answers_to_content:
            return self.answers_to_content.pop(0)
        self.mails.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"


@dataclass(frozen=True)
class Certificates:
    server: ssl.SSLContext
    authority_file: Path


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A server certificate for 127.0.0.1 and the authority that signed it."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return Certificates(context, path)


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


ServerMaker = Callable[..., tuple[Mailbox, int]]


@pytest.fixture(params=[False, True], ids=["one by one", "pipelining"])
def start_server(request: pytest.FixtureRequest) -> Iterator[ServerMaker]:
    """``start_server(tls_context=…, login=("name", "password"))`` → what it got, and its port."""
    started: list[Controller] = []

    def start(login: tuple[str, str] | None = None, **options: Any) -> tuple[Mailbox, int]:
        mailbox = Mailbox(takes_several=request.param)

        def authenticate(server: Any, session: SmtpSession, *rest: Any) -> AuthResult:
            data = rest[-1]
            given = (data.login.decode(), data.password.decode())
            mailbox.logins.append((given[0], session.ssl is not None))
            return AuthResult(success=given == login, handled=False)

        if login is not None:
            options |= {"authenticator": authenticate, "auth_required": True}
            options.setdefault("auth_require_tls", False)
        options.setdefault("enable_SMTPUTF8", True)
        controller = Controller(mailbox, hostname="127.0.0.1", port=find_free_port(), **options)
        controller.start()
        started.append(controller)
        return mailbox, controller.port

    yield start
    for controller in started:
        controller.stop()
