"""Commands for calendars that other programs subscribe to."""

from __future__ import annotations

import click

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


@click.group("calendar")
def calendar() -> None:
    """Календари по секретному адресу: для телефона, Outlook, Thunderbird."""


@calendar.command("add")
@click.argument("scope", metavar="person:АДРЕС|roadmap:КАРТА|round:МОНИТОРИНГ")
@as_of_option
def add_calendar(scope: str, as_of: str | None) -> None:
    """Дать адрес календаря человеку, для карты или мониторинга; показывается один раз."""
    from flows.calendars import parse_scope
    from models.database import open_session
    from roadmaps.store.calendars import add_feed

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        token = add_feed(session, parse_scope(session, scope), moment, command_actor())
        address = f"{house.settings.base_url.rstrip('/')}/calendar/{token}.ics"
    echo("Адрес календаря, больше он нигде не показывается: {address}", address=address)


@calendar.command("list")
@json_option
def list_calendars(as_json: bool) -> None:
    """Выданные календари; сам адрес не хранится, только метка."""
    from dataclasses import asdict

    from flows.calendars import describe_scope
    from models.database import open_reading
    from roadmaps.store.calendars import list_feeds

    with opened_house() as (house, _), open_reading(house.engine) as session:
        feeds = [(feed, describe_scope(session, feed.scope)) for feed in list_feeds(session)]
    if as_json:
        print_json([asdict(feed) | {"name": name} for feed, name in feeds])
        return
    rows = [
        (
            feed.mark,
            feed.scope,
            name,
            format_day(feed.made_at.date()),
            say("отозван") if feed.revoked_at else say("действует"),
        )
        for feed, name in feeds
    ]
    print_table("Календари", ["Метка", "Чей", "Название", "Выдан", "Состояние"], rows)


@calendar.command("revoke")
@click.argument("mark", metavar="МЕТКА|АДРЕС")
@as_of_option
def revoke_calendar(mark: str, as_of: str | None) -> None:
    """Отозвать календарь: по его адресу больше ничего не видно."""
    from models.database import open_session
    from roadmaps.store.calendars import revoke_feed

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        feed = revoke_feed(session, mark, moment, command_actor())
    echo("Календарь {mark} ({scope}) отозван.", mark=feed.mark, scope=feed.scope)


COMMANDS = [calendar]
