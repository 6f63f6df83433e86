"""The page of policies names every key, and its examples are read by the validator itself."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from models.errors import CallerError
from roadmaps import policy

PAGE = (Path(__file__).parents[1] / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
WRONG = [text for text in EXAMPLES if text.startswith("# с ошибками")]
RIGHT = [text for text in EXAMPLES if text not in WRONG]
KEYS = {(table, key) for table, keys in policy._READERS.items() for key in keys}


@pytest.mark.parametrize("text", RIGHT, ids=lambda text: re.findall(r"\[(\w+)\]", text)[0])
def test_every_example_is_a_policy_that_changes_something(text: str) -> None:
    read = policy.parse_policy(text, "пример.toml")
    changed = [
        f.name for f in fields(read) if getattr(read, f.name) != getattr(policy.DEFAULT_POLICY, f.name)
    ]
    assert changed


def test_the_examples_show_every_key() -> None:
    shown = {(table, key) for text in RIGHT for table, keys in tomllib.loads(text).items() for key in keys}
    assert shown == KEYS, f"show these in docs/policies.md: {sorted(KEYS - shown)}"


def test_the_tables_explain_every_key_and_no_other() -> None:
    explained = set()
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        tables = re.findall(r"`\[(\w+)\]`", section.splitlines()[0])
        keys = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        explained |= {(table, key) for table in tables for key in keys}
    assert explained == KEYS


def test_the_defaults_told_are_the_defaults() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (.+) \|$", PAGE, re.MULTILINE))
    default = policy.DEFAULT_POLICY
    assert told["at"] == f'`"{default.send_at:%H:%M}"`'
    assert told["after"] == f"`{list(default.returned_after)}`"
    assert told["most_per_deadline"] == f"`{default.most_per_deadline}`"
    assert told["stale_after"] == f"`{default.stale_after}`"
    assert told["controllers_weekly"] == f'`"{policy.WEEKDAYS[default.weekly_on or 0]}"`'
    assert told["on_day_off"] == f'`"{default.on_day_off.value}"`'
    assert told["four_eyes"] == f"`{str(default.four_eyes).lower()}`"
    for role in default.roles.values():
        assert str(list(role.due)) in told["due"]
        assert str(list(role.opening)) in told["opening"]


def test_the_mistakes_are_named_as_shown() -> None:
    (text,) = WRONG
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    with pytest.raises(CallerError) as refused:
        policy.parse_policy(text, "пример.toml")
    assert str(refused.value).splitlines() == shown.splitlines()
