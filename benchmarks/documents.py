"""Whole documents of 100, 1,000 and 10,000 rows: wall time with start-up, peak memory, cost per row.

    python benchmarks/documents.py

Each document is read by a process of its own, as ``sroki parse`` would; the limit beside it is the
time a process needs to start and split the same text at its tabs, measured in the same run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

HEADER = ("№ п/п", "Мероприятие", "Срок", "Исполнитель", "Результат")
TERMS = (
    "II квартал 2025 г.",
    "до 15 апреля 2026 г.",
    "ежегодно, март",
    "с 01.04.2025 по 30.04.2025",
    "ежемесячно",
)
TITLE = "План мероприятий на 2025-2026 гг."
READ = "import sys; from sroki.cli import main; main(['parse', sys.argv[1], '--json'])"
SPLIT = "import sys; [line.split('\\t') for line in open(sys.argv[1], encoding='utf-8', errors='replace')]"


def rows(count: int) -> list[tuple[str, ...]]:
    made = [HEADER]
    for number in range(1, count + 1):
        title = f"Провести мероприятие номер {number} для педагогов образовательных организаций"
        made.append((str(number), title, TERMS[number % 5], f"МБУ «Центр {number % 40}»", f"Отчёт {number}"))
    return made


def write_text(path: Path, count: int) -> None:
    path.write_text("\n".join([TITLE, "", *("\t".join(row) for row in rows(count))]), encoding="utf-8")


def write_docx(path: Path, count: int) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=count + 1, cols=5)
    for printed, row in zip(table._tbl.tr_lst, rows(count), strict=True):  # ``cells`` is quadratic
        for cell, text in zip(printed.tc_lst, row, strict=True):
            cell.p_lst[0].add_r().text = text
    document.save(str(path))


def run(code: str, path: Path) -> tuple[float, float]:
    """Wall seconds and peak megabytes of a process and its children."""
    started_s = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{path} could not be read")
    return time.perf_counter() - started_s, usage.ru_maxrss / 1024


def main() -> None:
    print(f"{'document':>12} {'rows':>6} {'wall s':>8} {'MB':>6} {'ms/row':>8} {'split s':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("txt", write_text), ("docx", write_docx)):
            for count in (100, 1_000, 10_000):
                path = Path(folder) / f"plan{count}.{name}"
                write(path, count)
                wall_s, peak_mb = min(run(READ, path) for _ in range(3))
                split_s, _ = min(run(SPLIT, path) for _ in range(3))
                per_row_ms = 1000 * wall_s / count
                ratio = wall_s / split_s
                row = f"{name:>12} {count:6} {wall_s:8.2f} {peak_mb:6.0f} {per_row_ms:8.2f}"
                print(f"{row} {split_s:8.2f} {ratio:6.1f}")


if __name__ == "__main__":
    main()
