"""A roadmap as one zip: checked by sha256sum, by the chain, byte for byte the same."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from flows.archiving import export_roadmap, safe_name
from flows.attesting import read_head
from flows.evidence import hand_in, keep_text, stored_path
from flows.house import House
from flows.ticking import tick
from models.chain import GENESIS, canonical_json, hash_content, link, veil, veils_in
from models.database import open_reading, open_session
from models.errors import UnknownThingError
from models.evidence import EvidenceItem
from models.occurrence import Evidence, Occurrence
from roadmaps.link_checks import LinkOutcome
from roadmaps.store.links import Finding, claim_due_links, record_check
from roadmaps.store.steps import review
from small_plan import ARCHIVE, PLAN, moment

REPORT, SECOND, ORDER = b"%PDF-1.7 the report", b"%PDF-1.7 another", b"%PDF-1.7 the order"
PAGE, WORDS = "https://museum.example/news", "Музей открыт."


@pytest.fixture
def lived_in(house: House) -> House:
    """A house with mail, a file as evidence under a nasty name, and a decision."""
    tick(house, moment(4, 1))
    with open_reading(house.engine) as session:
        number = session.exec(select(Occurrence.id).order_by(col(Occurrence.id))).first() or 0
    names = ("Отчёт: <ядро>\t& $(rm -rf).pdf", "отчёт? <ядро>\t& $(rm -rf).PDF", "приказ.pdf")
    files = [(name, BytesIO(content)) for name, content in zip(names, (REPORT, SECOND, ORDER), strict=True)]
    hand_in(
        house, number, at=moment(4, 2), actor="command:zoya", files=files, urls=[PAGE], note="Готово, Зоя"
    )
    finding = Finding(LinkOutcome.FOUND, final_url=PAGE, title="Музей", text_sha256=keep_text(house, WORDS))
    with open_session(house.engine) as session:
        for link in claim_due_links(session, moment(4, 2), 10):
            record_check(session, link.id, finding, moment(4, 2))
            record_check(session, link.id, finding, moment(4, 3))
    with open_session(house.engine) as session:
        review(session, number, moment(4, 3), "command:boss", return_reason="нет подписи")
    return house


def unpack(house: House, folder: Path) -> Path:
    export = export_roadmap(house, "1", folder / "out.zip")
    assert export.missing == ()
    with zipfile.ZipFile(export.path) as file:
        file.extractall(folder / "out")
    return folder / "out"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_real_sha256sum_finds_all_files_as_they_were_and_a_changed_one(
    lived_in: House, tmp_path: Path
) -> None:
    program = shutil.which("sha256sum")
    assert program is not None, "coreutils are part of every place where this is tested"
    folder = unpack(lived_in, tmp_path)
    command = [program, "--strict", "-c", "MANIFEST.sha256"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    listed = {line.partition(": ")[0] for line in done.stdout.splitlines()}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert listed == there - {"MANIFEST.sha256"}
    (folder / "tables" / "task.jsonl").write_text("{}")
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 1


def test_everything_is_in_it_and_no_link_or_body_of_a_mail(lived_in: House, tmp_path: Path) -> None:
    folder = unpack(lived_in, tmp_path)
    assert (folder / "documents" / "1-plan.txt").read_text(encoding="utf-8") == PLAN
    assert {path.name: path.read_bytes() for path in (folder / "evidence").iterdir()} == {
        "occurrence-1-v1-Отчёт___ядро____(rm_-rf).pdf": REPORT,
        "occurrence-1-v1-2-отчёт___ядро____(rm_-rf).PDF": SECOND,  # one name where a disk folds case
        "occurrence-1-v1-приказ.pdf": ORDER,
    }
    (page,) = (folder / "pages").iterdir()
    assert page.read_text(encoding="utf-8") == WORDS
    tables = {path.stem: rows(path) for path in (folder / "tables").iterdir()}
    assert [task["number"] for task in tables["task"]] == ["1.1", "1.2", "1.3"]
    assert [row["decision"] for row in tables["review"]] == ["returned"]
    assert {
        "roadmap",
        "occurrence",
        "evidence",
        "extension",
        "outbox",
        "notice",
        "party",
        "task_party",
    } <= set(tables)
    assert [item["file_sha256"] for item in tables["evidence_item"]] == [
        *(hashlib.sha256(content).hexdigest() for content in (REPORT, SECOND, ORDER)),
        None,
    ]
    assert [link["url"] for link in tables["evidence_link"]] == [PAGE]
    assert [check["text_sha256"] for check in tables["link_check"]] == [page.stem] * 2
    assert {mail["address"] for mail in tables["outbox"]} >= {ARCHIVE}
    assert not {"content", "lease_owner"} & set(tables["outbox"][0])
    assert "access_link" not in tables
    assert "sha256sum -c MANIFEST.sha256" in (folder / "README.txt").read_text(encoding="utf-8")


def test_its_entries_are_proved_against_the_signed_head(lived_in: House, tmp_path: Path) -> None:
    folder = unpack(lived_in, tmp_path) / "audit"
    head = read_head(folder / "head.json").head
    contents = (folder / "contents.txt").read_text().split()
    hashes = [GENESIS]
    for content in contents:
        hashes.append(link(hashes[-1], content))
    assert (len(contents), hashes[-1]) == (head.sequence, head.hash)
    entries = rows(folder / "entries.jsonl")
    assert {"imported", "approved", "submitted", "returned"} <= {entry["deed"] for entry in entries}
    texts = {row["digest"]: row for row in rows(folder / "texts.jsonl")}
    assert all(veil(row["salt"], row["value"]) == digest for digest, row in texts.items())
    for entry in entries:
        number = entry["sequence"]
        assert (entry.pop("previous"), entry.pop("hash")) == (hashes[number - 1], hashes[number])
        assert (
            hash_content(entry)
            == hashlib.sha256(canonical_json(entry).encode()).hexdigest()
            == contents[number - 1]
        )
        assert set(veils_in(entry["details"])) <= set(texts)
    assert "нет подписи" in {row["value"] for row in texts.values()}


def test_the_same_data_give_the_same_bytes(lived_in: House, tmp_path: Path) -> None:
    one, two = (
        export_roadmap(lived_in, "7", tmp_path / name).path.read_bytes() for name in ("a.zip", "b.zip")
    )
    assert one == two
    assert (tmp_path / "a.zip").stat().st_mode & 0o077 == 0


def test_a_lost_file_is_named_and_nothing_else_is_lost(lived_in: House, tmp_path: Path) -> None:
    stored_path(lived_in, hashlib.sha256(REPORT).hexdigest()).unlink()
    export = export_roadmap(lived_in, "1", tmp_path / "out.zip")
    assert len(export.missing) == 1
    with zipfile.ZipFile(export.path) as file:
        assert hashlib.sha256(REPORT).hexdigest() in file.read("missing.txt").decode()


def test_an_unknown_roadmap_leaves_no_file(lived_in: House, tmp_path: Path) -> None:
    with pytest.raises(UnknownThingError):
        export_roadmap(lived_in, "99", tmp_path / "out.zip")
    assert not list(tmp_path.glob("*out.zip*"))


def test_memory_does_not_grow_with_the_files(lived_in: House, tmp_path: Path) -> None:
    size_bytes = 24 * 1024 * 1024
    with open_session(lived_in.engine) as session:
        for version in (2, 3):
            content = bytes([version]) * size_bytes
            sha256 = hashlib.sha256(content).hexdigest()
            path = stored_path(lived_in, sha256)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            evidence = Evidence(
                occurrence_id=2, version=version, submitted_at=moment(4, 2), submitted_by="test"
            )
            session.add(evidence)
            session.flush()
            session.add(
                EvidenceItem(
                    evidence_id=evidence.id, position=1, kind="file", file_name="big.bin", file_sha256=sha256
                )
            )
    del content
    tracemalloc.start()
    export_roadmap(lived_in, "1", tmp_path / "out.zip")
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < size_bytes / 2


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\secret\\план.docx", "план.docx"),
        (".htaccess", "htaccess"),
        ("a\nb\x00c.pdf", "a_b_c.pdf"),
        ("", "файл"),
        ("...", "файл"),
        ("я" * 300 + ".pdf", "я" * 76 + ".pdf"),
        ("x" * 300, "x" * 80),
    ],
)
def test_v5_3_2_names_lead_nowhere_else(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe.encode()) < 200
