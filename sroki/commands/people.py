"""Commands with which tasks and people change hands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.values import Role
from sroki.commands.common import as_of_option, command_actor, echo, opened_house, parse_id
from sroki.commands.steps import contact

if TYPE_CHECKING:
    from roadmaps.store.reassigning import Change


@click.command("reassign")
@click.argument("task", metavar="ЗАДАЧА")
@click.option("--from", "former", required=True, metavar="ИСПОЛНИТЕЛЬ", help="Кто больше не отвечает.")
@click.option("--to", "present", required=True, metavar="ИСПОЛНИТЕЛЬ", help="Кто отвечает теперь.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="Только в этой роли; без ключа — во всех.",
)
@as_of_option
def reassign(task: str, former: str, present: str, role: str | None, as_of: str | None) -> None:
    """Передать задачу другому исполнителю: прежнему писем больше нет, новый узнаёт об открытом."""
    from models.database import open_session
    from roadmaps.store.reassigning import reassign_task

    task_id, only = parse_id(task), Role(role) if role else None
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        change = reassign_task(session, task_id, former, present, moment, command_actor(), role=only)
    echo(
        "Задача № {id}: {former} → {present}, сроков {count}.",
        id=task_id,
        former=change.former,
        present=change.present,
        count=change.occurrences,
    )
    _tell_consequences(change)


@contact.command("remove")
@click.argument("party", metavar="ИСПОЛНИТЕЛЬ")
@click.argument("address", metavar="АДРЕС")
@as_of_option
def remove_contact(party: str, address: str, as_of: str | None) -> None:
    """Отобрать адрес: писем об этом исполнителе туда больше нет."""
    from models.database import open_session
    from roadmaps.store import reassigning

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        change = reassigning.remove_contact(session, party, address, moment, command_actor())
    echo("{party}: адреса {address} больше нет.", party=change.former, address=address)
    _tell_consequences(change)


@contact.command("move")
@click.argument("address", metavar="АДРЕС")
@click.option("--from", "former", required=True, metavar="ИСПОЛНИТЕЛЬ", help="От кого уходит человек.")
@click.option("--to", "present", required=True, metavar="ИСПОЛНИТЕЛЬ", help="К кому приходит человек.")
@as_of_option
def move_contact(address: str, former: str, present: str, as_of: str | None) -> None:
    """Перенести адрес от одного исполнителя к другому."""
    from models.database import open_session
    from roadmaps.store import reassigning

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        change = reassigning.move_contact(session, address, former, present, moment, command_actor())
    echo("{address}: {former} → {present}.", address=address, former=change.former, present=change.present)
    _tell_consequences(change)


def _tell_consequences(change: Change) -> None:
    if change.revoked_links:
        echo("Ссылок отозвано: {count}.", count=change.revoked_links)
    if change.silent:
        echo("Внимание: у кого-то из них нет адреса. Список: sroki contact list.")


@click.group("person")
def person() -> None:
    """Люди: забыть человека."""


@person.command("forget")
@click.argument("who", metavar="АДРЕС|НОМЕР")
@click.option("--reason", default="достижение цели обработки", help="Причина для акта.")
@click.option("--anyway", is_flag=True, help="Даже если он единственный исполнитель открытых сроков.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать акт.")
@as_of_option
def forget_person(who: str, reason: str, anyway: bool, output: Path | None, as_of: str | None) -> None:
    """Уничтожить персональные данные человека (152-ФЗ) и выдать акт; журнал остаётся целым."""
    from flows.forgetting import forget
    from flows.reporting import write_whole

    with opened_house(simulated_at=as_of) as (house, moment):
        act = forget(house, who, moment, command_actor(), reason=reason, anyway=anyway)
    if act.destruction.is_repeated:
        echo("Человек № {id} уже забыт; уничтожать больше нечего.", id=act.destruction.person_id)
        return
    if output is not None:
        write_whole(output, act.text)
        echo("Акт: {path}", path=output)
    else:
        click.echo(act.text, nl=False)


COMMANDS = [reassign, person]
