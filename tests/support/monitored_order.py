"""An order of our own that orders a monitoring twice, with its people and questions. For tests."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path

from sqlmodel import select

from flows.house import House
from flows.importing import import_file
from models.database import open_reading, open_session
from models.round import Round, RoundParticipant
from roadmaps.rounds.questions import DEFAULT_LEVELS
from roadmaps.rounds.values import Criterion, Indicator, QuestionSet, Scoring, ScoringKind
from roadmaps.store.contacts import set_contact
from roadmaps.store.rounds.answering import Typed, save_answers, submit_answers
from roadmaps.store.rounds.lifecycle import choose_questions
from roadmaps.store.rounds.participants import Entry, set_participants
from roadmaps.store.rounds.sets import store_set
from small_plan import moment

ORDER = """\
МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ ОБЛАСТИ
ПРИКАЗ
от 14.01.2025 № 21
О мониторинге школьных библиотек

ПРИКАЗЫВАЮ:
1. ГБУ «Центр книги» (Петрова А.А.):
1.1. провести мониторинг работы школьных библиотек в периоды с 03.03.2025 г. \
по 31.03.2025 г., с 02.03.2026 г. по 31.03.2026 г.;
1.2. подготовить и в срок до 30.04.2025 г. и 30.04.2026 г. предоставить \
ГБУ «Институт чтения» справки по итогам мониторинга.
2. Контроль исполнения приказа оставляю за собой.

Министр\tИ.И. Иванов

Дорожная карта развития школьных библиотек на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1.1\tСобрать заявки на книги\tмай 2025 г.\tГБУ «Центр книги»\tСписок
1.2\tПровести семинар\tдо 15 июня 2025 г.\tГБУ «Институт чтения»\tПрограмма
"""
ORGANISER, ORGANISER_PARTY = "books@example.org", "ГБУ «Центр книги»"
QUESTIONS = QuestionSet(
    name="Библиотеки",
    version=1,
    criteria=(Criterion("1", "Фонд"),),
    indicators=(
        Indicator("1.1", "Фонд обновлён", "1", scoring=Scoring(ScoringKind.YES), weight=Fraction(1)),
        Indicator("1.2", "Есть читальный зал", "1", scoring=Scoring(ScoringKind.YES), weight=Fraction(1)),
    ),
    levels=DEFAULT_LEVELS,
)


def approve_order(house: House, folder: Path) -> int:
    """Approve the order on 15 January 2025; the number of its first round."""
    path = folder / "order.txt"
    path.write_text(ORDER, encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        set_contact(session, ORGANISER_PARTY, ORGANISER, moment(1, 15), "test")
    with open_reading(house.engine) as session:
        return session.exec(select(Round.id).order_by(Round.opens_on)).first() or 0  # type: ignore[arg-type]


def address_of(number: int) -> str:
    return f"school{number}@example.org"


def name_participants(house: House, round_id: int, count: int, at: datetime) -> None:
    """So many schools with an address each."""
    entries = [Entry(f"Школа № {n}", addresses=(address_of(n),)) for n in range(1, count + 1)]
    with open_session(house.engine) as session:
        set_participants(session, session.get_one(Round, round_id), entries, at, "test")


def name_questions(house: House, round_id: int, at: datetime, questions: QuestionSet = QUESTIONS) -> None:
    with open_session(house.engine) as session:
        set_id = store_set(session, questions, "test", at, "test")
        choose_questions(session, session.get_one(Round, round_id), set_id, at, "test")


def participant_ids(house: House, round_id: int) -> list[int]:
    statement = select(RoundParticipant.id).where(RoundParticipant.round_id == round_id)
    with open_reading(house.engine) as session:
        return [id_ for id_ in session.exec(statement.order_by(RoundParticipant.position)) if id_]  # type: ignore[arg-type]


def answer_all(house: House, participant_id: int, at: datetime) -> None:
    """Yes to everything, handed in."""
    with open_session(house.engine) as session:
        typed = [Typed(indicator.code, True) for indicator in QUESTIONS.indicators]
        assert not save_answers(session, participant_id, typed, at, "test")
        submit_answers(session, participant_id, at, "test")
