"""The first steps in a new house: how the program is called, its first administrator, the demonstration."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import CallerError
from models.language import say

if TYPE_CHECKING:
    from flows.house import House
    from models.settings import Settings

DEMO_MARK = ".sroki-demo"  # the file that only a folder of the demonstration holds


def name_program() -> str:
    """What to type to start this program again: ``sroki`` where PATH knows it, else its path."""
    started = Path(sys.argv[0])
    found = shutil.which("sroki")
    if started.stem != "sroki" or (found and os.path.realpath(found) == os.path.realpath(started)):
        return "sroki"
    absolute = Path.cwd() / started
    return str(absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute)


def is_demo(settings: Settings) -> bool:
    """Whether a house is that of the demonstration."""
    return (settings.home / DEMO_MARK).exists()


def invite_administrator(house: House, address: str, actor: str) -> str:
    """The link by which the first administrator sets a password; "" when there is one already.

    Safe to repeat: the same command starts the house every day. CallerError when there are accounts and
    none of them has this address: after the first, an administrator gives accounts.
    """
    from flows.accounts import links
    from flows.accounts.register import find_account, has_accounts, make_account
    from models.authority import AccountRole, Grant
    from models.database import open_session
    from models.errors import UnknownThingError

    with open_session(house.engine) as session:
        if not has_accounts(session):
            grant = Grant(AccountRole.ADMINISTRATOR)
            account = make_account(session, address, "", grant, house.clock(), actor)
        else:
            try:
                account = find_account(session, address)
            except UnknownThingError as error:
                raise CallerError(
                    "Учётные записи уже есть, адреса {address} среди них нет: новую заводит администратор "
                    "на странице или команда sroki account add.",
                    address=address,
                ) from error
            if account.password_hash:
                return ""
        token = links.issue_link(session, account, links.INVITATION, house.clock(), actor)
    return links.link_address(house, token)


def say_first_steps(house: House, link: str) -> str:
    """What whoever started the server should do next; "" when there is nothing."""
    from flows.accounts.register import has_accounts
    from models.database import open_reading

    if link:
        return say("Задайте пароль и войдите, ссылка работает один раз и сутки: {link}", link=link)
    if is_demo(house.settings):
        return say(
            "Это показ на примерах. Свой документ: остановите его и запустите "
            "{program} serve --administrator ваш@адрес",
            program=name_program(),
        )
    with open_reading(house.engine) as session:
        if has_accounts(session):
            return ""
    return say(
        "Учётных записей ещё нет, страницы только для чтения. Первый администратор: "
        "{program} account add ваш@адрес --role administrator",
        program=name_program(),
    )
