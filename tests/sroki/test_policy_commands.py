"""Rules of reminding by command: shown, checked, set, taken away, written to a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from command_line import sroki
from flows.house import open_house
from models.database import open_reading
from models.round import Round
from models.settings import load_settings
from roadmaps.policy import DEFAULT_POLICY, parse_policy
from small_plan import write_plan

LATE = '[sending]\nat = "10:00"\n'


def first_moment(capsys: pytest.CaptureFixture[str]) -> str:
    reasons = json.loads(sroki(capsys, "why", "1", "--json")[1])
    return str(reasons[0]["moment"])


@pytest.fixture
def planned(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A house with the small plan and an address for its first task."""
    assert sroki(capsys, "import", str(write_plan(home)), "--approve", "--as-of", "2025-01-15")[0] == 0
    contact = ("contact", "set", "МБУ «Методцентр»", "a@example.org", "--as-of", "2025-01-15")
    assert sroki(capsys, *contact)[0] == 0
    return home


def test_the_default_is_a_file_to_begin_with(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = sroki(capsys, "policy", "default")
    assert (code, parse_policy(out, "p.toml")) == (0, DEFAULT_POLICY)
    assert "# местное время получателя" in out
    code, shown, aside = sroki(capsys, "policy", "show")
    assert (code, shown, aside) == (0, out, "Действуют правила по умолчанию.\n")


def test_rules_are_set_shown_exported_and_taken_away(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert first_moment(capsys) == "01.03.2025 09:00 (Asia/Yekaterinburg)"
    (planned / "late.toml").write_text(LATE, encoding="utf-8")
    code, out, _ = sroki(capsys, "policy", "set", "late.toml", "--roadmap", "7")
    assert (code, out) == (0, "Правила введены, пересчитано сроков: 3.\n")
    assert first_moment(capsys) == "01.03.2025 10:00 (Asia/Yekaterinburg)"
    assert sroki(capsys, "policy", "show", "--roadmap", "7")[1] == LATE
    assert [row["roadmap_id"] for row in json.loads(sroki(capsys, "policy", "list", "--json")[1])] == [1]
    assert sroki(capsys, "policy", "export", "out.toml", "--roadmap", "7")[0] == 0
    assert (planned / "out.toml").read_text(encoding="utf-8") == LATE
    code, out, _ = sroki(capsys, "policy", "reset", "--roadmap", "7")
    assert (code, out) == (0, "Правила сняты, пересчитано сроков: 3.\n")
    assert first_moment(capsys) == "01.03.2025 09:00 (Asia/Yekaterinburg)"
    assert sroki(capsys, "policy", "reset", "--roadmap", "7")[0] == 2


def test_a_wrong_file_stores_nothing_and_names_every_line(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planned / "bad.toml").write_text("[sending]\nat = 9\nhow = 1\n[boss]\n", encoding="utf-8")
    for command in ("check", "set"):
        code, _, err = sroki(capsys, "policy", command, "bad.toml")
        assert code == 2
        assert [line.split(": ")[0][-8:] for line in err.splitlines()] == [f"строка {n}" for n in (2, 3, 4)]
    assert json.loads(sroki(capsys, "policy", "list", "--json")[1]) == []
    assert first_moment(capsys) == "01.03.2025 09:00 (Asia/Yekaterinburg)"


def test_rules_that_count_working_days_say_how_far_the_calendar_is_known(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "work.toml").write_text('[sending]\noffsets_in = "working"\n', encoding="utf-8")
    assert "дальше рабочие дни — предположение" in sroki(capsys, "policy", "check", "work.toml")[1]
    (home / "plain.toml").write_text("", encoding="utf-8")
    assert "предположение" not in sroki(capsys, "policy", "check", "plain.toml")[1]


def test_rules_of_rounds_are_shown_set_and_taken_away(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = sroki(capsys, "policy", "show", "--rounds")[1]
    assert "due = [-7, -3, -2, -1, 0, 1]" in shown
    add = ("round", "add", "Школы", "--from", "03.03.2025", "--to", "31.03.2025", "--as-of", "2025-01-20")
    assert sroki(capsys, *add)[0] == 0
    (planned / "rounds.toml").write_text('[sending]\nat = "14:30"\n', encoding="utf-8")
    code, out, _ = sroki(capsys, "policy", "set", "rounds.toml", "--rounds", "--as-of", "2025-01-20")
    assert (code, out) == (0, "Правила введены, пересчитано сроков: 0.\n")
    assert sroki(capsys, "policy", "show", "--rounds")[1] == '[sending]\nat = "14:30"\n'
    assert "14:30" not in sroki(capsys, "policy", "show")[1], "those of the house are others"
    assert "мониторинги, которые откроются" in sroki(capsys, "policy", "list")[1]
    assert opens_at(planned) == "2025-03-03T09:30:00+00:00", "a round that is planned opens at the new hour"
    assert sroki(capsys, "policy", "reset", "--rounds", "--as-of", "2025-01-20")[0] == 0
    assert opens_at(planned) == "2025-03-03T04:00:00+00:00"
    assert sroki(capsys, "policy", "set", "rounds.toml", "--rounds", "--roadmap", "7")[0] == 2


def opens_at(home: Path) -> str:
    """When the only round of the house opens."""
    house = open_house(load_settings())
    with open_reading(house.engine) as session:
        moment = session.exec(select(Round.opens_at)).one()
    house.close()
    return moment.isoformat()
