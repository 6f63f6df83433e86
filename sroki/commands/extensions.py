"""Commands about requests for a later due date."""

from __future__ import annotations

import click

from models.errors import CallerError
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_day,
    parse_id,
    print_json,
    print_table,
)


@click.command("ask-extension")
@click.argument("occurrence", metavar="НОМЕР")
@click.option("--to", "to_due_on", required=True, metavar="ДАТА", help="На какой день просят перенести.")
@click.option("--reason", required=True, metavar="ПОЧЕМУ", help="Почему нужен перенос.")
@as_of_option
def ask(occurrence: str, to_due_on: str, reason: str, as_of: str | None) -> None:
    """Попросить контролирующего перенести срок; до ответа действует прежний."""
    from models.database import open_session
    from roadmaps.store.extending import ask_extension

    occurrence_id, day = parse_id(occurrence), parse_day(to_due_on)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        request = ask_extension(session, occurrence_id, day, reason, moment, command_actor())
    echo(
        "Запрос № {request}: срок № {id} просят перенести на {day}; контролирующий узнает из письма.",
        request=request.id,
        id=occurrence_id,
        day=format_day(day),
    )


@click.command("decide-extension")
@click.argument("request", metavar="ЗАПРОС")
@click.option("--grant", is_flag=True, help="Разрешить: срок переносится.")
@click.option("--refuse", "refusal", metavar="ПОЧЕМУ", help="Отказать и объяснить.")
@as_of_option
def decide(request: str, grant: bool, refusal: str | None, as_of: str | None) -> None:
    """Ответить на запрос о переносе срока."""
    from models.database import open_session
    from roadmaps.store.extending import decide_extension

    request_id = parse_id(request)
    if grant == (refusal is not None):
        raise CallerError("Выберите одно: --grant или --refuse ПОЧЕМУ.")
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        answer = decide_extension(session, request_id, moment, command_actor(), refusal=refusal)
    if answer.granted:
        echo(
            "Запрос № {request}: срок № {id} перенесён на {day}, исполнитель узнает из письма.",
            request=request_id,
            id=answer.occurrence_id,
            day=format_day(answer.to_due_on),
        )
    else:
        echo("Запрос № {request}: отказано, исполнитель узнает из письма.", request=request_id)


@click.command("extension-requests")
@json_option
def show_requests(as_json: bool) -> None:
    """Запросы о переносе сроков, которые ждут ответа."""
    from dataclasses import asdict

    from models.database import open_reading
    from roadmaps.store.extending import list_waiting_requests

    with opened_house() as (house, _), open_reading(house.engine) as session:
        requests = list_waiting_requests(session)
    if as_json:
        print_json([asdict(request) for request in requests])
        return
    rows = [
        (r.id, r.occurrence_id, format_day(r.to_due_on), r.reason, format_day(r.asked_at.date()))
        for r in requests
    ]
    print_table("Запросы о переносе", ["№", "Срок №", "На день", "Почему", "Когда просили"], rows)


COMMANDS = [ask, decide, show_requests]
