"""The rules of the house that a tool can hold: floors, style, types, locks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [("lint-imports",), ("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["floors", "style", "format", "types"],
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = run(str(BIN / command[0]), *command[1:])
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-docs.lock"])
def test_locks_are_pinned_with_hashes_and_name_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--extra-index", text)
    requirements = re.findall(r"^[a-zA-Z][^\n]*", text, re.MULTILINE)
    assert requirements
    assert all("==" in line for line in requirements)
    assert text.count("==") <= text.count("--hash=sha256:")


def test_the_lock_for_people_is_part_of_the_lock_for_developers() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9-]+==[^ ;\\]+)", text, re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_lock_of_the_site_moves_nothing_that_is_pinned_elsewhere() -> None:
    def pins(name: str) -> dict[str, str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))

    developers, site = pins("requirements-dev.lock"), pins("requirements-docs.lock")
    assert "zensical" in site
    assert {name: version for name, version in site.items() if developers.get(name, version) != version} == {}
