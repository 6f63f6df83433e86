"""The README and the pages beside it tell the truth: their commands run, and print what is shown.

The blocks of a page marked ``console`` are one sitting in a house of its own. After ``$ `` comes a command,
then some lines of what it prints: in their order, spaces aside, and ``…`` at the end of a line stands for
the rest of it. Whatever else a page names, in ``sh`` or within a sentence, must exist with its keys, and is
run by a sitting or stands in ``NOT_IN_A_SITTING`` with its reason.
"""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import click
import pytest

from models import language
from models.settings import Settings
from sroki.cli import cli, main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
DEPENDENCIES = ROOT / "docs" / "decisions" / "001-dependencies.md"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHELL = re.compile(r"^ *```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
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


def pages() -> dict[str, str]:
    """Every page by its name; the page of commands goes on where the README ends."""
    paths = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions")
    found = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    return {"README.md": README + found.pop("docs/commands.md"), **found}


PAGES = pages()


@pytest.mark.parametrize("name", [name for name, text in PAGES.items() if sitting(text)])
def test_every_command_shown_prints_what_is_shown(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    for command, lines in sitting(PAGES[name]):
        code, out, err = run(command, capsys)
        assert code == 0, f"{command}\n{err}"
        printed = iter([squeeze(line) for line in out.splitlines()])
        for line in lines:
            assert any(is_shown(line, candidate) for candidate in printed), (
                f"$ {command}\n{name} shows, but the command does not print (in this order):\n{line}\n"
                f"it prints:\n{out}"
            )


# Shown within sentences or in ``sh``, and run by no sitting of the pages: why, and where they are run.
NOT_IN_A_SITTING = {
    ("absence", "set"): "wants a person and a deputy: tests/sroki/test_mail_commands.py",
    ("deploy",): "wants a Prefect server: tests/flows/test_deployments.py",
    ("migrate",): "prepares a database of many machines: tests/test_deploy_folder.py",
    ("worker",): "wants a Prefect server: tests/flows/test_deployments.py",
    ("answer-disclaimer",): "answers what somebody wrote behind a link: tests/sroki/test_hand_in_commands.py",
    ("bounce",): "wants a report of delivery: tests/sroki/test_mail_commands.py",
    ("check-links",): "asks the network: tests/flows/test_evidence_checks.py",
    ("demo",): "plays two years, played at every release: docs/releasing.md",
    ("resend",): "wants a mail that failed: tests/sroki/test_cli.py",
    ("retention",): "wants SROKI_RETENTION_YEARS: tests/flows/test_retaining.py",
    ("serve",): "runs for ever: tests/sroki/test_server.py",
    ("webhook", "test"): "asks the network: tests/sroki/test_mail_commands.py",
}
# Programs other than ours in blocks marked ``sh``; what follows them is not run here.
ON_A_SERVER = "changes the machine of whoever runs Sroki; tests/test_deploy_folder.py reads the same files"
OTHER_PROGRAMS = {
    **dict.fromkeys(
        ("cp", "docker", "install", "python3", "runuser", "systemctl", "systemd-run", "useradd"), ON_A_SERVER
    ),
    "make": "its targets are compared below",
    "pipx": "fetches packages; tests/test_wheel.py installs the same wheel without the network",
    "git": "changes the repository of whoever releases",
    "pip": "fetches packages",
    "python": "scripts and modules: they must exist",
}


def named_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """What a page names outside its sittings, with ``a|b`` written out; the words after ``sroki``."""
    rest = re.sub(r"^```(console|python|toml|text)\n.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for quoted in re.findall(r"(?:`|^|bin/)sroki ([a-z-][^`\n#]*)", rest, re.MULTILINE):
        yield from ((quoted, list(words)) for words in product(*(w.split("|") for w in quoted.split())))


def resolve(words: list[str]) -> tuple[tuple[str, ...], click.Command, list[str]]:
    """The path of a command, the command, and what follows it. KeyError: there is no such command."""
    command: click.Command = cli
    path: list[str] = []
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.commands[words[0]]
        path.append(words[0])
        words = words[1:]
    return tuple(path), command, words


def test_every_command_named_exists_with_its_keys() -> None:
    wrong = []
    for name, text in PAGES.items():
        for quoted, words in named_commands(text):
            try:
                _, command, rest = resolve(words)
            except KeyError as missing:
                wrong.append(f"{name}: sroki {quoted}: {missing}")
                continue
            known = {key for option in command.params for key in (*option.opts, *option.secondary_opts)}
            asked = set(re.findall(r"(?<!\S)\[?(--?[a-z-]+)", " ".join(rest)))
            wrong += [f"{name}: sroki {quoted}: {key}" for key in asked - known - {"--help"}]
    assert not wrong, "\n".join(wrong)


def test_every_command_named_is_run_by_a_sitting_or_has_its_reason() -> None:
    ran = {resolve(shlex.split(c)[1:])[0] for text in PAGES.values() for c, _ in sitting(text)}
    named = {resolve(words)[0] for text in PAGES.values() for _, words in named_commands(text)}
    leaves = {path for path in named if path and not isinstance(resolve(list(path))[1], click.Group)}
    assert leaves - ran - set(NOT_IN_A_SITTING) == set()
    assert set(NOT_IN_A_SITTING) & ran == set(), "these are run by a sitting"
    for reason in NOT_IN_A_SITTING.values():
        assert (ROOT / reason.rpartition(": ")[2]).exists(), reason


def test_blocks_of_shell_name_what_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name, text in {**PAGES, "CONTRIBUTING.md": CONTRIBUTING}.items():
        for line in (line for block in re.findall(SHELL, text) for line in block.splitlines()):
            program, *words = line.split("#")[0].split() or ["make"]
            program = Path(program).name
            assert program in {"sroki", *OTHER_PROGRAMS}, f"{name}: {line}"
            if program == "make":
                assert {word for word in words if re.fullmatch(r"[a-z-]+", word)} <= targets, line
            if program == "python" and words[0] != "-m":
                assert (ROOT / words[0]).is_file(), line


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
