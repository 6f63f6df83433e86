"""Commands for the policy of reminding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import CallerError, UnreadableFileError
from models.language import say
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    print_json,
    print_table,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.roadmap import PolicyText
    from roadmaps.policy import Policy

_SCOPES = {0: "все карты", -1: "мониторинги, которые откроются"}
_ROADMAP = click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
_ROUNDS = click.option("--rounds", is_flag=True, help="Правила мониторингов, которые откроются.")


@click.group("policy")
def policy() -> None:
    """Правила напоминаний: кому, за сколько дней, в котором часу."""


@policy.command("check")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
def check_policy(path: Path) -> None:
    """Прочитать правила из файла TOML и назвать все ошибки по строкам; ничего не меняется."""
    from roadmaps.policy import parse_policy

    policy = parse_policy(_text_of(path), path.name)
    echo("Правила в {path} верны.", path=path)
    _warn_of_calendar(policy)


@policy.command("default")
def show_default() -> None:
    """Показать правила по умолчанию: готовый файл TOML с пояснениями."""
    from roadmaps.policy import DEFAULT_POLICY
    from roadmaps.policy_text import write_policy

    click.echo(write_policy(DEFAULT_POLICY), nl=False)


@policy.command("set")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@_ROADMAP
@_ROUNDS
@as_of_option
def set_policy(path: Path, roadmap: str | None, rounds: bool, as_of: str | None) -> None:
    """Ввести правила из файла: для карты, для мониторингов (--rounds) или для всех, у кого нет своих."""
    from flows.policies import introduce_policy
    from models.database import open_session

    text = _text_of(path)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        scope = _scope(session, roadmap, rounds)
        actor, zone = command_actor(), house.settings.tzinfo
        policy, count = introduce_policy(session, scope, text, path.name, moment, actor, zone)
    echo("Правила введены, пересчитано сроков: {count}.", count=count)
    _warn_of_calendar(policy)


@policy.command("reset")
@_ROADMAP
@_ROUNDS
@as_of_option
def reset_policy(roadmap: str | None, rounds: bool, as_of: str | None) -> None:
    """Снять введённые правила: у карты — чтобы действовали общие, у всех — чтобы правила по умолчанию."""
    from flows.policies import take_policy_away
    from models.database import open_session

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        scope = _scope(session, roadmap, rounds)
        count = take_policy_away(session, scope, moment, command_actor(), house.settings.tzinfo)
    echo("Правила сняты, пересчитано сроков: {count}.", count=count)


@policy.command("list")
@json_option
def list_policies(as_json: bool) -> None:
    """Где введены свои правила, когда и кем."""
    from models.database import open_reading
    from models.roadmap import Roadmap
    from roadmaps.store import policies

    with opened_house() as (house, _), open_reading(house.engine) as session:
        rows = [(row, session.get(Roadmap, row.roadmap_id)) for row in policies.list_policies(session)]
        if as_json:
            print_json([row.model_dump(mode="json") for row, _ in rows])
            return
        shown = [
            (
                row.roadmap_id if roadmap else "",
                roadmap.title if roadmap else say(_SCOPES[row.roadmap_id]),
                row.source_name,
                format_day(row.set_at.date()),
                row.set_by,
            )
            for row, roadmap in rows
        ]
    print_table("Правила", ["Карта", "Название", "Файл", "Введены", "Кем"], shown)


@policy.command("show")
@_ROADMAP
@_ROUNDS
def show_policy(roadmap: str | None, rounds: bool) -> None:
    """Показать действующие правила файлом TOML; откуда они, сказано на стандартном потоке ошибок."""
    text, row = _effective(roadmap, rounds)
    if row is None:
        echo("Действуют правила по умолчанию.", err=True)
    else:
        echo(
            "Правила из {file}, введены {at:%d.%m.%Y}, {who}:",
            file=row.source_name,
            at=row.set_at,
            who=row.set_by,
            err=True,
        )
    click.echo(text, nl=not text.endswith("\n"))


@policy.command("export")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@_ROADMAP
@_ROUNDS
def export_policy(path: Path, roadmap: str | None, rounds: bool) -> None:
    """Записать действующие правила в файл, чтобы поправить их и ввести снова."""
    from flows.reporting import write_whole

    write_whole(path, _effective(roadmap, rounds)[0])
    echo("Правила записаны: {path}", path=path)


def _scope(session: Session, roadmap: str | None, rounds: bool) -> int:
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.policies import HOUSE, ROUNDS

    if roadmap and rounds:
        raise CallerError("Выберите одно: --roadmap или --rounds.")
    if rounds:
        return ROUNDS
    return find_roadmap(session, roadmap).id or HOUSE if roadmap else HOUSE


def _effective(roadmap: str | None, rounds: bool) -> tuple[str, PolicyText | None]:
    """The policy that holds, and the row it comes from: None for the default of the product."""
    from flows.policies import find_effective
    from models.database import open_reading

    with opened_house() as (house, _), open_reading(house.engine) as session:
        return find_effective(session, _scope(session, roadmap, rounds))


def _warn_of_calendar(policy: Policy) -> None:
    from roadmaps.workdays import last_known_year

    if policy.needs_calendar:
        echo(
            "Переносы выходных известны по {year} год; дальше рабочие дни — предположение.",
            year=last_known_year(),
        )


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
