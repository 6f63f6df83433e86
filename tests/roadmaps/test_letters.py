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
