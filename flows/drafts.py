"""A document comes in over the page, is read beside its source, and is approved as far as it is clear."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlmodel import Session

from flows.aside import set_aside
from flows.house import House
from flows.importing import (
    ImportReport,
    VersionChoice,
    approve_roadmap,
    compare_draft,
    read_source,
    store_source,
)
from models.database import open_session
from models.errors import UnreadableFileError
from roadmaps.readers import Paragraph, RawRow, is_plain_text, read_content
from roadmaps.sandbox import read_blocks_apart
from roadmaps.store.correcting import keep_waiting

_LONGEST_NAME = 200  # bytes, of a file on disk


@dataclass(frozen=True)
class SourceLine:
    """A paragraph or a row of a table as the document prints it, and where: see ``Place``."""

    cells: tuple[str, ...]
    is_row: bool
    line: int | None
    page: int | None
    sheet: str | None
    row: int | None


def take_document(house: House, file: BinaryIO, name: str, at: datetime, actor: str) -> ImportReport:
    """Scan an upload, read it apart, keep it as a draft. CallerError or UnreadableFileError says why not.

    The very same document, also in another format, is the draft (or the roadmap) that it was before.
    """
    kept = set_aside(house, file, name, at)
    with tempfile.TemporaryDirectory(prefix="sroki-import-") as folder:
        path = Path(folder) / (kept.name.encode()[-_LONGEST_NAME:].decode("utf-8", "ignore") or "document")
        path.write_bytes(kept.content)
        source = read_source(house, path)
    with open_session(house.engine) as session:
        return store_source(session, house, source, VersionChoice(), approve=False, as_of=at, actor=actor)


def approve_reviewed(
    session: Session,
    roadmap_id: int,
    choice: VersionChoice,
    as_of: datetime,
    actor: str,
    *,
    only_clear: bool,
) -> ImportReport:
    """Approve a draft; with ``only_clear``, tasks of rows that nobody has settled have no days yet.

    In a new version a row that changes nothing is as clear as it was.
    """
    if only_clear:
        version = compare_draft(session, roadmap_id, choice)
        unchanged = version.comparison.unchanged if version else ()
        keep_waiting(session, roadmap_id, frozenset(change.new.uid for change in unchanged))
    return approve_roadmap(session, roadmap_id, choice, as_of, actor)


def read_lines(house: House, sha256: str, name: str) -> Sequence[SourceLine]:
    """The source of a draft as the reader sees it, in order; none where the file is not kept any more.

    Whatever is no plain text is read in a process of its own, as when it came in.
    """
    try:
        content = (house.settings.documents_dir / sha256[:2] / sha256).read_bytes()
        blocks = read_content(content, name) if is_plain_text(content) else read_blocks_apart(content, name)
    except (OSError, UnreadableFileError):
        return ()
    return tuple(
        SourceLine(
            (block.text,) if isinstance(block, Paragraph) else tuple(cell or "" for cell in block.cells),
            isinstance(block, RawRow),
            block.place.line,
            block.place.page,
            block.place.sheet,
            block.place.row,
        )
        for block in blocks
        if isinstance(block, (Paragraph, RawRow))
    )
