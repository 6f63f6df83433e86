"""A backup back into an empty house; checked to the last row before anything is kept.

All rows go in by one transaction. What a restored house must not do is mail what the lost one has already
mailed since: its senders start paused (``flows.pausing``).
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from sqlalchemy import func, select
from sqlmodel import Session

from flows.backup.saving import FORMAT, HEADER, MANIFEST
from flows.backup.sealing import MAGIC, SealedReader
from flows.backup.tables import Shape, Tally, set_counters, tally_table, write_lines
from flows.house import open_house, read_clock
from flows.pausing import pause_sending
from models.audit import AuditEntry, AuditHead
from models.database import create_database_engine, open_reading, open_session
from models.durable import make_durable_folder, sync_folder
from models.errors import CallerError, SrokiError
from models.migrations import HEAD, migrate, migrate_to
from models.settings import Settings
from roadmaps.store.verifying import verify_trail

_BROKEN = "Копия {path} повреждена: {what}."
_CHUNK_BYTES = 1024 * 1024
_RESTORED = "восстановлено из копии: сверьте, что уже ушло, и включите отправку"


@dataclass(frozen=True)
class Restoration:
    """What was read and found equal: rows, tables, files, and when the backup was made."""

    made_at: datetime
    rows: int
    tables: int
    files: int


@dataclass
class _Reader:
    """One backup being read from front to back."""

    path: Path
    tar: tarfile.TarFile
    header: dict[str, Any]
    waiting: tarfile.TarInfo | None
    tables: dict[str, Tally] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def shapes(self) -> list[Shape]:
        return [Shape.from_json(table) for table in self.header["tables"]]

    def broken(self, what: str) -> CallerError:
        return CallerError(_BROKEN, path=self.path, what=what)

    def advance(self) -> None:
        self.waiting = self.tar.next()

    def content(self, member: tarfile.TarInfo) -> IO[bytes]:
        found = self.tar.extractfile(member)
        if found is None:
            raise self.broken(f"«{member.name}» — не файл")
        return found

    def lines_of(self, shape: Shape) -> Iterator[bytes]:
        """The lines of the table whose pieces come next; none where it was empty."""
        while self.waiting is not None and self.waiting.name.startswith(f"tables/{shape.name}/"):
            yield from self.content(self.waiting)
            self.advance()


def restore(settings: Settings, path: Path, passphrase: str | None = None) -> Restoration:
    """Put a backup into the house of these settings, which must be empty; its senders start paused.

    CallerError where the house is not empty, or the file is none of ours, cut short or changed: then
    nothing of it is kept.
    """
    _require_empty(settings)
    with _opened(path, passphrase) as reader, _engine_at(settings, reader) as engine:
        with open_session(engine) as session:
            _load_rows(session, reader)
            files = _stage_files(reader, settings.home)
            try:
                _compare(session, reader)
                _keep_files(settings, files)
            finally:
                shutil.rmtree(files, ignore_errors=True)
        migrate(engine)
        with open_session(engine) as session:
            pause_sending(session, read_clock(), "restore", _RESTORED)
        return _sum_up(reader)


def check_backup(path: Path, passphrase: str | None = None) -> Restoration:
    """Restore a backup into a folder that is thrown away, and follow the chain of its trail.

    CallerError says what is wrong with it.
    """
    with tempfile.TemporaryDirectory(prefix="sroki-check-") as folder:
        settings = Settings(home=Path(folder), database_url=None, smtp_url=None)
        restoration = restore(settings, path, passphrase)
        house = open_house(settings)
        try:
            with open_reading(house.engine) as session:
                verdict = verify_trail(session)
        finally:
            house.close()
        if verdict.flaws:
            raise CallerError(_BROKEN, path=path, what="цепочка журнала не сходится")
    return restoration


@contextlib.contextmanager
def _opened(path: Path, passphrase: str | None) -> Iterator[_Reader]:
    try:
        _require_whole(path, passphrase)
        with path.open("rb") as file, tarfile.open(fileobj=_plain(file, path, passphrase), mode="r|") as tar:
            first = tar.next()
            if first is None or first.name != HEADER:
                raise CallerError("{path} — не копия Сроков.", path=path)
            header = json.loads(cast(IO[bytes], tar.extractfile(first)).read())
            if header.get("sroki backup") != FORMAT:
                raise CallerError("Копия {path} сделана более новой версией программы.", path=path)
            reader = _Reader(path, tar, header, tar.next())
            yield reader
    except FileNotFoundError as error:
        raise CallerError("Файла {path} нет.", path=path) from error
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise SrokiError(
                "Копия {path} не читается: {reason}.", path=path, reason=error.strerror or error
            ) from error
        raise CallerError(_BROKEN, path=path, what="файл обрывается или изменён") from error


def _require_whole(path: Path, passphrase: str | None) -> None:
    """Read a backup to its end and its checksum first: what a flipped bit made of it is never interpreted."""
    with path.open("rb") as file, _plain(file, path, passphrase) as content:
        while content.read(_CHUNK_BYTES):
            pass


def _plain(file: IO[bytes], path: Path, passphrase: str | None) -> Any:
    start = file.read(len(MAGIC))
    if start == MAGIC:
        if not passphrase:
            raise CallerError(
                "Копия {path} зашифрована: назовите пароль (SROKI_BACKUP_PASSPHRASE).", path=path
            )
        return gzip.GzipFile(fileobj=cast(Any, SealedReader(file, passphrase)))
    file.seek(0)
    if start[:2] != b"\x1f\x8b":
        raise CallerError("{path} — не копия Сроков.", path=path)
    return gzip.GzipFile(fileobj=file)


def _require_empty(settings: Settings) -> None:
    house = open_house(settings)
    try:
        with open_reading(house.engine) as session:
            deeds = session.execute(select(func.count()).select_from(AuditEntry)).scalar()
    finally:
        house.close()
    if deeds:
        raise CallerError(
            "Здесь уже работают: в журнале записей {count}. Копию кладут в пустую базу и пустую папку "
            "(SROKI_HOME, SROKI_DATABASE_URL).",
            count=deeds,
        )


@contextlib.contextmanager
def _engine_at(settings: Settings, reader: _Reader) -> Iterator[Any]:
    """The empty database with the tables of the version that made the backup."""
    engine = create_database_engine(settings.database_address)
    try:
        if reader.header["revision"] > HEAD:
            raise CallerError("Копия {path} сделана более новой версией программы.", path=reader.path)
        migrate_to(engine, reader.header["revision"])
        yield engine
    finally:
        migrate(engine)
        engine.dispose()


def _load_rows(session: Session, reader: _Reader) -> None:
    session.execute(AuditHead.__table__.delete())  # type: ignore[attr-defined]  # the end of an empty trail
    for shape in reader.shapes:
        reader.tables[shape.name] = write_lines(session, shape, reader.lines_of(shape))
    set_counters(session, reader.shapes)


def _stage_files(reader: _Reader, home: Path) -> Path:
    """The files of the backup in a folder beside their place; the manifest is what stands last."""
    make_durable_folder(home)
    folder = Path(tempfile.mkdtemp(dir=home, prefix=".restoring-"))
    while reader.waiting is not None and reader.waiting.name.startswith("files/"):
        name = reader.waiting.name
        parts = PurePosixPath(name).parts[1:]
        if not parts or ".." in parts or PurePosixPath(name).is_absolute():
            raise reader.broken(f"имя «{name}»")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        reader.files[name] = _copy(reader.content(reader.waiting), target)
        reader.advance()
    return folder


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _compare(session: Session, reader: _Reader) -> None:
    """What was read against what the backup says of itself, and what the database now holds against both."""
    if reader.waiting is None or reader.waiting.name != MANIFEST:
        raise reader.broken("файл обрывается")
    manifest = json.loads(reader.content(reader.waiting).read())
    reader.advance()
    if {name: tally.as_json() for name, tally in reader.tables.items()} != manifest["tables"]:
        raise reader.broken("строки таблиц не те")
    if reader.files != manifest["files"]:
        raise reader.broken("файлы не те")
    for shape in reader.shapes:
        if tally_table(session, shape).as_json() != manifest["tables"][shape.name]:
            raise reader.broken(f"таблица {shape.name} легла в базу не такой, какой была")


def _keep_files(settings: Settings, staged: Path) -> None:
    """Move what was staged to its place, folder by folder."""
    places: dict[str, Path] = {
        settings.documents_dir.name: settings.documents_dir,
        settings.evidence_dir.name: settings.evidence_dir,
        settings.audit_key.name: settings.audit_key,
    }
    for path in sorted(staged.rglob("*")):
        if path.is_file():
            first, *rest = path.relative_to(staged).parts
            target = places[first].joinpath(*rest)
            make_durable_folder(target.parent)
            path.replace(target)
            if target == settings.audit_key:
                target.chmod(0o600)
            sync_folder(target.parent)


def _sum_up(reader: _Reader) -> Restoration:
    return Restoration(
        datetime.fromisoformat(reader.header["made_at"]),
        sum(tally.rows for tally in reader.tables.values()),
        len(reader.tables),
        len(reader.files),
    )
