"""A new house says what to do first, and gives its first administrator a link."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from flows.accounts.links import find_link, set_password_by_link
from flows.house import House, open_house
from models.errors import CallerError
from models.settings import Settings
from sroki.demo import run
from sroki.starting import DEMO_MARK, invite_administrator, name_program, say_first_steps

CHIEF = "chief@example.org"


def house_in(folder: Path) -> House:
    return open_house(Settings(home=folder))


def test_the_first_administrator_gets_a_link_until_there_is_a_password(tmp_path: Path) -> None:
    house = house_in(tmp_path / "var")
    assert "account add" in say_first_steps(house, "")
    first = invite_administrator(house, CHIEF, "test")
    second = invite_administrator(house, CHIEF, "test")
    assert second in say_first_steps(house, second)
    assert find_link(house, first.rpartition("/")[2]) is None, "only the last link works"
    set_password_by_link(house, second.rpartition("/")[2], "фраза из нескольких слов")
    assert invite_administrator(house, CHIEF, "test") == ""
    assert say_first_steps(house, "") == ""
    with pytest.raises(CallerError, match="среди них нет"):
        invite_administrator(house, "other@example.org", "test")
    house.close()


def test_the_demonstration_tells_the_way_to_a_document_of_ones_own(tmp_path: Path) -> None:
    house = house_in(tmp_path)
    (tmp_path / DEMO_MARK).touch()
    assert "sroki serve --administrator" in say_first_steps(house, "")
    house.close()


def test_the_program_is_named_as_it_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "argv", [".venv/bin/sroki", "serve"])
    assert name_program() == str(Path(".venv/bin/sroki"))
    program = tmp_path / "bin" / "sroki"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "serve"])
    monkeypatch.setenv("PATH", str(program.parent))
    assert name_program() == "sroki"


def test_a_taken_port_is_said_before_the_years_are_played(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CallerError, match="занят"):
            run(Settings(home=tmp_path), once=False, port=int(taken.getsockname()[1]))
    assert not (tmp_path / "demo").exists()
