"""The summary report of a round (справка по итогам мониторинга) as Word and PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from flows.evidence import hand_in
from flows.house import House
from flows.papers.blocks import (
    Band,
    Block,
    Figure,
    Heading,
    Items,
    Paper,
    Paragraph,
    Row,
    Signature,
    make_table,
)
from flows.papers.charts import draw_bars
from flows.papers.pdf_file import write_pdf
from flows.papers.word_file import write_docx
from models.database import open_reading, row_id
from models.errors import CallerError
from models.language import SOURCE, speaking
from models.occurrence import Evidence
from models.party import Party
from models.round import Round, RoundLetter, RoundParticipant
from roadmaps.rounds import reporting
from roadmaps.rounds.recommending import read_letter
from roadmaps.rounds.reporting import FollowUp, RoundFacts
from roadmaps.store.rounds.listing import find_round, list_follow_ups
from roadmaps.store.rounds.results import Summary, load_summary

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_PURPOSES = {"report": "Справка", "publication": "Публикация", "recommendations": "Рекомендации"}
_MOST_NAMED = 300  # participants; beyond them clusters are counted, and named in the table of all answers


@speaking(SOURCE)  # a paper
def make_round_report(house: House, name: str, form: str, at: datetime) -> tuple[bytes, str]:
    """The report of a round as bytes, and a file name. ``form``: docx | pdf.

    CallerError where the round has not opened or the form is unknown.
    """
    if form not in MEDIA_TYPES:
        raise CallerError("Справка бывает docx и pdf.")
    with open_reading(house.engine) as session:
        round_ = find_round(session, name)
        paper = build_report(load_summary(session, row_id(round_)), load_facts(session, round_), at)
    content = write_docx(paper) if form == "docx" else write_pdf(paper)
    return content, f"Справка, мониторинг {round_.id}, {round_.due_on:%d.%m.%Y}.{form}"


@speaking(SOURCE)  # a paper
def submit_round_report(house: House, name: str, at: datetime, actor: str) -> Evidence:
    """Hand in the report as evidence of the first date of the order that still wants one.

    CallerError where the order wants no report, or has it already.
    """
    content, file_name = make_round_report(house, name, "docx", at)
    with open_reading(house.engine) as session:
        follow_ups = list_follow_ups(session, find_round(session, name))
    owed = [f for f in follow_ups if f.purpose == "report" and f.accepted_at is None]
    if not owed:
        raise CallerError("Справки по этому мониторингу приказ не ждёт: срока нет или она принята.")
    return hand_in(house, owed[0].occurrence_id, at=at, actor=actor, files=[(file_name, io.BytesIO(content))])


def load_facts(session: Session, round_: Round) -> RoundFacts:
    """What a report says of a round besides its results."""
    organiser = session.get(Party, round_.organiser_id) if round_.organiser_id else None
    before = session.get(Round, round_.previous_id) if round_.previous_id else None
    letters = session.exec(
        select(RoundLetter)
        .join(RoundParticipant, col(RoundParticipant.id) == col(RoundLetter.participant_id))
        .where(RoundParticipant.round_id == round_.id)
        .order_by(col(RoundParticipant.position))
    ).all()
    return RoundFacts(
        title=round_.title,
        organiser=organiser.name if organiser else "",
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        is_closed=round_.closed_at is not None,
        before=reporting.name_year(before.due_on) if before and before.opened_at else "",
        follow_ups=tuple(
            FollowUp(
                _PURPOSES.get(f.purpose, f.purpose),
                f.due_on,
                f.to_party or "",
                "принято" if f.accepted_at else "сдано, на проверке" if f.submitted_at else "ещё не сдано",
            )
            for f in list_follow_ups(session, round_)
        ),
        letters=tuple(read_letter(letter.content) for letter in letters),
        approved_letters=sum(letter.approved_at is not None for letter in letters),
    )


def build_report(summary: Summary, facts: RoundFacts, at: datetime) -> Paper:
    """The report as a paper; the same round is the same paper."""
    return Paper(
        f"Справка по итогам мониторинга «{facts.title}»",
        tuple(_blocks(summary, facts)),
        author=facts.organiser,
        made_at=at,
    )


def _blocks(summary: Summary, facts: RoundFacts) -> Iterator[Block]:
    results, questions = summary.results, summary.questions
    yield Heading("СПРАВКА", 1, "center")
    yield Heading(f"по итогам мониторинга «{facts.title}»", 2, "center")
    for text in reporting.describe_round(facts, questions):
        yield Paragraph(text, indent=True)
    yield Heading("1. Участие", 2)
    yield make_table(
        ["Показатель участия", "Участников"],
        [Row(row, bold=not row[0].startswith("из них")) for row in reporting.participation_table(results)],
        [4, 1],
        aligns=["left", "right"],
        caption="Таблица 1. Участие в мониторинге",
    )
    for heading, names in reporting.name_participants(results):
        yield Paragraph(f"{heading} ({len(names)}):", keep_with_next=True)
        yield Items(names)
    yield Heading("2. Общий результат", 2)
    yield Paragraph(reporting.describe_whole(results, questions, facts.before), indent=True)
    yield make_table(
        ["Уровень", "Участников", "Доля"],
        reporting.level_table(results, questions),
        [3, 1, 1],
        aligns=["left", "right", "right"],
        caption="Таблица 2. Участники по уровням",
    )
    yield Figure(
        draw_bars("Участники по уровням", reporting.level_shares(results, questions)),
        "Рисунок 1. Сколько участников на каждом уровне",
    )
    yield from _indicator_blocks(summary, facts)
    yield from _ranking_blocks(summary, facts)
    yield from _closing_blocks(summary, facts)


def _indicator_blocks(summary: Summary, facts: RoundFacts) -> Iterator[Block]:
    results, questions = summary.results, summary.questions
    yield Heading("3. Критерии и показатели", 2)
    if questions.criteria:
        yield make_table(
            ["Критерий", "В среднем", "Уровень"],
            reporting.criterion_table(results, questions),
            [4, 1.2, 1.6],
            aligns=["left", "right", "left"],
            caption="Таблица 3. Критерии",
        )
    yield make_table(
        ["Показатель", "Ответов", "Нет ответа", "Ответ в среднем", "Оценка", "Уровень", "Изменение"],
        reporting.indicator_table(results, questions, facts.before),
        [3.6, 1.25, 1.2, 1.6, 1.2, 1.6, 2],
        aligns=["left", "right", "right", "left", "right", "left", "left"],
        caption="Таблица 4. Показатели",
    )
    bars = reporting.indicator_bars(results, questions)
    if bars:
        chart = draw_bars("Средняя оценка по показателям, % от возможного", bars, " %")
        yield Figure(chart, "Рисунок 2. Средняя оценка по показателям")
    clusters = reporting.cluster_tables(results, questions)
    if clusters and results.asked <= _MOST_NAMED:
        rows: list[Row | Band] = []
        for title, table in clusters:
            rows += [Band(title), *map(Row, table)]
        headings = ["Уровень", "Участников", "Кто"]
        yield make_table(
            headings, rows, [1.6, 1.2, 5], aligns=["left", "right", "left"],
            caption="Таблица 5. Кластеры по показателям",
        )  # fmt: skip
    elif clusters:
        yield Paragraph("Кто на каком уровне по каждому показателю, названо в таблице всех ответов.")


def _ranking_blocks(summary: Summary, facts: RoundFacts) -> Iterator[Block]:
    results = summary.results
    yield Heading("4. Рейтинг участников", 2)
    yield make_table(
        ["Место", "Участник", "Группа", "Итог", "Уровень", "Изменение"],
        reporting.ranking_table(results, facts.before),
        [0.9, 3.4, 1.4, 1.4, 1.6, 2.2],
        aligns=["center", "left", "left", "right", "left", "left"],
        caption="Таблица 6. Рейтинг",
    )
    missing = reporting.missing_table(results)
    if missing:
        yield Heading("5. Чего недостаёт", 2)
        yield Paragraph("Показатель без ответа в оценке сдавшего форму считается нулём.", indent=True)
        yield make_table(
            ["Участник", "Показатели без ответа"], missing, [2, 3], caption="Таблица 7. Нет ответов"
        )


def _closing_blocks(summary: Summary, facts: RoundFacts) -> Iterator[Block]:
    if facts.letters:
        yield Heading("6. Рекомендации", 2)
        letters = f"Писем с адресными рекомендациями — {len(facts.letters)}"
        yield Paragraph(f"{letters}, из них утверждено — {facts.approved_letters}.", indent=True)
        rows = reporting.recommendation_table(facts.letters, summary.questions)
        yield make_table(
            ["К чему", "Рекомендация", "Участников"], rows, [2.2, 4, 1.2],
            aligns=["left", "left", "right"], caption="Таблица 8. Рекомендации",
        )  # fmt: skip
    if facts.follow_ups:
        yield Heading("7. Сроки после мониторинга", 2)
        yield make_table(
            ["Что", "До", "Кому", "Состояние"],
            reporting.follow_up_table(facts.follow_ups),
            [1.5, 1.2, 3, 1.8],
            caption="Таблица 9. Сроки по приказу",
        )
    yield Signature("Ответственный за мониторинг", date_line=True)
