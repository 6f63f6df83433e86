from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import CallerError
from models.settings import Settings, load_settings
from notifications.transports import MaildirTransport, check_transport, open_transport
from notifications.transports.relay import Relay, parse_relay
from notifications.transports.smtp import SmtpTransport


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://mail.example.org", Relay("mail.example.org", 25)),
        ("smtp://127.0.0.1:2525/", Relay("127.0.0.1", 2525)),
        ("smtp://[::1]:2525", Relay("::1", 2525)),
        ("smtp://h/?starttls=1", Relay("h", 587, starttls=True)),
        ("smtps://h", Relay("h", 465, tls=True)),
        ("smtps://u:p@h:1465", Relay("h", 1465, "u", "p", tls=True)),
        ("smtp://u%40x.ru:p%2F%23%3F@h:25/?starttls=1", Relay("h", 25, "u@x.ru", "p/#?", starttls=True)),
        ("smtp://u:p@h", Relay("h", 587, "u", "p", starttls=True)),
        ("smtp://u:p@h?starttls=0", Relay("h", 25, "u", "p")),
        ("smtp://u:p@127.0.0.1:25", Relay("127.0.0.1", 25, "u", "p")),
        ("smtp://u:p@localhost", Relay("localhost", 25, "u", "p")),
        ("smtps://h?verify=no", Relay("h", 465, tls=True, verify=False)),
    ],
)
def test_an_address_of_a_relay_is_read(url: str, relay: Relay) -> None:
    assert parse_relay(url) == relay


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://h", "адрес начинается с smtp:// или smtps://"),
        ("mail.example.org:25", "адрес начинается с smtp:// или smtps://"),
        ("smtp://", "не указано имя сервера"),
        ("smtp://h:port", "порт или имя сервера записаны с ошибкой"),
        ("smtp://h:70000", "порт или имя сервера записаны с ошибкой"),
        ("smtp://[::1", "порт или имя сервера записаны с ошибкой"),
        ("smtp://:secret@h", "указан пароль, но не указано имя"),
        (
            "smtp://h?tls=1",
            "параметр «tls» неизвестен, есть starttls, verify, cafile, connections, per_minute",
        ),
        ("smtp://h?starttls=maybe", "параметр starttls может быть 1 или 0"),
        ("smtp://h?connections=0", "параметр connections — целое число от 1 до 32"),
        ("smtp://h?per_minute=half", "параметр per_minute — целое число от 1 до 100000"),
        ("smtps://h?cafile=/nowhere.pem", "файла «/nowhere.pem» из параметра cafile нет"),
        (
            "smtp://h/u:secret",
            "после имени сервера ожидается ? с параметрами; знаки / # ? @ в пароле пишутся как %XX",
        ),
    ],
)
def test_a_bad_address_is_explained_in_one_sentence_without_the_password(url: str, reason: str) -> None:
    with pytest.raises(CallerError) as caught:
        parse_relay(url)
    assert str(caught.value) == f"Настройка SROKI_SMTP_URL не годится: {reason}."
    assert "secret" not in str(caught.value)


def test_no_representation_shows_the_password() -> None:
    relay = parse_relay("smtp://user:secret@h")
    assert "secret" not in f"{relay} {relay!r}"


def test_a_house_without_a_relay_keeps_its_mail_in_a_maildir(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, smtp_url=None)
    transport = open_transport(settings)
    assert isinstance(transport, MaildirTransport)
    assert transport.folder == tmp_path / "mail"
    assert check_transport(settings) == f"Почта складывается в папку {tmp_path}/mail."


def test_one_mail_takes_less_than_half_a_lease(tmp_path: Path) -> None:
    for lease_s, timeout_s in ((600.0, 60.0), (10.0, 4.0)):
        transport = open_transport(Settings(home=tmp_path, smtp_url="smtp://h", lease_s=lease_s))
        assert isinstance(transport, SmtpTransport)
        assert transport.timeout_s == timeout_s


def test_a_sender_that_is_no_address_is_told_when_the_settings_are_read(tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="SROKI_MAIL_FROM"):
        load_settings(home=tmp_path, smtp_url="smtp://h", mail_from="Сроки")


def test_an_address_says_how_much_its_relay_takes() -> None:
    relay = parse_relay("smtp://h?connections=2&per_minute=600")
    assert (relay.connections, relay.per_minute) == (2, 600)
    assert (parse_relay("smtp://h").connections, parse_relay("smtp://h").per_minute) == (4, None)
