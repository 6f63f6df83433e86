"""Commands for the policy of reminding."""

from __future__ import annotations

from pathlib import Path

import click

from models.errors import UnreadableFileError
from sroki.commands.common import as_of_option, command_actor, echo, opened_house

_ROADMAP = click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")


@click.group("policy")
def policy() -> None:
    """Правила напоминаний: кому, за сколько дней, в котором часу."""


@policy.command("check")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
def check_policy(path: Path) -> None:
    """Прочитать правила из файла TOML и сказать, верны ли они; ничего не меняется."""
    from roadmaps.policy import parse_policy

    parse_policy(_text_of(path), path.name)
    echo("Правила в {path} верны.", path=path)


@policy.command("set")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@_ROADMAP
@as_of_option
def set_policy(path: Path, roadmap: str | None, as_of: str | None) -> None:
    """Ввести правила из файла: для одной карты или (без --roadmap) для всех, у кого нет своих."""
    from models.database import open_session
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.policies import HOUSE, store_policy
    from roadmaps.store.queue import requeue, unfinished_ids
    from roadmaps.store.subscriptions import replan_digests

    text = _text_of(path)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        roadmap_id = find_roadmap(session, roadmap).id or HOUSE if roadmap else HOUSE
        store_policy(session, roadmap_id, text, path.name, moment, command_actor())
        ids = unfinished_ids(session, roadmap_id if roadmap else None)
        requeue(session, ids)
        replan_digests(session, moment, house.settings.tzinfo)
    echo("Правила введены, пересчитано сроков: {count}.", count=len(ids))


@policy.command("show")
@_ROADMAP
def show_policy(roadmap: str | None) -> None:
    """Показать действующие правила."""
    from models.database import open_reading
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.policies import HOUSE, policy_text

    with opened_house() as (house, _), open_reading(house.engine) as session:
        roadmap_id = find_roadmap(session, roadmap).id or HOUSE if roadmap else HOUSE
        row = policy_text(session, roadmap_id) or policy_text(session, HOUSE)
    if row is None:
        echo("Действуют правила по умолчанию. Образец: docs/example/policy.toml.")
        return
    echo(
        "Правила из {file}, введены {at:%d.%m.%Y}, {who}:",
        file=row.source_name,
        at=row.set_at,
        who=row.set_by,
    )
    click.echo(row.text)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFileError(
            "Файл {path} не открывается: {reason}.", path=path, reason=error.strerror or error
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError("Файл {path} не в кодировке UTF-8.", path=path) from error


COMMANDS = [policy]
