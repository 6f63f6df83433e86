"""The life of a monitoring round: it opens, reminds, closes and tells, by the clock alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from flows.calendars import collect_items, parse_scope
from flows.house import House, open_house
from flows.simulating import simulate
from flows.ticking import is_work_due, tick
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError
from models.occurrence import Occurrence
from models.round import Round, RoundParticipant
from models.settings import Settings
from monitored_order import (
    address_of,
    answer_all,
    approve_order,
    name_participants,
    name_questions,
    participant_ids,
)
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store import coordinators, steps
from roadmaps.store.listing import OccurrenceFilter, list_occurrences, list_roadmaps, list_tasks
from roadmaps.store.overview import OverviewFilter, load_choices, load_overview
from roadmaps.store.queue import load_facts, requeue, save_facts
from roadmaps.store.rounds.editing import reschedule_round, set_grace
from roadmaps.store.rounds.lifecycle import (
    Window,
    close_round,
    extend_participant,
    move_round,
    reopen_participant,
)
from roadmaps.store.rounds.listing import RoundView, list_participants, list_rounds
from small_plan import ZONE, moment

CHIEF = "chief@example.org"


@pytest.fixture
def bare(settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    yield house
    house.close()


@pytest.fixture
def round_id(bare: House, tmp_path: Path) -> int:
    return approve_order(bare, tmp_path)


@pytest.fixture
def ready(bare: House, round_id: int) -> House:
    """The order is approved; three schools and two indicators are named."""
    name_participants(bare, round_id, 3, moment(1, 20))
    name_questions(bare, round_id, moment(1, 20))
    return bare


def view_of(house: House, round_id: int) -> RoundView:
    with open_reading(house.engine) as session:
        return list_rounds(session, [round_id])[0]


def state_of(house: House, round_id: int) -> str:
    return view_of(house, round_id).state


def live(house: House, first: datetime, days: int) -> None:
    """A tick each midnight and each morning."""
    for number in range(days):
        day = first + timedelta(days=number)
        tick(house, day.replace(hour=0))
        tick(house, day.replace(hour=9))


def mails(house: House, address: str) -> list[tuple[date, str]]:
    with open_reading(house.engine) as session:
        return [(_day(m), str(m["kind"])) for m in list_messages(session, to=address)]


def states(house: House, round_id: int, at: datetime) -> list[tuple[str, bool]]:
    with open_reading(house.engine) as session:
        found = list_participants(session, session.get_one(Round, round_id), at.astimezone(ZONE).date())
    return [(participant.state, participant.is_late) for participant in found]


def extend(house: House, round_id: int, number: int, to_on: date, at: datetime) -> None:
    with open_session(house.engine) as session:
        participant = session.get_one(RoundParticipant, participant_ids(house, round_id)[number])
        round_ = session.get_one(Round, round_id)
        extend_participant(session, round_, participant, to_on, "болезнь", at, "test")


def reopen(house: House, round_id: int, number: int, until_on: date, at: datetime) -> None:
    with open_session(house.engine) as session:
        participant = session.get_one(RoundParticipant, participant_ids(house, round_id)[number])
        round_ = session.get_one(Round, round_id)
        reopen_participant(session, round_, participant, until_on, "фонд не назван", at, "test")


def test_an_approved_order_has_its_rounds_planned_and_asks_nobody(bare: House, round_id: int) -> None:
    with open_reading(bare.engine) as session:
        views = list_rounds(session)
    assert [(v.opens_on, v.due_on, v.organiser, v.state) for v in views] == [
        (date(2025, 3, 3), date(2025, 3, 31), "ГБУ «Центр книги»", "planned"),
        (date(2026, 3, 2), date(2026, 3, 31), "ГБУ «Центр книги»", "planned"),
    ]
    assert views[1].previous_id == round_id
    live(bare, moment(3, 3), 2)
    assert state_of(bare, round_id) == "planned"
    assert view_of(bare, round_id).roadmap_id is None


def test_it_opens_at_nine_local_time_and_invites_everybody_once(ready: House, round_id: int) -> None:
    tick(ready, moment(3, 3, 8))
    assert state_of(ready, round_id) == "planned"
    assert is_work_due(ready, moment(3, 3, 9))
    tick(ready, moment(3, 3, 9))
    tick(ready, moment(3, 3, 10))
    assert state_of(ready, round_id) == "open"
    for number in (1, 2, 3):
        assert [day for day, _ in mails(ready, address_of(number))] == [date(2025, 3, 3)]


def test_only_those_who_have_not_handed_in_are_reminded_denser_at_the_end(
    ready: House, round_id: int
) -> None:
    live(ready, moment(3, 3), 8)
    answer_all(ready, participant_ids(ready, round_id)[0], moment(3, 11))
    live(ready, moment(3, 12), 22)
    assert [day for day, _ in mails(ready, address_of(1))] == [date(2025, 3, 3)]
    assert [day for day, _ in mails(ready, address_of(2))] == [
        date(2025, 3, 3),
        *(date(2025, 3, day) for day in (24, 28, 29, 30, 31)),
    ]


def test_it_closes_after_its_last_day_and_accepts_what_was_handed_in(ready: House, round_id: int) -> None:
    live(ready, moment(3, 3), 3)
    answer_all(ready, participant_ids(ready, round_id)[0], moment(3, 11))
    tick(ready, moment(3, 31, 23))
    assert state_of(ready, round_id) == "open"
    tick(ready, moment(4, 1, 0))
    assert state_of(ready, round_id) == "closed"
    first, second, _ = participant_ids(ready, round_id)
    with open_reading(ready.engine) as session:
        numbers = [session.get_one(RoundParticipant, id_).occurrence_id for id_ in (first, second)]
        accepted, owed = (session.get_one(Occurrence, number) for number in numbers)
        assert accepted.accepted_at == moment(4, 1, 0)
        assert owed.accepted_at is None
    assert states(ready, round_id, moment(4, 1)) == [
        ("submitted", False),
        ("waiting", True),
        ("waiting", True),
    ]


def test_after_the_close_nobody_is_asked_for_what_is_taken_no_more(ready: House, round_id: int) -> None:
    live(ready, moment(3, 3), 60)
    assert max(day for day, _ in mails(ready, address_of(2))) == date(2025, 3, 31)
    with pytest.raises(ForbiddenTransitionError):
        answer_all(ready, participant_ids(ready, round_id)[1], moment(4, 2))


def test_in_days_of_grace_answers_are_taken_marked_late_and_asked_for_once(
    ready: House, round_id: int
) -> None:
    with open_session(ready.engine) as session:
        set_grace(session, session.get_one(Round, round_id), 3, moment(2, 1), "test")
    live(ready, moment(3, 3), 30)
    assert state_of(ready, round_id) == "open"
    answer_all(ready, participant_ids(ready, round_id)[0], moment(4, 2))
    assert states(ready, round_id, moment(4, 2))[0] == ("submitted", True)
    live(ready, moment(4, 2), 10)
    assert state_of(ready, round_id) == "closed"
    assert view_of(ready, round_id).late == 1
    assert max(day for day, _ in mails(ready, address_of(2))) == date(2025, 4, 1)


def test_an_extended_participant_stays_open_and_is_settled_by_the_clock(ready: House, round_id: int) -> None:
    live(ready, moment(3, 3), 20)
    extend(ready, round_id, 1, date(2025, 4, 10), moment(3, 23))
    live(ready, moment(3, 23), 15)
    assert state_of(ready, round_id) == "closed"
    answer_all(ready, participant_ids(ready, round_id)[1], moment(4, 8))
    assert states(ready, round_id, moment(4, 8))[1] == ("submitted", False)
    live(ready, moment(4, 8), 4)
    with open_reading(ready.engine) as session:
        participant = session.get_one(RoundParticipant, participant_ids(ready, round_id)[1])
        assert session.get_one(Occurrence, participant.occurrence_id).accepted_at == moment(4, 11, 0)
        assert session.get_one(Round, round_id).next_action_at is None


def test_a_term_moved_like_any_other_after_the_close_is_settled_by_the_clock_too(
    ready: House, round_id: int
) -> None:
    live(ready, moment(3, 3), 31)
    assert state_of(ready, round_id) == "closed"
    number = participant_ids(ready, round_id)[1]
    with open_session(ready.engine) as session:
        occurrence_id = session.get_one(RoundParticipant, number).occurrence_id or 0
        steps.extend(session, occurrence_id, date(2025, 4, 10), "паводок", moment(4, 3), "test")
    answer_all(ready, number, moment(4, 8))
    live(ready, moment(4, 8), 4)
    with open_reading(ready.engine) as session:
        assert session.get_one(Occurrence, occurrence_id).accepted_at == moment(4, 11, 0)


def test_a_closed_sheet_is_reopened_with_a_reason_and_comes_in_again(ready: House, round_id: int) -> None:
    live(ready, moment(3, 3), 3)
    first = participant_ids(ready, round_id)[0]
    answer_all(ready, first, moment(3, 11))
    live(ready, moment(3, 31), 3)
    reopen(ready, round_id, 0, date(2025, 4, 5), moment(4, 2, 12))
    assert states(ready, round_id, moment(4, 2))[0][0] == "returned"
    tick(ready, moment(4, 2, 13))
    assert mails(ready, address_of(1))[-1][1] == "returned"
    answer_all(ready, first, moment(4, 4))
    live(ready, moment(4, 4), 4)
    with open_reading(ready.engine) as session:
        participant = session.get_one(RoundParticipant, first)
        assert session.get_one(Occurrence, participant.occurrence_id).accepted_at == moment(4, 6, 0)
    with pytest.raises(ForbiddenTransitionError):
        answer_all(ready, first, moment(4, 7))


def test_what_the_organiser_closes_early_takes_no_more_answers(ready: House, round_id: int) -> None:
    live(ready, moment(3, 3), 3)
    with open_session(ready.engine) as session:
        assert close_round(session, session.get_one(Round, round_id), moment(3, 10), "test")
    with pytest.raises(ForbiddenTransitionError):
        answer_all(ready, participant_ids(ready, round_id)[0], moment(3, 10, 10))
    live(ready, moment(3, 11), 30)
    assert [day for day, _ in mails(ready, address_of(1))] == [date(2025, 3, 3)]


def test_a_late_list_opens_it_late_as_long_as_its_window_is_open(bare: House, round_id: int) -> None:
    name_questions(bare, round_id, moment(1, 20))
    live(bare, moment(3, 3), 4)
    name_participants(bare, round_id, 2, moment(3, 6, 12))
    assert is_work_due(bare, moment(3, 6, 12))
    tick(bare, moment(3, 6, 12))
    assert state_of(bare, round_id) == "open"
    assert [day for day, _ in mails(bare, address_of(1))]


def test_without_a_list_its_window_passes_and_the_next_one_is_still_planned(
    bare: House, round_id: int
) -> None:
    live(bare, moment(3, 3), 35)
    assert state_of(bare, round_id) == "missed"
    with open_reading(bare.engine) as session:
        assert [view.state for view in list_rounds(session)] == ["missed", "planned"]


def test_the_list_is_frozen_at_opening(ready: House, round_id: int) -> None:
    tick(ready, moment(3, 3, 9))
    with pytest.raises(ForbiddenTransitionError):
        name_participants(ready, round_id, 5, moment(3, 4))
    with pytest.raises(ForbiddenTransitionError):
        name_questions(ready, round_id, moment(3, 4))


def test_what_the_organiser_moves_is_moved_by_the_order_no_more(ready: House, round_id: int) -> None:
    with open_session(ready.engine) as session:
        window = Window(date(2025, 3, 10), date(2025, 3, 20))
        reschedule_round(session, session.get_one(Round, round_id), window, moment(2, 1), "test")
    live(ready, moment(3, 3), 5)
    assert state_of(ready, round_id) == "planned"
    tick(ready, moment(3, 10, 9))
    view = view_of(ready, round_id)
    assert (view.state, view.opens_on, view.due_on) == ("open", date(2025, 3, 10), date(2025, 3, 20))


def test_an_order_that_moves_its_date_earlier_moves_its_round_in_time(ready: House, round_id: int) -> None:
    move_source(ready, round_id, date(2025, 2, 10), date(2025, 2, 28))
    tick(ready, moment(2, 9))
    assert state_of(ready, round_id) == "planned"
    tick(ready, moment(2, 10, 9))
    view = view_of(ready, round_id)
    assert (view.state, view.opens_on, view.due_on) == ("open", date(2025, 2, 10), date(2025, 2, 28))


def test_an_order_that_gives_more_time_gives_it_to_a_round_that_has_missed_its_window(
    bare: House, round_id: int
) -> None:
    live(bare, moment(3, 1), 33)
    name_participants(bare, round_id, 2, moment(4, 4))
    name_questions(bare, round_id, moment(4, 4))
    tick(bare, moment(4, 4, 9))
    assert state_of(bare, round_id) == "missed"
    move_source(bare, round_id, date(2025, 3, 3), date(2025, 4, 15))
    tick(bare, moment(4, 5, 9))
    assert (state_of(bare, round_id), view_of(bare, round_id).due_on) == ("open", date(2025, 4, 15))


def move_source(house: House, round_id: int, opens_on: date, due_on: date) -> None:
    """As a new version of the order, or a person, would."""
    with open_session(house.engine) as session:
        source = session.get_one(Round, round_id).source_occurrence_id or 0
        facts = load_facts(session, source)
        assert facts is not None
        save_facts(session, replace(facts, opens_on=opens_on, due_on=due_on))
        requeue(session, [source])


def test_an_open_round_is_not_moved(ready: House, round_id: int) -> None:
    tick(ready, moment(3, 3, 9))
    window = Window(date(2025, 3, 10), date(2025, 3, 20))
    with open_session(ready.engine) as session, pytest.raises(ForbiddenTransitionError):
        move_round(session, session.get_one(Round, round_id), window, moment(3, 4), "test")


def test_days_of_grace_are_bounded(ready: House, round_id: int) -> None:
    with open_session(ready.engine) as session, pytest.raises(CallerError):
        set_grace(session, session.get_one(Round, round_id), 400, moment(2, 1), "test")


def test_a_dry_run_tells_what_really_happens(ready: House, round_id: int) -> None:
    def pick(messages: list[dict[str, object]]) -> Counter[tuple[str, str, str]]:
        return Counter((str(m["planned_on"]), str(m["to"]), str(m["kind"])) for m in messages)

    told = simulate(ready.at(moment(2, 1)), date(2025, 3, 1), date(2025, 4, 10))
    assert sum(str(m["to"]).startswith("school") for m in told) == 18
    live(ready, moment(3, 1), 41)
    with open_reading(ready.engine) as session:
        assert pick(told) == pick(list_messages(session))


def test_lists_and_figures_leave_participants_out_unless_asked(ready: House, round_id: int) -> None:
    wanted = OccurrenceFilter(without_rounds=True)
    with open_reading(ready.engine) as session:
        before = load_overview(session, OverviewFilter(), moment(3, 3), ZONE)
        offered = load_choices(session)
        listed = len(list_occurrences(session, wanted, moment(3, 3)))
        tasks = len(list_tasks(session))
    tick(ready, moment(3, 3, 9))
    roadmap_id = view_of(ready, round_id).roadmap_id
    with open_reading(ready.engine) as session:
        after = load_overview(session, OverviewFilter(), moment(3, 3), ZONE)
        assert load_choices(session) == offered
        own = load_overview(
            session, OverviewFilter(OccurrenceFilter(roadmap_id=roadmap_id)), moment(4, 3), ZONE
        )
        assert len(list_occurrences(session, wanted, moment(3, 3))) == listed
        assert len(list_occurrences(session, OccurrenceFilter(), moment(3, 3))) == listed + 3
        assert (len(list_tasks(session)), len(list_tasks(session, rounds=True))) == (tasks, tasks + 3)
        assert (len(list_roadmaps(session)), len(list_roadmaps(session, rounds=True))) == (1, 2)
    assert (after.found, after.roadmaps) == (before.found, before.roadmaps)
    assert (own.found, own.figures.overdue) == (3, 3)


def test_a_coordinator_hears_what_is_missing_and_how_it_ends(bare: House, round_id: int) -> None:
    with open_session(bare.engine) as session:
        coordinators.set_coordinator(session, CHIEF, moment(1, 20, 12), "test", ZONE)
    live(bare, moment(2, 20), 13)
    told = [m for m in subjects(bare) if "мониторингов — 1" in m[1]]
    assert [day for day, _ in told][:1] == [date(2025, 2, 24)]
    assert text_of(bare, CHIEF).count("не открыт: нет списка участников; не выбран набор показателей")
    name_participants(bare, round_id, 2, moment(3, 5, 12))
    name_questions(bare, round_id, moment(3, 5, 12))
    live(bare, moment(3, 6), 27)
    assert "закрыт: сдали 0 из 2" in text_of(bare, CHIEF)


def subjects(house: House) -> list[tuple[date, str]]:
    with open_reading(house.engine) as session:
        return [(_day(m), str(m["subject"])) for m in list_messages(session, to=CHIEF)]


def _day(message: dict[str, object]) -> date:
    return date.fromisoformat(str(message["planned_on"]))


def text_of(house: House, address: str) -> str:
    """The text of the last mail to an address."""
    import email
    import email.policy

    assert isinstance(house.transport, MemoryTransport)
    content = [mail.content for mail in house.transport.sent if mail.address == address][-1]
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content())


def test_the_calendar_of_a_round_has_its_window_and_what_follows(ready: House, round_id: int) -> None:
    with open_reading(ready.engine) as session:
        scope = parse_scope(session, f"round:{round_id}")
        window, report = collect_items(session, scope, moment(2, 1))
    assert scope == f"round:{round_id}"
    assert (window.opens_on, window.due_on) == (date(2025, 3, 3), date(2025, 3, 31))
    assert report.due_on == date(2025, 4, 30)
    tick(ready, moment(3, 3, 9))
    with open_reading(ready.engine) as session:
        later = collect_items(session, scope, moment(3, 3))[0]
        whole = collect_items(session, None, moment(3, 3))
    assert (later.uid, later.sequence > window.sequence) == (window.uid, True)
    assert not any(item.summary == "Заполнить форму мониторинга" for item in whole)
