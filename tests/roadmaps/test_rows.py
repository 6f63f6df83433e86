"""Whole rows -> tasks and the problems a careful clerk finds."""

from __future__ import annotations

from datetime import date

import pytest

from reading_problems import telling
from roadmaps.documents import parse_text
from roadmaps.parsed import ParsedDocument

HEAD = "№ п/п|Мероприятие|Срок|Ответственный / соисполнители|Результат\n"


def parse(rows: str, title: str = "План мероприятий на 2025 год") -> ParsedDocument:
    return parse_text(f"{title}\n\n{HEAD}{rows}".replace("|", "\t"), "план.txt")


def found(document: ParsedDocument) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.subject) for problem in telling(document)]


def test_a_row_keeps_its_words_and_its_place() -> None:
    [task] = parse("1.1.|Провести семинар|до 15.05.2025 г.|Отдел А / школы|Протокол\n").rows
    assert (task.uid, task.number, task.number_raw, task.title) == ("1.1", "1.1", "1.1.", "Провести семинар")
    assert (task.responsible, task.co_responsible, task.expected_result) == (
        ("Отдел А",),
        ("школы",),
        "Протокол",
    )
    assert task.term.spans[0].due_on == date(2025, 5, 15)
    assert str(task.place) == "план.txt, строка 4"


def test_years_and_doubled_numbers_make_names_of_rows_unique() -> None:
    rows = "2025 год||||\n1|А|май|Б|В\n1|Г|май|Б|В\n2026 год||||\n1|Д|май|Б|В\n"
    document = parse(rows, "План на 2025-2026 гг.")
    assert [task.uid for task in document.rows] == ["2025/1", "2025/1(2)", "2026/1"]
    assert [span.due_on for task in document.rows for span in task.term.spans] == [
        date(2025, 5, 31), date(2025, 5, 31), date(2026, 5, 31),
    ]  # fmt: skip
    assert found(document) == [("duplicate_number", "2025/1(2)")]


@pytest.mark.parametrize(
    ("rows", "problem", "sentence"),
    [
        ("1|Дело||Б|В\n", "missing_term", "В строке 1 не указан срок."),
        ("1|Дело|май||В\n", "missing_executor", "В строке 1 не указан исполнитель."),
        ("1|Дело|май|Б|В\n2|Дело|май||В\n", "missing_executor", "Исполнитель не указан; взят из "
            "строки выше: Б."),
        ("1||май|Б|В\n", "missing_title", "В строке 1 нет названия мероприятия."),
        ("1|Дело|абракадабра|Б|В\n", "unreadable_term", "Срок «абракадабра» не удалось прочитать."),
        ("1|Дело|май 2027|Б|В\n", "term_outside_period", "Срок «май 2027» выходит за период "
            "документа 2025–2025."),
        ("1|Дело|май|Б|В\n4|Дело|май|Б|В\n", "skipped_number", "После номера 1 сразу 4: нет 2, 3."),
        ("1.1|Дело|май|Б|В\n1.1|Дело|май|Б|В\n", "duplicate_number",
         "Номер 1.1 повторяется: он уже стоит в строке 4."),
        ("1|Дело|май|ГБУ АБВГД|В\n2|Дело|май|ГБУ АБВГД|В\n3|Дело|май|ГБУ АБВД|В\n", "suspected_misprint",
         "«ГБУ АБВД» прочитано как «ГБУ АБВГД»: похоже на опечатку."),
        ("1|Дело|май|директор центра методисты|В\n", "missing_separator",
         "Исполнители не разделены, прочитаны так: директор центра; методисты."),
    ],
)  # fmt: skip
def test_problems_have_a_code_a_sentence_and_a_place(rows: str, problem: str, sentence: str) -> None:
    document = parse(rows)
    assert [(p.code, p.sentence) for p in telling(document)] == [(problem, sentence)]
    assert telling(document)[0].place is not None
    assert telling(document)[0].subject == document.rows[-1].uid


def test_an_unreadable_term_keeps_its_words_and_has_no_dates() -> None:
    [task] = parse("1|Дело|абракадабра|Б|В\n").rows
    assert (task.term.raw, task.term.spans) == ("абракадабра", ())


def test_numbers_may_restart_in_every_section() -> None:
    rows = "1. Первый||||\n1|А|май|Б|В\n2|Г|май|Б|В\n2. Второй||||\n1|Д|май|Б|В\n2|Е|май|Б|В\n"
    document = parse(rows)
    assert [task.uid for task in document.rows] == ["1", "2", "1(2)", "2(2)"]
    assert found(document) == []


def test_a_status_is_never_inherited_and_none_without_its_column() -> None:
    text = (
        "№\tМероприятие\tСрок\tИсполнитель\tВыполнение\n1\tА\tмай 2025\tБ\tвыполнено\n2\tВ\tмай 2025\tБ\t\n"
    )
    assert [task.status_raw for task in parse_text(text, "a.txt").rows] == ["выполнено", ""]
    assert parse("1|А|май|Б|В\n").rows[0].status_raw is None


def test_cells_of_other_columns_are_kept() -> None:
    text = "№\tМероприятие\tМесто проведения\tСрок\tКонтроль\n1\tА\tактовый зал\tмай 2025\tдиректор\n"
    [task] = parse_text(text, "a.txt").rows
    assert task.details == (("Место проведения", "актовый зал"), ("Контроль", "директор"))


def test_a_result_taken_from_the_row_above_is_said() -> None:
    document = parse("1|Дело|май|Б|В\n2|Дело|май|Б|\n")
    assert document.rows[1].expected_result == "В"
    said = [(p.subject, p.sentence) for p in document.problems if p.code == "missing_result"]
    assert said == [("2", "Результат не указан; взят из строки выше.")]


def test_nothing_is_inherited_from_rows_of_other_years() -> None:
    rows = "2022-2023 годы||||\n1|А|май|Б|В\n2024-2025 годы||||\n2|Г|май|Д|\n"
    document = parse(rows, "План на 2022-2025 гг.")
    assert [task.expected_result for task in document.rows] == ["В", ""]
