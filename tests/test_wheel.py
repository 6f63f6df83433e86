"""The wheel is whole: built once, installed where nothing else of this checkout is, it does the main job."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("models", "roadmaps", "notifications", "flows", "sroki")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the backend of the locks: no isolation, no network."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / done.stdout.strip()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of an environment that has the wheel, and sees the libraries of the running one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    done = subprocess.run([*pip, str(wheel)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    site = next((folder / "lib").glob("python*")) / "site-packages"
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin" / "sroki"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as a stranger runs it: an empty folder, nothing of ours in the environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SROKI_", "PYTHON"))}
    return subprocess.run(
        [str(program), *arguments], cwd=folder, env=kept, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_all_that_the_program_reads_and_nothing_of_the_tests(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    tops = {name.split("/")[0] for name in names}
    assert tops == set(FLOORS)
    tracked = subprocess.run(
        ["git", "ls-files", *FLOORS], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert len(tracked) > 300 or not (ROOT / ".git").exists()
    assert set(tracked) <= names, "the wheel lacks these"
    for needed in (
        "sroki/web/templates/base.html", "sroki/web/static/pages.css", "models/locale/en/commands.po",
        "models/migrations/versions/0001_first_tables.py", "roadmaps/deadlines/terms.lark",
    ):  # fmt: skip
        assert needed in names
    assert any(name.startswith("roadmaps/samples/") for name in names)
    assert not [name for name in names if re.search(r"(^|/)(test_|conftest|tests/)", name)]


def test_the_version_stands_in_one_place(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"sroki {VERSION}"), done.stderr
    spoken = re.compile(rf"[\"']{re.escape(VERSION)}[\"']")
    twice = [
        p for floor in FLOORS for p in (ROOT / floor).rglob("*.py") if spoken.search(p.read_text("utf-8"))
    ]
    assert not twice


def test_it_runs_from_the_wheel_and_not_from_here(installed: Path, tmp_path: Path) -> None:
    code = "import sroki, models, roadmaps; print(sroki.__file__, models.__file__, roadmaps.__file__)"
    done = run(installed.parent / "python", tmp_path, "-c", code)
    places = [Path(place) for place in done.stdout.split()]
    assert len(places) == 3
    assert all(place.is_relative_to(installed.parents[1]) for place in places), done.stdout + done.stderr


STORY = """
import contextlib
from fastapi.testclient import TestClient
from flows.house import open_house
from models.settings import Settings
from sroki.cli import main
from sroki.web.app import create_app

for line in (
    ["import", "order.txt", "--approve", "--as-of", "2026-03-02"],
    ["contact", "set", "МКУ «Архив»", "archive@example.org", "--as-of", "2026-03-02"],
    ["tick", "--as-of", "2026-04-06"],
    ["report", "--roadmap", "1", "--format", "docx", "--output", "report.docx", "--as-of", "2026-04-20"],
    ["report", "--roadmap", "1", "--format", "pdf", "--output", "report.pdf", "--as-of", "2026-04-20"],
    ["report", "--format", "html", "--output", "report.html", "--as-of", "2026-04-20"],
    ["--lang", "en", "doctor"],
):
    with contextlib.suppress(SystemExit):
        main(line)
with TestClient(create_app(open_house(Settings())), base_url="http://127.0.0.1:8765",
                client=("127.0.0.1", 5000)) as client:
    for place in ("/", "/tasks", "/static/sroki.css", "/static/icon.svg", "/healthz", "/api/v1/openapi.json"):
        print(place, client.get(place).status_code)
"""


def test_the_installed_program_reads_plans_mails_reports_and_shows(installed: Path, tmp_path: Path) -> None:
    """The main job in one process; the demonstration, which takes longer, is played at a release."""
    shutil.copy(ROOT / "docs" / "example" / "order.txt", tmp_path)
    done = run(installed.parent / "python", tmp_path, "-c", STORY)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Утверждено: задач 5, сроков 5." in done.stdout
    assert "писем подготовлено 1, ушло 1" in done.stdout
    assert re.search(r"^OK: |^ok: |^in order", done.stdout, re.MULTILINE), "the English catalogue is there"
    for name in ("report.docx", "report.pdf", "report.html"):
        assert (tmp_path / name).stat().st_size > 2000, name
    answers = dict(re.findall(r"^(/\S*) (\d+)$", done.stdout, re.MULTILINE))
    assert len(answers) == 6
    assert set(answers.values()) == {"200"}, answers
