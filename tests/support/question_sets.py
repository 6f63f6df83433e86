"""Sets of indicators for tests: one of every kind, and any at all (Hypothesis)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from roadmaps.readers.grids import Sheet
from roadmaps.readers.xlsx import read_sheets
from roadmaps.rounds.questions import DEFAULT_LEVELS, usual_scoring
from roadmaps.rounds.values import (
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    QuestionSet,
    Scoring,
    ScoringKind,
    Target,
)

AT = datetime(2024, 3, 1, 6, tzinfo=UTC)
LETTER = """
Критерий 1. «Планы»

Показатель 1.1 «Наличие плана выставок»:

- обновить план.

Показатель 9.1 «Наличие кафе»:

- открыть кафе.

Критерий 3. «Площадки»

- найти площадки.
"""
SHARES = {"Полностью": Fraction(1), "Частично; не везде": Fraction(1, 3), "Нет": Fraction(0)}
EVERY_KIND = QuestionSet(
    "Музейная работа",
    1,
    (Criterion("1", "Планы"), Criterion("2", "Люди", Fraction(2)), Criterion("3", "Площадки")),
    (
        Indicator("1.1", "Есть план", "1", scoring=Scoring(ScoringKind.YES), needs_evidence=True,
                  hint="ссылка"),
        Indicator("1.2", "Как открыт план", "1", IndicatorKind.CHOICE, Fraction(1, 3),
                  Scoring(ScoringKind.CHOICE, choices=SHARES), choices=tuple(SHARES)),
        Indicator("2.1", "Доля музеев", "2", IndicatorKind.SHARE,
                  scoring=Scoring(ScoringKind.LINEAR, Decimal(0), Decimal(50)),
                  targets=(Target(Decimal(25), "не менее 25 %", date(2023, 12, 31)), Target(Decimal(50)))),
        Indicator("2.10", "Сколько людей", "2", IndicatorKind.NUMBER,
                  scoring=Scoring(ScoringKind.STEPS, steps=((Decimal(-5), Fraction(1, 4)),
                                                            (Decimal("2.5"), Fraction(1)))),
                  unit="чел.", is_required=False),
        Indicator("2.11", "=1+1", "2", IndicatorKind.TEXT),
    ),
    DEFAULT_LEVELS,
)  # fmt: skip


def open_book(content: bytes) -> list[Sheet]:
    """The sheets of a workbook as the process apart reads them."""
    return read_sheets(content, "a.xlsx")


_LETTERS = "абвгджзийкл АБВ«»()=;:,.-+0123456789№%/"
titles = st.text(_LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
notes = st.one_of(st.just(""), titles)
shares = st.fractions(0, 1, max_denominator=60)
numbers = st.decimals(-99999, 99999, places=2)
weights = st.fractions(Fraction(1, 50), 20, max_denominator=50)


@st.composite
def scorings(draw: st.DrawFn, kind: IndicatorKind, choices: tuple[str, ...]) -> Scoring:
    if kind is IndicatorKind.YES_NO:
        return Scoring(draw(st.sampled_from([ScoringKind.NONE, ScoringKind.YES])))
    if kind is IndicatorKind.CHOICE:
        by_choice = Scoring(ScoringKind.CHOICE, choices={choice: draw(shares) for choice in choices})
        return draw(st.sampled_from([by_choice, usual_scoring(kind)]))
    if kind is IndicatorKind.TEXT or draw(st.booleans()):
        return Scoring(ScoringKind.NONE)
    if draw(st.booleans()):
        worst, best = draw(st.lists(numbers, min_size=2, max_size=2, unique=True))
        return Scoring(ScoringKind.LINEAR, worst, best)
    values = sorted(draw(st.lists(numbers, min_size=1, max_size=4, unique=True)))
    return Scoring(ScoringKind.STEPS, steps=tuple((value, draw(shares)) for value in values))


@st.composite
def indicators(draw: st.DrawFn, code: str, criteria: tuple[str, ...]) -> Indicator:
    kind = draw(st.sampled_from(list(IndicatorKind)))
    is_choice = kind is IndicatorKind.CHOICE
    names = (
        draw(st.lists(st.text("абвгд; ()", min_size=1, max_size=9), min_size=2, max_size=4))
        if is_choice
        else []
    )
    choices = tuple(dict.fromkeys(f"{n}{' '.join(name.split())}".strip() for n, name in enumerate(names)))
    due = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2035, 12, 31)))
    targets = st.builds(
        Target, numbers, st.text("абв %(", max_size=9).map(lambda t: " ".join(t.split())), due
    )
    return Indicator(
        code,
        draw(titles),
        draw(st.sampled_from(["", *criteria])),
        kind,
        draw(weights),
        draw(scorings(kind, choices)),
        draw(notes),
        choices,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(notes),
        tuple(draw(st.lists(targets, max_size=3))),
    )


@st.composite
def question_sets(draw: st.DrawFn) -> QuestionSet:
    """Any valid set."""
    criteria = tuple(
        Criterion(str(number), f"{draw(titles)} {number}", draw(weights))
        for number in range(1, draw(st.integers(1, 4)))
    )
    codes = [f"{n // 3 + 1}.{n % 3 + 1}" for n in range(draw(st.integers(1, 8)))]
    steps = sorted(
        draw(st.sets(st.fractions(Fraction(1, 60), Fraction(59, 60), max_denominator=60), max_size=4))
    )
    levels = tuple(Level(f"l{n}", f"уровень {n}", share) for n, share in enumerate([Fraction(0), *steps]))
    known = tuple(criterion.code for criterion in criteria)
    return QuestionSet(
        draw(titles), 1, criteria, tuple(draw(indicators(code, known)) for code in codes), levels
    )
