"""What orders a monitoring is found, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from roadmaps.rounds.proposing import RoundProposal, kind_of, orders_monitoring, propose_rounds, round_title


def item(uid: str, title: str, *spans: tuple[str | None, str], who: str = "Институт") -> dict[str, object]:
    return {"uid": uid, "title": title, "responsible": [who], "term": {"occurrences": spans}}


@pytest.mark.parametrize(
    "text",
    [
        "обеспечить организационное и информационно-методическое сопровождение мониторинга качества",
        "провести мониторинг условий обучения с 01.03.2024 по 20.03.2024",
        "Организация и проведение мониторинга питания",
        "Мониторинг кадровых потребностей",
        "Осуществлять ежегодный мониторинг сайтов",
    ],
)
def test_these_words_order_a_monitoring(text: str) -> None:
    assert orders_monitoring(text)


@pytest.mark.parametrize(
    "text",
    [
        "подготовить справки по итогам мониторинга",
        "Анализ результатов мониторинга показателей",
        "Провести конференцию о мониторинге качества",
        "Утверждение сроков проведения мониторинга",
        "Принять участие в мониторинге готовности",
        "Разработка рекомендаций на основе мониторинга",
        "Провести семинар",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not orders_monitoring(text)


def test_each_window_is_a_round_with_the_report_that_follows_it() -> None:
    items = [
        item(
            "п. 1",
            "Провести мониторинг сайтов школ",
            ("2024-03-01", "2024-03-20"),
            ("2025-03-01", "2025-03-20"),
        ),
        item(
            "п. 2",
            "Представить Центру отчёт по итогам мониторинга",
            (None, "2024-04-05"),
            (None, "2025-04-05"),
        ),
        item("п. 3", "Разместить справку по результатам мониторинга на сайте", (None, "2024-05-01")),
        item("п. 4", "Представить отчёт по итогам мониторинга", (None, "2024-04-01"), who="Другой институт"),
    ]
    first, second = propose_rounds(items, ["Центр", "Центру", "Институт"])
    assert (first.title, first.kind, first.organiser) == ("Мониторинг сайтов школ", "general", "Институт")
    assert (first.opens_on, first.due_on) == (date(2024, 3, 1), date(2024, 3, 20))
    assert [(f.task_uid, f.due_on, f.purpose, f.to_party) for f in first.follow_ups] == [
        ("п. 2", date(2024, 4, 5), "report", "Центру"),
        ("п. 3", date(2024, 5, 1), "publication", None),
    ]
    assert [(f.task_uid, f.due_on) for f in second.follow_ups] == [("п. 2", date(2025, 4, 5))]


def test_the_table_that_says_the_same_less_exactly_makes_no_second_round() -> None:
    items = [
        item("п. 1", "обеспечить проведение мониторинга питания", ("2024-04-15", "2024-05-10")),
        item("1.3", "Организация и проведение мониторинга питания", ("2024-04-01", "2024-04-30")),
        item("1.4", "Организация и проведение мониторинга питания", ("2025-04-01", "2025-04-30")),
    ]
    assert [(p.task_uid, p.opens_on.year) for p in propose_rounds(items)] == [("п. 1", 2024), ("1.4", 2025)]


def test_a_bare_deadline_or_a_whole_year_is_no_window() -> None:
    assert propose_rounds([item("1", "Провести мониторинг", (None, "2024-04-15"))]) == []
    assert propose_rounds([item("1", "Провести мониторинг", ("2024-01-01", "2024-12-31"))]) == []


def test_titles_leave_out_what_is_not_the_name() -> None:
    text = (
        "обеспечить проведение мониторинга качества (далее — мониторинг) "
        "в периоды с 15.04.2021 г. по 10.05.2021;"
    )
    assert round_title(text) == "Мониторинг качества"
    assert round_title("Провести мониторинг питания. Подвести итоги") == "Мониторинг питания"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Мониторинг в системе среднего профессионального образования", "vocational"),
        ("Мониторинг работы колледжей", "vocational"),
        ("Мониторинг общеобразовательных организаций", "general"),
        ("Мониторинг питания", ""),
    ],
)
def test_the_kind_follows_from_the_words(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_proposals_are_values() -> None:
    assert RoundProposal("1", "М", "", None, date(2024, 1, 1), date(2024, 1, 2)).follow_ups == ()
