"""What terms of a document depend on: the days of a short plan, and a regulation without an end."""

from __future__ import annotations

from datetime import date

import pytest

from models.values import DateSpan, TermContext
from roadmaps.contexts import context_of, narrow_to_days
from roadmaps.deadlines import parse_deadline
from roadmaps.documents import parse_text

ROWS = "\n№\tМероприятие\tСрок\tИсполнитель\n1\tДело\t{term}\tотдел\n"


@pytest.mark.parametrize(
    ("title", "term", "span"),
    [
        ("План работы на октябрь 2024 года", "в течение месяца", ("2024-10-01", "2024-10-31")),
        ("План работы на октябрь 2024 года", "еженедельно", ("2024-10-01", "2024-10-31")),
        ("План работы на октябрь 2024 года", "до 5 ноября", (None, "2024-11-05")),
        ("План работы на IV квартал 2024 года", "в течение квартала", ("2024-10-01", "2024-12-31")),
        ("План работы на сентябрь – декабрь 2024 года", "постоянно", ("2024-09-01", "2024-12-31")),
        ("План работы на первое полугодие 2025 г.", "весь период", ("2025-01-01", "2025-06-30")),
        ("План работы на 2024 год", "еженедельно", ("2024-01-01", "2024-12-31")),
        ("План на II полугодие 2025 года – 2026 год", "весь период", ("2025-07-01", "2026-12-31")),
        (
            "План на II полугодие 2025 года – I полугодие 2026 года",
            "постоянно",
            ("2025-07-01", "2026-06-30"),
        ),
        (
            "План подготовки школ к новому 2025/2026 учебному году",
            "июнь – 10 августа",
            ("2025-06-01", "2025-08-10"),
        ),
        (
            "План подготовки школ к началу 2025-2026 учебного года",
            "постоянно",
            ("2025-01-01", "2025-08-31"),
        ),
    ],
)
def test_the_plan_of_some_months_ends_with_them(title: str, term: str, span: tuple[str | None, str]) -> None:
    document = parse_text(f"{title}\n{ROWS.format(term=term)}", "план.txt")
    opens_on, due_on = span
    wanted = (DateSpan(opens_on and date.fromisoformat(opens_on), date.fromisoformat(due_on)),)
    assert document.rows[0].term.spans == wanted
    kept = context_of(document.as_json()["document"], None)
    assert parse_deadline(term, kept).spans == wanted


def test_years_that_the_title_does_not_name_narrow_nothing() -> None:
    context = TermContext((2024, 2025))
    assert narrow_to_days(context, ["План на октябрь 2024 года"]) == context
    assert narrow_to_days(TermContext((2025, 2025)), ["План на октябрь 2024 года"]).horizon is None
    assert narrow_to_days(TermContext(), ["План на октябрь 2024 года", None]).horizon is None
