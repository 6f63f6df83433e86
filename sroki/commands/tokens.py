"""Commands for tokens: which programs act for an account, and for how long."""

from __future__ import annotations

import click

from models.language import say
from sroki.commands.common import (
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_id,
    print_json,
    print_table,
)

_SCOPES = ("see", "hand_in", "review", "coordinate", "administer")


@click.group("token")
def token() -> None:
    """Ключи, с которыми другие программы обращаются к API."""


@token.command("add")
@click.argument("address", metavar="АДРЕС")
@click.option("--name", required=True, metavar="ИМЯ", help="Какой программе нужен ключ.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(_SCOPES),
    help="Что ему можно, кроме как смотреть; ключ можно повторять.",
)
@click.option("--days", default=90, show_default=True, metavar="ДНЕЙ", help="Сколько дней действует.")
def add_token(address: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Выдать ключ учётной записи; показывается один раз."""
    from flows.accounts import tokens
    from flows.accounts.register import find_account
    from models.database import open_session

    wanted = [tokens.TokenScope(scope) for scope in scopes]
    with opened_house() as (house, moment), open_session(house.engine) as session:
        account = find_account(session, address)
        made = tokens.add_token(session, account, name, wanted, days, moment, command_actor())
    echo("Ключ, больше он нигде не показывается: {token}", token=made)


@token.command("list")
@json_option
def list_tokens(as_json: bool) -> None:
    """Выданные ключи; сам ключ не хранится."""
    from flows.accounts import tokens
    from models.database import open_reading

    with opened_house() as (house, moment), open_reading(house.engine) as session:
        views = tokens.list_tokens(session)
    if as_json:
        print_json([view.as_json() for view in views])
        return
    rows = [
        (
            view.id,
            view.address,
            view.name,
            ", ".join(view.scopes),
            format_day(view.expires_at.astimezone(house.settings.tzinfo).date()),
            format_day(view.used_on),
            say("действует") if view.lives(moment) else say("не действует"),
        )
        for view in views
    ]
    columns = ["№", "Адрес", "Имя", "Может", "Действует до", "Был в деле", "Состояние"]
    print_table("Ключи API", columns, rows)


@token.command("revoke")
@click.argument("number", metavar="НОМЕР")
def revoke_token(number: str) -> None:
    """Отозвать ключ: он сразу перестаёт действовать."""
    from flows.accounts import tokens
    from models.database import open_session

    token_id = parse_id(number)
    with opened_house() as (house, moment), open_session(house.engine) as session:
        view = tokens.revoke_token(session, token_id, moment, command_actor())
    echo("Ключ № {id} ({name}) отозван.", id=view.id, name=view.name)


COMMANDS = [token]
