"""A template or a row that cannot be worked on stops nobody else, and comes when it is mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from jinja2 import TemplateError
from sqlalchemy import Engine, insert, update
from sqlmodel import SQLModel

from chaos_scale import scaled
from chaos_summary import Figures
from chaos_world import World
from flows.ticking import tick
from models.values import MailRequest
from notifications import messages
from notifications.wording import Line
from wave_plan import Waves

POISON = "ЯД"
TABLES = SQLModel.metadata.tables


def poison_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """The templates of the product fail on a title with the poison in it."""
    render = messages._render

    def fail_on_poison(name: str, request: MailRequest, lines: list[Line]) -> tuple[str, str, str]:
        if any(POISON in item.title for item in request.items):
            raise TemplateError("a template divided by nought")
        return render(name, request, lines)

    monkeypatch.setattr(messages, "_render", fail_on_poison)


def poison_zone(engine: Engine, waves: Waves, bad: list[int]) -> None:
    set_values(engine, "person", bad, zone="Mars/Olympus")


def poison_due_date(engine: Engine, waves: Waves, bad: list[int]) -> None:
    set_values(engine, "occurrence", bad, due_on=date.max)


def poison_address(engine: Engine, waves: Waves, bad: list[int]) -> None:
    for number in bad:
        set_values(engine, "person", [number], address=f"нет адреса {number}\r\nBcc: x@example.net")


def poison_policy(engine: Engine, waves: Waves, bad: list[int]) -> None:
    poison_roadmap(engine, bad)
    row = {"roadmap_id": 2, "text": "[responsible", "source_name": "p.toml", "set_by": "test"}
    with engine.begin() as connection:
        connection.execute(insert(TABLES["policy"]), [row | {"set_at": waves.moment(0)}])


def poison_place(engine: Engine, waves: Waves, bad: list[int]) -> None:
    poison_roadmap(engine, bad, zone="Mars/Olympus")


def poison_roadmap(engine: Engine, bad: list[int], **values: Any) -> None:
    """A roadmap of its own for the tasks."""
    roadmap = TABLES["roadmap"]
    with engine.begin() as connection:
        (row,) = connection.execute(roadmap.select()).mappings()
        changes = {"id": 2, "source_sha256": "poison", **values}
        connection.execute(insert(roadmap), [dict(row) | changes])
    set_values(engine, "task", bad, roadmap_id=2)


def set_values(engine: Engine, table: str, ids: list[int], **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(update(TABLES[table]).where(TABLES[table].c.id.in_(ids)).values(**values))


POISONS: dict[str, Callable[[Engine, Waves, list[int]], None]] = {
    "unknown zone of a person": poison_zone,
    "date at the end of time": poison_due_date,
    "address that is none": poison_address,
    "unreadable policy": poison_policy,
    "unknown zone of a roadmap": poison_place,
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("poison", POISONS)
def test_poisoned_rows_stop_nobody_else(
    world: World, figures: Figures, database_name: str, poison: str
) -> None:
    people = scaled(2000, least=200)
    bad = list(range(1, people + 1, 100))
    waves = world.lay_out(people, 1)
    POISONS[poison](world.engine, waves, bad)
    house = world.open_house()
    tick(house, waves.moment(0))
    arrived = {mail.address for mail in world.sink.taken()}
    figures(f"6 {poison}, {database_name}", mails=people, poisoned=len(bad), arrived=len(arrived))
    assert arrived >= healthy(waves, bad)
    assert len(world.sink.taken()) == len(arrived)
    house.close()


@pytest.mark.timeout(600)
def test_a_row_poisoned_while_its_mail_waits_stops_nobody_else(
    world: World, figures: Figures, database_name: str
) -> None:
    people = scaled(2000, least=200)
    bad = list(range(1, people + 1, 100))
    waves = world.lay_out(people, 1)
    world.children.run(world.advance_job(waves.moment(0)))
    poison_due_date(world.engine, waves, bad)
    house = world.open_house()
    tick(house, waves.moment(0))
    arrived = {mail.address for mail in world.sink.taken()}
    figures(
        f"6 poison in waiting mail, {database_name}", mails=people, poisoned=len(bad), arrived=len(arrived)
    )
    assert arrived >= healthy(waves, bad)
    house.close()


@pytest.mark.timeout(600)
def test_a_poisoned_template_stops_nobody_else_and_its_mail_comes_when_it_is_mended(
    world: World, figures: Figures, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = scaled(2000, least=200)
    bad = list(range(1, people + 1, 100))
    waves = world.lay_out(people, 1)
    set_values(world.engine, "task", bad, title=POISON)
    with monkeypatch.context() as poisoned:
        poison_templates(poisoned)
        house = world.open_house()
        tick(house, waves.moment(0))
        arrived = {mail.address for mail in world.sink.taken()}
        assert arrived == healthy(waves, bad)
    tick(house, waves.moment(0) + timedelta(hours=1))
    figures(f"6 poisoned template, {database_name}", mails=people, poisoned=len(bad), arrived=len(arrived))
    assert world.judge(waves).lost == 0
    house.close()


def healthy(waves: Waves, bad: list[int]) -> set[str]:
    return {address for number, address in enumerate(waves.addresses, start=1) if number not in bad}
