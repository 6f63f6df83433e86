"""Commands with which a monitoring round is opened, moved, extended, closed."""

from __future__ import annotations

import click

from models.errors import CallerError
from sroki.commands.common import as_of_option, command_actor, echo, format_day, opened_house, parse_day
from sroki.commands.rounds import rounds


@rounds.command("open")
@click.argument("name", metavar="МОНИТОРИНГ")
@as_of_option
def open_now(name: str, as_of: str | None) -> None:
    """Открыть сейчас, не дожидаясь часов; приглашения уйдут со следующим проходом."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import open_round
    from roadmaps.store.rounds.listing import find_round

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        is_ours, number = open_round(session, round_, moment, command_actor()), round_.id
    if is_ours:
        echo("Мониторинг № {id} открыт.", id=number)
    else:
        echo("Мониторинг № {id} был открыт раньше.", id=number)


@rounds.command("close")
@click.argument("name", metavar="МОНИТОРИНГ")
@as_of_option
def close_now(name: str, as_of: str | None) -> None:
    """Закрыть сейчас; продлённые участники могут сдать до своего дня."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import close_round
    from roadmaps.store.rounds.listing import find_round

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        is_ours, number = close_round(session, round_, moment, command_actor()), round_.id
    if is_ours:
        echo("Мониторинг № {id} закрыт.", id=number)
    else:
        echo("Мониторинг № {id} был закрыт раньше.", id=number)


@rounds.command("move")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.option("--from", "first", metavar="ДАТА", help="Первый день.")
@click.option("--to", "last", metavar="ДАТА", help="Последний день.")
@click.option("--grace", type=int, metavar="ДНЕЙ", help="Сколько дней после срока принимать опоздавших.")
@click.option("--organiser", metavar="ОРГАНИЗАЦИЯ", help="Кто проводит.")
@as_of_option
def move(
    name: str,
    first: str | None,
    last: str | None,
    grace: int | None,
    organiser: str | None,
    as_of: str | None,
) -> None:
    """Изменить окно, организатора и дни на опоздавших до открытия; дни — и у открытого."""
    from models.database import open_session
    from roadmaps.store.rounds.editing import reschedule_round, set_grace, set_organiser
    from roadmaps.store.rounds.lifecycle import Window
    from roadmaps.store.rounds.listing import find_round

    actor = command_actor()
    if not (first or last or grace is not None or organiser):
        raise CallerError("Назовите, что меняется: --from, --to, --grace или --organiser.")
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        if first or last:
            window = Window(
                parse_day(first) if first else round_.opens_on, parse_day(last) if last else round_.due_on
            )
            reschedule_round(session, round_, window, moment, actor)
        if organiser:
            set_organiser(session, round_, organiser, moment, actor)
        if grace is not None:
            set_grace(session, round_, grace, moment, actor)
        number, opens_on, due_on, days = round_.id, round_.opens_on, round_.due_on, round_.grace_days
    echo(
        "Мониторинг № {id}: с {opens} по {due}, дней на опоздавших {grace}.",
        id=number,
        opens=format_day(opens_on),
        due=format_day(due_on),
        grace=days,
    )


@rounds.command("extend")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.argument("participant", metavar="УЧАСТНИК")
@click.option("--to", "last", required=True, metavar="ДАТА", help="Новый последний день.")
@click.option("--reason", required=True, metavar="СЛОВА", help="Почему.")
@as_of_option
def extend_one(name: str, participant: str, last: str, reason: str, as_of: str | None) -> None:
    """Продлить срок одному участнику."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import extend_participant
    from roadmaps.store.rounds.listing import find_participant, find_round

    to_on = parse_day(last)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        asked = find_participant(session, round_, participant)
        extend_participant(session, round_, asked, to_on, reason, moment, command_actor())
    echo("Участник «{name}» может сдать по {day}.", name=participant, day=format_day(to_on))


@rounds.command("reopen")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.argument("participant", metavar="УЧАСТНИК")
@click.option("--until", required=True, metavar="ДАТА", help="По какой день принимать.")
@click.option("--reason", required=True, metavar="СЛОВА", help="Почему: это прочтёт участник.")
@as_of_option
def reopen_one(name: str, participant: str, until: str, reason: str, as_of: str | None) -> None:
    """Вернуть форму одному участнику на доработку, с причиной."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import reopen_participant
    from roadmaps.store.rounds.listing import find_participant, find_round

    until_on = parse_day(until)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        asked = find_participant(session, round_, participant)
        reopen_participant(session, round_, asked, until_on, reason, moment, command_actor())
    echo("Участник «{name}» может сдать по {day}.", name=participant, day=format_day(until_on))


@rounds.command("cancel")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.option("--reason", required=True, metavar="СЛОВА", help="Почему.")
@as_of_option
def cancel(name: str, reason: str, as_of: str | None) -> None:
    """Отменить мониторинг; сданное остаётся, остальных больше не спрашивают."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import cancel_round
    from roadmaps.store.rounds.listing import find_round

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        cancel_round(session, round_, reason, moment, command_actor())
        number = round_.id
    echo("Мониторинг № {id} отменён.", id=number)


COMMANDS: list[click.Command] = []  # they are of the group of rounds
