"""The signed head: kept elsewhere, it shows what was done to the past (ASVS 5.0, V16.4)."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from flows.attesting import load_key, public_key, sign_head, verify
from flows.house import House
from meddling import meddle
from models.database import open_reading
from models.errors import CallerError, UnreadableFileError
from roadmaps.store.verifying import FlawKind
from small_plan import moment


def keep_head(house: House, path: Path) -> Path:
    with open_reading(house.engine) as session:
        path.write_text(json.dumps(sign_head(house, session, moment(2, 1)).as_json()), encoding="utf-8")
    return path


def kinds(house: House, head: Path | None = None, key: str | None = None) -> list[FlawKind]:
    with open_reading(house.engine) as session:
        return [flaw.kind for flaw in verify(house, session, head, key).flaws]


def test_the_key_is_made_once_and_is_for_its_owner_only(house: House) -> None:
    assert public_key(load_key(house)) == public_key(load_key(house))
    assert stat.S_IMODE(house.settings.audit_key.stat().st_mode) == 0o600
    assert [path.name for path in house.settings.home.glob("*audit.key*")] == ["audit.key"]


def test_a_head_kept_elsewhere_finds_a_cut_end_and_a_forged_head(house: House, tmp_path: Path) -> None:
    head = keep_head(house, tmp_path / "head.json")
    assert kinds(house, head) == []
    last = json.loads(head.read_text())["sequence"]
    meddle(
        house.engine,
        f"DELETE FROM audit WHERE id = {last}",
        f"UPDATE audit_head SET sequence = {last - 1}, hash = (SELECT hash FROM audit WHERE id = {last - 1})",
    )
    assert kinds(house) == []
    assert kinds(house, head) == [FlawKind.TRUNCATED]


def test_a_head_that_was_changed_or_signed_by_another_is_refused(house: House, tmp_path: Path) -> None:
    head = keep_head(house, tmp_path / "head.json")
    own = public_key(load_key(house))
    forged = json.loads(head.read_text()) | {"sequence": 1}
    (tmp_path / "forged.json").write_text(json.dumps(forged))
    with pytest.raises(CallerError, match="Подпись"):
        kinds(house, tmp_path / "forged.json")
    house.settings.audit_key.unlink()
    with pytest.raises(CallerError, match="другим ключом"):
        kinds(house, head)
    assert kinds(house, head, own) == []


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"sequence": "x"}', '{"sequence":1,"hash":"","at":"","key":"00","signature":""}'],
)
def test_what_is_no_head_is_refused_with_a_sentence(house: House, tmp_path: Path, content: str) -> None:
    path = tmp_path / "head.json"
    path.write_text(content)
    with pytest.raises(UnreadableFileError, match="не вершина журнала"):
        kinds(house, path)
