"""Commands for the coordinator: who says that a task is not theirs, and the answer."""

from __future__ import annotations

import click

from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    json_option,
    opened_house,
    parse_id,
    print_json,
    print_table,
)


@click.command("disclaimers")
@json_option
def show_disclaimers(as_json: bool) -> None:
    """Кто считает, что задача не его, и ждёт ответа координатора."""
    from dataclasses import asdict

    from models.database import open_reading
    from roadmaps.store.disclaimers import list_disclaimers

    with opened_house() as (house, _), open_reading(house.engine) as session:
        views = list_disclaimers(session)
    if as_json:
        print_json([asdict(view) for view in views])
        return
    rows = [(v.id, v.occurrence_id, v.task_uid, v.title[:60], v.who, v.reason) for v in views]
    print_table("Не моё", ["№", "Срок", "Строка", "Мероприятие", "Кто", "Почему"], rows)


@click.command("answer-disclaimer")
@click.argument("number", metavar="НОМЕР")
@click.option("--keep", "answer", required=True, metavar="ПОЧЕМУ", help="Исполнять всё-таки им: почему.")
@as_of_option
def answer_disclaimer(number: str, answer: str, as_of: str | None) -> None:
    """Ответить, что задача остаётся за исполнителем; передать другому: sroki reassign."""
    from models.database import open_session
    from roadmaps.store import disclaimers

    disclaimer_id = parse_id(number)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        said = disclaimers.answer_disclaimer(session, disclaimer_id, answer, moment, command_actor())
    echo("Срок № {id} остаётся за исполнителем; ответ он увидит на своей странице.", id=said.occurrence_id)


COMMANDS = [show_disclaimers, answer_disclaimer]
