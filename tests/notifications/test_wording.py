from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from models.values import ActionKind, MailItem, Role
from notifications.wording import count_days, name_dates, name_number, write_lines

Make = Callable[..., MailItem]
TODAY = date(2021, 5, 7)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (21, "остался 21 день"), (3, "осталось 3 дня"), (1, "остался 1 день"), (11, "осталось 11 дней"),
        (0, "срок сегодня"), (-1, "просрочено на 1 день"), (-3, "просрочено на 3 дня"),
        (-7, "просрочено на 7 дней"), (-21, "просрочено на 21 день"),
    ],
)  # fmt: skip
def test_days_left_and_late_are_named(days: int, words: str) -> None:
    assert count_days(TODAY + timedelta(days=days), TODAY, "ru") == words


def test_a_task_without_a_due_date_counts_no_days() -> None:
    assert count_days(None, TODAY, "ru") == ""


def test_dates_are_written_as_officials_write_them() -> None:
    day, later = date(2021, 4, 15), date(2021, 5, 10)
    assert name_dates(day, later, "ru") == "с 15.04.2021 по 10.05.2021 (понедельник)"
    assert name_dates(None, date(2021, 6, 5), "ru") == "до 05.06.2021 (суббота)"
    assert name_dates(day, day, "ru") == "15.04.2021 (четверг)"
    assert name_dates(day, None, "ru") == "с 15.04.2021"
    assert name_dates(None, None, "ru") == ""


def test_numbers_get_their_point() -> None:
    assert name_number("2.1.") == "п. 2.1"
    assert name_number("п. 3") == "п. 3", "as a point of an order is called"
    assert name_number("  ") == ""


def test_one_occurrence_gets_one_line_with_the_strongest_kind(make_item: Make) -> None:
    kinds = [ActionKind.OPENED, ActionKind.OVERDUE, ActionKind.REMINDER, ActionKind.CLOSE]
    (line,) = write_lines([make_item(kind) for kind in kinds], TODAY)
    assert line.kind is ActionKind.OVERDUE
    assert line.also_opened


def test_of_two_reminders_of_one_occurrence_the_later_one_speaks(make_item: Make) -> None:
    old = make_item(planned_on=date(2021, 4, 26), late=True)
    (line,) = write_lines([old, make_item()], TODAY)
    assert line.catching_up == ""


def test_an_executor_who_also_controls_is_addressed_as_executor(make_item: Make) -> None:
    (line,) = write_lines([make_item(role=Role.CONTROLLER), make_item()], TODAY)
    assert line.your_role == "исполнитель"


def test_lines_stand_most_urgent_first_and_by_due_date(make_item: Make) -> None:
    items = [
        make_item(ActionKind.SUBMITTED, occurrence_id=1),
        make_item(ActionKind.OPENED, occurrence_id=2),
        make_item(ActionKind.REMINDER, occurrence_id=3, due_on=date(2021, 5, 20)),
        make_item(ActionKind.REMINDER, occurrence_id=4, due_on=date(2021, 5, 9)),
        make_item(ActionKind.DUE_TODAY, occurrence_id=5),
        make_item(ActionKind.ESCALATION, occurrence_id=6),
        make_item(ActionKind.RETURNED, occurrence_id=7),
        make_item(ActionKind.OVERDUE, occurrence_id=8, due_on=date(2021, 1, 1), opens_on=None),
    ]
    assert [line.occurrence_id for line in write_lines(items, TODAY)] == [7, 8, 6, 5, 4, 3, 2, 1]


def test_texts_of_documents_become_single_clean_lines(make_item: Make) -> None:
    (line,) = write_lines([make_item(title="Отчёт\r\n о\u202e работе\x00", reason="a\n\nb")], TODAY)
    assert (line.title, line.reason) == ("Отчёт о работе", "a b")


def test_a_line_caught_up_says_which_day_was_missed(make_item: Make) -> None:
    (line,) = write_lines([make_item(late=True, planned_on=date(2021, 4, 15))], TODAY)
    assert line.catching_up == "письмо догоняет пропущенный день 15.04.2021"


def test_an_extension_shows_the_former_term(make_item: Make) -> None:
    (line,) = write_lines([make_item(original_due_on=date(2021, 4, 30))], TODAY)
    assert line.former_term == "до 30.04.2021 (пятница)"
    (line,) = write_lines([make_item(original_due_on=date(2021, 5, 10))], TODAY)
    assert line.former_term == ""
