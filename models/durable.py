"""What a power cut must not undo."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def sync_folder(folder: Path) -> None:
    """A rename is safe from a power cut only when the folder is on the disk too."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders, and needs no such sync
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_bytes(folder: Path, content: bytes) -> str:
    """Store bytes under their SHA-256 (lower-case hex), whole or not at all; the digest."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = folder / sha256[:2] / sha256
    if target.is_file():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix="incoming-", delete=False) as aside:
        try:
            aside.write(content)
            aside.flush()
            os.fsync(aside.fileno())
            Path(aside.name).replace(target)
        except BaseException:
            Path(aside.name).unlink(missing_ok=True)
            raise
    sync_folder(target.parent)
    return sha256


@contextmanager
def writing_whole(path: Path, mode: int) -> Iterator[BinaryIO]:
    """A file that takes its place at ``path`` whole, or not at all: written aside, synced, then renamed.

    ``mode``: who may read it. Folders above are made; OSError as the system says it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(mode)
        aside.replace(path)
        sync_folder(path.parent)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def make_durable_folder(folder: Path) -> None:
    """Make a folder, with those above it, that a power cut does not take away again."""
    if folder.is_dir():
        return
    make_durable_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
