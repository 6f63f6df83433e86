"""What a document says about itself."""

from __future__ import annotations

from datetime import date

import pytest

from reading_problems import telling
from roadmaps.dates import is_registration_line, read_date, read_dated_number, read_number
from roadmaps.documents import parse_text
from roadmaps.issuers import sentence_case

ROWS = "\n№\tМероприятие\tСрок\tИсполнитель\n1\tДело\tмай\tотдел\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 МАР 2021", date(2021, 3, 18)),
        ("от 18.09.2020", date(2020, 9, 18)),
        ("«5» сентября 2024 г.", date(2024, 9, 5)),
        ("от 3 мая 2023 года", date(2023, 5, 3)),
        ("31.02.2023", None),
        ("без даты", None),
    ],
)
def test_dates_of_documents(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_numbers_of_documents() -> None:
    assert read_number("№ 01-17/46") == "01-17/46"
    assert read_number("N 133") == "133"
    assert read_number("школа имени Попова") is None
    assert read_dated_number("Директор школы № 4 приказ от 30.08.2023 № 112-о") == "112-о"
    assert is_registration_line("От 04.07.2023 г. № 1180/1")
    assert not is_registration_line("во исполнение приказа министерства от 29.01.2021 г. № 01/249")


def test_capital_lines_in_the_case_of_the_text() -> None:
    assert sentence_case("КОМИТЕТ ПО ДЕЛАМ ЮЖНОЙ ОБЛАСТИ", []) == "Комитет по делам Южной области"
    assert (
        sentence_case("КОМИТЕТ ГОРОДА ЭНСКА", ["приказ Комитета", "комитет города Энска"])
        == "Комитет города Энска"
    )


@pytest.mark.parametrize(
    "issuer",
    [
        "Администрация городского округа Реутов Московской области",
        "Администрация городского округа город Кулебаки Нижегородской области",
        "Комитет муниципального округа по образованию",
        "Министерство образования и науки Республики Марий Эл",
        "Министерство культуры Республики Северная Осетия-Алания",
        "Администрация города Великие Луки",
        "Управление образования города Ростова-на-Дону",
        "Министерство просвещения Чеченской Республики",
        "Управление образования администрации города Перми",
    ],
)
def test_names_of_places_keep_their_capitals(issuer: str) -> None:
    assert sentence_case(issuer.upper(), []) == issuer


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        (["", "", "выполнено"], "roadmap"),
        (["выполнено", "", "выполнено"], "status_report"),
        ([""], "roadmap"),
    ],
)
def test_a_plan_is_a_report_when_most_of_it_is_marked(marks: list[str], kind: str) -> None:
    rows = "".join(f"{i}\tДело {i}\tмай\tотдел\t{mark}\n" for i, mark in enumerate(marks, start=1))
    table = f"№\tМероприятие\tСрок\tИсполнитель\tОтметка о выполнении\n{rows}"
    assert parse_text(f"План на 2025 год\n\n{table}", "a.txt").kind == kind


def test_who_issued_it_stands_in_the_nominative() -> None:
    document = parse_text(
        "УТВЕРЖДЁН\nраспоряжением Губернатора Ивановской области\nот 05.03.2025 № 48-р\n\n"
        "Комплекс мер по поддержке музеев на 2025–2027 годы\n" + ROWS,
        "a.txt",
    )
    assert (document.issuer, document.period) == ("Губернатор Ивановской области", (2025, 2027))
    assert document.title == "Комплекс мер по поддержке музеев на 2025–2027 годы"


def test_the_mark_of_approval_is_no_part_of_a_title() -> None:
    document = parse_text(
        "Утвержден\nприказом отдела культуры\nот 21.02.2025 № 47-ОД План мероприятий («дорожная карта»)\n"
        "на 2025–2026 годы\n" + ROWS,
        "a.txt",
    )
    assert document.title == "План мероприятий («дорожная карта») на 2025–2026 годы"


def test_a_letter_that_asks_by_points_is_a_letter() -> None:
    document = parse_text(
        "Руководителям музеев\n\nот 04.03.2025 № 12\n\nО мониторинге\n\nПросим:\n\n"
        "1. Назначить ответственных до 14 марта 2025 года.\n\nМинистр   А.Б. Лукин\n",
        "a.txt",
    )
    assert (document.kind, document.title) == ("recommendation_letter", "О мониторинге")


@pytest.mark.parametrize(
    ("title", "period", "school_year"),
    [
        ("Дорожная карта на 2025-2026 гг.", (2025, 2026), False),
        ("План мероприятий на 2025 – 2028 годы", (2025, 2028), False),
        ("План на 2025 год", (2025, 2025), False),
        ("План на II полугодие 2025 года – 2026 год", (2025, 2026), False),
        ("План на II полугодие 2025 года – I полугодие 2026 года", (2025, 2026), False),
        ("План подготовки к новому 2025/2026 учебному году", (2025, 2025), False),
        ("План подготовки к отопительному сезону 2025/2026 года", None, False),
        ("План на 2024/25 учебный год", (2024, 2025), True),
        ("План на 2024-2025 учебный год", (2024, 2025), True),
        ("Информация о выполнении плана за 2023 год", (2023, 2023), False),
        ("План на 2025 год и плановый период 2026", (2025, 2026), False),
        ("Дорожная карта (сентябрь 2022 г. - май 2024 г.)", (2022, 2024), False),
        ("УТВЕРЖДЁН приказом от 10.02.2025 № 4\n\nПлан мероприятий до 2030 года", (2025, 2030), False),
    ],
)
def test_periods_of_titles(title: str, period: tuple[int, int], school_year: bool) -> None:
    document = parse_text(title + "\n" + ROWS, "a.txt")
    assert (document.period, document.school_year) == (period, school_year)


def test_an_approval_mark() -> None:
    document = parse_text(
        "УТВЕРЖДЁН\nприказом начальника отдела образования\nот 20.02.2025 года № 58\n\n"
        "План работы на 2025 год\n" + ROWS,
        "a.txt",
    )
    assert (document.issued_on, document.number, document.issuer) == (
        date(2025, 2, 20),
        "58",
        "Отдел образования",
    )
    assert (document.kind, document.title) == ("roadmap", "План работы на 2025 год")


def test_a_period_that_nobody_names() -> None:
    dated = parse_text("№\tМероприятие\tСрок\n1\tА\tмай 2024 г.\n2\tБ\t2025 год\n", "a.txt")
    assert dated.period == (2024, 2025)
    order = parse_text(
        "ПРИКАЗ\n\nот 12.02.2025 № 31\n\nО плане\n\nПРИКАЗЫВАЮ:\n\n1. Утвердить план.\n" + ROWS, "a.txt"
    )
    assert order.period is None
    assert [p.sentence for p in telling(order)] == [
        "Период документа не назван: сроки без года отнесены к 2025 году, году подписания."
    ]
    assert order.rows[0].term.spans[0].due_on == date(2025, 5, 31)


def test_a_standing_regulation_is_laid_out_over_three_years() -> None:
    document = parse_text(
        "ПРИКАЗ\n\nот 18.09.2024 № 7\n\nО положении\n\nПРИКАЗЫВАЮ:\n\n1. Утвердить положение.\n\n"
        "Директор\n\nА.Б. Лукин\n\n"
        "Положение о методической работе\n" + ROWS.replace("май", "ежегодно май"),
        "a.txt",
    )
    assert document.kind == "regulation_with_plan"
    assert [s.due_on for s in document.rows[0].term.spans] == [date(y, 5, 31) for y in (2025, 2026, 2027)]
    assert [p.code for p in telling(document)] == ["period_assumed"]
