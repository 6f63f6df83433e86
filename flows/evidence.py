"""Evidence comes in: files are kept durably before anybody is told that they arrived."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from sqlmodel import Session

from flows.house import House
from flows.receipts import queue_receipt
from flows.scanning import scan_upload
from models.database import open_reading, open_session
from models.durable import make_durable_folder, sync_folder
from models.errors import CallerError, SrokiError, UnreadableFileError
from models.occurrence import Evidence
from roadmaps.claims import NO_CLAIM, Claim
from roadmaps.content_types import HEAD_BYTES, find_content_type
from roadmaps.store.steps import KeptFile, Proof, require_open, submit
from roadmaps.urls import check_urls

_CHUNK_BYTES = 256 * 1024  # twenty uploads at once hold twenty of them
_MIB = 1024 * 1024
MOST_FILES = 10  # of one hand-in


def hand_in(
    house: House,
    occurrence_id: int,
    *,
    at: datetime,
    actor: str,
    files: Sequence[tuple[str, BinaryIO]] = (),
    urls: Sequence[str] = (),
    note: str | None = None,
    claim: Claim = NO_CLAIM,
    receipt_to: int | None = None,
) -> Evidence:
    """Keep what an executor brings and record it as the next version of the evidence.

    ``files``: names and contents. ``receipt_to`` as in ``record_proof``.
    """
    proof = keep_proof(house, occurrence_id, at=at, files=files, urls=urls, note=note, claim=claim)
    with open_session(house.engine) as session:
        return record_proof(session, house, occurrence_id, proof, at, actor, receipt_to)


def keep_proof(
    house: House,
    occurrence_id: int,
    *,
    at: datetime,
    files: Sequence[tuple[str, BinaryIO]] = (),
    urls: Sequence[str] = (),
    note: str | None = None,
    claim: Claim = NO_CLAIM,
) -> Proof:
    """Check what an executor brings and keep its files on the disk; nothing is recorded yet."""
    addresses = check_urls(urls)
    if len(files) > MOST_FILES:
        raise CallerError("За один раз принимается не больше {count} файлов.", count=MOST_FILES)
    with open_reading(house.engine) as session:
        require_open(session, occurrence_id, at)
    kept = tuple(keep_file(house, file, name) for name, file in files)
    if sum(file.size_bytes for file in kept) > house.settings.hand_in_limit_bytes:
        limit = house.settings.hand_in_limit_bytes // _MIB
        raise CallerError("Файлы вместе больше {limit} МБ.", limit=limit)
    return Proof(_once(kept), addresses, clean_note(note), claim)


def record_proof(
    session: Session,
    house: House,
    occurrence_id: int,
    proof: Proof,
    at: datetime,
    actor: str,
    receipt_to: int | None = None,
) -> Evidence:
    """Record kept files as the next version. ``receipt_to``: the person who gets a receipt by mail, written
    in the same transaction, so that there is one exactly for what was recorded."""
    evidence = submit(session, occurrence_id, proof, at, actor)
    if receipt_to is not None:
        queue_receipt(session, house, evidence, receipt_to, at)
    return evidence


def hand_in_words(
    house: House,
    occurrence_id: int,
    words: Sequence[str],
    *,
    note: str | None = None,
    claim: Claim = NO_CLAIM,
    at: datetime,
    actor: str,
) -> Evidence:
    """``--evidence`` of the command line: web addresses, and paths of files."""
    urls = [word for word in words if word.startswith(("http://", "https://"))]
    with ExitStack() as opened:
        files = [_open_path(opened, Path(word)) for word in words if word not in urls]
        return hand_in(
            house, occurrence_id, at=at, actor=actor, files=files, urls=urls, note=note, claim=claim
        )


def _open_path(opened: ExitStack, path: Path) -> tuple[str, BinaryIO]:
    try:
        return path.name, opened.enter_context(path.open("rb"))
    except FileNotFoundError as error:
        raise UnreadableFileError("Файла {path} нет.", path=path) from error
    except IsADirectoryError as error:
        raise UnreadableFileError("{path} — папка, а нужен файл.", path=path) from error
    except PermissionError as error:
        raise UnreadableFileError("Файл {path} не открывается: нет прав.", path=path) from error


def keep_file(house: House, file: BinaryIO, name: str) -> KeptFile:
    """Store a file under its SHA-256, told what it is and scanned.

    Written aside, synced, then renamed, and the folders synced too: a power cut leaves either the
    whole file or none.
    """
    folder = house.settings.evidence_dir
    bare = bare_name(name)
    try:
        make_durable_folder(folder)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as aside:
            try:
                sha256, size_bytes, head = _copy(file, aside.file, house.settings.upload_limit_bytes, bare)
                scan = scan_upload(house.settings, Path(aside.name), bare)
                target = stored_path(house, sha256)
                make_durable_folder(target.parent)
                Path(aside.name).replace(target)
            except BaseException:
                Path(aside.name).unlink(missing_ok=True)
                raise
        sync_folder(target.parent)
    except OSError as error:
        raise SrokiError("Файл не удалось сохранить: {reason}.", reason=error.strerror or error) from error
    return KeptFile(bare, sha256, size_bytes, find_content_type(head), scan)


def keep_text(house: House, text: str) -> str:
    """Store the words of a page like a file; their SHA-256."""
    folder = house.settings.evidence_dir
    content = text.encode("utf-8", "replace")
    sha256 = hashlib.sha256(content).hexdigest()
    target = stored_path(house, sha256)
    if target.is_file():
        return sha256
    make_durable_folder(folder)
    make_durable_folder(target.parent)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as aside:
        aside.write(content)
        aside.flush()
        os.fsync(aside.fileno())
    Path(aside.name).replace(target)
    sync_folder(target.parent)
    return sha256


def stored_path(house: House, sha256: str) -> Path:
    """Where the file with this digest lies."""
    return house.settings.evidence_dir / sha256[:2] / sha256


def clean_note(note: str | None) -> str | None:
    """A note without control characters (databases refuse NUL); None for an empty one."""
    kept = "".join(c for c in note or "" if c.isprintable() or c in "\n\t")
    return kept.strip() or None


def _once(files: Sequence[KeptFile]) -> tuple[KeptFile, ...]:
    """Files with the same content count once, under their first name."""
    return tuple({file.sha256: file for file in reversed(files)}.values())[::-1]


def _copy(source: IO[bytes], target: IO[bytes], limit_bytes: int, name: str) -> tuple[str, int, bytes]:
    """Digest, size and first bytes of what was written and synced."""
    digest, size_bytes, head = hashlib.sha256(), 0, b""
    while chunk := source.read(_CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise CallerError("Файл «{name}» больше {limit} МБ.", name=name, limit=limit_bytes // _MIB)
        head = head or chunk[:HEAD_BYTES]
        digest.update(chunk)
        target.write(chunk)
    if size_bytes == 0:
        raise CallerError("Файл «{name}» пустой.", name=name)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size_bytes, head


def bare_name(name: str | None) -> str:
    """The last part of a file name, without folders or control characters."""
    bare = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in bare if c.isprintable()).strip(". ")[:200] or "файл"
