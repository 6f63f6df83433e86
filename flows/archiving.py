"""A roadmap as one zip that an inspector can check with standard tools: the same data, the same bytes."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlmodel import Session

from flows.attesting import sign_head
from flows.evidence import stored_path
from flows.house import House
from models.audit import entry_content
from models.chain import GENESIS, canonical_json, format_moment, hash_content, veils_in
from models.database import open_snapshot
from models.durable import writing_whole
from models.errors import SrokiError
from models.roadmap import Roadmap
from roadmaps.store.belongings import (
    belonging_tables,
    concerned_subjects,
    kept_files,
    kept_texts,
    known_texts,
    read_rows,
    versions_of,
)
from roadmaps.store.drafts import find_roadmap
from roadmaps.store.verifying import read_chain

MANIFEST = "MANIFEST.sha256"
_CHUNK_BYTES = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows: no clock in the file
_NAME_CHARS = 80
_README = """Выгрузка дорожной карты № {id} «{title}» из программы «Сроки».

documents/        документы, как их загрузили: действующая версия и те, которые она заменила
tables/*.jsonl    записи базы, по одной в строке (JSON, UTF-8): roadmap — карты, task — мероприятия,
                  occurrence — сроки, evidence — версии подтверждений, evidence_item — их файлы и адреса,
                  evidence_link — страницы, на которые они указывают, link_check — проверки этих страниц,
                  review — решения, extension — переносы, extension_request — запросы о переносе,
                  disclaimer — отказы («не моё»), outbox — реестр писем без текста и ссылок,
                  notice — поводы для писем, party — исполнители, task_party — кто за что отвечает
evidence/         файлы подтверждений: срок, версия, имя
pages/            сохранённый текст страниц; имя — text_sha256 из link_check
audit/entries.jsonl   записи журнала об этой карте; hash — хеш записи, previous — хеш предыдущей
audit/texts.jsonl     имена и тексты, вместо которых в записях стоят хеши: HMAC-SHA-256 текста с ключом salt
audit/contents.txt    хеши содержания всех записей журнала по порядку, без самих записей
audit/head.json       вершина журнала с подписью Ed25519
missing.txt       файлы, которых в хранилище нет (есть, только если такие есть)
{manifest}   SHA-256 каждого файла

Проверить, что файлы те же (в распакованной папке):   sha256sum -c {manifest}
Проверить журнал. Содержание записи — канонический JSON (RFC 8785) её полей v, sequence, at, actor,
identity, deed, subject, details, before, after. Хеш записи — SHA-256 от 32 байт предыдущего хеша и 32 байт
SHA-256 содержания; у первой записи предыдущий хеш — нули. Пройдя так по contents.txt, получают hash из
head.json. Подпись — под каноническим JSON полей sroki ("audit head"), sequence, hash, at, key.
"""


@dataclass
class _Archive:
    """A zip being written and the hashes of what is in it."""

    file: zipfile.ZipFile
    hashes: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def open(self, name: str) -> Iterator[_Hashing]:
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
        with self.file.open(info, "w", force_zip64=True) as target:
            hashing = _Hashing(target)
            yield hashing
        self.hashes[name] = hashing.digest.hexdigest()

    def write_lines(self, name: str, lines: Iterable[str]) -> None:
        with self.open(name) as target:
            for line in lines:
                target.write(f"{line}\n".encode())

    def copy(self, name: str, source: Path) -> bool:
        """Put a file in; False where it is not there."""
        try:
            reading = source.open("rb")
        except FileNotFoundError:
            return False
        with reading, self.open(name) as target:
            while chunk := reading.read(_CHUNK_BYTES):
                target.write(chunk)
        return True


class _Hashing:
    def __init__(self, target: IO[bytes]) -> None:
        self._target, self.digest = target, hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        self.digest.update(chunk)
        self._target.write(chunk)


@dataclass(frozen=True)
class Export:
    """What was written: the path, how many files, and how many that should be there are lost."""

    path: Path
    files: int
    missing: tuple[str, ...]


def export_roadmap(house: House, name: str, path: Path | None = None) -> Export:
    """Write all of a roadmap and its former versions into a zip; whole or not at all."""
    with open_snapshot(house.engine) as session:
        roadmap = find_roadmap(session, name)
        path = path or Path(f"sroki-{roadmap.id}.zip")
        try:
            with writing_whole(path, 0o600) as file:  # names and addresses are in it
                export = _write(house, session, roadmap, path, file)
        except OSError as error:
            raise SrokiError(
                "Выгрузку не удалось записать в {path}: {reason}.", path=path, reason=error.strerror or error
            ) from error
    return export


def _write(house: House, session: Session, roadmap: Roadmap, path: Path, file: IO[bytes]) -> Export:
    versions = versions_of(session, roadmap)
    ids = sorted(version.id or 0 for version in versions)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        archive = _Archive(zipped)
        readme = _README.format(id=roadmap.id, title=roadmap.title, manifest=MANIFEST)
        archive.write_lines("README.txt", [readme.rstrip("\n")])
        missing = [*_copy_documents(house, archive, versions), *_copy_evidence(house, session, archive, ids)]
        for table, statement in belonging_tables(ids).items():
            archive.write_lines(f"tables/{table}.jsonl", map(_as_line, read_rows(session, statement)))
        _write_trail(house, session, archive, ids)
        if missing:
            archive.write_lines("missing.txt", missing)
        hashes = sorted(archive.hashes.items())
        archive.write_lines(MANIFEST, (f"{sha256}  {name}" for name, sha256 in hashes))
    return Export(path, len(hashes), tuple(missing))


def _copy_documents(house: House, archive: _Archive, versions: Iterable[Roadmap]) -> Iterator[str]:
    for version in versions:
        sha256 = version.source_sha256
        name = f"documents/{version.id}-{safe_name(version.source_name)}"
        if not archive.copy(name, house.settings.documents_dir / sha256[:2] / sha256):
            yield f"{sha256}  {name}"


def _copy_evidence(house: House, session: Session, archive: _Archive, ids: list[int]) -> Iterator[str]:
    place, taken = "", set[str]()
    for file in kept_files(session, ids):
        if file.place != place:
            place, taken = file.place, set()
        name = f"evidence/{place}-{_free_name(safe_name(file.name), taken)}"
        if not archive.copy(name, stored_path(house, file.sha256)):
            yield f"{file.sha256}  {name}"
    for sha256 in kept_texts(session, ids):
        name = f"pages/{sha256}.txt"
        if not archive.copy(name, stored_path(house, sha256)):
            yield f"{sha256}  {name}"


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or with a number before it where the version has one like it; some disks fold case."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{number}-{name}"
    taken.add(free.casefold())
    return free


def _write_trail(house: House, session: Session, archive: _Archive, ids: list[int]) -> None:
    """Entries with their hashes; then all content hashes, which lead from the first entry to the head."""
    subjects, digests = concerned_subjects(session, ids), set[str]()
    with tempfile.TemporaryFile("w+") as contents:

        def lines() -> Iterator[str]:
            previous = GENESIS
            for row in read_chain(session):
                content = entry_content(row)
                contents.write(hash_content(content) + "\n")
                if row["subject"] in subjects:
                    digests.update(veils_in([row["details"], row["before"], row["after"]]))
                    digests.update([row["identity"]] if row["identity"] else [])
                    yield canonical_json(content | {"previous": previous, "hash": row["hash"]})
                previous = row["hash"]

        archive.write_lines("audit/entries.jsonl", lines())
        contents.seek(0)
        archive.write_lines("audit/contents.txt", (line.rstrip("\n") for line in contents))
    archive.write_lines("audit/texts.jsonl", map(_as_line, known_texts(session, digests)))
    head = sign_head(house, session).as_json()
    archive.write_lines("audit/head.json", [json.dumps(head, indent=1, sort_keys=True)])


def _as_line(row: Mapping[str, Any]) -> str:
    return canonical_json({name: _as_json(value) for name, value in row.items()})


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return format_moment(value)
    return value.isoformat() if isinstance(value, date) else value


def safe_name(name: str) -> str:
    """A file name for every system: letters, digits and ``-_.()`` of any script, others as ``_``."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isalnum() or c in "-_.()" else "_" for c in bare).strip("._")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: _NAME_CHARS - len(ending) - 1]}.{ending}"
    return kept[:_NAME_CHARS] or "файл"
