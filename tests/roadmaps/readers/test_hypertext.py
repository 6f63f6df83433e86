"""Pages: each test's document is what browsers, Word and spreadsheets make of a plan."""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

import pytest

from models.errors import UnreadableFileError
from roadmaps.documents import parse_blocks
from roadmaps.readers.blocks import Paragraph, RawRow
from roadmaps.readers.hypertext import read_html

Cells = tuple[str | None, ...]


def lines(page: str) -> list[str]:
    return [block.text for block in read_html(page.encode(), "а.html") if isinstance(block, Paragraph)]


def rows(page: str) -> list[Cells]:
    return [block.cells for block in read_html(page.encode(), "а.html") if isinstance(block, RawRow)]


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.shared
def test_the_shared_table_is_read_cell_by_cell(shared: Path) -> None:
    truth = json.loads((shared / "samples" / "truth.json").read_text(encoding="utf-8"))
    blocks = read_html((shared / "samples" / "roadmap.html").read_bytes(), "roadmap.html")
    found = [block for block in blocks if isinstance(block, RawRow)][2:]
    assert len(found) == len(truth["rows"])
    for row, wanted in zip(found, truth["rows"], strict=True):
        if wanted["kind"] != "item":
            assert row.cells == (wanted["text"], "", "", "", "")
            continue
        result = None if wanted["merge"] is not None else wanted["res"]
        term = None if wanted["tmerge"] else wanted["term"]
        folded = tuple(cell and " ".join(cell.split()) for cell in row.cells)
        assert folded == (wanted["no"], wanted["act"], term, wanted["resp"], result)


@pytest.mark.shared
def test_the_shared_page_gives_87_tasks_with_their_terms(shared: Path) -> None:
    truth = json.loads((shared / "samples" / "truth.json").read_text(encoding="utf-8"))
    items = [item for item in truth["rows"] if item["kind"] == "item"]
    content = (shared / "samples" / "roadmap.html").read_bytes()
    tasks = parse_blocks(read_html(content, "roadmap.html"), "roadmap.html").rows
    assert [(task.number, task.title, task.term.raw) for task in tasks] == [
        (item["no"], item["act"], item["term"]) for item in items
    ]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>до&nbsp;15&shy;-го&#32;мая &laquo;План&raquo;", ["до 15-го мая «План»"]),
        ("<p>раз\n   два<b>три</b>", ["раз дватри"]),
        ("раз<br>два<br><br>три", ["раз", "два", "три"]),
        ("<div>раз<div>два</div>три</div>", ["раз", "два", "три"]),
        ("<p>видно<span style='display:none'>нет</span><i hidden>нет</i>", ["видно"]),
        ("<style>.x, p#y {color:red; display : none}</style><p class='a x'>нет<p id=y>нет<p>да", ["да"]),
        ("<style>@media print{.x{display:none}}</style><p class=x>да", ["да"]),
        ("<style>/* .x{display:none} */</style><p class=x>да", ["да"]),
        ("<script>нет</script><style>нет</style><!-- нет --><title>нет</title>да", ["да"]),
        ("<p>до <del>20</del><ins>15</ins> мая <s>верно</s>", ["до 15 мая верно"]),
        ("<ol><li>раз<li>два<ol type=a><li>три</ol></ol>", ["1. раз", "2. два", "a. три"]),
        ("<ol start=5 type=I><li><p>раз</p><li value=9>два</ol>", ["V. раз", "IX. два"]),
        ("<ul><li>раз<li></ul><ul style='list-style:none'><li>два</ul>", ["• раз", "два"]),
        ("<pre>раз\nдва</pre>", ["раз", "два"]),
        ("<input value='15 мая'> <select><option>I<option selected>II</select>", ["15 мая II"]),
        ("<input type=hidden value=нет>да<input type=checkbox checked>", ["да☒"]),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>текст<o:p></o:p>", ["текст"]),
        ("<p><![if !supportLists]><span>1.&nbsp;&nbsp; </span><![endif]>раз", ["1. раз"]),
        ("<!--[if gte mso 9]><xml><w:WordDocument>нет</xml><![endif]--><p>да", ["да"]),
        ("<xml>нет</xml><p>да", ["да"]),
        ("<ruby>под<rt>над</rt></ruby>", ["под"]),
        ("<p>а<textarea>б</textarea>в</p><template>нет</template><noscript>нет</noscript>", ["абв"]),
        ("", []),
        ("<!-- ничего -->", []),
    ],
)
def test_a_page_prints_what_a_browser_shows(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_gaps_are_where_paragraphs_keep_a_distance() -> None:
    page = "<p>а</p><p>б<br>в<br><br>г</p><div>д</div><p class=MsoTitle>е</p><p class=MsoNormal>ж</p>"
    found = [(b.text, b.after_gap) for b in read_html(page.encode(), "а") if isinstance(b, Paragraph)]
    assert found == [
        ("а", True), ("б", True), ("в", False), ("г", True), ("д", True), ("е", False), ("ж", False),
    ]  # fmt: skip


def test_merged_cells_down_are_none_and_sideways_are_empty() -> None:
    page = table("<th>№<th colspan=2>Срок", "<td>1<td rowspan=3>май<td>а", "<td>2<td>б", "<td>3<td>в")
    assert rows(page) == [("№", "Срок", ""), ("1", "май", "а"), ("2", None, "б"), ("3", None, "в")]


def test_a_cell_may_reach_both_ways() -> None:
    page = table("<td rowspan=2 colspan=2>а<td>б", "<td>в", "<td>1<td>2<td>3")
    assert rows(page) == [("а", "", "б"), (None, None, "в"), ("1", "2", "3")]


def test_a_span_of_nothing_reaches_to_the_end_of_its_group() -> None:
    body = "<tr><td rowspan=0>а<td>1</tr><tr><td>2</tr>"
    page = f"<table><tbody>{body}</tbody><tbody><tr><td>б<td>3</tr></tbody></table>"
    assert rows(page) == [("а", "1"), (None, "2"), ("б", "3")]


def test_groups_stand_in_their_printed_order() -> None:
    page = "<table><tfoot><tr><td>и<td>ц</tfoot><thead><tr><th>a<th>b</thead><tr><td>1<td>2</table>"
    assert rows(page) == [("a", "b"), ("1", "2"), ("и", "ц")]


def test_tags_between_rows_and_cells_are_no_hindrance() -> None:
    page = "<table><form><tr><font><td>1</font><td>май</tr></form><tr style='display:none'><td>x<td>y</table>"
    assert rows(page) == [("1", "май")]


def test_what_stands_between_the_cells_is_kept() -> None:
    page = "<table>Примечание<tr><td>1<td>май</tr><table><tr><td>2<td>июнь</table></table>"
    assert lines(page) == ["Примечание"]
    assert rows(page) == [("1", "май"), ("2", "июнь")]


def test_captions_lists_and_small_tables_in_cells() -> None:
    inner = table("<td>Озёрск<td>15 мая", "<td>Миасс<td>20 мая")
    listed = "<ul><li>а<li>б</ul>"
    page = f"<table><caption>План</caption><tr><td>1<td>{inner}<td>{listed}<tr><td>2<td>x<td>y</table>"
    assert lines(page) == ["План"]
    assert rows(page) == [("1", "Озёрск 15 мая\nМиасс 20 мая", "• а\n• б"), ("2", "x", "y")]


def test_a_table_that_only_arranges_the_page_is_taken_apart() -> None:
    plan = table("<td>№<td>Мероприятие<td>Срок", "<td>1<td>Семинар<td>май")
    page = table(f"<td>Меню<td><p>План</p>{plan}")
    assert lines(page) == ["Меню", "План"]
    assert rows(page) == [("№", "Мероприятие", "Срок"), ("1", "Семинар", "май")]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""), ("utf-8", "windows-1251"), ("utf-8-sig", ""), ("utf-16", ""), ("cp1251", ""),
        ("cp1251", "windows-1251"), ("koi8-r", "koi8-r"), ("koi8-r", "windows-1251"), ("cp866", ""),
        ("iso8859-5", "ISO-8859-5"), ("mac-cyrillic", "x-mac-cyrillic"),
        ("cp1251", "punycode"), ("cp1251", "no-such-thing"),
    ],
)  # fmt: skip
def test_encodings_are_told_from_the_bytes(encoding: str, declared: str) -> None:
    text = "Срок исполнения мероприятий до пятнадцатого мая"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    content = f"<html>{meta}<p>{text}</p></html>".encode(encoding)
    assert [b.text for b in read_html(content, "а") if isinstance(b, Paragraph)] == [text]


def test_an_xml_declaration_is_no_hindrance() -> None:
    content = '<?xml version="1.0" encoding="windows-1251"?><html><p>Срок</p></html>'.encode("cp1251")
    assert [b.text for b in read_html(content, "а") if isinstance(b, Paragraph)] == ["Срок"]


def test_binary_data_and_bottomless_pages_are_refused_with_a_sentence() -> None:
    for content in (bytes(range(256)) * 50, b"<div>" * 100_000, b"<table><tr><td>" * 5_000):
        with pytest.raises(UnreadableFileError, match=r"Файл «а\.html»"):
            read_html(content, "а.html")


def test_deep_nesting_loses_no_words() -> None:
    for opening in ("<div>", "<span>", "<font>", "<ul><li>", "<table><tr><td>a<td>", "<table><font>"):
        blocks = read_html((opening * 500 + "<tr><td>дно").encode(), "а")
        assert "дно" in str(blocks)


def test_endless_spans_take_neither_memory_nor_time() -> None:
    started = time.process_time()
    cell = "<td rowspan=100000000 colspan=100000000>"
    assert rows(table(f"<td>1{cell}а", "<td>2"))[1] == ("2", None)
    assert rows(table("<td colspan=-3 rowspan=x>а<td colspan=''>б<td colspan='٣'>в")) == [("а", "б", "в")]
    wide = rows(table("<td>я" * 5_000))
    assert len(wide[0]) <= 200
    assert "".join(filter(None, wide[0])).count("я") == 5_000
    assert len(rows(table("<td rowspan=60000>я" * 200, *["<td>x"] * 3_000))) == 3_001
    assert time.process_time() - started < 8


@pytest.mark.parametrize("piece", ["/*", "a{", "a", "@media{", ",a", "}"])
def test_style_sheets_cost_no_more_than_their_size(piece: str) -> None:
    started = time.process_time()
    assert lines(f"<style>{piece * 200_000}</style><p>да") == ["да"]
    assert time.process_time() - started < 2


PIECES = re.findall(
    r"[^|]+",
    "<table>|<tr>|<td>|<td rowspan=3>|<td colspan=2>|<th>|</table>|</tr>|</td>|<p>|<br>|<li>|<ul>|<ol>|</ol>|"
    "<thead>|<tfoot>|<caption>|<pre>|<select>|<option>|<style>|<!--|-->|<![CDATA[|]]>|&|&amp;|<|>|<xml>|<del>|"
    "</p>|</div>|<tbody>|<script>|</script>|</style>|<textarea>|</select>|<input value=5>|<svg>|слово|1.",
)


@pytest.mark.parametrize("seed", range(6))
def test_tags_in_any_order_are_read(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(100):
        page = " ".join(dice.choice(PIECES) for _ in range(dice.randint(1, 60)))
        content = bytearray(page.encode())
        for _ in range(dice.randint(0, 5)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            read_html(bytes(content), "а.html")
        except UnreadableFileError as error:
            sentence = str(error)
            assert sentence.endswith(".")
