"""Tables of Word: merged, nested, tracked, hand-drawn; each test's document is a trap seen in offices."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from roadmaps.documents import parse_blocks
from roadmaps.readers.blocks import Paragraph, RawRow
from roadmaps.readers.word import read_docx
from word_files import cell, control, level, numbered, numbered_list, paragraph, row, run, table, word_file

Cells = tuple[str | None, ...]
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cells(body: str, numbering: str = "") -> list[Cells]:
    """The rows of a document."""
    blocks = read_docx(word_file(body, numbering=numbering), "а.docx")
    return [block.cells for block in blocks if isinstance(block, RawRow)]


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


@pytest.mark.shared
def test_the_shared_table_is_read_cell_by_cell(shared: Path) -> None:
    truth = json.loads((shared / "samples" / "truth.json").read_text(encoding="utf-8"))
    blocks = read_docx((shared / "samples" / "roadmap.docx").read_bytes(), "roadmap.docx")
    rows = [block for block in blocks if isinstance(block, RawRow)][2:]
    assert len(rows) == len(truth["rows"])
    for found, wanted in zip(rows, truth["rows"], strict=True):
        if wanted["kind"] != "item":
            assert found.cells == (wanted["text"], "", "", "", "")
            continue
        result = None if wanted["merge"] is not None else wanted["res"]
        term = None if wanted["tmerge"] else wanted["term"]
        folded = tuple(cell and " ".join(cell.split()) for cell in found.cells)
        assert folded == (wanted["no"], wanted["act"], term, wanted["resp"], result)


@pytest.mark.shared
def test_the_shared_document_gives_87_tasks_with_their_terms(shared: Path) -> None:
    truth = json.loads((shared / "samples" / "truth.json").read_text(encoding="utf-8"))
    items = [item for item in truth["rows"] if item["kind"] == "item"]
    content = (shared / "samples" / "roadmap.docx").read_bytes()
    tasks = parse_blocks(read_docx(content, "roadmap.docx"), "roadmap.docx").rows
    assert [(task.number, task.title, task.term.raw) for task in tasks] == [
        (item["no"], item["act"], item["term"]) for item in items
    ]


def test_cells_merged_down_are_none_and_cells_merged_sideways_are_empty() -> None:
    body = table(
        row("1", cell("май", RESTART), "ЦРО"),
        row("2", cell("спрятано", CONTINUE), "ЦРО"),
        row(cell("Раздел", span(3))),
        row("3", cell("", CONTINUE), "ЦРО"),
    )
    assert cells(body) == [("1", "май", "ЦРО"), ("2", None, "ЦРО"), ("Раздел", "", ""), ("3", "", "ЦРО")]


def test_a_merge_that_continues_nothing_stands_for_itself() -> None:
    assert cells(table(row("1", cell("май", CONTINUE)))) == [("1", "май")]


def test_a_wide_cell_may_be_merged_down() -> None:
    wide = span(2)
    body = table(row("1", cell("общий", wide + RESTART), "x"), row("2", cell("", wide + CONTINUE), "y"))
    body += paragraph() + table(row("1", "2", "3", "4"), row("а", "б", "в", "г"))
    assert cells(body)[:2] == [("1", "общий", "x"), ("2", None, "y")]


def test_old_sideways_merges_and_skipped_columns() -> None:
    merged = cell("слева", '<w:hMerge w:val="restart"/>') + cell("прочь", "<w:hMerge/>")
    skipped = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    body = table(row("1", "2", "3"), f"<w:tr>{merged}{cell('в')}</w:tr>", row("середина", properties=skipped))
    assert cells(body) == [("1", "2", "3"), ("слева", "", "в"), ("", "середина", "")]


def test_a_border_drawn_a_millimetre_off_makes_no_column() -> None:
    """The grid has five columns, two of them a millimetre wide; people see three."""
    body = table(
        row(cell("№"), cell("Мероприятие", span(2)), cell("Срок", span(2))),
        row(cell("1", span(2)), cell("Семинар", span(2)), cell("май")),
        row(cell("2"), cell("Отчёт", span(2)), cell("июнь", span(2))),
        widths=(700, 60, 5000, 60, 2000),
    )
    assert cells(body) == [("№", "Мероприятие", "Срок"), ("1", "Семинар", "май"), ("2", "Отчёт", "июнь")]


def test_a_narrow_column_with_words_in_it_stays() -> None:
    body = table(row("1", "2", "3"), row("а", "б", "в"), widths=(300, 300, 300))
    assert cells(body) == [("1", "2", "3"), ("а", "б", "в")]


def test_content_controls_around_rows_cells_and_words() -> None:
    body = control(
        table(
            control(row("1", control(cell("май")), cell(control(paragraph("ЦРО"))))),
            row("2", cell(paragraph(control(run("июнь")))), control(control(cell("школы")))),
        )
    )
    assert cells(body) == [("1", "май", "ЦРО"), ("2", "июнь", "школы")]


def test_tracked_rows_and_cells() -> None:
    body = table(
        row("1", "остаётся"),
        row("2", "удалена", properties="<w:del/>"),
        row("3", "вставлена", properties="<w:ins/>"),
        row("4", cell("прочь", "<w:cellDel/>"), cell("взамен", "<w:cellIns/>")),
        row("5", "скрыта", properties="<w:hidden/>"),
    )
    assert cells(body) == [("1", "остаётся"), ("3", "вставлена"), ("4", "взамен")]


def test_tracked_merges_count_as_done() -> None:
    body = table(
        row("1", cell("май", '<w:cellMerge w:vMerge="rest"/>')),
        row("2", cell("", '<w:cellMerge w:vMerge="cont"/>')),
    )
    assert cells(body) == [("1", "май"), ("2", None)]


def test_a_merge_whose_first_row_is_deleted_starts_below() -> None:
    body = table(row("1", cell("прежний", RESTART), properties="<w:del/>"), row("2", cell("новый", CONTINUE)))
    assert cells(body) == [("2", "новый")]


def test_paragraphs_of_a_cell_are_lines() -> None:
    inside = (
        paragraph("ГБУ ДПО ЧИППКРО")
        + paragraph()
        + paragraph(run("ЦРО") + "<w:r><w:br/></w:r>" + run("МОУО"))
    )
    assert cells(table(row("1", cell(inside)))) == [("1", "ГБУ ДПО ЧИППКРО\nЦРО\nМОУО")]


def test_words_divided_by_hand_are_put_together() -> None:
    lines = ("Ответст-", "венный", "видео-", "и аудиозаписи", "учебно-", "методический", "июнь -", "июль")
    inside = "".join(paragraph(line) for line in lines)
    assert cells(table(row("1", cell(inside)))) == [
        ("1", "Ответственный\nвидео-\nи аудиозаписи\nучебно-методический\nиюнь -\nиюль")
    ]


def test_automatic_numbers_in_cells() -> None:
    """The number's column holds nothing but empty numbered paragraphs; a list goes on inside a cell."""
    numbering = numbered_list(level(0, "%1."), level(1, "%1.%2"))
    body = table(
        row(cell(paragraph("", numbered())), "Раздел"),
        row(cell(paragraph("", numbered(1))), cell(paragraph("Семинар"))),
        row("удалена", cell(paragraph("", numbered(1))), properties="<w:del/>"),
        row(
            cell(paragraph("", numbered(1))), cell(paragraph("а", numbered(0)) + paragraph("б", numbered(0)))
        ),
    )
    assert cells(body, numbering) == [("1.", "Раздел"), ("1.1", "Семинар"), ("1.2", "2. а\n3. б")]


def test_a_small_inner_table_is_text_of_its_cell() -> None:
    inner = table(row("Озёрск", "15 мая"), row("Миасс", "20 мая")) + paragraph()
    body = table(row("1", "Семинары", cell(inner)), row("2", "Отчёт", "июнь"))
    assert cells(body) == [("1", "Семинары", "Озёрск 15 мая\nМиасс 20 мая"), ("2", "Отчёт", "июнь")]


def test_a_long_inner_list_does_not_take_a_short_plan_apart() -> None:
    inner = table(*(row(f"район {n}", f"{n} мая") for n in range(1, 9))) + paragraph()
    found = cells(table(row("№", "Мероприятие", "Срок"), row("1", "Семинары", cell(inner))))
    assert [len(one) for one in found] == [3, 3]


def test_a_table_that_only_arranges_the_page_is_taken_apart() -> None:
    plan = table(row("№", "Мероприятие", "Срок"), row("1", "Семинар", "май"))
    for outer in (table(row(cell(paragraph("План") + plan))), table(row("План", cell(plan)), row("", ""))):
        blocks = read_docx(word_file(outer), "а.docx")
        assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["План"]
        assert [b.cells for b in blocks if isinstance(b, RawRow)] == [
            ("№", "Мероприятие", "Срок"), ("1", "Семинар", "май"),
        ]  # fmt: skip


def test_rows_know_their_place_and_their_table() -> None:
    body = paragraph("План") + table(row("а", "б"), row("в", "г")) + paragraph() + table(row("д", "е"))
    rows = [block for block in read_docx(word_file(body), "а.docx") if isinstance(block, RawRow)]
    assert [(r.place.line, r.place.row, r.table, r.after_gap) for r in rows] == [
        (2, 1, 1, False), (3, 2, 1, False), (5, 1, 2, True),
    ]  # fmt: skip


def test_spans_out_of_all_bounds_take_no_memory() -> None:
    wide = cell("а", span(100_000_000))
    body = table(row(wide, wide, wide, properties='<w:gridBefore w:val="99999999"/>'), row("1", "2"))
    found = cells(body)
    assert [list(filter(None, r)) for r in found] == [["а", "а", "а"], ["1", "2"]]
    assert max(map(len, found)) < 10
    many = cells(table(row(*["я"] * 5_000)))
    assert len(many[0]) <= 200
    assert "".join(filter(None, many[0])).count("я") == 5_000


def test_broken_numbers_of_spans_count_as_one() -> None:
    for wrong in ("", "-5", "abc", "1e999", "nan", "٣"):
        assert cells(table(row(cell("а", f'<w:gridSpan w:val="{wrong}"/>'), "б")))[0][0] == "а"


def test_a_document_full_of_traps_yields_dated_tasks() -> None:
    """Everything at once: a two-row header, controls, tracked changes, merged terms, automatic numbers."""
    numbering = numbered_list(level(0, "%1."))
    number = cell(paragraph("", numbered()))
    deleted = "<w:del><w:r><w:delText>июнь</w:delText></w:r></w:del>"
    may = control(cell(paragraph(run("до 15 ") + control(run("мая")))))
    changed = cell(paragraph(deleted + f"<w:ins>{run('июль')}</w:ins>"), RESTART)
    body = (
        paragraph("План мероприятий на 2021 год")
        + table(
            row(cell("№ п/п", RESTART), cell("Мероприятие", RESTART), cell("Исполнение", span(2))),
            row(cell("", CONTINUE), cell("", CONTINUE), "Срок", "Ответственный"),
            row(number, "Провести семинар", may, "ЦРО"),
            row(number, "Подготовить отчёт", changed, "ЦРО"),
            row(number, "Снять с контроля", cell("", CONTINUE), "ЦРО", properties="<w:ins/>"),
            row(number, "Прочь", "август", "ЦРО", properties="<w:del/>"),
        )
    )  # fmt: skip
    tasks = parse_blocks(read_docx(word_file(body, numbering=numbering), "а.docx"), "а.docx").rows
    july = (date(2021, 7, 1), date(2021, 7, 31))
    assert [(t.number, t.title, [(s.opens_on, s.due_on) for s in t.term.spans]) for t in tasks] == [
        ("1", "Провести семинар", [(None, date(2021, 5, 15))]),
        ("2", "Подготовить отчёт", [july]),
        ("3", "Снять с контроля", [july]),
    ]


def test_ticked_boxes_are_terms_and_empty_boxes_are_none() -> None:
    """The columns are quarters; each cell holds a control that prints a box, ticked or not."""
    empty, ticked = (cell(control(paragraph(run(box)))) for box in "☐☒")
    body = paragraph("План мероприятий на 2021 год") + table(
        row("№", "Мероприятие", "I квартал", "II квартал", "III квартал", "IV квартал", "Ответственный"),
        row("1", "Семинар", empty, ticked, empty, ticked, "ЦРО"),
    )
    (task,) = parse_blocks(read_docx(word_file(body), "а.docx"), "а.docx").rows
    assert [span.due_on for span in task.term.spans] == [date(2021, 6, 30), date(2021, 12, 31)]
