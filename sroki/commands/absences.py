"""Commands for who is away: a deputy for some days, the list, and an early return."""

from __future__ import annotations

import click

from models.language import say
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_day,
    print_json,
    print_table,
)


@click.group("absence")
def absence() -> None:
    """Отсутствия: кто кого замещает и в какие дни."""


@absence.command("set")
@click.argument("who", metavar="АДРЕС")
@click.option("--deputy", required=True, metavar="АДРЕС", help="Кто замещает.")
@click.option("--from", "first", required=True, metavar="ДАТА", help="Первый день отсутствия.")
@click.option("--until", "last", required=True, metavar="ДАТА", help="Последний день отсутствия.")
@as_of_option
def set_absence(who: str, deputy: str, first: str, last: str, as_of: str | None) -> None:
    """Назначить заместителя: письма и ссылки на эти дни переходят к нему, а потом возвращаются сами."""
    from models.database import open_session
    from roadmaps.store import absences

    days = parse_day(first), parse_day(last)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        people = absences.require_person(session, who), absences.require_person(session, deputy)
        view = absences.set_absence(session, *people, days, moment, command_actor(), house.settings.tzinfo)
    echo(
        "{who}: с {first} по {last} замещает {deputy}.",
        who=view.address,
        first=format_day(view.from_on),
        last=format_day(view.until_on),
        deputy=view.deputy_address,
    )


@absence.command("list")
@json_option
def list_absences(as_json: bool) -> None:
    """Кто отсутствует сейчас и скоро."""
    from models.database import open_reading
    from roadmaps.store import absences

    with opened_house() as (house, at), open_reading(house.engine) as session:
        views = absences.list_absences(session, at)
    if as_json:
        print_json([view.as_json() for view in views])
        return
    states = {"now": say("отсутствует"), "coming": say("ещё не началось")}
    rows = [
        (v.address, format_day(v.from_on), format_day(v.until_on), v.deputy_address, states[v.state])
        for v in views
    ]
    print_table("Отсутствия", ["Кто", "С", "По", "Замещает", "Состояние"], rows)


@absence.command("end")
@click.argument("who", metavar="АДРЕС")
@as_of_option
def end_absence(who: str, as_of: str | None) -> None:
    """Закончить отсутствие раньше: с этого дня всё снова у человека."""
    from models.database import open_session
    from roadmaps.store import absences

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        person = absences.require_person(session, who)
        found = absences.find_absence(session, person, moment)
        absences.end_absence(session, found.id, moment, command_actor())
    echo("{who}: отсутствие закончено, письма снова приходят на этот адрес.", who=found.address)


COMMANDS = [absence]
