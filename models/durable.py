"""What a power cut must not undo."""

from __future__ import annotations

import os
from pathlib import Path


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


def make_durable_folder(folder: Path) -> None:
    """Make a folder, with those above it, that a power cut does not take away again."""
    if folder.is_dir():
        return
    make_durable_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
