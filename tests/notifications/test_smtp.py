"""A real SMTP server on the loopback: TLS, login, refusals, drops."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from models.database import open_session
from models.errors import DeliveryError
from models.settings import Settings
from models.values import MailRequest, Message
from notifications.delivery import DeliveryReport, deliver_messages
from notifications.messages import compose_message
from notifications.outbox import enqueue, list_messages
from notifications.transports import check_transport
from notifications.transports.relay import parse_relay
from notifications.transports.smtp import SmtpTransport

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

SENDER = "Сроки <sroki@example.org>"
NOW = datetime(2021, 4, 15, 4, 0, tzinfo=UTC)
BODY = b"Subject: x\r\n\r\n.a line with a dot\r\nand another\r\n"

ServerMaker = Callable[..., tuple[Any, int]]


def connect_to(url: str, timeout_s: float = 10.0) -> SmtpTransport:
    return SmtpTransport(parse_relay(url), SENDER, timeout_s)


def send(transport: SmtpTransport, *addresses: str) -> None:
    with transport:
        for address in addresses:
            transport.send(address, BODY, "<1@example.org>")


def refuse(transport: SmtpTransport, address: str = "a@example.org") -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(transport, address)
    assert "secret" not in str(caught.value)
    return caught.value


def kind_of(error: DeliveryError) -> str:
    return "pause" if error.pause else "permanent" if error.permanent else "temporary"


# Ways in


def test_a_plain_server_gets_the_very_bytes(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    send(connect_to(f"smtp://127.0.0.1:{port}"), "a@example.org")
    assert mailbox.mails == [("a@example.org", BODY)]


def test_a_composed_mail_arrives_whole(
    start_server: ServerMaker, make_request: Callable[..., MailRequest]
) -> None:
    mailbox, port = start_server()
    message = compose_message(make_request(), sender=SENDER)
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        transport.send(message.address, message.content, message.message_id)
    ((_, content),) = mailbox.mails
    assert content == message.content
    assert message_from_bytes(content, policy=default)["Subject"] == message.subject


def test_starttls_and_login_with_a_checked_certificate(start_server: ServerMaker, certificates: Any) -> None:
    mailbox, port = start_server(
        tls_context=certificates.server, require_starttls=True, login=("user@x", "secret/?")
    )
    url = f"smtp://user%40x:secret%2F%3F@127.0.0.1:{port}/?starttls=1&cafile={certificates.authority_file}"
    send(connect_to(url), "a@example.org")
    assert mailbox.addresses == ["a@example.org"]
    assert mailbox.logins == [("user@x", True)]


def test_tls_from_the_first_byte(start_server: ServerMaker, certificates: Any) -> None:
    mailbox, port = start_server(ssl_context=certificates.server, login=("user", "secret"))
    url = f"smtps://user:secret@127.0.0.1:{port}/?cafile={certificates.authority_file}"
    send(connect_to(url), "a@example.org", "b@example.org")
    assert mailbox.addresses == ["a@example.org", "b@example.org"]
    assert mailbox.connections == 1


def test_an_unknown_certificate_passes_only_when_told_so(
    start_server: ServerMaker, certificates: Any
) -> None:
    mailbox, port = start_server(tls_context=certificates.server)
    error = refuse(connect_to(f"smtp://127.0.0.1:{port}/?starttls=1"))
    assert kind_of(error) == "pause"
    assert str(error).startswith(f"Сертификат почтового сервера 127.0.0.1:{port} не прошёл проверку: ")
    send(connect_to(f"smtp://127.0.0.1:{port}/?starttls=1&verify=0"), "a@example.org")
    assert mailbox.addresses == ["a@example.org"]


def test_a_certificate_of_another_host_is_refused(start_server: ServerMaker, certificates: Any) -> None:
    _, port = start_server(ssl_context=certificates.server)
    error = refuse(connect_to(f"smtps://127.0.0.2:{port}/?cafile={certificates.authority_file}"))
    assert kind_of(error) == "pause"


def test_one_connection_carries_a_batch(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    send(connect_to(f"smtp://127.0.0.1:{port}"), *(f"p{n}@example.org" for n in range(50)))
    assert len(mailbox.mails) == 50
    assert mailbox.connections == 1


def test_threads_do_not_share_a_connection(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    transport = connect_to(f"smtp://127.0.0.1:{port}")
    names = [[f"p{n}x{m}@example.org" for m in range(20)] for n in range(4)]
    threads = [threading.Thread(target=send, args=(transport, *group)) for group in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mailbox.addresses) == sorted(name for group in names for name in group)
    assert mailbox.connections == 4


# Relays that refuse us: the queue pauses, no message is to blame


def test_a_server_that_is_down_pauses(start_server: ServerMaker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = refuse(connect_to(f"smtp://127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert str(error) == f"Почтовый сервер 127.0.0.1:{port} недоступен: в соединении отказано."


def test_a_server_without_a_name_pauses() -> None:
    error = refuse(connect_to("smtp://no-such-host.invalid"))
    assert kind_of(error) == "pause"
    assert str(error).startswith("Почтовый сервер no-such-host.invalid:25 недоступен: ")


def test_a_wrong_password_pauses_and_is_not_printed(start_server: ServerMaker) -> None:
    _, port = start_server(login=("user", "right"))
    error = refuse(connect_to(f"smtp://user:secret@127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert str(error).startswith(f"Почтовый сервер 127.0.0.1:{port} не принял имя или пароль: 535 ")


def test_a_password_is_never_sent_in_the_clear_when_starttls_is_not_offered(
    start_server: ServerMaker,
) -> None:
    mailbox, port = start_server(login=("user", "secret"))
    error = refuse(connect_to(f"smtp://user:secret@127.0.0.1:{port}/?starttls=1"))
    assert kind_of(error) == "pause"
    assert "STARTTLS" in str(error)
    assert mailbox.logins == []


def test_a_login_that_the_server_does_not_offer_pauses(start_server: ServerMaker) -> None:
    _, port = start_server()
    assert kind_of(refuse(connect_to(f"smtp://user:secret@127.0.0.1:{port}"))) == "pause"


def test_a_password_in_russian_letters_pauses_with_a_sentence(start_server: ServerMaker) -> None:
    _, port = start_server(login=("user", "secret"))
    error = refuse(connect_to(f"smtp://user:%D0%BF%D0%B0%D1%80@127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert "латинских" in str(error)


def test_a_server_that_speaks_no_tls_at_all_pauses(start_server: ServerMaker) -> None:
    _, port = start_server()
    error = refuse(connect_to(f"smtps://127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert str(error).startswith(f"С почтовым сервером 127.0.0.1:{port} не удалось установить защищённое")


def test_a_server_that_wants_a_login_first_pauses(start_server: ServerMaker) -> None:
    _, port = start_server(login=("user", "secret"))
    error = refuse(connect_to(f"smtp://127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert "530" in str(error)


def test_a_refused_sender_pauses(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.answers_to_sender.append("550 5.7.1 sender not allowed")
    error = refuse(connect_to(f"smtp://127.0.0.1:{port}"))
    assert kind_of(error) == "pause"
    assert str(error) == (
        f"Почтовый сервер 127.0.0.1:{port} не принимает писем от sroki@example.org: "
        "550 5.7.1 sender not allowed."
    )


# Refusals of one message


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("450 4.2.0 greylisted", "temporary"),
        ("452 4.2.2 mailbox full", "temporary"),
        ("550 5.1.1 no such user", "permanent"),
        ("553 5.1.3 bad address", "permanent"),
        ("530 5.7.0 authentication required", "pause"),
    ],
)
def test_a_refused_recipient_stands_for_itself(answer: str, kind: str, start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.answer_to_recipient["bad@example.org"] = answer
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        transport.send("a@example.org", BODY, "<1@x>")
        with pytest.raises(DeliveryError) as caught:
            transport.send("bad@example.org", BODY, "<2@x>")
        transport.send("b@example.org", BODY, "<3@x>")
    assert kind_of(caught.value) == kind
    assert str(caught.value) == (
        f"Почтовый сервер 127.0.0.1:{port} не принял письмо на bad@example.org: {answer}."
    )
    assert mailbox.addresses == ["a@example.org", "b@example.org"]
    assert mailbox.connections == 1


@pytest.mark.parametrize(
    ("answer", "kind"), [("451 4.3.0 later", "temporary"), ("554 5.7.1 spam", "permanent")]
)
def test_refused_content_stands_for_itself(answer: str, kind: str, start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.answers_to_content.append(answer)
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        with pytest.raises(DeliveryError) as caught:
            transport.send("a@example.org", BODY, "<1@x>")
        transport.send("b@example.org", BODY, "<2@x>")
    assert kind_of(caught.value) == kind
    assert mailbox.addresses == ["b@example.org"]
    assert mailbox.connections == 1


@pytest.mark.parametrize(
    "address", ["no address", "a@example.org\r\nRCPT TO:<b@example.org>", "<a@example.org>", ""]
)
def test_what_is_no_address_never_reaches_the_server(address: str, start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    assert kind_of(refuse(connect_to(f"smtp://127.0.0.1:{port}"), address)) == "permanent"
    assert mailbox.connections == 0


def test_an_international_address_goes_through_a_server_that_can(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    send(connect_to(f"smtp://127.0.0.1:{port}"), "анна@почта.рф", "a@example.org", "b@почта.рф")
    assert mailbox.addresses == ["анна@xn--80a1acny.xn--p1ai", "a@example.org", "b@xn--80a1acny.xn--p1ai"]


def test_an_international_address_is_refused_for_good_by_a_server_that_cannot(
    start_server: ServerMaker,
) -> None:
    mailbox, port = start_server(enable_SMTPUTF8=False)
    error = refuse(connect_to(f"smtp://127.0.0.1:{port}"), "анна@почта.рф")
    assert kind_of(error) == "permanent"
    send(connect_to(f"smtp://127.0.0.1:{port}"), "b@почта.рф")
    assert mailbox.addresses == ["b@xn--80a1acny.xn--p1ai"]


# Connections that break


def test_a_lost_reply_to_the_content_is_a_temporary_failure(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.drop_after_content = 1
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        with pytest.raises(DeliveryError) as caught:
            transport.send("a@example.org", BODY, "<1@x>")
        transport.send("b@example.org", BODY, "<2@x>")
    assert kind_of(caught.value) == "temporary"
    assert caught.value.may_have_left
    assert str(caught.value) == (
        f"Связь с почтовым сервером 127.0.0.1:{port} прервалась во время отправки на a@example.org."
    )
    assert mailbox.addresses == ["b@example.org"]
    assert mailbox.connections == 2


def test_a_connection_dropped_while_idle_is_made_anew_without_blame(start_server: ServerMaker) -> None:
    mailbox, port = start_server(timeout=0.3)
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        transport.send("a@example.org", BODY, "<1@x>")
        time.sleep(0.8)
        transport.send("b@example.org", BODY, "<2@x>")
    assert mailbox.addresses == ["a@example.org", "b@example.org"]
    assert mailbox.connections == 2


def test_a_server_that_closes_with_421_between_mails_is_asked_again(start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        transport.send("a@example.org", BODY, "<1@x>")
        mailbox.answers_to_sender.append("421 4.7.0 too many messages on this connection")
        transport.send("b@example.org", BODY, "<2@x>")
        mailbox.answers_to_sender += ["421 closing", "421 4.3.2 shutting down"]
        with pytest.raises(DeliveryError) as caught:
            transport.send("c@example.org", BODY, "<3@x>")
    assert kind_of(caught.value) == "pause"
    assert mailbox.addresses == ["a@example.org", "b@example.org"]


@contextmanager
def scripted(*replies: bytes | float) -> Iterator[int]:
    """A server that reads whatever comes and answers by the script; a number is a pause in seconds."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(5)
            for reply in replies:
                if stop.is_set():
                    return
                if isinstance(reply, float):
                    stop.wait(reply)
                    continue
                try:
                    connection.sendall(reply)
                    if reply.endswith(b"\n"):
                        connection.recv(65536)
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        stop.set()
        listener.close()
        thread.join(6)


def test_a_connection_dropped_in_the_middle_of_the_content_is_temporary() -> None:
    with scripted(b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n") as port:
        transport = connect_to(f"smtp://127.0.0.1:{port}", timeout_s=5)
        with transport, pytest.raises(DeliveryError) as caught:
            transport.send("a@example.org", b"x" * 5_000_000, "<1@x>")
    assert kind_of(caught.value) == "temporary"


def test_commands_go_together_where_the_server_takes_them_so(start_server: ServerMaker) -> None:
    """Sender, recipient and DATA travel in one write; a mail without a recipient has no content."""
    mailbox, port = start_server()
    mailbox.answer_to_recipient["bad@example.org"] = "550 5.1.1 no such user"
    written: list[bytes] = []
    with connect_to(f"smtp://127.0.0.1:{port}") as transport:
        transport.send("a@example.org", BODY, "<1@x>")
        smtp = transport._own.smtp
        assert smtp is not None
        send_on, smtp.send = smtp.send, lambda s: (written.append(s), send_on(s))  # type: ignore[method-assign, assignment]
        transport.send("b@example.org", BODY, "<2@x>")
        with pytest.raises(DeliveryError):
            transport.send("bad@example.org", BODY, "<3@x>")
    verbs = [[line[:4].upper() for line in str(s).split("\r\n")[:-1]] for s in written if isinstance(s, str)]
    together = [["MAIL", "RCPT", "DATA"], ["MAIL", "RCPT", "DATA"], ["RSET"], ["QUIT"]]
    one_by_one = [["MAIL"], ["RCPT"], ["DATA"], ["MAIL"], ["RCPT"], ["RSET"], ["QUIT"]]
    assert verbs == (together if mailbox.takes_several else one_by_one)
    assert sum(isinstance(s, bytes) for s in written) == 1
    assert mailbox.addresses == ["a@example.org", "b@example.org"]


def test_a_server_that_wants_a_content_for_nobody_gets_none() -> None:
    """Refusing the only recipient it still says 354 (RFC 2920, 3.1): the connection is left at once."""
    hello = b"250-hi\r\n250 PIPELINING\r\n"
    with scripted(b"220 hi\r\n", hello, b"250 ok\r\n550 5.1.1 no\r\n354 go on\r\n", b"250 sent!\r\n") as port:
        transport = connect_to(f"smtp://127.0.0.1:{port}", timeout_s=2)
        with transport:
            with pytest.raises(DeliveryError) as caught:
                transport.send("a@example.org", BODY, "<1@x>")
            assert transport._own.smtp is not None
            assert not transport._own.smtp.is_open
    assert kind_of(caught.value) == "permanent"


def test_a_server_that_drips_its_reply_cannot_hold_a_mail_beyond_its_time() -> None:
    """Every byte comes in time for a socket's timeout; the sum does not."""
    drip: list[bytes | float] = [b"220 hi\r\n", b"250 hi\r\n", b"250-"]
    for _ in range(100):
        drip += [0.1, b"x"]
    with scripted(*drip) as port:
        started = time.monotonic()
        error = refuse(connect_to(f"smtp://127.0.0.1:{port}", timeout_s=1.0))
        assert time.monotonic() - started < 1.5
    assert kind_of(error) == "pause"
    assert str(error) == f"Почтовый сервер 127.0.0.1:{port} недоступен: не ответил вовремя."


def test_a_silent_server_is_left_in_time() -> None:
    with scripted(10.0) as port:
        started = time.monotonic()
        error = refuse(connect_to(f"smtp://127.0.0.1:{port}", timeout_s=1.0))
        assert time.monotonic() - started < 1.5
    assert kind_of(error) == "pause"
    assert str(error) == f"Почтовый сервер 127.0.0.1:{port} недоступен: не ответил вовремя."


@pytest.mark.parametrize("greeting", [b"554 go away\r\n", b"421 busy\r\n", b"nonsense\r\n", b"\xff\x00\r\n"])
def test_a_server_that_greets_badly_pauses(greeting: bytes) -> None:
    with scripted(greeting) as port:
        assert kind_of(refuse(connect_to(f"smtp://127.0.0.1:{port}", timeout_s=2))) == "pause"


# The outbox over a real server, on both databases


def deliver(engine: Engine, port: int, moment: datetime = NOW) -> DeliveryReport:
    return deliver_messages(
        engine,
        connect_to(f"smtp://127.0.0.1:{port}"),
        as_of=moment,
        owner="a",
        lease_s=600,
        batch=4,
    )


@pytest.fixture
def queue(engine: Engine, make_message: Callable[..., Message]) -> None:
    with open_session(engine) as session:
        for number in range(1, 11):
            enqueue(session, make_message(number), NOW)


@pytest.mark.usefixtures("queue")
def test_refused_recipients_among_good_ones(engine: Engine, start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.answer_to_recipient["person3@example.org"] = "550 no such user"
    mailbox.answer_to_recipient["person7@example.org"] = "450 greylisted"
    assert deliver(engine, port) == DeliveryReport(sent=8, failed=1, retried=1)
    del mailbox.answer_to_recipient["person7@example.org"]
    assert deliver(engine, port, NOW + timedelta(minutes=5)) == DeliveryReport(sent=1)
    assert len(mailbox.mails) == len(set(mailbox.addresses)) == 9
    with open_session(engine) as session:
        (failed,) = list_messages(session, states=["failed"])
    assert failed["last_error"] == (
        f"Почтовый сервер 127.0.0.1:{port} не принял письмо на person3@example.org: 550 no such user."
    )


@pytest.mark.usefixtures("queue")
def test_a_lost_reply_repeats_one_mail_with_the_same_bytes(engine: Engine, start_server: ServerMaker) -> None:
    mailbox, port = start_server()
    mailbox.drop_after_content, mailbox.keep_when_dropping = 1, True
    assert deliver(engine, port) == DeliveryReport(sent=9, retried=1)
    assert deliver(engine, port, NOW + timedelta(hours=1)) == DeliveryReport(sent=1)
    repeated = [mail for mail in set(mailbox.mails) if mailbox.mails.count(mail) == 2]
    assert len(repeated) == 1
    assert len(mailbox.mails) == 11


@pytest.mark.usefixtures("queue")
def test_a_relay_that_is_down_leaves_the_queue_whole(engine: Engine, start_server: ServerMaker) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dead_port = listener.getsockname()[1]
    report = deliver(engine, dead_port)
    assert (report.total, report.paused) == (
        0,
        f"Почтовый сервер 127.0.0.1:{dead_port} недоступен: в соединении отказано.",
    )
    with open_session(engine) as session:
        assert {(m["state"], m["attempts"]) for m in list_messages(session)} == {("queued", 0)}
    mailbox, port = start_server()
    assert deliver(engine, port) == DeliveryReport(sent=10)
    assert len(mailbox.mails) == 10


# Asking whether the way out is open


def test_a_check_logs_in_and_sends_nothing(start_server: ServerMaker, tmp_path: Path) -> None:
    mailbox, port = start_server(login=("user", "secret"))
    settings = Settings(home=tmp_path, smtp_url=f"smtp://user:secret@127.0.0.1:{port}")
    assert check_transport(settings) == f"Почтовый сервер 127.0.0.1:{port} отвечает."
    assert mailbox.logins == [("user", False)]
    assert mailbox.mails == []
    wrong = Settings(home=tmp_path, smtp_url=f"smtp://user:other@127.0.0.1:{port}")
    with pytest.raises(DeliveryError, match="не принял имя или пароль"):
        check_transport(wrong)
