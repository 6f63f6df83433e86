"""What somebody may see, asked of the database, is what the pure decision says (ASVS 5.0 V8)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from models.authority import AccountRole, Deed, Grant, find_reach, may
from models.database import open_reading, open_session
from models.party import Party
from models.roadmap import Roadmap, Task
from models.values import DateSpan, Place, Term, TermKind
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.store.dossier import find_scope
from roadmaps.store.drafts import approve_draft, store_draft
from roadmaps.store.listing import OccurrenceFilter, list_occurrences, reach_condition
from roadmaps.store.overview import count_undated, list_roadmap_views, list_undated, load_choices

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)


def task(number: int, *, dated: bool, **parties: tuple[str, ...]) -> ParsedTask:
    spans = (DateSpan(None, date(2026, 6, number)),) if dated else ()
    kind = TermKind.DEADLINE if dated else TermKind.UNSPECIFIED
    term = Term(f"до {number} июня", kind, spans)
    return ParsedTask(
        str(number), str(number), str(number), f"Дело {number}", term, Place("plan.txt", line=number),
        section=f"Раздел {number}", **parties,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def documents(engine: Engine) -> Engine:
    """Two roadmaps; in each a task of one party, of the other, of both, of nobody, dated and not."""
    with open_session(engine) as session:
        for number in (1, 2):
            rows = (
                task(1, dated=True, responsible=("Институт",)),
                task(2, dated=True, responsible=("Служба",), co_responsible=("Институт",)),
                task(3, dated=True, responsible=("Служба",)),
                task(4, dated=True),
                task(5, dated=False, responsible=("Институт",)),
                task(6, dated=False, responsible=("Служба",)),
            )
            document = ParsedDocument(f"{number}.txt", "roadmap", number=str(number), rows=rows)
            roadmap, _ = store_draft(session, document, f"sha{number}", "Asia/Yekaterinburg", AT, "test")
            approve_draft(session, roadmap, AT, "test")
    return engine


def test_v8_2_what_is_listed_is_what_may_be_seen(documents: Engine) -> None:
    with open_reading(documents) as session:
        party_ids = [None, *session.exec(select(Party.id).order_by(Party.name))]
        roadmap_ids = [None, *session.exec(select(Roadmap.id).order_by(col(Roadmap.id)))]
        grants = [Grant(AccountRole.REVIEWER, *place) for place in product(party_ids, roadmap_ids)]
        scopes = {task_id: find_scope(session, task_id or 0) for task_id in session.exec(select(Task.id))}
        held = ((), *((grant,) for grant in grants), (grants[1], grants[-1]), (grants[2], grants[3]))
        assert len(grants) == 9
        for some in held:
            reach = find_reach(some, Deed.SEE)
            allowed = {task_id for task_id, scope in scopes.items() if may(some, Deed.SEE, scope)}
            assert set(session.exec(select(Task.id).where(reach_condition(reach)))) == allowed, some
            views = list_occurrences(session, OccurrenceFilter(reach=reach), AT)
            undated = list_undated(session, reach=reach)
            assert {view.task_id for view in views} | {each.id for each in undated} == allowed
            assert count_undated(session, reach=reach) == len(undated)
            roadmaps = {scope.roadmap_id for number, scope in scopes.items() if scope and number in allowed}
            assert {view.id for view in list_roadmap_views(session, reach)} == roadmaps
            choices = load_choices(session, reach=reach)
            assert set(choices.sections) == {view.section for view in views} | {
                f"Раздел {each.number}" for each in undated
            }


def test_v8_2_nothing_granted_is_nothing_seen(documents: Engine) -> None:
    with open_reading(documents) as session:
        assert list_occurrences(session, OccurrenceFilter(reach=()), AT) == []
        assert list_roadmap_views(session, ()) == ()
        assert load_choices(session, reach=()).parties == ()
