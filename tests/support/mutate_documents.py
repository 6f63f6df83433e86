"""Spoil documents in ten thousand ways and read each: a document or a sentence must come out.

    python tests/support/mutate_documents.py 10000

Each spoilt file is read in a process of its own with the limits of the sandbox. What ends otherwise is
kept in a folder and named.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from pdf_files import Sheet, pdf_file
from roadmaps.sandbox import MEMORY_BYTES, answer_for

HEADER = ["№", "Мероприятие", "Срок", "Ответственный / соисполнители", "Результат"]
ROWS = [
    ["1.", "Подготовка", "", "", ""],
    [
        "1.1",
        "Собрать сведения о музеях,\nв том числе школьных",
        "до 15.04.2025 г.",
        "МБУ «Центр» / Архив",
        "Реестр",
    ],
    ["1.2", "Провести семинар", "II, IV кварталы", "МБУ «Центр»", "Программа семинара"],
    ["1.3", "Обновить страницу", "ежегодно, с 1 по 20 мая", "Архив", ""],
    ["2", "Подготовить отчёт", "в течение 10 рабочих дней со дня проведения", "Архив", "Отчёт"],
]
TITLE = "План мероприятий («дорожная карта») по развитию музеев на 2025-2026 годы"
ORDER = f"ПРИКАЗ\n11.01.2025 № 7\n\nПРИКАЗЫВАЮ:\n1. Утвердить план в срок до 5 февраля 2025 г.\n\n{TITLE}\n\n"
TOKENS = [
    "\t",
    "\n",
    '"',
    ";",
    "|",
    "№",
    "IV",
    "99999999999",
    "-",
    "\u202e",
    "\0",
    "с 31.02 по",
    "1.1.1.1.",
    " ",
    "<",
    "&#",
]
SECONDS = 6.0


def text_of(separator: str) -> str:
    return "\n".join(separator.join(cell.replace("\n", " ") for cell in row) for row in [HEADER, *ROWS])


def make_xlsx() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [[TITLE], [], HEADER, *ROWS]:
        sheet.append(row)
    sheet.merge_cells("A4:E4")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def make_docx() -> bytes:
    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(0, len(HEADER))
    for row in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_pdf() -> bytes:
    edges = (20, 60, 240, 340, 450, 580)
    first = Sheet().write(60, 40, TITLE).draw_rows(edges, 80, [HEADER, *ROWS[:3]])
    return pdf_file(first, Sheet().draw_rows(edges, 40, [HEADER, *ROWS[3:]]).write(40, 500, "Директор"))


def make_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEADER, *ROWS])
    return f"<html><body><p>{TITLE}</p><table border=1>{rows}</table></body></html>".encode()


BASES: dict[str, bytes] = {
    "txt": (ORDER + text_of("\t")).encode(),
    "cp1251.txt": (ORDER + text_of("\t")).encode("cp1251"),
    "csv": text_of(";").encode(),
    "md": (ORDER + "\n".join(f"| {line} |" for line in text_of(" | ").split("\n"))).encode(),
    "html": make_html(),
    "xlsx": make_xlsx(),
    "docx": make_docx(),
    "pdf": make_pdf(),
}


def flip(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 100))):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randrange(1, 400) :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def repeat(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 300)]
    return content[:start] + piece * chance.choice((2, 5, 50)) + content[start:]


def insert(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 5, 20))):
        place = chance.randrange(len(content) + 1)
        content = content[:place] + chance.choice(TOKENS).encode() + content[place:]
    return content


def change_number(content: bytes, chance: random.Random) -> bytes:
    """Digits are what formats count with."""
    places = [i for i, byte in enumerate(content) if 48 <= byte <= 57]
    if not places:
        return content
    place = chance.choice(places)
    return (
        content[:place]
        + chance.choice((b"0", b"-1", b"99999999", b"4294967296", b"1e9"))
        + content[place + 1 :]
    )


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip,
    cut,
    truncate,
    repeat,
    insert,
    change_number,
)


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The bytes changed in one way; in an archive mostly a part inside, past the checksums."""
    way = chance.choice(WAYS)
    if not content.startswith(b"PK") or chance.random() < 0.2:
        return way(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    wanted = [name for name in parts if "sheet1" in name or name.endswith(("document.xml", "styles.xml"))]
    name = chance.choice(wanted if chance.random() < 0.7 else list(parts))
    parts[name] = way(parts[name], chance) if parts[name] else b"x"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return buffer.getvalue()


def read_apart(content: bytes, name: str, complaint: Path) -> str:
    """How reading ends: read, refused, limited (by time or memory), or failed."""
    child = os.fork()
    if child == 0:
        os._exit(_read(content, name, complaint))
    deadline = time.monotonic() + 10 * SECONDS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            complaint.write_text("hangs", encoding="utf-8")
            return "failed"
        time.sleep(0.002)
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) == signal.SIGPROF:
            return "limited"
        complaint.write_text(f"signal {os.WTERMSIG(status)}", encoding="utf-8")
        return "failed"
    return {0: "read", 1: "refused", 2: "limited"}.get(os.WEXITSTATUS(status), "failed")


def _read(content: bytes, name: str, complaint: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY_BYTES, 2 * MEMORY_BYTES))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        answer = answer_for(content, name)
    except BaseException:  # noqa: BLE001 (whatever escapes is what is looked for)
        complaint.write_text(traceback.format_exc(), encoding="utf-8")
        return 3
    return 2 if answer == "memory" else 1 if isinstance(answer, tuple) else 0


def run(count: int, seed: int, folder: Path) -> Counter[str]:
    """Read so many spoilt documents; the counter says how they ended, failures lie in the folder."""
    for name, content in BASES.items():  # also loads every library before the first fork
        if not hasattr(answer_for(content, name), "rows"):
            raise SystemExit(f"the whole document is not read: {name}")
    ends: Counter[str] = Counter()
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = list(BASES)[number % len(BASES)]
        content = spoil(BASES[name], chance)
        complaint = folder / f"{number}.txt"
        end = read_apart(content, f"{number}.{name}", complaint)
        ends[end] += 1
        ends[f"{name}: {end}"] += 1
        if end in ("failed", "limited"):
            (folder / f"{number}-{end}.{name}").write_bytes(content)
    return ends


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sroki-spoilt-"))
    ends = run(arguments.count, arguments.seed, folder)
    sys.stdout.write("\n".join(f"{name} {count}" for name, count in sorted(ends.items())) + "\n")
    for complaint in sorted(folder.glob("*.txt"))[:5]:
        sys.stdout.write(f"{complaint}\n{complaint.read_text(encoding='utf-8', errors='replace')[-1500:]}\n")
    if not any(folder.iterdir()):
        folder.rmdir()
    return 1 if ends["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
