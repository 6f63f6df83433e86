"""The order is approved, and the monitoring runs itself: opens, asks, reminds, closes, sums up; twice.

Every count is compared with one that the test works out for itself from what it decided beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from flows.house import House, open_house
from flows.importing import import_file
from flows.ticking import is_work_due, tick
from models.database import open_reading, open_session
from models.errors import ForbiddenTransitionError
from models.round import Round, RoundParticipant
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.rounds.questions import DEFAULT_LEVELS
from roadmaps.rounds.values import Criterion, Indicator, IndicatorKind, QuestionSet, Scoring, ScoringKind
from roadmaps.store.contacts import set_contact
from roadmaps.store.queue import next_due_at
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import choose_questions, extend_participant, reopen_participant
from roadmaps.store.rounds.listing import list_follow_ups, list_participants, list_rounds
from roadmaps.store.rounds.participants import Entry, copy_participants, set_participants
from roadmaps.store.rounds.results import load_summary
from roadmaps.store.rounds.sets import store_set

ZONE = ZoneInfo("Asia/Yekaterinburg")
GENERAL, VOCATIONAL = "chippkro@example.org", "chirpo@example.org"
MUNICIPALITIES, COLLEGES = 43, 50
LATE, SILENT, EXTENDED, NOTHING = {7, 8}, {11, 12, 13}, 20, 30
EXTENDED_TO = date(2021, 5, 14)
GRACE_DAYS = 2


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)


def questions() -> QuestionSet:
    linear = Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(100))
    return QuestionSet(
        "Методическая работа",
        1,
        (Criterion("1", "Системность"), Criterion("2", "Охват")),
        (
            Indicator("1.1", "Наличие плана", "1", IndicatorKind.YES_NO, scoring=Scoring(ScoringKind.YES)),
            Indicator("2.1", "Доля педагогов", "2", IndicatorKind.SHARE, scoring=linear),
        ),
        DEFAULT_LEVELS,
    )


@dataclass(frozen=True)
class Told:
    """What a participant is going to answer, and on which day; None: never."""

    has_plan: bool
    share: int
    day: date | None


def decide(number: int, year: int) -> Told:
    first = date(2021, 4, 15) if year == 2021 else date(2022, 4, 1)
    day: date | None = first + timedelta(days=1 + number % 20)
    if year == 2021 and number in SILENT:
        day = None
    if year == 2021 and number in LATE:
        day = date(2021, 5, 12)
    if year == 2021 and number == EXTENDED:
        day = EXTENDED_TO
    return Told(number % 3 != 0 or year == 2022, (number * 7) % 101 if year == 2021 else 80, day)


@pytest.fixture
def house(tmp_path: Path, shared: Path, settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    order = next(shared.glob("seeds/000_*.txt"))
    import_file(house, order, approve=True, as_of=at(date(2021, 3, 18)), actor="test")
    with open_session(house.engine) as session:
        set_contact(session, "ГБУ ДПО ЧИППКРО", GENERAL, at(date(2021, 3, 18)), "test")
        set_contact(session, "ГБУ ДПО ЧИРПО", VOCATIONAL, at(date(2021, 3, 18)), "test")
    yield house
    house.close()


def run_until(house: House, moment: datetime) -> None:
    """The clock alone: it wakes when something waits, and never otherwise."""
    while True:
        with open_reading(house.engine) as session:
            due_at = next_due_at(session)
        if due_at is None or due_at >= moment:
            return
        assert is_work_due(house, due_at)
        tick(house.at(due_at), due_at)
        with open_reading(house.engine) as session:
            again = next_due_at(session)
        assert again is None or again > due_at, "a pass that leaves its work due would run for ever"


def rounds_of(house: House, year: int) -> tuple[Round, Round]:
    with open_reading(house.engine) as session:
        rows = [r for r in session.exec(select(Round).order_by(Round.id)).all() if r.opens_on.year == year]  # type: ignore[arg-type]
    general, vocational = rows
    assert vocational.kind == "vocational"
    return general, vocational


def entries(name: str, letter: str, count: int) -> list[Entry]:
    return [Entry(f"{name} {n:02}", name, (f"{letter}{n}@example.org",)) for n in range(1, count + 1)]


def prepare(house: House) -> None:
    """The organisers name participants and questions of the first year a week before the day."""
    general, vocational = rounds_of(house, 2021)
    when = at(date(2021, 4, 8))
    municipalities = [
        Entry(f"Муниципалитет {n:02}", "муниципалитеты", (f"m{n}@example.org",))
        for n in range(1, MUNICIPALITIES + 1)
    ]
    colleges = [Entry(f"Колледж {n:02}", "колледжи", (f"c{n}@example.org",)) for n in range(1, COLLEGES + 1)]
    with open_session(house.engine) as session:
        set_id = store_set(session, questions(), "test", when, "test")
        for round_, asked in ((general, municipalities), (vocational, colleges)):
            row = session.get_one(Round, round_.id)
            row.grace_days = GRACE_DAYS
            choose_questions(session, row, set_id, when, "test")
            assert set_participants(session, row, asked, when, "test") == len(asked)


def participants(house: House, round_: Round) -> list[RoundParticipant]:
    with open_reading(house.engine) as session:
        statement = select(RoundParticipant).where(RoundParticipant.round_id == round_.id)
        return list(session.exec(statement.order_by(RoundParticipant.position)).all())  # type: ignore[arg-type]


def answer(house: House, participant: RoundParticipant, told: Told, day: date) -> None:
    with open_session(house.engine) as session:
        if participant.position == NOTHING and day.year == 2021:
            submit_answers(session, participant.id or 0, at(day), "test", nothing_because="Служба создаётся")
            return
        typed = [Typed("1.1", told.has_plan), Typed("2.1", Decimal(told.share))]
        assert save_answers(session, participant.id or 0, typed, at(day), "test") == ()
        submit_answers(session, participant.id or 0, at(day), "test")


def live_through(house: House, round_: Round, year: int, first_on: date, last_on: date) -> None:
    """Day by day: the clock runs, and those whose day it is answer at noon."""
    people = participants(house, round_)
    for n in range((last_on - first_on).days + 1):
        day = first_on + timedelta(days=n)
        run_until(house, at(day))
        for participant in people:
            told = decide(participant.position, year)
            if told.day == day:
                answer(house, participant, told, day)
    run_until(house, at(last_on + timedelta(days=1), 0))


def mails(house: House) -> list[tuple[str, str]]:
    transport = house.given_transport
    assert isinstance(transport, MemoryTransport)
    return [(mail.address, mail.content.decode("utf-8", "replace")) for mail in transport.sent]


@pytest.mark.shared
def test_an_approved_order_is_enough_for_a_monitoring_to_run(house: House) -> None:
    general, vocational = rounds_of(house, 2021)
    with open_reading(house.engine) as session:
        follow_ups = list_follow_ups(session, vocational)
    assert [(f.purpose, f.due_on, f.to_party) for f in follow_ups] == [
        ("report", date(2021, 6, 5), "ГБУ ДПО ЧИППКРО")
    ]
    prepare(house)

    # Nothing before 09:00 of the day; then one invitation each, by the clock alone.
    run_until(house, datetime(2021, 4, 15, 9, tzinfo=ZONE))
    assert not [address for address, _ in mails(house) if address[0] in "mc" and address[1].isdigit()]
    run_until(house, datetime(2021, 4, 15, 9, 1, tzinfo=ZONE))
    invited = Counter(address for address, _ in mails(house) if address[0] in "mc" and address[1].isdigit())
    wanted = {f"m{n}@example.org" for n in range(1, MUNICIPALITIES + 1)}
    wanted |= {f"c{n}@example.org" for n in range(1, COLLEGES + 1)}
    assert invited == dict.fromkeys(wanted, 1)
    assert rounds_of(house, 2021)[0].opened_at == datetime(2021, 4, 15, 9, tzinfo=ZONE)

    people = participants(house, general)
    with open_session(house.engine) as session:
        extended = session.get_one(RoundParticipant, people[EXTENDED - 1].id)
        row = session.get_one(Round, general.id)
        extend_participant(session, row, extended, EXTENDED_TO, "паводок", at(date(2021, 4, 20)), "test")

    live_through(house, general, 2021, date(2021, 4, 15), date(2021, 5, 15))
    now_general, _ = rounds_of(house, 2021)
    assert now_general.closed_at == datetime(2021, 5, 13, 0, tzinfo=ZONE)

    # Whoever has answered is reminded no more; whoever has not hears more often at the end.
    heard = Counter(address for address, _ in mails(house))
    assert heard["m1@example.org"] == 1, "answered on the second day"
    assert heard["m11@example.org"] == 1 + 6, "opening; 7, 3, 2, 1 days before, the day, the day after"

    with pytest.raises(ForbiddenTransitionError, match="закрыт"):
        answer(house, people[10], Told(True, 1, None), date(2021, 5, 16))

    check_first_year(house, general)
    reopen_one(house, general, people)
    run_until(house, at(date(2021, 6, 6)))
    second_year(house)


def check_first_year(house: House, general: Round) -> None:
    expected = {n: decide(n, 2021) for n in range(1, MUNICIPALITIES + 1)}
    counted = {n: told for n, told in expected.items() if told.day is not None and n != NOTHING}
    scores = {n: (Fraction(told.has_plan) + Fraction(told.share, 100)) / 2 for n, told in counted.items()}
    with open_reading(house.engine) as session:
        results = load_summary(session, general.id or 0).results
        views = {view.id: view for view in list_participants(session, general, date(2021, 5, 16))}
        figures = next(view for view in list_rounds(session) if view.id == general.id)
    by_name = {row.name: row for row in results.participants}
    assert {n: by_name[f"Муниципалитет {n:02}"].score for n in counted} == scores
    for n in counted:
        rank = 1 + sum(score > scores[n] for score in scores.values())
        assert by_name[f"Муниципалитет {n:02}"].rank == rank
    assert (results.asked, results.submitted) == (MUNICIPALITIES, MUNICIPALITIES - len(SILENT))
    assert results.late == len(LATE)
    assert results.nothing_to_report == 1
    assert {row.name for row in results.participants if not row.is_submitted} == {
        f"Муниципалитет {n:02}" for n in SILENT
    }
    assert results.mean_score == sum(scores.values()) / len(scores)
    plan, share = results.indicators
    assert plan.yes_count == sum(told.has_plan for told in counted.values())
    assert plan.missing == len(SILENT) + 1
    exact = Fraction(sum(told.share for told in counted.values()), len(counted))
    assert share.mean_value == Decimal(round(exact * 100)) / 100
    levels = Counter(
        next(lv.code for lv in reversed(DEFAULT_LEVELS) if s >= lv.from_share) for s in scores.values()
    )
    assert results.levels == {level.code: levels[level.code] for level in DEFAULT_LEVELS}
    late = {view.name for view in views.values() if view.state == "submitted" and view.is_late}
    assert late == {f"Муниципалитет {n:02}" for n in LATE}, "the extended one is in time"
    assert (figures.state, figures.participants, figures.submitted, figures.late) == (
        "closed", MUNICIPALITIES, MUNICIPALITIES - len(SILENT), len(LATE),
    )  # fmt: skip


def reopen_one(house: House, general: Round, people: list[RoundParticipant]) -> None:
    """The organiser lets one of the silent answer after all, and returns one that was handed in."""
    day = date(2021, 5, 17)
    with open_session(house.engine) as session:
        row = session.get_one(Round, general.id)
        for position in (11, 1):
            participant = session.get_one(RoundParticipant, people[position - 1].id)
            reopen_participant(session, row, participant, date(2021, 5, 20), "просили снова", at(day), "test")
    answer(house, people[10], Told(True, 100, None), day)
    with open_reading(house.engine) as session:
        results = load_summary(session, general.id or 0).results
    row = next(row for row in results.participants if row.name == "Муниципалитет 11")
    assert (row.score, row.rank) == (1, 1)
    assert not next(r for r in results.participants if r.name == "Муниципалитет 01").is_submitted
    answer(house, people[0], decide(1, 2021), day)


def second_year(house: House) -> None:
    before, vocational_before = rounds_of(house, 2021)
    general, vocational = rounds_of(house, 2022)
    assert general.previous_id == before.id
    when = at(date(2022, 3, 20))
    with open_session(house.engine) as session:
        for row, source in ((general, before), (vocational, vocational_before)):
            target = session.get_one(Round, row.id)
            choose_questions(session, target, source.indicator_set_id or 0, when, "test")
            copy_participants(session, session.get_one(Round, source.id), target, when, "test")
    live_through(house, general, 2022, date(2022, 4, 1), date(2022, 5, 1))
    with open_reading(house.engine) as session:
        summary = load_summary(session, general.id or 0)
    results = summary.results
    assert results.submitted == MUNICIPALITIES
    for n in range(1, MUNICIPALITIES + 1):
        row = next(row for row in results.participants if row.name == f"Муниципалитет {n:02}")
        told = decide(n, 2021)
        if told.day is None or n == NOTHING:
            expected = Fraction(9, 10) - 1 if n == 11 else None
        else:
            expected = Fraction(9, 10) - (Fraction(told.has_plan) + Fraction(told.share, 100)) / 2
        assert row.change == expected, n
    assert results.indicators[1].value_change is not None
