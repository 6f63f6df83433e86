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
