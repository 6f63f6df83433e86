"""Letters of recommendation, tables of targets and of monitorings."""

from __future__ import annotations

import pytest

from roadmaps.documents import parse_text
from roadmaps.milestones import read_milestones
from roadmaps.targets import read_recurrence

LETTER = """ОТДЕЛ ОБРАЗОВАНИЯ ОЗЁРНОГО РАЙОНА

От 04.07.2024 г. № 118/1

Директору центра, Семёновой М.В.

По итогам мониторинга направляем рекомендации:

1. Изучить итоги мониторинга.

2. Обновить план работы.

Начальник отдела

Д.А. Громов

## **Критерий 1. «Системность»**

### **Показатель 1.1 План работы:**

- обновить план
работы центра;
- разместить его на сайте.

**Показатель 1.2. «Ресурсы центра»:**

- пополнить фонд.

**Критерий 2. «Активность»**

- включить в план встречи;
"""


def test_a_letter_without_a_table() -> None:
    document = parse_text(LETTER, "письмо.txt")
    assert document.kind == "recommendation_letter"
    assert (document.number, document.issuer) == ("118/1", "Отдел образования Озёрного района")
    assert document.signatory == "Д.А. Громов, Начальник отдела"
    assert [(p.effective_number, p.responsible) for p in document.order_points] == [
        ("1", ("Директор центра Семёнова М.В.",)),
        ("2", ("Директор центра Семёнова М.В.",)),
    ]
    assert [(i["criterion_number"], i["indicator_number"], i["indicator_title"], i["recommendations"])
            for i in document.indicators] == [
        ("1", "1.1", "План работы", ["обновить план работы центра;", "разместить его на сайте."]),
        ("1", "1.2", "Ресурсы центра", ["пополнить фонд."]),
        ("2", None, None, ["включить в план встречи;"]),
    ]  # fmt: skip


def test_recommendations_without_criteria() -> None:
    text = (
        "Рекомендации по итогам проверки\n\nРекомендуем руководителям школ:\n- обновить сайты;\n"
        "- провести встречи.\n"
    )
    [entry] = parse_text(text, "a.txt").indicators
    assert entry["recommendations"] == ["обновить сайты;", "провести встречи."]


def test_milestones() -> None:
    found = read_milestones(
        "не менее 5 % педагогов в 2024 г., не менее 10% в 2025 году 100% до конца 2027 года"
    )
    assert [(m["value"], m["due"]) for m in found] == [
        ("не менее 5 %", "2024-12-31"), ("не менее 10%", "2025-12-31"), ("100%", "2027-12-31"),
    ]  # fmt: skip
    assert read_milestones("до 4 заседаний в год")[0] == {
        "value": "до 4 заседаний", "due": None, "recurrence": "FREQ=YEARLY",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Ежегодный мониторинг вакансий", "FREQ=YEARLY"),
        ("2 раза в год (в начале и в конце учебного года)", "FREQ=YEARLY;BYMONTH=5,9"),
        ("Ежегодный мониторинг в конце учебного года", "FREQ=YEARLY;BYMONTH=5"),
        ("ежеквартально", "FREQ=MONTHLY;INTERVAL=3"),
        ("опрос учителей", None),
    ],
)
def test_how_often_a_monitoring_is_held(words: str, rule: str | None) -> None:
    assert read_recurrence(words) == rule


def test_targets_with_a_column_for_each_year() -> None:
    text = "№\tНаименование показателя\t2025\t2026\n1.\tДоля школ\t50 %\t80 %\n"
    [target] = parse_text(text, "a.txt").targets
    assert (target["number"], target["indicator"], target["value"]) == (
        "1",
        "Доля школ",
        "2025: 50 %; 2026: 80 %",
    )
    assert target["milestones"] == [
        {"value": "50 %", "due": "2025-12-31", "recurrence": None},
        {"value": "80 %", "due": "2026-12-31", "recurrence": None},
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Мониторинг проводится раз в три года путём опроса", "FREQ=YEARLY;INTERVAL=3"),
        ("не реже 1 раза в 2 года, в октябре", "FREQ=YEARLY;INTERVAL=2;BYMONTH=10"),
        ("ежегодно с 15 апреля по 10 мая", "FREQ=YEARLY;BYMONTH=5"),
        ("не реже двух раз в год: в октябре и апреле", "FREQ=YEARLY;BYMONTH=4,10"),
    ],
)
def test_monitorings_of_several_years_and_over_two_months(text: str, rule: str) -> None:
    assert read_recurrence(text) == rule


REGULATION = """ПРИКАЗ

от 05.09.2024 № 41

О мониторинге

ПРИКАЗЫВАЮ:

1. Утвердить положение.

Начальник отдела   А.Б. Лукин

Положение о мониторинге музеев

1.1. Положение определяет порядок мониторинга.

2.1. Мониторинг посещаемости проводится ежегодно в два этапа: сбор данных
– с 1 по 30 апреля, анализ данных – с 5 мая по 10 июня.

2.2. Мониторинг фондов проводится раз в три года.

2.3. Отчёты о принятых мерах представляются в отдел до 15 января и до 15 июля.

№\tМероприятие\tСрок\tИсполнитель
1\tСовещание\tежегодно в мае\tотдел
"""


def test_monitorings_told_in_the_text_of_a_regulation() -> None:
    told = parse_text(REGULATION, "а.txt").as_json()["monitorings"]
    assert isinstance(told, list)
    assert [(m["number"], m["indicator"], m["recurrence"]) for m in told] == [
        ("2.1", "Мониторинг посещаемости", "FREQ=YEARLY;BYMONTH=4"),
        ("2.2", "Мониторинг фондов", "FREQ=YEARLY;INTERVAL=3"),
        ("2.3", "Отчёты о принятых мерах", None),
    ]
    assert [[term["occurrences"][0] for term in m["terms"]] for m in told] == [
        [["2025-04-01", "2025-04-30"], ["2025-05-05", "2025-06-10"]],
        [],
        [[None, "2025-01-15"]],
    ]


def test_the_monitoring_that_a_letter_tells_of() -> None:
    letter = parse_text(
        "Руководителям музеев\n\nот 04.03.2025 № 12\n\nО мониторинге\n\n"
        "В период с 17 марта по 11 апреля 2025 года в области проводится мониторинг посещаемости музеев "
        "(далее – мониторинг).\n\nПросим:\n\n1. Назначить ответственных до 14 марта 2025 года.\n\n"
        "Министр   А.Б. Лукин\n",
        "а.txt",
    )
    [told] = letter.monitorings
    assert (told["indicator"], told["recurrence"]) == ("Мониторинг посещаемости музеев", None)
    assert [t["occurrences"] for t in told["terms"]] == [[["2025-03-17", "2025-04-11"]]]  # type: ignore[attr-defined]


def test_targets_as_a_list_below_their_heading() -> None:
    document = parse_text(
        "План на 2025–2026 годы\n\n№\tМероприятие\tСрок\tИсполнитель\n1\tДело\tмай\tотдел\n\n"
        "Перечень целевых показателей:\n\n"
        "– доля музеев с сайтом: 2025 год – 72,5 %, 2026 год – не менее 80 %;\n"
        "2) число выставок: 2025 г. – 14; 2026 г. – 16;\n"
        "– число гостей: не менее 2,1 тыс. человек ежегодно.\n\nПримечание: 2025 год – первый.\n",
        "а.txt",
    )
    assert [(t["number"], t["indicator"], t["value"]) for t in document.targets] == [
        ("1", "доля музеев с сайтом", "2025: 72,5 %; 2026: не менее 80 %"),
        ("2", "число выставок", "2025: 14; 2026: 16"),
        ("3", "число гостей", "не менее 2,1 тыс. человек ежегодно"),
    ]
    assert document.targets[1]["milestones"] == [
        {"value": "14", "due": "2025-12-31", "recurrence": None},
        {"value": "16", "due": "2026-12-31", "recurrence": None},
    ]
