"""Lists of participants from files: what people keep in Excel or CSV becomes entries of a round."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.errors import CallerError
from roadmaps.readers import load_file
from roadmaps.rounds.rosters import Roster, Rows, read_csv_rows, read_roster
from roadmaps.sandbox import read_sheets_apart
from roadmaps.store.contacts import check_address, check_zone
from roadmaps.store.rounds.participants import Entry

_ZIP = b"PK\x03\x04"  # what every xlsx begins with


def read_roster_file(path: Path) -> Roster:
    """The list in a file of either kind; CallerError where it holds no participant."""
    return read_roster_content(load_file(path), path.name)


def read_roster_content(content: bytes, file: str) -> Roster:
    """The same for the bytes of an upload. A workbook is read in a process of its own."""
    sheets = _read_sheets(content, file) if content.startswith(_ZIP) else [read_csv_rows(content)]
    rosters = [
        read_roster(rows, is_address=_holds(check_address), is_zone=_holds(check_zone)) for rows in sheets
    ]
    # Of several sheets the one with the list counts: the others explain it, or hold what is left over.
    best = max(rosters, key=lambda roster: len(roster.entries), default=Roster(()))
    if not best.entries:
        raise CallerError("В файле «{file}» нет ни одной организации.", file=file)
    return best


def make_entries(roster: Roster) -> list[Entry]:
    """What a list says, for ``set_participants``."""
    return [Entry(e.name, e.grouping, e.addresses, e.contact, e.zone, e.language) for e in roster.entries]


def _read_sheets(content: bytes, file: str) -> list[Rows]:
    return [
        [(row.number, [cell or "" for cell in row.cells]) for row in sheet.rows]
        for sheet in read_sheets_apart(content, file)
    ]


def _holds(check: Callable[[str], Any]) -> Callable[[str], bool]:
    def holds(text: str) -> bool:
        try:
            check(text)
        except CallerError:
            return False
        return True

    return holds
