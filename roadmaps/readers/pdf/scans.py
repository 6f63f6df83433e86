"""Pages that are pictures -> pages with text, by the tesseract program where it is installed.

The ruled lines are found in the picture and painted over before the words are recognised: tesseract loses
cells between lines. It hands back a PDF of the same size whose words stand where they were printed.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from roadmaps.readers.pdf.pages import PrintedPage, read_page

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from PIL.Image import Image

_DPI = 300
_MAX_SIDE = 5_000  # pixels: a poster is rendered more coarsely, or it would take all the memory
_DARK = 150  # of 255: darker is ink
_MIN_LINE = 100  # pixels, a third of an inch: longer than any stroke of a letter
_MAX_LINES = 20_000  # a photograph, not a page
_PAGE_SECONDS = 60.0
_INK = bytes(1 if level < _DARK else 0 for level in range(256))
_RUN = re.compile(rb"\x01{%d,}" % _MIN_LINE)

Ruling = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def find_tesseract() -> str | None:
    """The program, if it is installed together with Russian."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run(  # noqa: S603 (a program found on the path, no shell) # nosec B603
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return program if "rus" in listed.stdout.split() else None


def recognise_page(page: Page, program: str) -> PrintedPage | None:
    """What is printed on a scanned page; None where tesseract gives no answer."""
    import pdfplumber
    from PIL import ImageDraw, ImageFilter

    dpi = max(72, min(_DPI, int(_MAX_SIDE * 72 / max(page.width, page.height))))
    picture = page.to_image(resolution=dpi).original.convert("L")
    # Thickened, so that a line broken by dust is one again.
    rulings = find_rulings(picture.filter(ImageFilter.MinFilter(3)))
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in rulings:
        pen.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=255)
    answer = _run(picture, dpi, program)
    if answer is None:
        return None
    with pdfplumber.open(io.BytesIO(answer)) as document:
        found = read_page(document.pages[0], _as_settings(rulings, dpi))
    found.number = page.page_number
    found.recognised = True
    return found


def find_rulings(picture: Image) -> list[Ruling]:
    """Straight dark lines across and down a grey picture."""
    from PIL.Image import Transpose

    across = [(left, y, right, y) for y, left, right in _runs(picture)]
    turned = picture.transpose(Transpose.TRANSPOSE)
    down = [(x, top, x, bottom) for x, top, bottom in _runs(turned)]
    return [*across, *down] if len(across) + len(down) <= _MAX_LINES else []


def _runs(picture: Image) -> Iterator[tuple[int, int, int]]:
    """Row, first and last pixel of every long run of ink."""
    width, height = picture.size
    ink = picture.tobytes().translate(_INK)
    for row in range(height):
        for run in _RUN.finditer(ink, row * width, (row + 1) * width):
            yield row, run.start() - row * width, run.end() - row * width - 1


def _as_settings(rulings: list[Ruling], dpi: int) -> dict[str, Any] | None:
    """Settings under which pdfplumber takes these lines for those of the page."""
    scale = 72 / dpi
    lines = [
        {
            "object_type": "line",
            "x0": left * scale,
            "x1": right * scale,
            "top": top * scale,
            "bottom": bottom * scale,
            "width": (right - left) * scale,
            "height": (bottom - top) * scale,
        }
        for left, top, right, bottom in rulings
    ]
    across = [line for line in lines if line["top"] == line["bottom"]]
    down = [line for line in lines if line["top"] != line["bottom"]]
    if len(across) < 2 or len(down) < 2:
        return None
    return {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": down,
        "explicit_horizontal_lines": across,
        "snap_tolerance": 4,
        "intersection_tolerance": 5,
    }


def _run(picture: Image, dpi: int, program: str) -> bytes | None:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", dpi=(dpi, dpi), compress_level=1)
    command = [program, "stdin", "stdout", "-l", "rus+eng", "--dpi", str(dpi), "--psm", "11"]
    try:
        done = subprocess.run(  # noqa: S603 (a program found on the path, no shell) # nosec B603
            [*command, "-c", "textonly_pdf=1", "pdf"],
            input=buffer.getvalue(),
            capture_output=True,
            timeout=_PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"%PDF") else None
