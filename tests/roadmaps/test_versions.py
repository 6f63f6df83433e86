"""Two versions side by side: which task became which, and what became of its dates."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.amendments import Amendment, Relation, read_amendments
from roadmaps.realignment import OldDate, realign
from roadmaps.versions import ChangeKind, Scope, TaskItem, compare_tasks

DAY = date(2025, 4, 15)
VERBS = ["Провести", "Подготовить", "Организовать", "Разработать", "Обновить", "Издать", "Утвердить"]
THINGS = [
    "семинар",
    "отчёт",
    "конкурс",
    "выставку",
    "реестр",
    "альбом",
    "положение",
    "программу",
    "мониторинг",
]
FOR_WHOM = ["музеев", "библиотек", "школ", "педагогов", "выпускников", "родителей", "методистов", "архивов"]


def item(number: str, title: str, **changes: object) -> TaskItem:
    plain = TaskItem(
        uid=number, origin="row", number=number, title=title, raw_term="до 15 апреля", spans=((None, DAY),)
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def plan(count: int, seed: int = 1) -> list[TaskItem]:
    """Rows with texts that differ from each other in a word or two, as those of real plans do."""
    rng = random.Random(seed)
    titles = [f"{v} {t} для {w}" for v in VERBS for t in THINGS for w in FOR_WHOM]
    chosen = rng.sample(titles, min(count, len(titles)))
    chosen += [f"{rng.choice(titles)}, {n} очередь" for n in range(count - len(chosen))]
    return [item(f"{n // 10 + 1}.{n % 10 + 1}", title) for n, title in enumerate(chosen)]


@given(st.integers(0, 60), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_a_document_equals_itself(count: int, seed: int) -> None:
    rows = plan(count, seed)
    comparison = compare_tasks(rows, rows)
    assert comparison.is_empty
    assert len(comparison.unchanged) == count


@given(st.integers(0, 60), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_a_shuffled_document_is_moved_at_most(count: int, rng: random.Random) -> None:
    rows = plan(count)
    titles = [row.title for row in rows]
    rng.shuffle(titles)
    comparison = compare_tasks(rows, [replace(r, title=t) for r, t in zip(rows, titles, strict=True)])
    assert not comparison.added
    assert not comparison.removed
    assert {kind for change in comparison.staying for kind in change.kinds} <= {ChangeKind.MOVED}
    assert all(change.old.title == change.new.title for change in comparison.staying)


@given(st.integers(1, 60), st.data())
@settings(max_examples=30, deadline=None)
def test_added_and_removed_rows_are_exactly_those(count: int, data: st.DataObject) -> None:
    rows = plan(count)
    gone = data.draw(st.sets(st.integers(0, count - 1)))
    fresh = [
        item(f"9.{n}", f"Проверка счётчиков воды № {n * 1117}") for n in range(data.draw(st.integers(0, 5)))
    ]
    kept = [row for index, row in enumerate(rows) if index not in gone]
    comparison = compare_tasks(rows, [*kept, *fresh])
    assert [row.title for row in comparison.removed] == [rows[index].title for index in sorted(gone)]
    assert list(comparison.added) == fresh
    assert not comparison.changed


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"title": "Провести большой семинар для музеев"}, {ChangeKind.REWORDED}),
        ({"title": "«Провести  семинар для музеев»."}, set()),
        ({"expected_result": "Программа"}, {ChangeKind.REWORDED}),
        ({"number": "1.7"}, {ChangeKind.MOVED}),
        ({"section": "Иное"}, {ChangeKind.MOVED}),
        ({"raw_term": "15.04.2025"}, {ChangeKind.REWORDED}),
        (
            {"raw_term": "до 25 апреля", "spans": ((None, date(2025, 4, 25)),)},
            {ChangeKind.REWORDED, ChangeKind.TERM},
        ),
        ({"cast": (("responsible", ("Архив",)),)}, {ChangeKind.PARTIES}),
    ],
)
def test_what_changed_is_named(changes: dict[str, object], kinds: set[ChangeKind]) -> None:
    old = item("1.1", "Провести семинар для музеев")
    (change,) = compare_tasks([old], [replace(old, **changes)]).staying  # type: ignore[arg-type]
    assert change.kinds == kinds


def test_an_inserted_row_renumbers_those_below_and_steals_nobody() -> None:
    old = [item("1.1", "Подготовить отчёт о музеях"), item("1.2", "Подготовить отчёт о выставках")]
    new = [
        item("1.1", "Подготовить отчёт о школах"),
        item("1.2", "Подготовить отчёт о музеях"),
        item("1.3", "Подготовить отчёт о выставках"),
    ]
    comparison = compare_tasks(old, new)
    assert [(c.old.number, c.new.number) for c in comparison.staying] == [("1.1", "1.2"), ("1.2", "1.3")]
    assert [row.title for row in comparison.added] == ["Подготовить отчёт о школах"]


def test_twins_are_told_apart_by_section_year_and_term() -> None:
    twins = [
        item("1", "Семинар", section="I", year_section=2025),
        item("1", "Семинар", section="II", year_section=2025),
        item("1", "Семинар", section="I", year_section=2026),
        item("1", "Семинар", section="I", year_section=2026, raw_term="май"),
    ]
    assert compare_tasks(twins, list(reversed(twins))).is_empty


def test_what_a_person_settled_for_the_same_words_still_holds() -> None:
    old = item("1", "Семинар", raw_term="когда зацветёт сирень")
    assert compare_tasks([old], [replace(old, spans=())]).is_empty


def test_an_amending_document_leaves_what_it_does_not_name() -> None:
    old = [item("1", "Семинар для школ"), item("2", "Отчёт о музеях"), item("3", "Альбом выпускников")]
    comparison = compare_tasks(old, [replace(old[0], number="1")], Scope(frozenset(), frozenset({"3"})))
    assert [row.number for row in comparison.removed] == ["3"]
    assert [row.number for row in comparison.untouched] == ["2"]


def test_thousands_of_changed_rows_are_compared_in_seconds() -> None:
    old = plan(4000)
    new = [replace(row, number=f"8.{n}", title=f"{row.title} области") for n, row in enumerate(old)]
    started_s = time.process_time()
    comparison = compare_tasks(old, new)
    assert time.process_time() - started_s < 20
    assert len(comparison.staying) > 3500


def test_dates_find_their_successors() -> None:
    old = [OldDate(n, None, date(2025, 3 * n, 30), settled=n == 1) for n in (1, 2, 3, 4)]
    spans = [(None, date(2025, 6, 30)), (None, date(2025, 12, 20)), (None, date(2026, 6, 30))]
    plan_ = realign(old, spans)
    assert plan_.kept == (1, 2)  # what is done stays, and so does the same day
    assert plan_.moved == ((3, (None, date(2026, 6, 30))),)
    assert plan_.vanished == (4,)


def test_work_done_is_not_asked_for_again_unless_for_another_year() -> None:
    done = [
        OldDate(1, None, date(2025, 3, 1), settled=True),
        OldDate(2, None, date(2026, 3, 1), settled=False),
    ]
    plan_ = realign(done, [(None, date(2025, 4, 1)), (None, date(2026, 4, 1)), (None, date(2027, 4, 1))])
    assert (plan_.kept, plan_.moved) == ((1,), ((2, (None, date(2026, 4, 1))),))
    assert plan_.added == ((None, date(2027, 4, 1)),)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("О внесении изменений в план, утверждённый приказом от 11.01.2025 № 7", Relation.AMENDS),
        ("1. Внести в приказ № 7 от 11 января 2025 г. «О плане» следующие изменения:", Relation.AMENDS),
        ("Утвердить план взамен плана, утверждённого приказом от 11.01.2025 г. № 7.", Relation.REPLACES),
        ("3. Признать утратившим силу приказ от 11.01.2025 № 7.", Relation.REPEALS),
    ],
)
def test_a_document_names_the_one_it_changes(text: str, relation: Relation) -> None:
    assert read_amendments([text]).documents == (Amendment(relation, "7", date(2025, 1, 11)),)


def test_a_document_that_is_merely_cited_is_not_changed() -> None:
    text = "В соответствии с приказом от 11.01.2025 № 7 «О внесении изменений в порядок» и № 8 от 12.01.2025"
    assert read_amendments([text]).documents == ()


def test_struck_out_rows_and_whole_redactions() -> None:
    title = "О внесении изменений в приказ от 11.01.2025 № 7"
    assert read_amendments([title, "Пункты 2.1, 2.3 и 4 плана исключить."]).dropped == ("2.1", "2.3", "4")
    assert read_amendments([title, "Дорожную карту изложить в следующей редакции:"]).anew
    assert not read_amendments([title, "Строку 1.2 плана изложить в следующей редакции:"]).anew
