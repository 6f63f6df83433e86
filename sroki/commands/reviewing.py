"""The queue of a reviewer on the command line."""

from __future__ import annotations

import click

from sroki.commands.common import as_of_option, format_day, json_option, opened_house, print_json, print_table


@click.command("review-queue")
@click.option("--reviewer", metavar="АДРЕС", help="Чья очередь: адрес учётной записи.")
@click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
@as_of_option
@json_option
def show_queue(reviewer: str | None, roadmap: str | None, as_of: str | None, as_json: bool) -> None:
    """Что ждёт проверки: всё или в пределах роли одного проверяющего."""
    from flows.accounts.register import find_account
    from models.authority import Deed, find_reach
    from models.database import open_reading
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.grants import load_grants
    from roadmaps.store.reviewing import list_queue

    with opened_house(simulated_at=as_of) as (house, moment), open_reading(house.engine) as session:
        reach = None
        if reviewer is not None:
            account_id = find_account(session, reviewer).id or 0
            reach = find_reach(load_grants(session, account_id), Deed.REVIEW)
        roadmap_id = find_roadmap(session, roadmap).id if roadmap else None
        queue = list_queue(session, reach, moment, roadmap_id)
    if as_json:
        print_json([item.as_json() for item in queue])
        return
    rows = [
        (
            item.occurrence.id,
            item.occurrence.task_number,
            item.occurrence.title,
            format_day(item.occurrence.facts.due_on),
            item.evidence.version,
            format_day(item.evidence.submitted_at.astimezone(house.settings.tzinfo).date()),
        )
        for item in queue
    ]
    print_table("Ждут проверки", ["№", "Мероприятие", "Название", "Срок", "Версия", "Сдано"], rows)


COMMANDS = [show_queue]
