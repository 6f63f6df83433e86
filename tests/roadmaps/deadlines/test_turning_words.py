"""Unread words that turn a date into another one or into none: no date is taken beside them."""

from __future__ import annotations

import pytest

from models.values import TermContext, TermKind
from roadmaps.deadlines import parse_deadline

CONTEXT = TermContext(period=(2025, 2025))


@pytest.mark.parametrize(
    "phrase",
    [
        "отменено (до 1 мая)",
        "по 1 июня не включительно",
        "перенесено с 1 мая на 1 июня",
        "май (мероприятие отменяется)",
        "до 15 марта, приостановлено",
        "до 1 марта, срок перенесён",
        "до 1 марта срок перенести на 1 апреля",
    ],
)
def test_no_date_is_taken_beside_words_that_turn_it(phrase: str) -> None:
    term = parse_deadline(phrase, CONTEXT)
    assert (term.kind, term.spans) == (TermKind.UNREADABLE, ())
    assert term.problems[-1] == "Непрочитанные слова могут менять срок: даты не взяты."


@pytest.mark.parametrize(
    "phrase",
    ["не позднее 1 мая", "не реже 1 раза в квартал", "до 1 мая (актовый зал)", "до 1 мая, срок уточняется"],
)
def test_words_that_are_read_or_harmless_leave_the_date(phrase: str) -> None:
    assert parse_deadline(phrase, CONTEXT).spans
