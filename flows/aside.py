"""Uploads that somebody looks at before they count: set aside for a day, under their SHA-256."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from flows.evidence import bare_name
from flows.house import House
from flows.scanning import scan_upload
from models.errors import CallerError, SrokiError

_KEPT_FOR = timedelta(days=1)
_MARK = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Aside:
    """A file that was looked at. ``mark``: its SHA-256, by which ``take_aside`` finds it again."""

    mark: str
    name: str
    content: bytes


def set_aside(house: House, file: BinaryIO, name: str, at: datetime) -> Aside:
    """Read an upload, have it scanned, keep it for a day. CallerError for an empty or too large one."""
    limit_bytes = house.settings.upload_limit_bytes
    content = file.read(limit_bytes + 1)
    bare = bare_name(name)
    if not content:
        raise CallerError("Файл «{name}» пустой.", name=bare)
    if len(content) > limit_bytes:
        raise CallerError("Файл «{name}» больше {limit} МБ.", name=bare, limit=limit_bytes // (1024 * 1024))
    mark = hashlib.sha256(content).hexdigest()
    path = _path_of(house, mark)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(path.parent, at)
        waiting = path.with_suffix(f".{secrets.token_hex(8)}")  # its own: a button may be pressed twice
        waiting.write_bytes(content)
        try:
            scan_upload(house.settings, waiting, bare)
            os.utime(waiting, (at.timestamp(), at.timestamp()))  # by the clock of the house
            waiting.replace(path)
        except BaseException:
            waiting.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SrokiError("Файл не удалось сохранить: {reason}.", reason=error.strerror or error) from error
    return Aside(mark, bare, content)


def take_aside(house: House, mark: str, name: str) -> Aside:
    """What was set aside; CallerError where it is there no more. It stays until its day is over."""
    try:
        if not _MARK.fullmatch(mark):
            raise FileNotFoundError
        return Aside(mark, bare_name(name), _path_of(house, mark).read_bytes())
    except FileNotFoundError as error:
        raise CallerError("Загруженного файла уже нет: загрузите его ещё раз.") from error


def _path_of(house: House, mark: str) -> Path:
    return house.settings.home / "aside" / mark


def _clear(folder: Path, at: datetime) -> None:
    for path in folder.iterdir():
        with suppress(OSError):  # another process was faster
            if path.stat().st_mtime < (at - _KEPT_FOR).timestamp():
                path.unlink()
