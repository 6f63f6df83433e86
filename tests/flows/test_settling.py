"""Events and standing plans: dates that appear later than the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.examining import examine_house
from flows.house import House, open_house
from flows.importing import import_file
from flows.simulating import simulate
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.roadmap import Task
from models.settings import Settings
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from roadmaps.store.digests import coordinator_parts
from roadmaps.store.guesses import is_guessed, list_guesses
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from roadmaps.store.policies import HOUSE, store_policy
from roadmaps.store.queue import load_facts, save_facts
from roadmaps.store.settling import remove_event, settle_event, settle_task_term
from roadmaps.store.steps import extend
from roadmaps.workdays import last_known_year
from small_plan import CENTRE, moment
from sroki.web.app import create_app

HEAD = "№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат\n"
EVENT_PLAN = (
    "План мероприятий по развитию школьных музеев на 2025-2026 гг.\n\n"
    + HEAD
    + "1\tНаправить ответ\tв течение 10 рабочих дней со дня получения запроса\tМБУ «Методцентр»\tОтвет\n"
    + "2\tСобрать сведения\tмарт 2025 г.\tМБУ «Методцентр»\tРеестр\n"
)
STANDING_PLAN = (
    "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\n\nПРИКАЗ\n\nот 10.01.2025\n\n№ 5\n\nОб утверждении положения\n\nПРИКАЗЫВАЮ:\n\n"
    "1. Утвердить положение (приложение).\n\nНачальник управления\n\nИ.И. Рябов\n\n"
    "Положение о школьных музеях\n\n"
    + HEAD
    + "1\tОбновить реестр\tЕжегодно, август\tМБУ «Методцентр»\tРеестр\n"
)


def make_house(settings: Settings, folder: Path, text: str) -> House:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    house = open_house(settings, MemoryTransport())
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(1, 15), "test")
    return house


def task_id(house: House, number: str) -> int:
    with open_reading(house.engine) as session:
        return session.exec(select(Task.id).where(Task.number == number)).one() or 0


def due_dates(house: House) -> list[date]:
    with open_reading(house.engine) as session:
        return [view.facts.due_on for view in list_occurrences(session, OccurrenceFilter(), moment(1, 15))]


def test_the_day_of_the_event_gives_the_deadline_and_its_reminders(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    assert due_dates(house) == [date(2025, 3, 31)]
    with open_session(house.engine) as session:
        due_on, held = settle_event(session, task_id(house, "1"), date(2025, 4, 1), moment(4, 2), "test")
    assert (due_on, held) == (date(2025, 4, 15), ())
    tick(house, moment(4, 15))
    with open_reading(house.engine) as session:
        assert "due_today" in str(list_messages(session)) or "digest" in str(list_messages(session))
    with open_session(house.engine) as session:
        assert settle_event(session, task_id(house, "1"), date(2025, 4, 8), moment(4, 9), "test")[0] == date(
            2025, 4, 22
        )
    assert date(2025, 4, 22) in due_dates(house)


def view_of(house: House, due_on: date) -> OccurrenceView:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), moment(4, 25))
    return next(view for view in views if view.facts.due_on == due_on)


def test_another_day_of_the_event_is_no_extension(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    for day, due in ((1, 15), (8, 22), (3, 17)):  # later, and back again
        with open_session(house.engine) as session:
            settle_event(session, task_id(house, "1"), date(2025, 4, day), moment(4, 20), "test")
        view = view_of(house, date(2025, 4, due))
        assert (view.original_due_on, view.facts.held) == (date(2025, 4, due), view.facts.due_on.day == 15)
        with open_session(house.engine) as session:
            facts = load_facts(session, view.id)
            assert facts is not None
            save_facts(session, replace(facts, held=False))


def test_what_was_extended_stays_extended_when_the_event_moves(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    with open_session(house.engine) as session:
        settle_event(session, task_id(house, "1"), date(2025, 4, 1), moment(4, 2), "test")
    with open_session(house.engine) as session:
        extend(session, view_of(house, date(2025, 4, 15)).id, date(2025, 5, 20), "ждём", moment(4, 3), "test")
    with open_session(house.engine) as session:
        settle_event(session, task_id(house, "1"), date(2025, 4, 8), moment(4, 9), "test")
    assert view_of(house, date(2025, 5, 20)).original_due_on == date(2025, 4, 22)


def test_a_day_that_is_taken_back_silences_the_deadline_until_it_is_entered_again(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    number = task_id(house, "1")
    with open_session(house.engine) as session:
        with pytest.raises(ForbiddenTransitionError, match="не назван"):
            remove_event(session, number, moment(4, 2), "test")
        settle_event(session, number, date(2025, 4, 1), moment(4, 2), "test")
    with open_session(house.engine) as session:
        remove_event(session, number, moment(4, 3), "test")
    assert view_of(house, date(2025, 4, 15)).state == "cancelled"
    before = simulate(house, date(2025, 4, 4), date(2025, 5, 30))
    assert not any("Направить ответ" in str(m["subject"]) for m in before)
    with open_session(house.engine) as session:
        due_on, _ = settle_event(session, number, date(2025, 4, 29), moment(4, 29), "test")
    # Ten working days over the holidays of May 2025: 1, 2, 8 and 9 May are off.
    assert due_on == date(2025, 5, 19)
    after = simulate(house, date(2025, 4, 29), date(2025, 5, 30))
    assert any("Направить ответ" in str(m["subject"]) for m in after)


def test_a_due_date_beyond_the_published_calendar_is_called_a_guess(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    unknown = last_known_year() + 1
    assert [f.ok for f in examine_house(house) if "календарь" in f.sentence] == [True]
    with open_session(house.engine) as session:
        day = date(unknown, 2, 3)
        due_on, _ = settle_event(session, task_id(house, "1"), day, moment(2, 3, year=unknown), "test")
    with open_session(house.engine) as session:
        (guess,) = list_guesses(session)
        assert (guess.due_on, is_guessed(session, task_id(house, "1"), due_on)) == (due_on, True)
    (finding,) = [f for f in examine_house(house) if "календарь" in f.sentence]
    assert not finding.ok
    assert f"известен по {last_known_year()} год; сроков дальше него: 1" in finding.sentence
    with TestClient(create_app(house), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
        page = client.get(f"/tasks/{task_id(house, '1')}").text
    assert f"Переносы выходных на {unknown} год ещё не опубликованы" in page
    with open_reading(house.engine) as session:
        parts = coordinator_parts(
            session, None, moment(2, 4, year=unknown), moment(2, 20, year=unknown), house.settings.tzinfo
        )
    assert "guessed" in {part.name for part in parts}


def test_later_years_of_a_standing_plan_move_off_days_off_like_the_first_ones(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, STANDING_PLAN)
    with open_session(house.engine) as session:
        store_policy(session, HOUSE, '[due_date]\non_day_off = "next"\n', "p.toml", moment(1, 15), "test")
    tick(house, moment(9, 10, year=2026))
    view = view_of(house, date(2028, 8, 31))
    assert view.original_due_on == date(2028, 8, 31)  # a Thursday
    for year in (2028, 2029):
        tick(house, moment(9, 10, year=year))
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), moment(9, 10, year=2029))
    moved = {str(view.original_due_on): str(view.facts.due_on) for view in views}
    assert moved["2030-08-31"] == "2030-09-02"  # a Saturday


def test_only_a_term_that_waits_for_an_event_takes_its_day(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    with (
        open_session(house.engine) as session,
        pytest.raises(ForbiddenTransitionError, match="не зависит от события"),
    ):
        settle_event(session, task_id(house, "2"), date(2025, 4, 1), moment(4, 2), "test")


def test_a_term_in_words_settles_a_task_without_dates(settings: Settings, tmp_path: Path) -> None:
    house = make_house(settings, tmp_path, EVENT_PLAN)
    with open_session(house.engine) as session:
        with pytest.raises(CallerError, match="не даёт даты"):
            settle_task_term(session, task_id(house, "1"), "по отдельному плану", moment(2, 1), "test")
        settle_task_term(session, task_id(house, "1"), "до 20 мая 2025 г.", moment(2, 1), "test")
    assert date(2025, 5, 20) in due_dates(house)


def test_a_plan_without_an_end_is_laid_out_further_before_it_falls_silent(
    settings: Settings, tmp_path: Path
) -> None:
    house = make_house(settings, tmp_path, STANDING_PLAN)
    assert due_dates(house) == [date(year, 8, 31) for year in (2025, 2026, 2027)]
    tick(house, moment(8, 1, year=2026))
    assert due_dates(house)[-1] == date(2027, 8, 31)
    tick(house, moment(9, 10, year=2026))
    assert due_dates(house)[-1] == date(2028, 8, 31)
    tick(house, moment(9, 11, year=2026))
    assert len(due_dates(house)) == 4
