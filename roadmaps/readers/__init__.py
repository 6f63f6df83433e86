"""Documents -> blocks and raw rows with their place in the source; no meaning yet.

``read_blocks`` looks at the content, not at the name: each format gets one module that yields the
same blocks.
"""

from __future__ import annotations

from pathlib import Path

from models.errors import UnreadableFileError
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.formats import Format, find_format, is_plain_text
from roadmaps.readers.grids import Sheet
from roadmaps.readers.invisible import flag_invisible
from roadmaps.readers.text import split_blocks

__all__ = [
    "MAX_BYTES",
    "Block",
    "Paragraph",
    "RawRow",
    "Sheet",
    "is_plain_text",
    "load_file",
    "read_blocks",
    "read_content",
    "read_workbook",
]

MAX_BYTES = 50 * 1024 * 1024
_CONVERTED = {"doc": "docx", "rtf": "docx", "odt": "docx", "ods": "xlsx"}


def read_blocks(path: Path) -> list[Block]:
    """Blocks of a file on disk. UnreadableFileError with one Russian sentence where that cannot be."""
    return read_content(load_file(path), path.name)


def load_file(path: Path) -> bytes:
    """The bytes of a file that is not too large."""
    if not path.exists():
        raise UnreadableFileError("Файл «{file}» не найден.", file=path)
    if path.is_dir():
        raise UnreadableFileError("«{file}» — папка, а не документ.", file=path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFileError("Файл «{file}» больше 50 МБ.", file=path)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            "Файл «{file}» не открывается: {reason}.", file=path, reason=error.strerror or error
        ) from error


def read_content(content: bytes, file: str) -> list[Block]:
    """Blocks of a file's bytes; the format is told from the content.

    Libraries answer broken bytes with any exception at all: each becomes one sentence.
    """
    found = find_format(content, file)
    try:
        return [*_read(found, content, file), *flag_invisible(content, found.text, file)]
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFileError(
            "Файл «{file}» повреждён или устроен необычно: документ не прочитан.", file=file
        ) from error


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """The sheets of an Excel workbook's bytes, told from the content; UnreadableFileError for all else."""
    if find_format(content, file).kind != "xlsx":
        raise UnreadableFileError("Файл «{file}» — не книга Excel (xlsx).", file=file)
    from roadmaps.readers.xlsx import read_sheets

    try:
        return read_sheets(content, file)
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFileError(
            "Файл «{file}» повреждён или устроен необычно: документ не прочитан.", file=file
        ) from error


def _read(found: Format, content: bytes, file: str) -> list[Block]:
    # Imported here: a text is read in less time than these libraries take to load.
    if found.kind == "xlsx":
        from roadmaps.readers.xlsx import read_xlsx

        return read_xlsx(content, file)
    if found.kind in ("xls", "xlsb"):
        from roadmaps.readers.xls import read_xls

        return read_xls(content, file)
    if found.kind == "docx":
        from roadmaps.readers.word import read_docx

        return read_docx(content, file)
    if found.kind == "pdf":
        from roadmaps.readers.pdf import read_pdf

        return read_pdf(content, file)
    if found.kind == "html":
        from roadmaps.readers.hypertext import read_html

        return read_html(content, file)
    if found.kind in _CONVERTED:
        return _read_converted(found.kind, content, file)
    if found.kind == "csv":
        from roadmaps.readers.delimited import read_delimited

        return read_delimited(found.text, file) or split_blocks(found.text, file)
    return split_blocks(found.text, file)


def _read_converted(kind: str, content: bytes, file: str) -> list[Block]:
    """What LibreOffice turns into docx or xlsx; a spreadsheet is read without it too, merged cells aside."""
    from roadmaps.readers.office import convert_with_office, find_office

    if kind == "ods" and find_office() is None:
        from roadmaps.readers.xls import read_xls

        return read_xls(content, file)
    target = _CONVERTED[kind]
    return _read(Format(target), convert_with_office(content, file, kind, target), file)
