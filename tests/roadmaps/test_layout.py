"""Raw rows -> whole rows. Each test's table is its docstring or a literal with "|" for a tab."""

from __future__ import annotations

import pytest

from models.values import Place
from roadmaps.assembly import Table
from roadmaps.columns import Column, read_header
from roadmaps.layout import lay_out
from roadmaps.readers.blocks import RawRow
from roadmaps.readers.text import split_blocks

HEAD = "№ п/п|Мероприятие|Срок|Ответственный|Результат"


def read_table(text: str) -> Table:
    [table] = lay_out(split_blocks(text.replace("|", "\t"), "a.txt")).tables
    return table


def cells_of(table: Table, column: Column) -> list[str]:
    index = table.header.index(column)
    assert index is not None
    return [draft.cells[index] for draft in table.drafts]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("№|Наименование мероприятия|Сроки реализации|Индикативные показатели|Исполнители|Выполнение",
         "number title term result responsible status"),
        ("N п/п|Содержание деятельности|Дата|Кто проводит|Отметка об исполнении",
         "number title term responsible status"),
        ("Сроки|Мероприятия|Ответственные", "term title responsible"),
        ("№|Мероприятия|Контрольный показатель|Ответственный исполнитель|Плановое начало|Плановое окончание",
         "number title result responsible term_start term_end"),
        ("№ п/п|Показатель|Значение показателя", "number indicator value"),
        ("№ п/п|Показатель|2024|2025", "number indicator value value"),
        ("№|Показатель|Методы сбора информации|результат", "number indicator method result"),
        ("№|Мероприятие|I кв.|II кв.|Исполнитель", "number title mark mark responsible"),
        ("№|Мероприятие|Исполнитель|Соисполнители|Срок выполнения|Контроль за исполнением",
         "number title responsible co_responsible term controller"),
        ("№ п/п|Направление|Мероприятие|Место проведения|Срок", "number direction title other term"),
    ],
)  # fmt: skip
def test_headers_in_any_wording_and_order(headings: str, columns: str) -> None:
    header = read_header(headings.split("|"))
    assert header is not None
    assert [column.value for column in header.columns] == columns.split()


@pytest.mark.parametrize(
    "row",
    [
        "1.1|Подготовка отчёта о мероприятии|Срок до мая",
        "и мероприятий|в срок",
        "А.Б. Иванов|Директор",
        "текст|",
    ],
)
def test_rows_that_are_no_header(row: str) -> None:
    assert read_header(row.split("|")) is None


def test_a_row_cut_by_the_page_in_several_cells_and_inside_words() -> None:
    table = read_table(f"{HEAD}\n1|Подготовка учи-|май|методист, ди-|Учителя\n\n|телей||ректор|готовы\n")
    assert [draft.cells for draft in table.drafts] == [
        ["1", "Подготовка учителей", "май", "методист, директор", "Учителя готовы"]
    ]


def test_a_repeated_header_is_a_page_break() -> None:
    table = read_table(
        f"{HEAD}\n1|Дело без кон-|май|методист|Итог\n\n{HEAD}\n|ца||||\n2|Дело|июнь|методист|Итог\n"
    )
    assert cells_of(table, Column.TITLE) == ["Дело без конца", "Дело"]


def test_an_extra_empty_column_is_taken_out_where_the_rest_fits_better() -> None:
    """Rows 1-3 teach the columns, row 4 is shifted by one, row 5 only has an empty cell at its end."""
    table = read_table(
        f"{HEAD}\n1|Первое|май|методисты центра|Принят план\n2|Второе|июнь|методисты центра|Принят отчёт\n"
        "3|Третье|июль|методисты центра|Принят приказ\n4|Четвёртое|август||методисты центра|Принят план\n"
        "5|Пятое|май||Принят отчёт|\n"
    )
    assert [draft.cells[2:] for draft in table.drafts[3:]] == [
        ["август", "методисты центра", "Принят план"],
        ["май", "методисты центра", "Принят отчёт"],
    ]
    assert table.drafts[4].inherited == {Column.RESPONSIBLE}


def test_a_missing_cell_is_found() -> None:
    table = read_table(
        f"{HEAD}\n1|Первое|май|методисты центра|Принят план\n2|Второе|июнь|методисты центра|Принят отчёт\n"
        "3|Третье|июль|Принят план\n"
    )
    assert table.drafts[2].cells[2:] == ["июль", "методисты центра", "Принят план"]


def test_year_and_section_rows_in_every_form() -> None:
    table = read_table(
        f"{HEAD}\n2024 год||||\n<i>1. Работа с кадрами</i>||||\n1.1|Первое|май|А|Итог\n"
        f"2.|**Работа с детьми**|||\n"
        "2.1|Второе|май|А|Итог\n2025 год||||\n1. Снова кадры||||\n1.1|Третье|май|А|Итог\n"
    )
    assert [(d.year, d.heading.text if d.heading else None) for d in table.drafts] == [
        (2024, "1. Работа с кадрами"),
        (2024, "2. Работа с детьми"),
        (2025, "1. Снова кадры"),
    ]


def test_headings_that_stand_outside_of_the_table() -> None:
    table = read_table(
        f"{HEAD}\n1.1|Первое|май|А|Итог\n\n1. Кадры\n\n1.2|Второе|май|А|Итог\n\n2. Дети\n\n"
        f"2.1|Третье|май|А|Итог\n"
    )
    assert [d.heading.text if d.heading else None for d in table.drafts] == [
        "1. Кадры",
        "1. Кадры",
        "2. Дети",
    ]
    assert [(p.code, p.subject) for p in table.problems] == [("row_before_heading", "1.1")]


def test_school_years_and_months_as_headings() -> None:
    table = read_table("Мероприятие|Ответственный\n2024/2025 учебный год|\nСентябрь|\nПедсовет|директор\n")
    assert [(d.school_years, d.term_heading) for d in table.drafts] == [((2024, 2025), "Сентябрь")]


def test_executors_and_results_come_from_the_parent_or_the_row_above() -> None:
    table = read_table(
        f"{HEAD}\n1|Цикл|май|методист|Отчёт\n1.1|Первая встреча|май||\n2|Приём|май|директор|\n"
        f"2.1|Второй приём|май||\n"
        "1.2|Вторая встреча|май||\n"
    )
    assert cells_of(table, Column.RESPONSIBLE) == ["методист", "методист", "директор", "директор", "методист"]
    assert set(cells_of(table, Column.RESULT)) == {"Отчёт"}


def test_nothing_is_inherited_across_sections() -> None:
    table = read_table(f"{HEAD}\nА. Первый||||\n1|Дело|май|методист|Отчёт\nБ. Второй||||\n2|Дело|май||\n")
    assert cells_of(table, Column.RESPONSIBLE) == ["методист", ""]


def test_the_rest_of_a_merged_result_on_another_rows_line() -> None:
    table = read_table(
        f"{HEAD}\n1|Банк данных|май|А|Наличие банка и работы\n2|Банк школы на|май|Б|\n\n"
        f"|уровне класса|||учителей в нём\n"
    )
    assert cells_of(table, Column.RESULT) == ["Наличие банка и работы учителей в нём"] * 2
    assert cells_of(table, Column.TITLE) == ["Банк данных", "Банк школы на уровне класса"]


def test_the_end_of_a_merged_result_in_the_next_rows_own_cell() -> None:
    table = read_table(
        f"{HEAD}\n1|Первое|май|А|Рост числа учителей,\n\n2|Второе|май|А|получивших помощь\n3|Третье|май|А|\n"
    )
    assert cells_of(table, Column.RESULT) == ["Рост числа учителей, получивших помощь"] * 3


def test_small_letters_after_a_page_break_mean_nothing_where_they_are_usual() -> None:
    table = read_table(f"{HEAD}\n1|Первое|май|А|подготовлен отчёт\n\n2|Второе|май|А|проведён семинар\n")
    assert cells_of(table, Column.RESULT) == ["подготовлен отчёт", "проведён семинар"]


def test_words_in_a_column_too_many() -> None:
    table = read_table(
        f"{HEAD}\n1|Первое|май|А|Наличие рекомендаций учителям|адресных\n"
        f"2|Второе|май|А|Рост числа учителей|числа\n"
        "3|Третье|май|А|Наличие адресных рекомендаций учителям\n4|Четвёртое|май|А|Отчёт|сдан\n"
    )
    assert cells_of(table, Column.RESULT) == [
        "Наличие адресных рекомендаций учителям",
        "Рост числа учителей",
        "Наличие адресных рекомендаций учителям",
        "Отчёт сдан",
    ]
    assert [problem.sentence for problem in table.problems] == [
        "Слова «адресных» стоят в лишнем столбце: ячейка восстановлена по такой же строке.",
        "Слова «числа» стоят в лишнем столбце: они повторяют ячейку рядом и опущены.",
        "Слова «сдан» стоят в лишнем столбце: они присоединены к ячейке рядом, проверьте порядок слов.",
    ]


def test_an_unnumbered_row_with_a_term_of_its_own_is_a_row() -> None:
    table = read_table(f"{HEAD}\n1|Первое.|май|А|Итог.\n|Второе|июнь|Б|Итог\n")
    assert cells_of(table, Column.TITLE) == ["Первое.", "Второе"]


def test_numbers_fused_with_titles_and_column_numbers() -> None:
    table = read_table(f"{HEAD}\n1|2|3|4|5\n|1.1. Первое дело|май|А|Итог\n")
    assert [draft.cells[:2] for draft in table.drafts] == [["1.1.", "Первое дело"]]


def test_an_empty_row_is_a_problem_with_its_place() -> None:
    table = read_table(f"{HEAD}\n1|Первое|май|А|Итог\n||||\n2|Второе|май|А|Итог\n")
    assert [(p.code, str(p.place)) for p in table.problems] == [("empty_row", "a.txt, строка 3")]


def test_page_numbers_between_rows_do_not_end_the_table() -> None:
    table = read_table(f"{HEAD}\n1|Первое|май|А|Итог\n\n- 2 -\n\n2|Второе|май|А|Итог\n")
    assert len(table.drafts) == 2


def test_a_table_whose_header_is_lost() -> None:
    layout = lay_out(split_blocks("1\tПервое\tмай\tметодист\n2\tВторое\tI квартал\tметодист\n", "a.txt"))
    assert [problem.code for problem in layout.problems] == ["header_guessed"]
    assert [draft.cells for draft in layout.plans[0].drafts][1] == ["2", "Второе", "I квартал", "методист"]


def test_a_table_that_nobody_understands_is_named() -> None:
    layout = lay_out(split_blocks("альфа\tбета\tгамма\nдельта\tэпсилон\tдзета\n", "a.txt"))
    assert [(p.code, p.sentence) for p in layout.problems] == [
        ("unknown_table", "Таблица без понятного заголовка: строк не прочитано — 2.")
    ]


def test_where_the_format_tells_merged_cells_an_empty_result_is_empty() -> None:
    """Rows as docx, xlsx, html and pdf give them: None is covered by a merged cell, "" is empty."""
    cells: list[tuple[str | None, ...]] = [
        tuple(HEAD.split("|")),
        ("2025 год", None, None, None, None),
        ("1", "Первое", "май", "А", "Отчёт"),
        ("2", "Второе", None, "Б", None),
        ("3", "Третье", "июнь", "", ""),
    ]
    rows = [RawRow(row, Place("a.docx", row=i), table=1) for i, row in enumerate(cells, start=1)]
    [table] = lay_out(rows).tables
    assert [draft.cells[2:] for draft in table.drafts] == [
        ["май", "А", "Отчёт"],
        ["май", "Б", "Отчёт"],
        ["июнь", "Б", ""],
    ]
    assert {draft.year for draft in table.drafts} == {2025}
