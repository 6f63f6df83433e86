"""Commands for coordinators: who looks after which roadmap and gets its digest."""

from __future__ import annotations

import click

from models.language import say
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    json_option,
    opened_house,
    print_json,
    print_table,
)

_ROADMAP = click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")


@click.group("coordinator")
def coordinator() -> None:
    """Координаторы: кому приходит ежедневная сводка."""


@coordinator.command("set")
@click.argument("address", metavar="АДРЕС")
@_ROADMAP
@click.option("--name", metavar="ИМЯ", help="Имя человека.")
@as_of_option
def set_coordinator(address: str, roadmap: str | None, name: str | None, as_of: str | None) -> None:
    """Назначить координатора одной карты или (без --roadmap) всех."""
    from models.database import open_session
    from roadmaps.store import coordinators
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.policies import HOUSE

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        kept = coordinators.set_coordinator(
            session,
            address,
            moment,
            command_actor(),
            house.settings.tzinfo,
            roadmap_id=find_roadmap(session, roadmap).id or HOUSE if roadmap else HOUSE,
            name=name,
        )
    echo("Координатор: {address}. Сводка приходит раз в день, если есть о чём.", address=kept)


@coordinator.command("list")
@json_option
def list_coordinators(as_json: bool) -> None:
    """Координаторы и их карты."""
    from models.database import open_reading
    from roadmaps.store import coordinators

    with opened_house() as (house, _), open_reading(house.engine) as session:
        views = coordinators.list_coordinators(session)
    if as_json:
        print_json([view.as_json() for view in views])
        return
    rows = [(view.address, view.name, view.roadmap or say("все карты")) for view in views]
    print_table("Координаторы", ["Адрес", "Имя", "Карта"], rows)


@coordinator.command("remove")
@click.argument("address", metavar="АДРЕС")
@_ROADMAP
@as_of_option
def remove_coordinator(address: str, roadmap: str | None, as_of: str | None) -> None:
    """Снять координатора с одной карты или со всех."""
    from models.database import open_session
    from roadmaps.store import coordinators
    from roadmaps.store.drafts import find_roadmap

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        coordinators.remove_coordinator(
            session,
            address,
            moment,
            command_actor(),
            house.settings.tzinfo,
            roadmap_id=find_roadmap(session, roadmap).id if roadmap else None,
        )
    echo("Снято: {address}.", address=address)


COMMANDS = [coordinator]
