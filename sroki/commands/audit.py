"""The trail: what it says, whether it is whole, and its signed head."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.language import say
from sroki.commands.common import as_of_option, echo, json_option, opened_house, print_json, print_table

if TYPE_CHECKING:
    from roadmaps.store.trail import DeedView
    from roadmaps.store.verifying import Flaw

_FLAWS = {
    "changed": "Запись № {first} изменена.",
    "removed": "Записей нет: с № {first} по № {last}.",
    "inserted": "Запись № {first} вставлена мимо программы.",
    "truncated": "Конец журнала отрезан: нет записей с № {first} по № {last}.",
    "rewritten": "Запись № {first} не та, что подписана: журнал переписан.",
    "text_changed": "Имя или текст при записи № {first} изменены.",
    "text_removed": "Имя или текст при записи № {first} пропали без акта об уничтожении.",
}


@click.group("audit", invoke_without_command=True)
@click.option("--limit", default=200, show_default=True, help="Сколько последних записей.")
@json_option
@click.pass_context
def audit(context: click.Context, limit: int, as_json: bool) -> None:
    """Журнал: кто, что и когда сделал."""
    if context.invoked_subcommand is None:
        _show(limit, as_json)


def _show(limit: int, as_json: bool) -> None:
    from flows.reporting.wording import describe_deed
    from models.database import open_reading
    from roadmaps.store.listing import list_trail

    with opened_house() as (house, _), open_reading(house.engine) as session:
        entries = list_trail(session, limit)
    if as_json:
        print_json([entry.as_json() for entry in entries])
        return
    rows = [(f"{e.at:%Y-%m-%d %H:%M}", _who(e), describe_deed(e.deed, e.details), e.subject) for e in entries]
    print_table("Журнал", ["Когда", "Кто", "Что", "С чем"], rows)


def _who(entry: DeedView) -> str:
    """The name as it was when it was done, while it is known."""
    return entry.actor if entry.name is None or entry.actor.startswith("command:") else entry.name


@audit.command("head")
@click.option("--output", metavar="ФАЙЛ", type=click.Path(path_type=Path), help="Куда записать.")
@click.option("--public-key", "only_key", is_flag=True, help="Только открытый ключ.")
@as_of_option
def show_head(output: Path | None, only_key: bool, as_of: str | None) -> None:
    """Подписанная вершина журнала: храните её отдельно, по ней видно любую подмену прошлого."""
    from flows.attesting import load_key, public_key, sign_head
    from flows.reporting import write_whole
    from models.database import open_reading

    with opened_house(simulated_at=as_of) as (house, moment), open_reading(house.engine) as session:
        if only_key:
            click.echo(public_key(load_key(house)))
            return
        signed = sign_head(house, session, moment)
    if output is None:
        print_json(signed.as_json())
        return
    import json

    write_whole(output, json.dumps(signed.as_json(), indent=1) + "\n")
    echo("Вершина журнала: {path}, записей {count}.", path=output, count=signed.head.sequence)


@audit.command("verify")
@click.option(
    "--head", "witness", metavar="ФАЙЛ", type=click.Path(path_type=Path), help="Вершина, хранимая отдельно."
)
@click.option(
    "--key", metavar="КЛЮЧ", help="Открытый ключ, которым она должна быть подписана; иначе ключ SROKI_HOME."
)
@json_option
@click.pass_context
def verify_chain(context: click.Context, witness: Path | None, key: str | None, as_json: bool) -> None:
    """Проверить, что в журнале ничего не изменено, не вырезано, не вставлено и не отрезано."""
    from flows.attesting import verify
    from models.database import open_snapshot

    with opened_house() as (house, _), open_snapshot(house.engine) as session:
        verdict = verify(house, session, witness, key)
    if as_json:
        head = {"sequence": verdict.head.sequence, "hash": verdict.head.hash}
        flaws = [flaw.as_json() for flaw in verdict.flaws]
        print_json({"entries": verdict.entries, "head": head, "flaws": flaws})
    else:
        for flaw in verdict.flaws:
            click.echo(_describe(flaw))
        if not verdict.flaws:
            echo(
                "Журнал цел: записей {count}, вершина {hash}.", count=verdict.entries, hash=verdict.head.hash
            )
    if verdict.flaws:
        context.exit(1)


def _describe(flaw: Flaw) -> str:
    return say(_FLAWS[flaw.kind.value], first=flaw.sequence, last=flaw.last)


COMMANDS = [audit]
