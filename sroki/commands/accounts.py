"""Commands for accounts: who may sign in to the pages, and to what."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from models.language import say
from sroki.commands.common import command_actor, echo, json_option, opened_house, print_json, print_table

if TYPE_CHECKING:
    from sqlmodel import Session

    from flows.house import House
    from models.account import Account
    from models.authority import Grant

_ROLES = ("administrator", "coordinator", "reviewer", "institute")
_WORDS = {
    "administrator": "администратор",
    "coordinator": "координатор",
    "reviewer": "проверяющий",
    "institute": "организация",
}
_ROLE = click.option(
    "--role",
    required=True,
    type=click.Choice(_ROLES),
    help="Роль: администратор, координатор, проверяющий, организация.",
)
_PARTY = click.option("--party", metavar="КТО", help="Организация, в пределах которой действует роль.")
_ROADMAP = click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
_MAIL = click.option("--mail", "by_mail", is_flag=True, help="Прислать ссылку письмом, а не показать.")
_STDIN = click.option("--password-stdin", is_flag=True, help="Прочесть пароль из стандартного ввода.")


@click.group("account")
def account() -> None:
    """Учётные записи: кто входит на страницы и что ему там можно."""


@account.command("add")
@click.argument("address", metavar="АДРЕС")
@_ROLE
@_PARTY
@_ROADMAP
@click.option("--name", metavar="ИМЯ", default="", help="Имя человека.")
@_MAIL
@_STDIN
def add_account(
    address: str,
    role: str,
    party: str | None,
    roadmap: str | None,
    name: str,
    by_mail: bool,
    password_stdin: bool,
) -> None:
    """Завести учётную запись и показать ссылку, по которой задаётся пароль."""
    from flows.accounts.register import make_account
    from models.database import open_session

    with opened_house() as (house, moment), open_session(house.engine) as session:
        grant = _read_grant(session, role, party, roadmap)
        made = make_account(session, address, name, grant, moment, command_actor())
        link = _give_password(session, house, made, "invitation", moment, by_mail, password_stdin)
    echo("Учётная запись: {address}, {role}.", address=made.address, role=_WORDS[role])
    _print_link(link, by_mail)


@account.command("reset")
@click.argument("address", metavar="АДРЕС")
@_MAIL
@_STDIN
def reset_password(address: str, by_mail: bool, password_stdin: bool) -> None:
    """Ссылка, по которой задаётся новый пароль; она работает один раз и сутки."""
    from flows.accounts.register import find_account
    from models.database import open_session

    with opened_house() as (house, moment), open_session(house.engine) as session:
        found = find_account(session, address)
        link = _give_password(session, house, found, "password_reset", moment, by_mail, password_stdin)
    echo("Новый пароль для {address}.", address=found.address)
    _print_link(link, by_mail)


def _give_password(
    session: Session,
    house: House,
    account: Account,
    purpose: str,
    at: datetime,
    by_mail: bool,
    password_stdin: bool,
) -> str:
    """A link to show, or "" where it is mailed or the password itself was given."""
    from flows.accounts import links
    from flows.accounts.passwords import hash_password
    from flows.accounts.rules import check_password

    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        check_password(password, account.name, account.address)
        links.keep_password(session, account, hash_password(password), at, command_actor())
        return ""
    if by_mail:
        links.mail_link(session, house, account, purpose, at, command_actor())
        return ""
    return links.link_address(house, links.issue_link(session, account, purpose, at, command_actor()))


def _print_link(link: str, by_mail: bool) -> None:
    if by_mail:
        echo("Письмо со ссылкой в очереди: уйдёт с ближайшим проходом.")
    elif link:
        echo("Ссылка для пароля, работает один раз и сутки: {link}", link=link)
    else:
        echo("Пароль задан.")


@account.command("list")
@json_option
def list_accounts(as_json: bool) -> None:
    """Учётные записи и их роли."""
    from flows.accounts import register
    from models.database import open_reading

    with opened_house() as (house, _), open_reading(house.engine) as session:
        views = register.list_accounts(session)
    if as_json:
        print_json([view.as_json() for view in views])
        return
    rows = [
        (
            view.id,
            view.address,
            view.name,
            "\n".join(
                ", ".join(filter(None, (say(_WORDS[each.grant.role.value]), each.party, each.roadmap)))
                for each in view.grants
            ),
            say("отключена") if view.disabled_at else "" if view.has_password else say("без пароля"),
        )
        for view in views
    ]
    print_table("Учётные записи", ["№", "Адрес", "Имя", "Роли", "Состояние"], rows)


@account.command("disable")
@click.argument("address", metavar="АДРЕС")
def disable_account(address: str) -> None:
    """Отключить: входы заканчиваются сразу, записи о сделанном остаются."""
    from flows.accounts import register

    _change(address, register.disable_account)
    echo("Отключено: {address}.", address=address)


@account.command("enable")
@click.argument("address", metavar="АДРЕС")
def enable_account(address: str) -> None:
    """Включить снова."""
    from flows.accounts import register

    _change(address, register.enable_account)
    echo("Включено: {address}.", address=address)


@account.command("grant")
@click.argument("address", metavar="АДРЕС")
@_ROLE
@_PARTY
@_ROADMAP
def grant_role(address: str, role: str, party: str | None, roadmap: str | None) -> None:
    """Дать роль; входить придётся заново."""
    from flows.accounts import register

    _change(address, _with_grant(register.add_grant, role, party, roadmap))
    echo("Роль дана: {address}, {role}.", address=address, role=_WORDS[role])


@account.command("revoke")
@click.argument("address", metavar="АДРЕС")
@_ROLE
@_PARTY
@_ROADMAP
def revoke_role(address: str, role: str, party: str | None, roadmap: str | None) -> None:
    """Снять роль; входы заканчиваются сразу."""
    from flows.accounts import register

    _change(address, _with_grant(register.revoke_grant, role, party, roadmap))
    echo("Роль снята: {address}, {role}.", address=address, role=_WORDS[role])


def _with_grant(
    change: Callable[..., None], role: str, party: str | None, roadmap: str | None
) -> Callable[..., None]:
    def make(session: Session, account: Account, at: datetime, actor: str) -> None:
        change(session, account, _read_grant(session, role, party, roadmap), at, actor)

    return make


def _change(address: str, change: Callable[..., Any]) -> None:
    from flows.accounts.register import find_account
    from models.database import open_session

    with opened_house() as (house, moment), open_session(house.engine) as session:
        change(session, find_account(session, address), moment, command_actor())


def _read_grant(session: Session, role: str, party: str | None, roadmap: str | None) -> Grant:
    from models.authority import AccountRole, Grant
    from models.errors import UnknownThingError
    from roadmaps.store.contacts import find_party
    from roadmaps.store.drafts import find_roadmap

    found = find_party(session, party) if party else None
    if party and found is None:
        raise UnknownThingError("Исполнителя «{name}» нет. Список: sroki contact list.", name=party)
    return Grant(
        AccountRole(role),
        found.id if found else None,
        find_roadmap(session, roadmap).id if roadmap else None,
    )


COMMANDS = [account]
