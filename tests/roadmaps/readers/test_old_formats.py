"""doc, rtf, odt, ods and xls: the same plan as in docx and xlsx, made by a real LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from roadmaps.documents import read_document
from roadmaps.parsed import ParsedDocument
from system_programs import require_program

TITLE = "План мероприятий по развитию школьных музеев на 2025-2026 гг."
ROWS = [
    ("№ п/п", "Мероприятие", "Срок", "Исполнитель", "Результат"),
    ("1.1", "Собрать сведения о музеях", "март 2025 г.", "МБУ «Методцентр»", "Реестр"),
    ("1.2", "Провести семинар", "до 15 апреля 2025 г.", "МКУ «Архив»", "Программа"),
    ("1.10", "Подготовить отчёт", "II, IV кварталы", "МБУ «Методцентр»", "Отчёт"),
]


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=5)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Исполнитель И.И. Рябов")  # doc knows no table at the very end
    document.save(str(path))


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in ROWS:
        sheet.append(list(row))
    book.save(path)


def essence(document: ParsedDocument) -> list[tuple[object, ...]]:
    return [(t.number, t.title, t.term.spans, t.responsible, t.expected_result) for t in document.rows]


@pytest.mark.parametrize(
    ("source", "target"),
    [("docx", "doc"), ("docx", "rtf"), ("docx", "odt"), ("xlsx", "ods"), ("xlsx", "xls")],
)
def test_an_old_format_reads_like_the_new_one(tmp_path: Path, source: str, target: str) -> None:
    office = require_program("soffice", "libreoffice")
    made = tmp_path / f"plan.{source}"
    (write_docx if source == "docx" else write_xlsx)(made)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = read_document(tmp_path / f"plan.{target}")
    assert [task.number for task in document.rows] == ["1.1", "1.2", "1.10"]
    assert essence(document) == essence(read_document(made))
