"""The rows of a draft beside their source: which line a row stands on, and what a form says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from flows.drafts import SourceLine
from models.errors import CallerError
from models.values import fold
from roadmaps.corrections import DROPPED, JOINED, Correction
from roadmaps.store.correcting import Draft, DraftRow
from sroki.web.uploads import read_text

PAGE = 100  # rows of a draft on one page
_MOST_LINES = 1_200  # of a source shown whole; of a longer one, what surrounds the rows shown
_AROUND = 3
MOST_PARTS, MOST_NAMES = 20, 30
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_PHRASE = 5_000, 500, 500


@dataclass(frozen=True)
class ShownLine:
    """A line of the source with its number in it, from 1, and the row that was read from it."""

    number: int
    source: SourceLine
    row: DraftRow | None
    follows_gap: bool


def find_lines(rows: Sequence[DraftRow], lines: Sequence[SourceLine]) -> dict[str, int]:
    """The number of the source line, from 1, of each row by uid; rows that are not found are left out."""
    exact: dict[tuple[Any, ...], int] = {}
    by_line: dict[int | None, int] = {}
    by_text: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        exact.setdefault((line.page, line.sheet, line.row, line.line), number)
        by_line.setdefault(line.line, number)
        by_text.setdefault(_first_words(line.cells), number)
    found: dict[str, int] = {}
    for row in rows:
        read = row.read
        place = (read.get("page"), read.get("sheet"), read.get("row"), read["line"])
        text = fold(str(read["title"]))[:60]
        place_number = exact.get(place) or (by_line.get(read["line"]) if read["line"] else None)
        place_number = place_number or next(
            (n for words, n in by_text.items() if text and text in words), None
        )
        if place_number is not None:
            found[row.uid] = place_number
    return found


def _first_words(cells: Iterable[str]) -> str:
    return fold(" ".join(cells))[:400]


def show_lines(
    draft: Draft, shown: Sequence[DraftRow], lines: Sequence[SourceLine], places: dict[str, int]
) -> list[ShownLine]:
    """The source to stand beside the rows shown: whole, or of a long one what surrounds them."""
    by_number = {places[row.uid]: row for row in reversed(draft.rows) if row.uid in places}
    near = None
    if len(lines) > _MOST_LINES:
        middles = [places[row.uid] for row in shown if row.uid in places]
        near = {n for middle in middles for n in range(middle - _AROUND, middle + _AROUND + 1)}
    result: list[ShownLine] = []
    for number, line in enumerate(lines, start=1):
        if near is None or number in near:
            gap = bool(result) and result[-1].number != number - 1
            result.append(ShownLine(number, line, by_number.get(number), gap))
    return result


def read_row_form(form: FormData, row: DraftRow) -> Correction:
    """What the form of a row says. CallerError for a form without a decision."""
    do = read_text(form, "do")
    if do == "reset":
        return Correction()
    if do == "drop":
        return Correction(fate=DROPPED)
    if do == "check":
        return _checked(row.correction)
    if do == "split":
        return _read_parts(form)
    if do not in ("save", "join"):
        raise CallerError("Выберите, что сделать со строкой.")
    return Correction(
        title=clean_words(read_text(form, "title"))[:_LONGEST_TITLE],
        phrase=clean_words(read_text(form, "phrase"))[:_LONGEST_PHRASE],
        responsible=_read_names(form, "responsible"),
        co_responsible=_read_names(form, "co_responsible"),
        fate=JOINED if do == "join" else "",
        parts=row.correction.parts,
        is_checked=True,
    )


def _checked(said: Correction) -> Correction:
    """What was said of the row before stays."""
    values = vars(said) | {"is_checked": True}
    return Correction(**values)


def _read_parts(form: FormData) -> Correction:
    titles = tuple(clean_words(line)[:_LONGEST_TITLE] for line in read_text(form, "parts").splitlines())
    parts = tuple(title for title in titles if title)
    if not 2 <= len(parts) <= MOST_PARTS:
        raise CallerError(
            "Чтобы разделить строку, напишите от 2 до {most} мероприятий, каждое с новой строки.",
            most=MOST_PARTS,
        )
    return Correction(parts=parts, is_checked=True)


def _read_names(form: FormData, name: str) -> tuple[str, ...]:
    written = [clean_words(value)[:_LONGEST_NAME] for value in form.getlist(name) if isinstance(value, str)]
    return tuple(dict.fromkeys(value for value in written if value))[:MOST_NAMES]


def clean_words(words: str) -> str:
    """On one line, without what does not print: databases refuse NUL."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
