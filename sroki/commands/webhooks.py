"""Commands for web addresses that want to hear of events."""

from __future__ import annotations

import click

from models.language import say
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    json_option,
    opened_house,
    print_json,
    print_table,
)

_KINDS = "opened,due,overdue,submitted,accepted"


@click.group("webhook")
def webhook() -> None:
    """Адреса других программ, которым сообщают о событиях."""


@webhook.command("add")
@click.argument("url", metavar="АДРЕС")
@click.option("--kinds", default=_KINDS, show_default=True, metavar="СОБЫТИЯ", help="О чём сообщать.")
@as_of_option
def add_webhook(url: str, kinds: str, as_of: str | None) -> None:
    """Сообщать по адресу о событиях; ответ называет ключ подписи."""
    from flows import webhooks
    from models.database import open_session

    wanted = [kind.strip() for kind in kinds.split(",") if kind.strip()]
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        hook = webhooks.add_webhook(session, url, wanted, moment, command_actor())
    echo("О событиях {kinds} сообщим на {url}.", kinds=", ".join(hook.kinds), url=hook.url)
    echo("Ключ подписи: {secret}", secret=hook.secret)


@webhook.command("test")
@click.argument("url", metavar="АДРЕС")
def test_webhook(url: str) -> None:
    """Послать на адрес пробное событие с подписью и сказать, принял ли он."""
    from flows import webhooks

    with opened_house() as (house, moment):
        webhooks.try_webhook(house, url, moment)
    echo("Адрес {url} принял пробное событие.", url=url.strip())


@webhook.command("list")
@json_option
def list_webhooks(as_json: bool) -> None:
    """Адреса и события."""
    from flows import webhooks
    from models.database import open_reading

    with opened_house() as (house, _), open_reading(house.engine) as session:
        hooks = webhooks.list_webhooks(session)
    if as_json:
        print_json([hook.model_dump(mode="json", exclude={"secret"}) for hook in hooks])
        return
    rows = [(h.url, ", ".join(h.kinds), say("отключён") if h.disabled_at else "") for h in hooks]
    print_table("Подписки", ["Адрес", "События", "Состояние"], rows)


@webhook.command("remove")
@click.argument("url", metavar="АДРЕС")
@as_of_option
def remove_webhook(url: str, as_of: str | None) -> None:
    """Больше ничего по адресу не сообщать."""
    from flows import webhooks
    from models.database import open_session

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        webhooks.remove_webhook(session, url, moment, command_actor())
    echo("Снято: {address}.", address=url)


COMMANDS = [webhook]
