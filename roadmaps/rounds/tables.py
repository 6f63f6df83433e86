"""Tables of a workbook by their Russian headings, and workbooks with lists to choose from. Pure.

Cells are text and stay text: a workbook of ours holds no formulas, so that an answer which begins with
``=`` is printed and never counted.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import CallerError, PlacedError, SeveralMistakesError, SrokiError
from models.values import Place, fold
from roadmaps.readers.grids import GridRow, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HELP_SHEET = "Справка"
_LISTS_SHEET = "Списки"
_HEADER_WITHIN = 30  # rows from the top of a sheet
_LONGEST_CELL = 32_767  # characters that Excel takes
_SPARE_ROWS = 500  # below the table, with the same lists
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t")
_YES = frozenset({"да", "+", "1", "истина", "yes", "true", "обязателен", "нужно", "нужен", "требуется"})
_NO = frozenset({"", "нет", "-", "0", "ложь", "no", "false", "не нужно", "не требуется"})

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Row:
    """A row below the headings: its place, and its cells by column, "" where there is none.

    ``formulas``: the columns whose cell is counted by a formula.
    """

    place: Place
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def is_empty(self) -> bool:
        return not any(self.cells.values()) and not self.formulas


@dataclass(frozen=True)
class Table:
    """A table under its headings. ``unknown``: the headings that mean none of the columns asked for."""

    rows: tuple[Row, ...]
    columns: frozenset[str]
    unknown: tuple[str, ...] = ()


@dataclass
class Mistakes:
    """What is wrong in a workbook, each with its place; reading goes on."""

    found: list[CallerError] = field(default_factory=list)

    def take(self, place: Place, fallback: _Read, read: Callable[..., _Read], *given: object) -> _Read:
        """What ``read`` makes of ``given``; for its CallerError, kept with the place, the fallback."""
        try:
            return read(*given)
        except CallerError as error:
            self.found.append(PlacedError(place, error))
            return fallback

    def add(self, error: CallerError, place: Place) -> None:
        self.found.append(PlacedError(place, error))

    def note_unread(self, sheet: Sheet, file: str) -> None:
        """What a sheet holds and does not show is a mistake of whoever filled it in, never a loss."""
        self.note_hidden(sheet, file)
        if sheet.uncounted:
            self.add(
                CallerError(
                    "есть формулы без значений ({count}): откройте книгу в Excel и сохраните её.",
                    count=sheet.uncounted,
                ),
                Place(file, sheet=sheet.title),
            )

    def note_hidden(self, sheet: Sheet, file: str) -> None:
        """The same of hidden rows alone, for readers that refuse every formula."""
        if sheet.hidden:
            self.add(
                CallerError("есть скрытые строки ({count}): покажите их или удалите.", count=sheet.hidden),
                Place(file, sheet=sheet.title),
            )

    def require_none(self) -> None:
        """SeveralMistakesError with all that was found."""
        if self.found:
            raise SeveralMistakesError(self.found)


def find_table(
    sheet: Sheet,
    file: str,
    names: Mapping[str, Sequence[str]],
    needed: Iterable[str],
    carried: Iterable[str] = (),
) -> Table | None:
    """The table whose heading row holds all ``needed`` columns; None where the sheet has none.

    ``names``: for each column the headings that mean it, the beginning of a longer one included.
    ``carried``: columns in which a merged cell speaks for the rows that it covers.
    """
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        headings = tuple(" ".join((cell or "").split()) for cell in row.cells)
        places = _find_columns(headings, names)
        if set(needed) <= set(places):
            below = sheet.rows[index + 1 :]
            rows = tuple(_read_rows(below, places, frozenset(carried), sheet, file))
            known = set(places.values())
            unknown = tuple(h for place, h in enumerate(headings) if h and place not in known)
            return Table(rows, frozenset(places), unknown)
    return None


def _find_columns(headings: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Position by column: an exact heading first, then one that begins with a known name."""
    folded = [fold(heading) for heading in headings]
    found: dict[str, int] = {}
    for is_same in (str.__eq__, _begins):
        for column, words in names.items():
            for position, heading in enumerate(folded):
                free = column not in found and position not in found.values()
                if free and any(is_same(heading, fold(word) or word) for word in words):
                    found[column] = position
    return found


def _begins(heading: str, word: str) -> bool:
    """1.1 is not the beginning of 1.10, nor of 1.1.2."""
    return heading.startswith(word) and not re.match(r"\w|\.\d", heading[len(word) :])


def _read_rows(
    rows: Iterable[GridRow], places: Mapping[str, int], carried: frozenset[str], sheet: Sheet, file: str
) -> Iterator[Row]:
    above: dict[str, str] = {}
    for row in rows:
        cells = {}
        for column, position in places.items():
            cell = row.cells[position] if position < len(row.cells) else ""
            kept = above.get(column, "") if cell is None and column in carried else cell or ""
            cells[column] = above[column] = kept.strip()
        counted = frozenset(c for c, position in places.items() if (row.number, position) in sheet.formulas)
        read = Row(Place(file, sheet=sheet.title, row=row.number), cells, counted)
        if not read.is_empty:
            yield read


def read_flag(text: str, default: bool) -> bool:
    """да/нет as people write them; ``default`` for an empty cell."""
    word = fold(text)
    if not text.strip():
        return default
    if word in _YES or word in _NO:
        return word in _YES
    raise CallerError("вместо «{value}» напишите «да» или «нет».", value=text)


def read_number(text: str) -> Decimal:
    """``1 234,5`` or ``12 %``: the number, the sign of percent aside."""
    digits = re.sub(r"\s", "", text).replace(",", ".").replace("−", "-").removesuffix("%")
    if not re.fullmatch(r"[+-]?\d{1,16}(?:\.\d{1,12})?", digits):
        raise CallerError("«{value}» — не число.", value=text)
    return Decimal(digits)


def read_fraction(text: str) -> Fraction:
    """``0,5`` or ``1/3``."""
    whole = re.fullmatch(r"([+-]?\d{1,16})\s*/\s*(\d{1,16})", text.strip())
    if whole and int(whole[2]):
        return Fraction(int(whole[1]), int(whole[2]))
    return Fraction(read_number(text))


def read_share(text: str) -> Fraction:
    """``25 %`` or ``1/3``: a share of one; a bare number is percent."""
    return read_fraction(text) if "/" in text else Fraction(read_number(text)) / 100


def write_decimal(value: Decimal) -> str:
    """``42,5``, never an exponent."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def write_fraction(value: Fraction) -> str:
    """``0,5`` where that is exact to twelve places, else ``1/3``."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    is_exact = Fraction(exact) == value and exact.normalize().as_tuple().exponent >= -12  # type: ignore[operator]
    return write_decimal(exact) if is_exact else str(value)


def write_share(value: Fraction) -> str:
    """``25 %`` where that is exact, else ``1/3``."""
    text = write_fraction(value * 100)
    return str(value) if "/" in text else f"{text} %"


@dataclass(frozen=True)
class Page:
    """A sheet to write: headings with widths in characters, rows of text or numbers.

    ``lists``: by column what may be chosen there; ``row_lists``: the same for single cells (row, column).
    ``limits``: by (row, column) the least and the most of a number.
    """

    title: str
    headings: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | Decimal]]
    lists: Mapping[int, Sequence[str]] = field(default_factory=dict)
    row_lists: Mapping[tuple[int, int], Sequence[str]] = field(default_factory=dict)
    limits: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def write_book(pages: Sequence[Page], as_of: datetime, help_lines: Sequence[str] = ()) -> bytes:
    """The workbook as .xlsx bytes: the pages, a page of help, and a hidden one with the lists."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": as_of.astimezone(UTC).replace(tzinfo=None)})
        writer = _Writer(book)
        for page in pages:
            writer.write(page)
        if help_lines:
            writer.write(Page(HELP_SHEET, [("Как заполнять", 110)], [[line] for line in help_lines]))
        writer.write_lists()
    return stream.getvalue()


class _Writer:
    def __init__(self, book: Workbook) -> None:
        self.book = book
        cell = {"border": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format(cell | {"bold": True, "bg_color": "#E7E6E6"})
        self.cell = book.add_format(cell)
        # Excel then keeps what begins like a formula a text even when somebody edits the cell.
        self.quoted = book.add_format(cell | {"quote_prefix": True})
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self, page: Page) -> None:
        sheet = self.book.add_worksheet(page.title)
        for column, (heading, width) in enumerate(page.headings):
            sheet.set_column(column, column, width)
            self.put(sheet, 0, column, heading, self.head)
        for row, cells in enumerate(page.rows, start=1):
            for column, value in enumerate(cells):
                self.put(sheet, row, column, value)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.limit(sheet, page)

    def put(self, sheet: Worksheet, row: int, column: int, value: str | Decimal, look: Any = None) -> None:
        """Text as text, a number as a number where a spreadsheet keeps every digit of it."""
        if isinstance(value, Decimal):
            if _is_kept(value):
                sheet.write_number(row, column, float(value), self.cell)
                return
            value = write_decimal(value)
        text = _CONTROL.sub("", value.replace("\r\n", "\n"))
        if len(text) > _LONGEST_CELL:
            raise SrokiError("Текст длиннее {most} знаков не помещается в ячейку.", most=_LONGEST_CELL)
        usual = self.quoted if text.startswith(_BEGINS_FORMULA) else self.cell
        sheet.write_string(row, column, text, look or usual)

    def limit(self, sheet: Worksheet, page: Page) -> None:
        last = len(page.rows) + _SPARE_ROWS
        for column, choices in page.lists.items():
            sheet.data_validation(1, column, last, column, self.choose(choices))
        for (row, column), choices in page.row_lists.items():
            sheet.data_validation(row + 1, column, row + 1, column, self.choose(choices))
        for (row, column), (least, most) in page.limits.items():
            rule = {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
            # A warning, not a wall: «42,5 %» typed as text is read as well.
            sheet.data_validation(row + 1, column, row + 1, column, rule | {"error_type": "warning"})

    def choose(self, choices: Sequence[str]) -> dict[str, Any]:
        """A list that lies on the hidden sheet: commas and long texts have no place in the rule itself."""
        key = tuple(choices)
        if key not in self.lists:
            column = _letters(len(self.lists))
            self.lists[key] = f"='{_LISTS_SHEET}'!${column}$1:${column}${len(key)}"
        return {"validate": "list", "source": self.lists[key], "error_type": "warning"}

    def write_lists(self) -> None:
        if not self.lists:
            return
        sheet = self.book.add_worksheet(_LISTS_SHEET)
        for column, choices in enumerate(self.lists):
            for row, choice in enumerate(choices):
                self.put(sheet, row, column, choice)
        sheet.very_hidden()


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_kept(value: Decimal) -> bool:
    """Eleven digits are what a cell shows, and our reader reads, without an exponent."""
    digits = f"{abs(value):f}".replace(".", "").strip("0")
    return len(digits) <= 11 and (value == 0 or Decimal("0.0001") <= abs(value) < Decimal(10) ** 11)
