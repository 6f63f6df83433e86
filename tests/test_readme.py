"""The README and the pages beside it tell the truth: their commands run, and print what is shown.

A block marked ``console`` is one sitting in a house of its own. After ``$ `` comes a command, then
some lines of what it prints: in their order, spaces aside, and ``…`` at the end of a line stands for
the rest of it. Blocks marked ``sh`` are too long to run here; their targets must exist.
"""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from models.settings import Settings
from sroki import language
from sroki.cli import cli, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
ROUNDS = (ROOT / "docs" / "rounds.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
DEPENDENCIES = ROOT / "docs" / "decisions" / "001-dependencies.md"
SPACES = re.compile(r"\s+")


def blocks(mark: str, text: str = README + COMMANDS) -> list[str]:
    """The fenced blocks with this mark; the page of commands goes on where the README ends."""
    return re.findall(rf"^```{mark}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def sitting(text: str = README + COMMANDS) -> list[tuple[str, list[str]]]:
    """Every command of the console blocks with the lines shown below it."""
    steps: list[tuple[str, list[str]]] = []
    for line in "".join(blocks("console", text)).splitlines():
        if line.startswith("$ "):
            steps.append((line.removeprefix("$ "), []))
        else:
            steps[-1][1].append(line)
    return steps


def squeeze(line: str) -> str:
    return SPACES.sub(" ", line).strip()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that holds the example, and nothing else of this checkout."""
    (tmp_path / "docs").symlink_to(ROOT / "docs", target_is_directory=True)
    for name in [name for name in os.environ if name.startswith("SROKI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SROKI_HOME", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    language.choose_language("ru")
    return tmp_path


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    program, *arguments = shlex.split(command)
    assert program == "sroki", command
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    printed = capsys.readouterr()
    return int(leaving.value.code or 0), printed.out, printed.err


def is_shown(line: str, printed: str) -> bool:
    wanted = squeeze(line)
    if wanted.endswith("…"):
        return printed.startswith(wanted.removesuffix("…").rstrip())
    return printed == wanted


@pytest.mark.parametrize(("text", "least"), [(README + COMMANDS, 21), (ROUNDS, 6)], ids=["readme", "rounds"])
def test_every_command_shown_prints_what_is_shown(
    desk: Path, capsys: pytest.CaptureFixture[str], text: str, least: int
) -> None:
    steps = sitting(text)
    assert len(steps) >= least
    for command, lines in steps:
        code, out, err = run(command, capsys)
        assert (code, err) == (0, ""), f"{command}\n{err}"
        printed = iter([squeeze(line) for line in out.splitlines()])
        for line in lines:
            assert any(is_shown(line, candidate) for candidate in printed), (
                f"$ {command}\nthe README shows, but the command does not print (in this order):\n{line}\n"
                f"it prints:\n{out}"
            )


def test_every_command_is_shown() -> None:
    missing = [name for name in cli.commands if not re.search(rf"sroki\s{name}\b", README + COMMANDS)]
    assert not missing, f"say in docs/commands.md what these do: {missing}"


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "setup", "test"} <= named <= targets


def test_every_setting_is_explained() -> None:
    names = {f"SROKI_{name.upper()}" for name in Settings.model_fields}
    explained = set(re.findall(r"^\| `(SROKI_[A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert explained == names


def test_every_place_linked_exists() -> None:
    for place in re.findall(r"\]\(([^)#]+)\)", README + ROUNDS):
        assert (ROOT / place).exists(), place


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[<>=;\[]", line)[0] for group in groups for line in group}
    cells = re.findall(r"^\| ([^|]+) \|", DEPENDENCIES.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name.split("[")[0] for cell in cells for name in cell.split(", ")}
    assert names <= told, f"say in {DEPENDENCIES.relative_to(ROOT)} why: {sorted(names - told)}"
    assert told - {"package", "---"} <= names, f"not needed any more: {sorted(told - names)}"


def test_it_stays_short() -> None:
    assert len(README.splitlines()) < 200
