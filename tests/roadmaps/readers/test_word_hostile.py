"""Broken and hostile Word files: one Russian sentence each, no crash, no hang, no memory eaten."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
import zlib

import pytest

from models.errors import UnreadableFileError
from roadmaps.readers.word import read_docx
from word_files import (
    R,
    W,
    archive,
    cell,
    control,
    numbered,
    numbered_list,
    paragraph,
    relations,
    row,
    table,
    word_file,
)
from word_files import level as list_level

RUSSIAN = re.compile(r"[А-ЯЁ].*[а-яё].*\.")


def refusal(content: bytes) -> str:
    """The sentence that a file is refused with, in two seconds at most."""
    started = time.perf_counter()
    with pytest.raises(UnreadableFileError) as caught:
        read_docx(content, "план.docx")
    assert time.perf_counter() - started < 2
    assert RUSSIAN.fullmatch(str(caught.value))
    return str(caught.value)


BROKEN = "Файл «план.docx» повреждён: часть «word/document.xml» внутри него не читается."


def sentence_or_none(content: bytes) -> str | None:
    """What a file is refused with, or None where it is read."""
    try:
        read_docx(content, "план.docx")
    except UnreadableFileError as error:
        return str(error)
    return None


def outside(kind: str) -> dict[str, str | bytes]:
    link = f'<Relationship Id="x" Type="{R}/{kind}" Target="http://example.org/x" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": relations(link)}


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "subDocument", "frame"])
def test_links_out_of_the_document_are_refused(kind: str) -> None:
    assert "ссылается" in refusal(word_file(paragraph("текст"), parts=outside(kind)))


def test_hyperlinks_are_no_danger() -> None:
    assert len(read_docx(word_file(paragraph("текст"), parts=outside("hyperlink")), "а")) == 1


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "customXml/item1.xml"])
def test_document_types_are_refused_in_any_part(name: str) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "хаха"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    assert "DTD" in refusal(word_file(paragraph("текст"), parts={name: laughs}))


def test_macros_are_refused() -> None:
    types = "application/vnd.ms-word.document.macroEnabled.main+xml"
    parts = {"[Content_Types].xml": f'<Types><Override ContentType="{types}"/></Types>'}
    assert "макрос" in refusal(word_file(paragraph("текст"), parts={**parts}))
    assert "макрос" in refusal(word_file(paragraph("текст"), parts={"word/vbaProject.bin": b"\xd0\xcf"}))


def test_bombs_are_refused_unopened() -> None:
    assert "бомба" in refusal(word_file(paragraph("текст"), parts={"word/media/a.bin": bytes(300_000_000)}))


@pytest.mark.parametrize("cut", [0, 10, 0.3, 0.9])
def test_cut_files_are_named_broken(cut: float) -> None:
    content = word_file(paragraph("текст"))
    assert "повреждён" in refusal(content[: int(cut * len(content)) if cut < 1 else int(cut)])


def test_archives_without_text_are_named_broken() -> None:
    assert "нет текста" in refusal(archive({"word/styles.xml": "<a/>"}))
    assert "«word/document.xml»" in refusal(word_file("<w:p><w:r></w:p>"))


def test_paths_that_climb_out_lead_nowhere() -> None:
    files = {"_rels/.rels": relations(officeDocument="../../../../etc/passwd")}
    assert "нет текста" in refusal(archive({**files}))


def test_deep_nesting_ends_in_a_sentence_or_in_blocks() -> None:
    deep = paragraph("дно")
    for _ in range(60):
        deep = table(row(cell(deep + paragraph()), "б"), row("в", "г"))
    assert sentence_or_none(word_file(deep)) in (None, BROKEN)
    inside = paragraph("дно")
    for _ in range(300):
        inside = control(inside)
    assert "повреждён" in refusal(word_file(inside))


def test_an_empty_body_is_no_error() -> None:
    assert read_docx(archive({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}), "а") == []
    assert read_docx(word_file(""), "а") == []


def rich_parts() -> dict[str, bytes]:
    """A document that uses most of what the reader knows."""
    body = paragraph("План", numbered()) + table(
        row(cell("№", '<w:vMerge w:val="restart"/>'), cell("Срок", '<w:gridSpan w:val="2"/>')),
        row(
            cell("", "<w:vMerge/>"),
            control(cell("до 15 мая")),
            cell(paragraph("а", numbered(1))),
            properties="<w:ins/>",
        ),
        widths=(500, 100, 3000),
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    content = word_file(
        body + paragraph(field) + paragraph("<w:r><w:br/><w:sym w:font='Symbol' w:char='F0B7'/></w:r>"),
        styles=f'<w:style w:styleId="A" w:type="paragraph"><w:pPr>{numbered()}</w:pPr></w:style>',
        numbering=numbered_list(list_level(0, "%1."), list_level(1, "%1.%2", "upperRoman")),
    )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def mutate(content: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled or swapped."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        at, size = dice.randrange(max(1, len(data))), dice.randint(1, 40)
        piece = bytes(data[at : at + size])
        change = dice.randrange(4)
        if change == 0 and data:
            data[min(at, len(data) - 1)] = dice.randrange(256)
        elif change == 1:
            del data[at : at + size]
        elif change == 2:
            data[at:at] = piece * dice.randint(1, 30)
        else:
            to = dice.randrange(max(1, len(data)))
            data[to : to + size] = piece
    return bytes(data)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_files_end_in_blocks_or_in_a_sentence(seed: int) -> None:
    dice = random.Random(seed)
    parts = rich_parts()
    whole = archive({**parts})
    for turn in range(100):
        if turn % 3:
            name = dice.choice([n for n in parts if n.startswith("word/")])
            content = archive({**parts, name: mutate(parts[name], dice)})
        else:
            content = mutate(whole, dice)
        sentence = sentence_or_none(content)
        assert sentence is None or RUSSIAN.fullmatch(sentence)


WORDS = [
    "document",
    "body",
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "trPr",
    "gridSpan",
    "vMerge",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "numPr",
    "numId",
    "ilvl",
    "pPr",
    "rPr",
    "vanish",
    "br",
    "tab",
    "fldChar",
    "instrText",
    "txbxContent",
    "hyperlink",
    "sectPr",
]


@pytest.mark.parametrize("seed", range(4))
def test_known_elements_in_any_order_are_read(seed: int) -> None:
    """Trees of the right words in the wrong places: Word would never write them, somebody will."""
    dice = random.Random(seed)

    def tree(depth: int) -> str:
        name = dice.choice(WORDS)
        value = dice.choice(["0", "1", "-1", "restart", "abc", "99999999999999999999", ""])
        inside = "".join(tree(depth - 1) for _ in range(dice.randint(0, 3))) if depth else "слово"
        return f'<w:{name} w:val="{value}" w:fldCharType="begin" w:id="{value}">{inside}</w:{name}>'

    for _ in range(80):
        body = "".join(tree(6) for _ in range(4))
        read_docx(word_file(body, styles=tree(4), numbering=tree(4) + numbered_list(tree(2))), "а")


def test_cost_grows_with_the_rows_and_no_faster() -> None:
    def cost(count: int) -> float:
        content = word_file(
            table(*[row(f"{i}.", "Семинар", cell("", "<w:vMerge/>"), "ЦРО") for i in range(count)])
        )
        started = time.process_time()
        assert len(read_docx(content, "а")) == count
        return time.process_time() - started

    cost(50)
    small, large = min(cost(300) for _ in range(3)), cost(3_000)
    assert large < 25 * small + 0.5


def test_broken_compression_is_named() -> None:
    content = bytearray(word_file(paragraph("текст " * 500)))
    start = content.index(b"word/document.xml") + 30
    content[start : start + 20] = zlib.compress(b"x")[:20].ljust(20, b"\xff")
    assert "повреждён" in refusal(bytes(content))


def test_nothing_costs_the_square_of_its_size() -> None:
    """Ten thousand page breaks, open fields, tracked pieces and numbers in one paragraph."""
    opened = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    inside = ('<w:r><w:br w:type="page"/></w:r>' + opened + "<w:ins><w:r><w:t> </w:t></w:r></w:ins>") * 10_000
    numbering = numbered_list(list_level(0, "%1" * 10_000))
    body = paragraph(inside) + paragraph("пункт", numbered()) * 1_000
    started = time.process_time()
    blocks = read_docx(word_file(body, numbering=numbering), "а")
    assert time.process_time() - started < 5
    assert len(blocks) == 1_000
