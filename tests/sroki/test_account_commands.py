"""``sroki account``: the first administrator, roles, links."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path

import pytest

from account_people import PASSWORD
from command_line import sroki
from flows.accounts.links import find_link, set_password_by_link
from flows.accounts.signing_in import Visit, sign_in
from flows.house import House, open_house
from models.settings import Settings

CHIEF = "chief@example.org"
HOME = Visit("192.0.2.7")


@pytest.fixture
def house(home: Path) -> House:
    return open_house(Settings(home=home / "var"))


def accounts(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    code, out, _ = sroki(capsys, "account", "list", "--json")
    assert code == 0
    return {each["address"]: each for each in json.loads(out)}


def test_the_first_administrator_gets_a_link_that_sets_the_password(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = sroki(capsys, "account", "add", CHIEF, "--role", "administrator", "--name", "Вера")
    assert code == 0
    token = out.split("/password/")[1].strip()
    assert find_link(house, token) is not None
    assert accounts(capsys)[CHIEF]["has_password"] is False
    set_password_by_link(house, token, PASSWORD)
    assert sign_in(house, CHIEF, PASSWORD, HOME).token
    assert accounts(capsys)[CHIEF] == {
        "id": 1,
        "address": CHIEF,
        "name": "Вера",
        "has_password": True,
        "disabled_at": None,
        "grants": [
            {"role": "administrator", "party_id": None, "party": None, "roadmap_id": None, "roadmap": None}
        ],
    }


def test_a_password_may_come_from_standard_input_and_is_never_repeated(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("sys.stdin", io.StringIO("коротко\n"))
    arguments = ("account", "add", CHIEF, "--role", "administrator", "--password-stdin")
    code, out, err = sroki(capsys, *arguments)
    assert code == 2
    assert "короче 12" in err
    assert accounts(capsys) == {}, "nothing half made"
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    code, out, err = sroki(capsys, *arguments)
    assert code == 0
    assert PASSWORD not in out + err + caplog.text
    assert sign_in(house, CHIEF, PASSWORD, HOME).token


def test_roles_are_granted_and_revoked_by_name(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    sroki(capsys, "account", "add", CHIEF, "--role", "administrator")
    sroki(capsys, "contact", "set", "МКУ «Архив»", "archive@example.org")
    assert sroki(capsys, "account", "add", "archive@example.org", "--role", "institute")[0] == 0
    assert [each["party"] for each in accounts(capsys)["archive@example.org"]["grants"]] == ["МКУ «Архив»"]  # type: ignore[attr-defined]
    role = ("archive@example.org", "--role", "reviewer", "--party", "МКУ «Архив»")
    assert sroki(capsys, "account", "grant", *role)[0] == 0
    assert len(accounts(capsys)["archive@example.org"]["grants"]) == 2  # type: ignore[arg-type]
    assert sroki(capsys, "account", "revoke", *role)[0] == 0
    assert sroki(capsys, "account", "revoke", *role)[0] == 2
    code, _, err = sroki(capsys, "account", "grant", "archive@example.org", "--role", "institute")
    assert code == 2
    assert "назовите организацию" in err
    code, out, _ = sroki(capsys, "account", "list")
    assert "организация, МКУ «Архив»" in out


def test_disable_enable_and_reset(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    sroki(capsys, "account", "add", CHIEF, "--role", "administrator")
    code, _, err = sroki(capsys, "account", "disable", CHIEF)
    assert code == 2
    assert "последний администратор" in err
    sroki(capsys, "account", "add", "boris@example.org", "--role", "coordinator", "--mail")
    assert sroki(capsys, "account", "disable", "boris@example.org")[0] == 0
    assert accounts(capsys)["boris@example.org"]["disabled_at"] is not None
    assert sroki(capsys, "account", "enable", "boris@example.org")[0] == 0
    code, out, _ = sroki(capsys, "account", "reset", "boris@example.org")
    assert "/password/" in out
    assert sroki(capsys, "account", "reset", "nobody@example.org")[0] == 2
    _, out, _ = sroki(capsys, "outbox", "--json")
    assert [(each["kind"], each["to"]) for each in json.loads(out)] == [("invitation", "boris@example.org")]


def test_serving_others_needs_an_account(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "::", ""):
        code, _, err = sroki(capsys, "serve", "--host", host, "--port", "0")
        assert code == 2
        assert "sroki account add" in err
