"""Lists of participants as people keep them in tables: rows of cells → entries and problems. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.errors import CallerError
from models.values import fold, unique

# What a heading says its column holds; the first that fits counts, so what is narrower stands first.
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("language", re.compile(r"^язык\b(?: \w+)?$|^language$")),
    ("aliases", re.compile(r"другие названия|псевдоним|aliases")),
    ("addresses", re.compile(r"почт|e-?mail|адрес|mail")),
    ("zone", re.compile(r"часов\w* пояс|зона|zone|tz")),
    ("contact", re.compile(r"контакт|ответствен|фио|ф\.\s?и\.\s?о|руководител|contact|person")),
    ("grouping", re.compile(r"групп|муниципал|район|округ|территор|тип|вид|group")),
    ("name", re.compile(r"участник|организац|учрежден|наименован|названи|name|school|моуо")),
)
# A lone column has a heading only where it can be nothing else: «Учреждение «Росток»» is a participant.
_LONE_HEADING = re.compile(
    r"(?:(?:полное |краткое )?(?:наименовани|названи)\w+(?: \w+)?"
    r"|участник[иа]?|организаци[яи]|учреждени[ея]|name)"
)
_ADDRESS = re.compile(r"[^\s,;<>()\"]+@[^\s,;<>()\"]+")
_LANGUAGES = {"ru": "ru", "рус": "ru", "en": "en", "англ": "en"}  # by the first letters of what a cell says
_HEADER_ROWS = 20  # within which the headings are looked for


@dataclass(frozen=True)
class RosterEntry:
    """An organisation of a list. ``row`` as the program that shows the table counts, from 1."""

    row: int
    name: str
    grouping: str = ""
    addresses: tuple[str, ...] = ()
    contact: str = ""
    zone: str | None = None
    aliases: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class RosterProblem:
    """A row that gave no participant, or not all it holds. ``what``: name | address | zone | language."""

    row: int
    what: str
    raw: str


@dataclass(frozen=True)
class Roster:
    """A list as read: who is on it, and what could not be."""

    entries: tuple[RosterEntry, ...]
    problems: tuple[RosterProblem, ...] = ()


Rows = Sequence[tuple[int, Sequence[str]]]  # the number of each row and its cells


def read_roster(
    rows: Rows,
    *,
    is_address: Callable[[str], bool] = lambda _: True,
    is_zone: Callable[[str], bool] = lambda _: True,
) -> Roster:
    """Participants of a table with headings in any order, or of a bare column of names.

    A row without a name is a problem, not nothing; a wrong address, zone or language is told and left out, so
    that the organisation is asked all the same once somebody gives it a right one.
    """
    filled = [
        (number, [cell.strip() for cell in cells]) for number, cells in rows if any(map(str.strip, cells))
    ]
    columns, start = _find_columns(filled)
    entries, problems = [], []
    for number, cells in filled[start:]:
        if cells == [str(i) for i in range(1, len(cells) + 1)]:
            continue  # the row that counts the columns
        entry, found = _read_row(number, cells, columns, is_address, is_zone)
        problems += found
        if entry is not None:
            entries.append(entry)
    return Roster(tuple(entries), tuple(problems))


def read_csv_rows(content: bytes) -> Rows:
    """The rows of a CSV as Excel and others write it: UTF-8 or Windows-1251; commas, semicolons or tabs."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1251")
        except UnicodeDecodeError as error:
            raise CallerError("Список не прочитан: сохраните файл в кодировке UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CallerError("Список не прочитан: это не таблица CSV.") from error
    return list(enumerate(table, start=1))


def _find_columns(rows: Rows) -> tuple[Mapping[str, list[int]], int]:
    """Which columns hold what, and the index of the first row below the headings."""
    widest = max((sum(map(bool, cells)) for _, cells in rows), default=0)
    for index, (_, cells) in enumerate(rows[:_HEADER_ROWS]):
        if sum(map(bool, cells)) == 1 and (widest > 1 or not _LONE_HEADING.fullmatch(fold("".join(cells)))):
            continue  # a title above the table, or a participant
        columns = _name_columns(cells)
        if "name" in columns and not any(_ADDRESS.search(cell) for cell in cells):
            return columns, index + 1
        if len(columns) > 1 and "grouping" in columns and "addresses" in columns:
            # «Муниципалитет | Почта»: the municipality itself is asked.
            return {
                **columns,
                "name": columns["grouping"][:1],
                "grouping": columns["grouping"][1:],
            }, index + 1
    width = max((len(cells) for _, cells in rows), default=0)
    # No headings: the addresses show themselves, the first other column that is no count holds the names.
    bare = [i for i in range(width) if any(i < len(c) and _is_words(c[i]) for _, c in rows)]
    mailed = [i for i in range(width) if any(i < len(c) and _ADDRESS.fullmatch(c[i]) for _, c in rows)]
    return {"name": bare[:1], "addresses": mailed}, 0


def _name_columns(cells: Sequence[str]) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        heading = fold(cell)
        meant = next((what for what, words in _HEADINGS if words.search(heading)), None)
        if meant and len(heading) <= 80 and not re.search(r"\d", heading):
            columns.setdefault(meant, []).append(index)
    if len(columns.get("name", ())) > 1:  # «Наименование муниципалитета» beside «Наименование организации»
        columns["name"] = columns["name"][:1]
    return columns


def _is_words(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]", cell)) and not _ADDRESS.search(cell)


def _read_row(
    number: int,
    cells: Sequence[str],
    columns: Mapping[str, list[int]],
    is_address: Callable[[str], bool],
    is_zone: Callable[[str], bool],
) -> tuple[RosterEntry | None, list[RosterProblem]]:
    def pick(what: str) -> list[str]:
        return [cells[i] for i in columns.get(what, ()) if i < len(cells) and cells[i]]

    raw = " | ".join(cell for cell in cells if cell)
    name = " ".join(" ".join(pick("name")).split())
    if not re.search(r"\w", name):
        return None, [RosterProblem(number, "name", raw)]
    problems: list[RosterProblem] = []
    addresses = _read_addresses(pick("addresses"))
    wrong = [address for address in addresses if not is_address(address)]
    if wrong or (not addresses and pick("addresses")):
        problems.append(RosterProblem(number, "address", " ".join(wrong or pick("addresses"))))
    zone = next(iter(pick("zone")), None)
    if zone is not None and not is_zone(zone):
        problems.append(RosterProblem(number, "zone", zone))
        zone = None
    written = next(iter(pick("language")), "")
    language = _read_language(written)
    if written and language is None:
        problems.append(RosterProblem(number, "language", written))
    entry = RosterEntry(
        row=number,
        name=name,
        grouping=" ".join(" ".join(pick("grouping")).split()),
        addresses=tuple(address for address in addresses if address not in wrong),
        contact=" ".join(" ".join(pick("contact")).split()),
        zone=zone,
        aliases=unique(
            " ".join(name.split()) for cell in pick("aliases") for name in cell.split(";") if fold(name)
        ),
        language=language,
    )
    return entry, problems


def _read_language(cell: str) -> str | None:
    """«en», «English», «английский» → ``en``."""
    words = fold(cell)
    return next((lang for letters, lang in _LANGUAGES.items() if words.startswith(letters)), None)


def _read_addresses(cells: Iterable[str]) -> list[str]:
    found = [address.strip(".") for cell in cells for address in _ADDRESS.findall(cell)]
    return list(dict.fromkeys(found))
