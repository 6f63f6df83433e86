"""Texts with separators (csv, tsv) -> blocks; separator and quoting are told from the content. Pure."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from models.values import Place
from roadmaps.readers.blocks import Block
from roadmaps.readers.grids import GridRow, split_grid

if TYPE_CHECKING:
    from _csv import Reader

_SAMPLE_ROWS = 400
_MAX_FIELD = 1_000_000
# A comma also stands in running text, so lines with commas must agree more.
_SHARES = {";": 0.6, "\t": 0.6, ",": 0.85}


def read_delimited(text: str, file: str) -> list[Block] | None:
    """Blocks of a text whose lines are records of one width; None where it is no such text."""
    separator = find_separator(text)
    if separator is None:
        return None
    try:
        rows = _read_rows(text, separator)
    except csv.Error:
        return None
    return split_grid(rows, partial(_place_line, file), None)


def find_separator(text: str) -> str | None:
    """The separator under which most records have the same three or more fields.

    Tabs alone are left to the reader of plain text, unless quotes hold line breaks together.
    """
    best: tuple[int, str] | None = None
    for separator, share in _SHARES.items():
        if separator not in text or (separator == "\t" and '\t"' not in text):
            continue
        widths = _measure_rows(text, separator)
        width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        if width >= 3 and count >= 2 and count >= share * widths.total():
            best = max(best or (0, ""), (width, separator))
    return best[1] if best else None


def _measure_rows(text: str, separator: str) -> Counter[int]:
    widths: Counter[int] = Counter()
    try:
        for record in _records(text, separator):
            if any(field.strip() for field in record):
                widths[len(record)] += 1
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return Counter()
    return widths


def _records(text: str, separator: str) -> Reader:
    csv.field_size_limit(_MAX_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=separator != "\t")


def _read_rows(text: str, separator: str) -> list[GridRow]:
    rows = []
    records = _records(text, separator)
    line = 1
    for record in records:
        rows.append(GridRow(line, tuple(field.strip() for field in record)))
        line = records.line_num + 1
    return rows


def _place_line(file: str, line: int) -> Place:
    return Place(file, line=line)
