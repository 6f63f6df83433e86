"""Commands around mail: coordinators, returned mail, other programs that listen."""

from __future__ import annotations

import io
import json
import sys

import pytest

from command_line import sroki

pytestmark = pytest.mark.usefixtures("home")


def test_a_coordinator_is_named_listed_and_taken_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert sroki(capsys, "coordinator", "set", "Chief@Example.org", "--name", "Зоя")[0] == 0
    listed = json.loads(sroki(capsys, "coordinator", "list", "--json")[1])
    assert listed == [{"address": "Chief@example.org", "name": "Зоя", "roadmap_id": None, "roadmap": None}]
    assert sroki(capsys, "coordinator", "remove", "chief@example.org")[1] == "Снято: chief@example.org.\n"
    assert sroki(capsys, "coordinator", "remove", "chief@example.org")[0] == 2
    assert sroki(capsys, "coordinator", "set", "no address")[0] == 2


def test_a_piped_mail_that_is_no_report_changes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Subject: hello\n\nhello\n")))
    code, out, _ = sroki(capsys, "bounce", "-")
    assert code == 0
    assert out.startswith("Писем разобрано 1: неверных адресов 0, не доставлено 0")
    assert out.endswith("посторонних 1.\n")


def test_a_bounce_needs_one_source_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["-", "--maildir", "x"], ["nowhere.eml"], ["--maildir", "nowhere"]):
        code, _, err = sroki(capsys, "bounce", *arguments)
        assert (code, len(err.splitlines())) == (2, 1)


def test_the_secret_of_a_listener_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = sroki(capsys, "webhook", "add", "https://example.org/x", "--kinds", "accepted, due")
    secret = out.split("Ключ подписи: ")[1].strip()
    assert (code, len(secret)) == (0, 64)
    listed = sroki(capsys, "webhook", "list", "--json")[1]
    assert secret not in listed
    assert json.loads(listed)[0]["kinds"] == ["due", "accepted"]
    assert sroki(capsys, "webhook", "add", "https://example.org/x", "--kinds", "")[0] == 2
    assert sroki(capsys, "webhook", "remove", "https://example.org/x")[0] == 0


def test_a_deputy_is_named_listed_and_sent_home(capsys: pytest.CaptureFixture[str]) -> None:
    for party, address in (("Отдел А", "a@example.org"), ("Отдел Б", "b@example.org")):
        assert sroki(capsys, "contact", "set", party, address)[0] == 0
    days = ("--from", "2199-05-01", "--until", "12.05.2199")
    code, _, err = sroki(capsys, "absence", "set", "a@example.org", "--deputy", "b@example.org", *days)
    assert (code, err) == (2, "Это дольше трёх лет: передайте задачи другому (sroki contact move).\n")
    days = ("--from", "2025-05-01", "--until", "12.05.2025", "--as-of", "2025-04-30")
    out = sroki(capsys, "absence", "set", "A@example.org", "--deputy", "b@example.org", *days)[1]
    assert out == "a@example.org: с 01.05.2025 по 12.05.2025 замещает b@example.org.\n"
    assert json.loads(sroki(capsys, "absence", "list", "--json")[1]) == []  # over by the clock of today
    out = sroki(capsys, "absence", "end", "a@example.org", "--as-of", "2025-05-03")[1]
    assert out == "a@example.org: отсутствие закончено, письма снова приходят на этот адрес.\n"
    assert sroki(capsys, "absence", "end", "a@example.org", "--as-of", "2025-05-04")[0] == 2
