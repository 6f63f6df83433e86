"""Whole Word documents as offices write them: letterhead and signature in tables, points numbered by Word."""

from __future__ import annotations

from datetime import date

from roadmaps.documents import parse_blocks
from roadmaps.parsed import ParsedDocument
from roadmaps.readers.word import read_docx
from word_files import cell, level, numbered, numbered_list, paragraph, row, table, word_file

NUMBERING = numbered_list(level(0, "%1."), level(1, "%1.%2."))
LEFT, BOTH, CENTER = (f'<w:jc w:val="{side}"/>' for side in ("left", "both", "center"))


def read(body: str) -> ParsedDocument:
    return parse_blocks(read_docx(word_file(body, numbering=NUMBERING), "а.docx"), "а.docx")


def lines(*texts: str) -> str:
    return "".join(paragraph(text) for text in texts)


def test_an_order_with_its_roadmap() -> None:
    head = table(row(cell(lines("МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ", "ЧЕЛЯБИНСКОЙ ОБЛАСТИ"))), row("ПРИКАЗ"))
    registration = table(row("18 марта 2021 г.", "№ 01/730")) + paragraph()
    title = paragraph("Об утверждении дорожной карты", LEFT) + paragraph("развития школ на 2021 год", LEFT)
    points = (
        paragraph("В целях развития школ", BOTH)
        + paragraph("ПРИКАЗЫВАЮ:", LEFT)
        + paragraph("Утвердить прилагаемую дорожную карту.", BOTH + numbered())
        + paragraph("ГБУ ДПО ЧИППКРО (Хохлов А.В.):", BOTH + numbered())
        + paragraph("провести мониторинг с 15.04.2021 по 10.05.2021;", BOTH + numbered(1))
        + paragraph("подготовить справку в срок до 05.06.2021.", BOTH + numbered(1))
    )
    foot = paragraph() + table(row("Министр", "А.И. Кузнецов")) + paragraph()
    approval = table(row("", cell(lines("УТВЕРЖДЕНА", "приказом Министерства", "от 18.03.2021 № 01/730"))))
    plan = table(
        row("№ п/п", "Мероприятие", "Срок", "Ответственный исполнитель"),
        row(cell("1. Организация", '<w:gridSpan w:val="4"/>')),
        row("1.1", "Провести семинар", "до 15 мая", "ГБУ ДПО ЧИППКРО"),
    )
    caption = paragraph("Дорожная карта", CENTER) + paragraph("развития школ на 2021 год", CENTER)
    found = read(head + registration + title + points + foot + approval + caption + plan)
    assert found.title == "Об утверждении дорожной карты развития школ на 2021 год"
    assert found.annex_title == "Дорожная карта развития школ на 2021 год"
    assert (found.number, found.issued_on, found.period) == ("01/730", date(2021, 3, 18), (2021, 2021))
    assert found.signatory == "А.И. Кузнецов, Министр"
    assert [point.number for point in found.order_points] == ["1", "2", "2.1", "2.2"]
    assert [task.section for task in found.rows] == ["1. Организация"]
    assert [span.due_on for task in found.rows for span in task.term.spans] == [date(2021, 5, 15)]


def test_a_letter_with_its_head_in_one_table() -> None:
    sender = lines(
        "Министерство образования", "Челябинской области", "П И С Ь М О", "18 марта 2021 г. № 01/730"
    )
    addressee = lines("Руководителям органов", "местного самоуправления")
    points = (
        paragraph("Просим:", BOTH)
        + paragraph("Разместить план в срок до 15 апреля 2021 г.", BOTH + numbered())
        + paragraph("Направить отчет до 30.04.2021.", BOTH + numbered())
    )
    signature = table(row(cell(lines("Первый заместитель", "Министра")), cell(lines("", "Е.А. Коузова"))))
    found = read(table(row(cell(sender), cell(addressee))) + paragraph() + points + paragraph() + signature)
    assert (found.number, found.issued_on) == ("01/730", date(2021, 3, 18))
    assert found.signatory == "Е.А. Коузова, Первый заместитель Министра"
    assert [s.due_on for p in found.order_points for t in p.terms for s in t.spans] == [
        date(2021, 4, 15), date(2021, 4, 30),
    ]  # fmt: skip
