"""Many more occurrences than anybody would type. For tests of pages."""

from __future__ import annotations

from datetime import date, timedelta

from flows.house import House
from models.database import open_session
from models.occurrence import Occurrence
from models.roadmap import Task


def add_crowd(house: House, number: int) -> None:
    """So many occurrences of one task of the first roadmap, a tenth of them held."""
    with open_session(house.engine) as session:
        task = Task(
            roadmap_id=1, position=99, origin="row", uid=f"c{number}", number="9.9",
            title="Много раз", raw_term="ежедневно", term_kind="recurring",
        )  # fmt: skip
        session.add(task)
        session.flush()
        for ordinal in range(number):
            due_on = date(2021, 6, 1) + timedelta(days=ordinal % 90)
            session.add(
                Occurrence(
                    task_id=task.id or 0, ordinal=ordinal, due_on=due_on, original_due_on=due_on,
                    watched_from_on=due_on, held=ordinal % 10 == 0,
                )
            )  # fmt: skip
