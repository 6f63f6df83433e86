"""What was acknowledged is there, whatever happens to the server; large uploads need little memory."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from evidence_server import Server, open_town, serving
from flows.evidence import hand_in, stored_path
from flows.house import House
from models.database import open_reading
from models.evidence import EvidenceItem
from small_plan import moment

MIB = 1024 * 1024
UPLOADS, SIZE_MIB = 20, int(os.environ.get("SROKI_TEST_UPLOAD_MIB", "25"))
MOST_MEMORY_BYTES = 300 * MIB


@pytest.fixture
def town(tmp_path: Path) -> Iterator[House]:
    house = open_town(tmp_path)
    house.settings.upload_limit_bytes = 26_214_400
    yield house
    house.close()


def upload_at_once(server: Server, contents: list[list[bytes]]) -> list[int]:
    """Send all files at the same time; their statuses (0 where no answer came)."""
    statuses = [0] * len(contents)

    def send(number: int) -> None:
        pieces = contents[number]
        try:
            statuses[number] = server.upload(1, pieces, sum(map(len, pieces)))
        except (OSError, ValueError):
            statuses[number] = 0

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(contents))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def kept_digests(house: House) -> set[str]:
    with open_reading(house.engine) as session:
        return {digest for digest in session.exec(select(EvidenceItem.file_sha256)) if digest}


def test_v5_2_1_twenty_uploads_at_once_stay_within_300_mb(town: House) -> None:
    """ASVS V5.2.1: large files cannot exhaust the server. 20 × 25 MB, streamed to the disk."""
    block = os.urandom(MIB)
    contents = [[bytes([number]) * 64 + block[64:], *[block] * (SIZE_MIB - 1)] for number in range(UPLOADS)]
    with serving(town.settings.home) as server:
        at_rest_bytes = server.peak_bytes
        begun_s = time.monotonic()
        assert upload_at_once(server, contents) == [303] * UPLOADS
        took_s, peak_bytes = time.monotonic() - begun_s, server.peak_bytes
    sizes = f"peak {peak_bytes / MIB:.0f} MB, at rest {at_rest_bytes / MIB:.0f} MB"
    print(f"{UPLOADS} x {SIZE_MIB} MB: {sizes}, {took_s:.1f} s")
    assert peak_bytes < MOST_MEMORY_BYTES
    expected = set()
    for pieces in contents:
        digest = sha256()
        for piece in pieces:
            digest.update(piece)
        expected.add(digest.hexdigest())
    assert kept_digests(town) == expected
    assert all(stored_path(town, digest).stat().st_size == SIZE_MIB * MIB for digest in expected)
    assert not list(town.settings.evidence_dir.glob("incoming-*"))


@pytest.mark.parametrize("killed_after", [1, 3, 6])
def test_v2_3_3_a_server_killed_after_an_answer_has_kept_what_it_acknowledged(
    town: House, killed_after: int
) -> None:
    """ASVS V2.3.3: all or nothing. SIGKILL while others are on their way."""
    contents = [[os.urandom(MIB) for _ in range(3)] for _ in range(8)]
    with serving(town.settings.home) as server:
        acknowledged: list[int] = []
        lock = threading.Lock()

        def send(number: int) -> None:
            try:
                status = server.upload(1, contents[number], 3 * MIB)
            except (OSError, ValueError):
                return
            with lock:
                if status == 303:
                    acknowledged.append(number)
                if len(acknowledged) == killed_after:
                    server.process.kill()

        threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(acknowledged) >= killed_after
    digests = kept_digests(town)
    for number in acknowledged:
        digest = sha256(b"".join(contents[number])).hexdigest()
        assert digest in digests, "the row is there"
        assert sha256(stored_path(town, digest).read_bytes()).hexdigest() == digest, "and the file, whole"
    for digest in digests:
        assert stored_path(town, digest).is_file(), "no row without its file"


def test_the_file_is_on_the_disk_before_its_row_and_the_row_before_the_answer(
    town: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that survives a power cut: bytes, name, folders, and only then the record of them."""
    done: list[str] = []
    home = town.settings.evidence_dir
    sync, rename = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_relative_to(home.resolve()) or path == home.resolve().parent:
            kind = "folder" if path.is_dir() else "bytes"
            done.append(
                f"{kind} {path.name[:9] if kind == 'bytes' else path.relative_to(home.resolve().parent)}"
            )
        sync(handle)

    def note_rename(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    event.listen(town.engine, "commit", lambda _: done.append("commit"))
    digest = sha256(b"signed").hexdigest()
    hand_in(town, 1, at=moment(3, 3), actor="test", files=[("a.txt", io.BytesIO(b"signed"))])
    assert (
        done
        == [
            "folder .",  # the folder of evidence is new in the house
            "bytes incoming-",
            "folder evidence",  # and this digest's folder is new in it
            "rename",
            f"folder evidence/{digest[:2]}",
            "commit",
        ]
    )


def test_sqlite_commits_are_on_the_disk(town: House) -> None:
    """``synchronous=FULL`` (2): a commit has been synced when it returns."""
    with town.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
