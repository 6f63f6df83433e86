"""A small open monitoring in the small town, and a link for one of its participants. For tests."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from sqlmodel import Session, select

from models.party import AccessLink, Person
from models.round import Round, RoundParticipant
from roadmaps.rounds.questions import DEFAULT_LEVELS
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    QuestionSet,
    Scoring,
    ScoringKind,
    Target,
)
from roadmaps.store.rounds.lifecycle import Window, choose_questions, open_round, plan_round
from roadmaps.store.rounds.participants import Entry, set_participants
from roadmaps.store.rounds.sets import store_set

TOKEN = "t" * 22
FIRST, COLLEAGUE, SECOND = "first@example.org", "colleague@example.org", "second@example.org"


def make_questions(name: str = "Методическая работа") -> QuestionSet:
    linear = Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(100))
    return QuestionSet(
        name,
        1,
        (Criterion("1", "Системность методической работы"), Criterion("2", "Охват педагогов")),
        (
            Indicator(
                "1.1",
                "Есть план методической работы",
                "1",
                scoring=Scoring(ScoringKind.YES),
                needs_evidence=True,
            ),
            Indicator(
                "1.2",
                "Как устроена служба",
                "1",
                IndicatorKind.CHOICE,
                scoring=Scoring(
                    ScoringKind.CHOICE, choices={"отдел": Fraction(1), "методист": Fraction(1, 2)}
                ),
                choices=("отдел", "методист"),
            ),
            Indicator(
                "2.1",
                "Доля педагогов, прошедших диагностику",
                "2",
                IndicatorKind.SHARE,
                scoring=linear,
                targets=(Target(Decimal(10), "не менее 10 %"),),
            ),
            Indicator("2.2", "Число объединений", "2", IndicatorKind.NUMBER, unit="ед.", is_required=False),
            Indicator("2.3", "Что мешало", "2", IndicatorKind.TEXT, is_required=False),
        ),
        DEFAULT_LEVELS,
    )


def open_small_round(
    session: Session,
    window: Window,
    at: datetime,
    *,
    source_roadmap_id: int | None = None,
    organiser_id: int | None = None,
    previous_id: int | None = None,
    key: str = "manual:test",
) -> Round:
    """Two participants; two people speak for the first of them."""
    set_id = store_set(session, make_questions(), "test", at, "test")
    round_, _ = plan_round(
        session,
        key=key,
        title="Мониторинг методической работы",
        window=window,
        zone="Asia/Yekaterinburg",
        at=at,
        actor="test",
        source_roadmap_id=source_roadmap_id,
        organiser_id=organiser_id,
        previous_id=previous_id,
        grace_days=2,
    )
    choose_questions(session, round_, set_id, at, "test")
    people = [
        Entry("Район Первый", "районы", (FIRST, COLLEAGUE), "Иванова И.И."),
        Entry("Район Второй", "районы", (SECOND,)),
        Entry("Район без адреса", "города"),
    ]
    set_participants(session, round_, people, at, "test")
    assert open_round(session, round_, at, "test")
    return round_


def participant_of(session: Session, round_: Round, position: int = 1) -> RoundParticipant:
    statement = select(RoundParticipant).where(
        RoundParticipant.round_id == round_.id, RoundParticipant.position == position
    )
    return session.exec(statement).one()


def give_link(session: Session, address: str, until: datetime, token: str = TOKEN) -> str:
    """The token of a desk link for the person at ``address``."""
    person = session.exec(select(Person).where(Person.address == address)).one()
    session.add(
        AccessLink(
            token_sha256=sha256(token.encode()).hexdigest(),
            person_id=person.id or 0,
            purpose="desk",
            message_key=f"test:{token}",
            issued_at=until,
            expires_at=until,
        )
    )
    return token


def days(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))
