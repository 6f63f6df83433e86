"""The rules of signing in: passwords, locks, times, landings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from flows.accounts.passwords import hash_password, needs_rehash, verify_password
from flows.accounts.rules import ABSOLUTE, IDLE, check_password, choose_landing, is_alive, plan_lock
from models.errors import CallerError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def complain(password: str) -> str:
    try:
        check_password(password, "Анна Соколова", "anna.sokolova@example.org")
    except CallerError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "у кота четыре лапы",
        "correct horse battery staple",
        "x" * 3 + "kR9#mQ2$vT7" + "z" * 3,
        "жук " + "ё1?Бq" * 24,
        "   пробелы тоже знаки   ",
        "🐈🐕🦔🐢🐇🦊🐻🐼🐨🐯🦁🐮",
    ],
)
def test_v6_2_any_characters_make_a_password(password: str) -> None:
    """ASVS 6.2.5, 6.2.8, 6.2.9: no composition rules, taken as typed, 64 characters and more."""
    assert complain(password) == ""


@pytest.mark.parametrize(
    ("password", "words"),
    [("kR9#mQ2$vT7", "короче 12"), ("", "короче 12"), ("ё1?Бqwпр" * 17, "длиннее 128")],
)
def test_v6_2_1_length_is_held(password: str, words: str) -> None:
    assert words in complain(password)


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "qwertyqwerty",
        "QWERTYUIOP[]123",
        "123456789012",
        "098765432109",
        "111111111111",
        "abababababab",
        "йцукенгшщзхъ",
        "ПарольПароль",
        "пароль123456",
        "admin_admin_2026",
        "1q2w3e4r5t6y",
        "abcdefghijklm",
        "qwerty123456",
        "йцукен12345678",
        "челябинск2026",
        "министерство1",
        "qazwsxedc123",
        "zxcvbnm,./123",
        "sroki-sroki-1",
    ],
)
def test_v6_2_4_the_commonest_passwords_are_refused(password: str) -> None:
    assert "подбирают первым" in complain(password)


@pytest.mark.parametrize(
    "password", ["sokolova у реки", "любит Соколова чай", "Anna.Sokolova 77", "а вот соколова ещё"]
)
def test_v6_1_2_own_name_and_address_are_refused(password: str) -> None:
    assert "ваше имя" in complain(password)


def test_v11_4_2_a_password_is_kept_as_argon2id_with_owasp_parameters() -> None:
    stored = hash_password("у кота четыре лапы")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hash_password("у кота четыре лапы") != stored, "a salt of its own each time"
    assert verify_password(stored, "у кота четыре лапы")
    assert not verify_password(stored, "у кота четыре лапы ")
    assert not verify_password(None, "the password of nobody")
    assert not needs_rehash(stored)
    assert needs_rehash(stored.replace("m=19456", "m=8192"))


def test_v6_3_1_locks_double_with_each_failure_up_to_an_hour() -> None:
    waits = [plan_lock(failures, 5, NOON) for failures in range(4, 14)]
    seconds = [(until - NOON).total_seconds() if until else 0 for until in waits]
    assert seconds == [0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert plan_lock(10_000, 5, NOON) == NOON + timedelta(hours=1)


def test_v7_3_sessions_end_after_rest_and_after_a_day() -> None:
    second = timedelta(seconds=1)
    assert is_alive(NOON, NOON, NOON + IDLE - second)
    assert not is_alive(NOON, NOON, NOON + IDLE)
    assert is_alive(NOON, NOON + ABSOLUTE - 2 * second, NOON + ABSOLUTE - second)
    assert not is_alive(NOON, NOON + ABSOLUTE - second, NOON + ABSOLUTE)


@pytest.mark.parametrize("wanted", ["/", "/tasks/1", "/?roadmap=1&state=open", "/why?who=%D0%90", "/me"])
def test_a_landing_on_this_site_is_taken(wanted: str) -> None:
    assert choose_landing(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "",
        "tasks",
        "/a\r\nSet-Cookie: x=1",
        "/\t/evil.example",
        "/sign-out",
        "/" + "a" * 2000,
        "/<script>",
        "/@evil.example",
    ],
)
def test_v3_7_2_a_landing_elsewhere_is_not(wanted: str) -> None:
    assert choose_landing(wanted) == "/"
