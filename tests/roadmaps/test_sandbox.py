"""The process that reads hostile documents: its limits, its ends, its answers."""

from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.errors import UnreadableFileError
from pdf_files import join_objects, stream
from roadmaps import sandbox
from roadmaps.documents import parse_blocks, read_document
from roadmaps.readers import read_content

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits and namespaces of Linux")


def workbook(rows: int = 3) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["№", "Мероприятие", "Срок", "Исполнитель"])
    for number in range(1, rows + 1):
        sheet.append([number, f"Встреча {number}", "май 2025 г.", "Архив"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def child_says(monkeypatch: pytest.MonkeyPatch, program: str) -> str:
    """The sentence for a child that runs this program instead of reading."""
    real = subprocess.Popen

    def start(command: Sequence[str], **options: object) -> subprocess.Popen[bytes]:
        return real([command[0], "-c", program], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(UnreadableFileError) as caught:
        sandbox.parse_apart(b"x", "план.pdf")
    return str(caught.value)


def test_the_answer_is_the_document_itself() -> None:
    content = workbook()
    assert sandbox.parse_apart(content, "a.xlsx") == parse_blocks(read_content(content, "a.xlsx"), "a.xlsx")


def test_the_answer_is_the_same_in_the_python_of_debian_12(monkeypatch: pytest.MonkeyPatch) -> None:
    """3.11.2 writes members of enumerations as calls of getattr; its documents were all "damaged"."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda self, _protocol: (getattr, (type(self), self.name)))
    document = parse_blocks(read_content(workbook(), "a.xlsx"), "a.xlsx")
    with pytest.raises(pickle.UnpicklingError, match="getattr"):
        sandbox.load(pickle.dumps(document))
    assert sandbox.load(sandbox.dump(document)) == document


def test_a_refusal_comes_back_with_its_template_and_details() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        sandbox.parse_apart(b"\x89PNG", "план.pdf")
    assert str(caught.value) == "Файл «план.pdf» — не документ, а изображение."
    assert caught.value.details == {"file": "план.pdf", "kind": "изображение"}


def test_small_texts_are_read_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(content: bytes, file: str) -> None:
        raise AssertionError(file)

    monkeypatch.setattr(sandbox, "parse_apart", forbid)
    path = tmp_path / "план.txt"
    path.write_text("№\tМероприятие\tСрок\n1\tОтчёт\tмай 2025 г.\n", encoding="utf-8")
    assert len(read_document(path).rows) == 1
    path.write_bytes(workbook())
    with pytest.raises(AssertionError):
        read_document(path)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import os; os.abort()", "повреждён"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "повреждён"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "слишком долго"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGPROF)", "слишком долго"),
        ("print('no answer at all')", "повреждён"),
        ("import pickle, sys; sys.stdout.buffer.write(pickle.dumps('memory'))", "512 МБ"),
        (
            "import pickle, sys, os; sys.stdout.buffer.write(b'cos\\nsystem\\n(S\\'false\\'\\ntR.')",
            "повреждён",
        ),
        ("raise SystemExit(3)", "повреждён"),
    ],
)
def test_every_end_of_the_child_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, program: str, words: str
) -> None:
    sentence = child_says(monkeypatch, program)
    assert words in sentence
    assert "«план.pdf»" in sentence or "Файл" in sentence


def test_a_child_that_hangs_is_killed_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1.0)
    note = tmp_path / "pid"
    program = (
        "import subprocess, time, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    assert "слишком долго" in child_says(monkeypatch, program)
    assert not is_running(int(note.read_text()))


def is_running(pid: int) -> bool:
    """False once the process has gone, or waits only to be reaped."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except OSError:
            return False
        time.sleep(0.05)
    return True


@LINUX
def test_limits_hold_in_the_child() -> None:
    program = (
        "import resource\n"
        "from roadmaps import sandbox\n"
        "sandbox._leave_network()\n"
        "sandbox._set_limits(0)\n"
        "soft = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]\n"
        "try:\n    bytearray(600 * 2**20)\nexcept MemoryError:\n    soft.append('no memory')\n"
        "print(*soft, flush=True)\n"
        "while True:\n    pass\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout == f"{512 * 2**20} 30 no memory\n"
    assert done.returncode == -signal.SIGPROF


def test_a_tiny_file_with_endless_work_ends_soon() -> None:
    """Forms that draw forms that draw forms: a billion letters in two kilobytes."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(stream(b"/X Do " * 10))
    objects += [stream(b"/X Do " * 10, form % (6 + number)) for number in range(9)]
    objects.append(stream(b"0 0 1 1 re f " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    with pytest.raises(UnreadableFileError, match=r"слишком долго|памяти"):
        sandbox.parse_apart(join_objects(objects, root=1), "план.pdf")


def test_a_font_with_endless_widths_does_not_take_the_memory() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        stream(b"BT /F 9 Tf <0001> Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[0 400000000 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
    ]
    with pytest.raises(UnreadableFileError):
        sandbox.parse_apart(join_objects(objects, root=1), "план.pdf")
