"""The house into one file: every row of one moment, every kept file, and what they hash to.

Rows come from one snapshot, so that the copy is consistent while others work. Files never change once
they are kept, and are there before the row that names them: those that are found after the snapshot was
opened are all that its rows can name.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sqlmodel import Session

from flows.backup.sealing import SealingWriter
from flows.backup.tables import Shape, Tally, current_shapes, read_lines
from flows.house import House
from models.database import open_snapshot
from models.durable import writing_whole
from models.errors import SrokiError
from models.migrations import HEAD
from models.release import program_version

FORMAT = 1
HEADER, MANIFEST = "header.json", "manifest.json"
_PIECE_BYTES = 4 * 1024 * 1024  # of lines in memory at a time
_COMPRESSION = 3  # rows shrink to a sixth of their size at a third of the time of level 6


@dataclass(frozen=True)
class Backup:
    """What was written: where, how many rows of how many tables, how many files, bytes in all."""

    path: Path
    rows: int
    tables: int
    files: int
    size_bytes: int


@dataclass
class _Tar:
    """The archive being written and what is in it so far."""

    file: tarfile.TarFile
    made_at: datetime
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def add_bytes(self, name: str, content: bytes) -> None:
        self.file.addfile(self._info(name, len(content)), io.BytesIO(content))

    def add_json(self, name: str, content: dict[str, Any]) -> None:
        self.add_bytes(name, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")

    def add_table(self, shape: Shape, lines: Iterable[bytes]) -> None:
        """Lines in pieces: a tar wants to know the size of what comes, and a table may be huge."""
        tally, piece, number = Tally(), bytearray(), 0
        for line in lines:
            tally.add(line)
            piece += line
            if len(piece) > _PIECE_BYTES:
                number += 1
                self.add_bytes(f"tables/{shape.name}/{number:06}.jsonl", bytes(piece))
                piece.clear()
        if piece:
            self.add_bytes(f"tables/{shape.name}/{number + 1:06}.jsonl", bytes(piece))
        self.tables[shape.name] = tally.as_json()

    def add_file(self, name: str, path: Path) -> None:
        """A kept file; one that retention takes away in this moment is no row's any more."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return
        with source:
            hashing = _Hashing(source)
            self.file.addfile(self._info(name, os.fstat(source.fileno()).st_size), hashing)
            self.files[name] = hashing.digest.hexdigest()

    def _info(self, name: str, size_bytes: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size_bytes, 0o600, int(self.made_at.timestamp())
        return info


class _Hashing(io.RawIOBase):
    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        return chunk


def back_up(house: House, target: Path, passphrase: str | None = None) -> Backup:
    """Write the whole house to a file, whole or not at all; ``target`` may be a folder.

    Others go on working meanwhile. SrokiError when the disk refuses.
    """
    made_at = house.clock().astimezone(UTC)
    if target.is_dir():
        target = target / f"sroki-{made_at:%Y%m%d-%H%M%S}.backup"
    try:
        with writing_whole(target, 0o600) as file:  # everything is in it
            tar = _write(house, file, made_at, passphrase)
            size_bytes = file.tell()
    except OSError as error:
        raise SrokiError(
            "Копию не удалось записать в {path}: {reason}.", path=target, reason=error.strerror or error
        ) from error
    rows = sum(int(table["rows"]) for table in tar.tables.values())
    return Backup(target, rows, len(tar.tables), len(tar.files), size_bytes)


def _write(house: House, file: IO[bytes], made_at: datetime, passphrase: str | None) -> _Tar:
    with ExitStack() as stack:
        out: Any = stack.enter_context(SealingWriter(file, passphrase)) if passphrase else file
        zipped = stack.enter_context(gzip.GzipFile("", "wb", _COMPRESSION, out, int(made_at.timestamp())))
        tar = _Tar(stack.enter_context(tarfile.open(fileobj=zipped, mode="w|")), made_at)
        shapes = current_shapes()
        tar.add_json(
            HEADER,
            {
                "sroki backup": FORMAT,
                "version": program_version(),
                "revision": HEAD,
                "made_at": made_at.isoformat(),
                "tables": [shape.as_json() for shape in shapes],
            },
        )
        with open_snapshot(house.engine) as session:
            _begin_snapshot(session)
            for shape in shapes:
                tar.add_table(shape, read_lines(session, shape))
        for name, path in _kept_files(house):
            tar.add_file(name, path)
        tar.add_json(MANIFEST, {"tables": tar.tables, "files": tar.files})
    return tar


def _begin_snapshot(session: Session) -> None:
    # A snapshot begins with the first statement, not with the transaction.
    session.connection().exec_driver_sql("SELECT 1 FROM audit_head").all()


def _kept_files(house: House) -> Iterator[tuple[str, Path]]:
    """Name in the archive and path of every kept file and of the key that signs the trail."""
    settings = house.settings
    for folder in (settings.documents_dir, settings.evidence_dir):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("incoming-"):
                yield f"files/{folder.name}/{path.relative_to(folder).as_posix()}", path
    if settings.audit_key.is_file():
        yield f"files/{settings.audit_key.name}", settings.audit_key
