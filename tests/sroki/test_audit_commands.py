"""The commands of audit: what they print, and the codes they exit with."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from meddling import meddle
from models.database import create_database_engine
from small_plan import CENTRE, write_plan


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house on SQLite with the small plan approved and an executor named."""
    monkeypatch.setenv("SROKI_HOME", str(tmp_path / "var"))
    write_plan(tmp_path)
    run(tmp_path, "import", "plan.txt", "--approve", "--as-of", "2025-01-15")
    run(
        tmp_path,
        "contact",
        "set",
        "МБУ «Методцентр»",
        CENTRE,
        "--name",
        "Зоя Лукина",
        "--as-of",
        "2025-01-15",
    )
    return tmp_path


def run(folder: Path, *words: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "sroki", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr + done.stdout
    return done.stdout + done.stderr


def forge(home: Path) -> None:
    engine = create_database_engine(f"sqlite:///{home / 'var' / 'sroki.db'}")
    meddle(engine, "UPDATE audit SET deed = 'accepted' WHERE id = 2")
    engine.dispose()


def test_v16_4_2_a_whole_trail_is_told_and_a_forged_one_exits_with_1(home: Path) -> None:
    assert re.search(r"Журнал цел: записей 3, вершина [0-9a-f]{64}", run(home, "audit", "verify"))
    run(home, "audit", "head", "--output", "head.json")
    assert set(json.loads((home / "head.json").read_text())) == {"sequence", "hash", "at", "key", "signature"}
    assert (
        run(home, "audit", "head", "--public-key").strip()
        == json.loads((home / "head.json").read_text())["key"]
    )
    run(home, "audit", "verify", "--head", "head.json")
    forge(home)
    assert run(home, "audit", "verify", code=1) == "Запись № 2 изменена.\n"
    verdict = json.loads(run(home, "audit", "verify", "--json", "--head", "head.json", code=1))
    assert verdict["flaws"] == [{"kind": "changed", "sequence": 2, "last": 2}]
    run(home, "audit", "verify", "--head", "plan.txt", code=2)


def test_the_json_of_audit_keeps_its_keys(home: Path) -> None:
    entries = json.loads(run(home, "audit", "--json", "--limit", "2"))
    assert len(entries) == 2
    assert {"id", "at", "actor", "deed", "subject", "details"} <= set(entries[0])
    assert entries[-1]["actor"].startswith("command:")
    assert entries[-1]["at"] == "2025-01-15T04:00:00Z"


def test_a_person_is_forgotten_by_command(home: Path) -> None:
    assert "единственный исполнитель" in run(home, "person", "forget", CENTRE, code=2)
    act = run(home, "person", "forget", CENTRE, "--anyway", "--reason", "увольнение")
    assert "Зоя Лукина" in act
    assert "увольнение" in act
    assert CENTRE not in run(home, "contact", "list")
    assert "уже забыт" in run(home, "person", "forget", "1", "--output", "act.txt")
    assert not (home / "act.txt").exists()
    assert "Журнал цел" in run(home, "audit", "verify")


def test_an_archive_a_report_and_what_is_past_keeping(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "файлов" in run(home, "export", "7", "--output", "out.zip")
    with zipfile.ZipFile(home / "out.zip") as file:
        assert "MANIFEST.sha256" in file.namelist()
    assert "SROKI_RETENTION_YEARS" in run(home, "retention", code=2)
    monkeypatch.setenv("SROKI_RETENTION_YEARS", "5")
    assert "нет" in run(home, "retention", "--apply")
    report = "План\n\n№ п/п\tМероприятие\tСрок\tИсполнитель\tВыполнение\n"
    report += "1.1\tСобрать сведения о музеях\tмарт 2025 г.\tМБУ «Методцентр»\tВыполнено\n"
    (home / "report.txt").write_text(report, encoding="utf-8")
    call = ("import-status", "report.txt", "--roadmap", "7", "--as-of", "2025-03-20")
    assert "Сдать на проверку сроков: 1" in run(home, *call)
    assert json.loads(run(home, *call, "--apply", "--json"))["handed_in"] == 1
    assert "Сдано на проверку сроков: 0" in run(home, *call, "--apply")
