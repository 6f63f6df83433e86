"""Evidence comes in: files are kept durably before anybody is told that they arrived."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO
from urllib.parse import urlsplit

from flows.house import House
from models.database import open_reading, open_session
from models.durable import sync_folder
from models.errors import CallerError, SrokiError, UnreadableFileError
from models.occurrence import Evidence
from roadmaps.store.steps import Proof, require_open, submit

_CHUNK_BYTES = 1024 * 1024


def hand_in(
    house: House,
    occurrence_id: int,
    *,
    at: datetime,
    actor: str,
    file: BinaryIO | None = None,
    file_name: str | None = None,
    url: str | None = None,
    note: str | None = None,
) -> Evidence:
    """Keep what an executor brings and record it as the next version of the evidence."""
    url, note = check_url(url), clean_note(note)
    with open_reading(house.engine) as session:
        require_open(session, occurrence_id, at)
    sha256, size_bytes = keep_file(house, file) if file is not None else (None, None)
    proof = Proof(_bare_name(file_name) if sha256 else None, sha256, size_bytes, url, note)
    with open_session(house.engine) as session:
        return submit(session, occurrence_id, proof, at, actor)


def hand_in_words(
    house: House, occurrence_id: int, words: str, *, note: str | None = None, at: datetime, actor: str
) -> Evidence:
    """``--evidence`` of the command line: a web address, or the path of a file."""
    if words.startswith(("http://", "https://")):
        return hand_in(house, occurrence_id, at=at, actor=actor, url=words, note=note)
    path = Path(words)
    try:
        with path.open("rb") as file:
            return hand_in(
                house, occurrence_id, at=at, actor=actor, file=file, file_name=path.name, note=note
            )
    except FileNotFoundError as error:
        raise UnreadableFileError("Файла {path} нет.", path=path) from error
    except IsADirectoryError as error:
        raise UnreadableFileError("{path} — папка, а нужен файл.", path=path) from error
    except PermissionError as error:
        raise UnreadableFileError("Файл {path} не открывается: нет прав.", path=path) from error


def keep_file(house: House, file: BinaryIO) -> tuple[str, int]:
    """Store a file under its SHA-256; the digest and the size in bytes.

    Written aside, synced, then renamed: a power cut leaves either the whole file or none.
    """
    folder = house.settings.evidence_dir
    limit_bytes = house.settings.upload_limit_bytes
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as aside:
            try:
                sha256, size_bytes = _copy(file, aside.file, limit_bytes)
                target = stored_path(house, sha256)
                target.parent.mkdir(exist_ok=True)
                Path(aside.name).replace(target)
            except BaseException:
                Path(aside.name).unlink(missing_ok=True)
                raise
        sync_folder(target.parent)
    except OSError as error:
        raise SrokiError("Файл не удалось сохранить: {reason}.", reason=error.strerror or error) from error
    return sha256, size_bytes


def stored_path(house: House, sha256: str) -> Path:
    """Where the file with this digest lies."""
    return house.settings.evidence_dir / sha256[:2] / sha256


def clean_note(note: str | None) -> str | None:
    """A note without control characters (databases refuse NUL); None for an empty one."""
    kept = "".join(c for c in note or "" if c.isprintable() or c in "\n\t")
    return kept.strip() or None


def check_url(url: str | None) -> str | None:
    """A web address as written, or None for none; CallerError for anything but http(s) with a host."""
    url = (url or "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        fine = False
    if not fine or " " in url:
        raise CallerError("«{url}» не похоже на адрес страницы (https://…).", url=url[:200])
    return url


def _copy(source: IO[bytes], target: IO[bytes], limit_bytes: int) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > limit_bytes:
            raise CallerError("Файл больше {limit} МБ.", limit=limit_bytes // _CHUNK_BYTES)
        digest.update(chunk)
        target.write(chunk)
    if size_bytes == 0:
        raise CallerError("Файл пустой.")
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size_bytes


def _bare_name(name: str | None) -> str:
    """The last part of a file name, without folders or control characters."""
    bare = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in bare if c.isprintable()).strip(". ")[:200] or "файл"
