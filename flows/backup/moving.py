"""From one database to another, row by row in one transaction, and a comparison of all that arrived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from flows.backup.tables import current_shapes, read_lines, set_counters, tally_table, write_lines
from flows.house import House, open_house
from models.audit import AuditEntry, AuditHead
from models.database import open_session, open_snapshot
from models.errors import CallerError, SrokiError
from models.settings import Settings


@dataclass(frozen=True)
class Move:
    """What was moved and found equal."""

    rows: int
    tables: int


def move_to(house: House, address: str, tell: Callable[[str, int], None] = lambda _name, _rows: None) -> Move:
    """Copy every row of the house to the empty database at ``address``; counts and hashes must agree.

    Nothing of the house is changed, and on any failure nothing stays in the other database but empty
    tables. ``tell`` hears of each table that arrived and its number of rows. CallerError where the
    other database is in use, SrokiError where what arrived is not what left.
    """
    target = open_house(Settings(home=house.settings.home, database_url=address))
    try:
        if target.engine.url == house.engine.url:
            raise CallerError("Это та же база, из которой переносят.")
        with open_snapshot(house.engine) as source, open_session(target.engine) as session:
            if session.execute(select(func.count()).select_from(AuditEntry)).scalar():
                raise CallerError("База, в которую переносят, не пуста: там уже работают.")
            session.execute(AuditHead.__table__.delete())  # type: ignore[attr-defined]
            rows, shapes = 0, current_shapes()
            for shape in shapes:
                left = write_lines(session, shape, read_lines(source, shape))
                arrived = tally_table(session, shape)
                if left.as_json() != arrived.as_json():
                    raise SrokiError(
                        "Таблица {name} пришла не такой, какой ушла; перенос отменён.", name=shape.name
                    )
                tell(shape.name, left.rows)
                rows += left.rows
            set_counters(session, shapes)
        return Move(rows, len(shapes))
    finally:
        target.close()
