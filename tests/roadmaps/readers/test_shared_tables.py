"""The table of the shared samples: the same rows from every format, equal cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roadmaps.documents import read_document

pytestmark = pytest.mark.shared
FORMATS = ("docx", "html", "pdf", "xlsx")


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_cell_is_read(shared: Path, suffix: str) -> None:
    truth = json.loads((shared / "samples" / "truth.json").read_text(encoding="utf-8"))
    expected = [
        (row["no"], row["act"], row["term"], row["resp"], row["res_full"])
        for row in truth["rows"]
        if row["kind"] == "item"
    ]
    rows = read_document(shared / "samples" / f"roadmap.{suffix}").as_json()["rows"]
    keys = ("number", "title", "raw_term", "responsible_raw", "result")
    assert [tuple(row[key] or "" for key in keys) for row in rows] == expected  # type: ignore[index,union-attr,attr-defined]


def test_every_format_means_the_same(shared: Path) -> None:
    meanings = []
    for suffix in FORMATS:
        document = read_document(shared / "samples" / f"roadmap.{suffix}")
        meanings.append(
            [(t.uid, t.section, t.term.spans, t.responsible, t.co_responsible) for t in document.rows]
        )
    assert all(meaning == meanings[0] for meaning in meanings)
    assert all(spans or uid for uid, _, spans, _, _ in meanings[0])
