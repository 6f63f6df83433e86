"""PDF files written by hand: text and lines where a test wants them. For tests.

Coordinates are points from the upper left corner of a page of 600 × 800. Every letter is 5 points wide at
the size of 10; codes are UTF-16, so that any alphabet prints.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT, PITCH = 600, 800, 12
Cell = tuple[int, int, int, int, str]  # left, top, right, bottom, text with line breaks

_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[2 0 R]/ToUnicode 3 0 R>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/DW 500/FontDescriptor 4 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200"
    b"/CapHeight 700/ItalicAngle 0/StemV 80>>"
)
PICTURE = b"q 600 0 0 800 0 0 cm /Im Do Q"


@dataclass
class Sheet:
    """One page to draw on."""

    content: list[bytes] = field(default_factory=list)

    def write(self, x: float, top: float, *lines: str) -> Sheet:
        """Lines of text below each other."""
        for number, line in enumerate(lines):
            y = HEIGHT - top - 10 - number * PITCH
            codes = line.encode("utf-16-be").hex().encode()
            self.content.append(b"BT /F 10 Tf %.1f %.1f Td <%s> Tj ET" % (x, y, codes))
        return self

    def draw_cells(self, cells: Sequence[Cell]) -> Sheet:
        """Cells with lines around them; a merged cell is one large cell."""
        for left, top, right, bottom, text in cells:
            self.content.append(b"%d %d %d %d re S" % (left, HEIGHT - bottom, right - left, bottom - top))
            self.write(left + 3, top + 2, *text.split("\n"))
        return self

    def draw_rows(self, edges: Sequence[int], top: int, rows: Sequence[Sequence[str]]) -> Sheet:
        """A table whose columns begin and end at ``edges``; rows are as high as their longest cell."""
        for row in rows:
            bottom = top + 6 + PITCH * max(text.count("\n") + 1 for text in row)
            columns = zip(edges, edges[1:], row, strict=False)
            self.draw_cells([(left, top, right, bottom, text) for left, right, text in columns])
            top = bottom
        return self

    def put_picture(self) -> Sheet:
        self.content.append(PICTURE)
        return self


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def packed(content: bytes, times: int = 1) -> bytes:
    """A stream deflated so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%s]" % (b"/FlateDecode" * times))


def pdf_file(*sheets: Sheet) -> bytes:
    """The bytes of a PDF with these pages."""
    objects = [_FONT[0], _FONT[1], stream(_UNICODE), _DESCRIPTOR]
    objects.append(
        stream(
            b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        )
    )
    first = len(objects) + 1
    root = first + 2 * len(sheets)
    for number, sheet in enumerate(sheets):
        objects.append(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F 1 0 R>>/XObject<</Im 5 0 R>>>>>>"
            % (root, WIDTH, HEIGHT, first + 2 * number + 1)
        )
        objects.append(stream(b"\n".join(sheet.content)))
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(sheets)))
    objects.append(b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(sheets)))
    objects.append(b"<</Type/Catalog/Pages %d 0 R>>" % root)
    return join_objects(objects)


def join_objects(objects: Sequence[bytes], trailer: bytes = b"", root: int | None = None) -> bytes:
    """The file that holds these objects, numbered from 1; the root is the last one."""
    content, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, root or len(objects), trailer, len(content))
    )
