"""What every reader yields: paragraphs and raw table rows with their place, no meaning yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from models.values import Place, Problem


@dataclass(frozen=True)
class Paragraph:
    """One line or paragraph outside of tables. ``after_gap``: a blank line or a page break before it."""

    text: str
    place: Place
    after_gap: bool = False


@dataclass(frozen=True)
class RawRow:
    """One printed table row.

    A cell is None where the format says that a merged cell covers it, "" where it is empty.
    ``table`` tells tables apart where the format draws them; None where it cannot (plain text, csv), and
    where an empty cell may be the rest of a merged one.
    """

    cells: tuple[str | None, ...]
    place: Place
    after_gap: bool = False
    table: int | None = None


# A Problem is what a reader itself could not read, or what the format says to check.
Block = Paragraph | RawRow | Problem
