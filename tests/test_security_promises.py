"""What SECURITY.md promises is held by tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def written_tests() -> set[str]:
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))
    }


def test_the_page_for_people_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 20
    assert named <= written_tests()


def test_every_promise_names_its_chapter_and_tests_that_exist() -> None:
    existing = written_tests()
    rows = re.findall(r"^\| (?!promise)[A-Z].*\|$", (ROOT / "SECURITY.md").read_text(), re.MULTILINE)
    assert len(rows) > 10
    for row in rows:
        _, promise, tests, chapter, _ = row.split("|")
        named = re.findall(r"`(test_\w+)`", tests)
        assert named, promise
        assert set(named) <= existing, promise
        assert re.search(r"\bV\d+\b", chapter), promise
