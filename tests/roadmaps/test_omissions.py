"""What a document leaves out or leaves open."""

from __future__ import annotations

import pytest

from roadmaps.documents import parse_text

HEAD = "№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат\tВыполнение\n"
TITLE = "ПРИКАЗ\n\nот 11.01.2025 № 7\n\nПлан мероприятий на 2025-2026 гг.\n\n"


def problems(rows: str, title: str = TITLE) -> list[tuple[str, str | None, str]]:
    document = parse_text(title + HEAD + rows, "план.txt")
    return [(p.code, p.subject, p.sentence) for p in document.problems]


def codes(rows: str, title: str = TITLE) -> list[tuple[str, str | None]]:
    return [(code, subject) for code, subject, _ in problems(rows, title)]


def test_a_plan_that_leaves_nothing_open_has_no_problems() -> None:
    assert codes("1\tСобрать сведения\tмай 2025 г.\tЦентр\tРеестр\tВыполнено\n") == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("1\tСобрать сведения\tпо отдельному плану\tЦентр\tРеестр\tВыполнено\n", ("vague_term", "1")),
        ("1\tСобрать сведения ШМО\tмай 2025 г.\tЦентр\tРеестр\tВыполнено\n", ("undefined_abbreviation", "1")),
        (
            "1\tСобрать сведения\t2025-2026 гг.\tЦентр\tРеестр\tВыполнено в 2025 г.\n",
            ("incomplete_status", "1"),
        ),
    ],
)
def test_what_one_row_leaves_open(row: str, found: tuple[str, str]) -> None:
    assert codes(row) == [found]


def test_rows_without_result_or_status_beside_rows_that_have_them() -> None:
    rows = "1\tСобрать\tмай 2025 г.\tЦентр\tРеестр\tВыполнено\n2\tНаписать\tмай 2025 г.\tАрхив\t\t\n"
    assert ("missing_status", "2") in codes(rows)


def test_an_acronym_is_reported_once_and_not_when_all_know_it() -> None:
    rows = "1\tСобрать ШМО\tмай 2025 г.\tШМО\tФГОС\tВыполнено\n"
    assert [code for code, _ in codes(rows)] == ["undefined_abbreviation"]


def test_a_document_without_number_and_date_says_so() -> None:
    row = "1\tСобрать сведения\tмай 2025 г.\tЦентр\tРеестр\tВыполнено\n"
    assert codes(row, "План мероприятий на 2025-2026 гг.\n\n") == [("missing_metadata", None)]


def test_two_points_due_on_one_day_of_which_one_waits_for_the_other() -> None:
    text = (
        "ПРИКАЗ\n\nот 18.03.2025 № 5\n\nПРИКАЗЫВАЮ:\n\n"
        "1. ГБУ «Институт развития» (далее — ГБУ ИР) (Рябов А.В.) "
        "до 05.06.2025 г. разместить на сайте справку.\n\n"
        "2. ГБУ «Центр оценки» (далее — ГБУ ЦО) (Лунин Е.П.) "
        "в срок до 05.06.2025 г. предоставить ГБУ ИР сведения.\n"
    )
    document = parse_text(text, "приказ.txt")
    sentence = "Пункты 2 и 1 кончаются в один день (05.06.2025), а второй ждёт того, что передают по первому."
    assert ("same_day", sentence) in [(p.code, p.sentence) for p in document.problems]
