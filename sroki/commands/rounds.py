"""Commands of monitoring rounds: the list, who is asked, what is asked, opening, running, closing."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import CallerError
from models.language import say
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_day,
    print_json,
    print_table,
)

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.round import Round
    from roadmaps.rounds.rosters import Roster

STATES = {
    "planned": "запланирован",
    "open": "открыт",
    "closed": "закрыт",
    "missed": "не открылся",
    "cancelled": "отменён",
}
PARTICIPANT_STATES = {
    "not_asked": "ещё не спрошен",
    "waiting": "не начал",
    "begun": "заполняет",
    "submitted": "сдал",
    "returned": "возвращено",
    "cancelled": "снято",
}
# What the store says of a row of a list, so that it is said in the chosen language.
ROW_PROBLEMS = {
    "name": "нет названия участника",
    "address": "адрес не прочитан",
    "zone": "часовой пояс не известен",
    "language": "язык не известен: пишите ru или en",
}
PURPOSES = {"report": "справка", "publication": "публикация", "recommendations": "рекомендации"}


@click.group("round")
def rounds() -> None:
    """Мониторинги: кого и о чём спрашивают, когда открываются и закрываются, кто сдал."""


@rounds.command("list")
@click.option("--state", type=click.Choice(list(STATES)), help="Состояние.")
@json_option
def show_rounds(state: str | None, as_json: bool) -> None:
    """Мониторинги по дням открытия."""
    from models.database import open_reading
    from roadmaps.store.rounds.listing import list_rounds

    with opened_house() as (house, _), open_reading(house.engine) as session:
        views = [view for view in list_rounds(session) if state in (None, view.state)]
    if as_json:
        print_json([view.as_json() for view in views])
        return
    rows = [
        (
            v.id,
            v.title,
            v.organiser,
            format_day(v.opens_on),
            format_day(v.due_on),
            say(STATES[v.state]),
            f"{v.submitted} / {v.participants}",
            "; ".join(v.lacks),
        )
        for v in views
    ]
    columns = ["№", "Мониторинг", "Организатор", "С", "До", "Состояние", "Сдали", "Чего не хватает"]
    print_table("Мониторинги", columns, rows)


@rounds.command("show")
@click.argument("name", metavar="МОНИТОРИНГ")
@as_of_option
@json_option
def show_round(name: str, as_of: str | None, as_json: bool) -> None:
    """Один мониторинг: окно, участники, что за ним следует."""
    from models.database import open_reading, row_id
    from roadmaps.store.rounds.listing import find_round, list_follow_ups, list_participants, list_rounds

    with opened_house(simulated_at=as_of) as (house, moment), open_reading(house.engine) as session:
        round_ = find_round(session, name)
        (view,) = list_rounds(session, [row_id(round_)])
        participants = list_participants(session, round_, _today(round_, moment))
        follow_ups = list_follow_ups(session, round_)
    if as_json:
        found = view.as_json() | {"opened_at": round_.opened_at, "closed_at": round_.closed_at}
        found |= {"participants_list": [p.as_json() for p in participants]}
        print_json(found | {"follow_ups": [dict(vars(f)) for f in follow_ups]})
        return
    echo("№ {id}. {title}", id=view.id, title=view.title)
    echo(
        "С {opens} по {due}, дней на опоздавших {grace}; {state}. "
        "Сдали {submitted} из {asked}, опоздали {late}.",
        opens=format_day(view.opens_on),
        due=format_day(view.due_on),
        grace=view.grace_days,
        state=say(STATES[view.state]),
        submitted=view.submitted,
        asked=view.participants,
        late=view.late,
    )
    for lack in view.lacks:
        echo("Не хватает: {lack}.", lack=lack)
    _print_participants(participants)
    _print_follow_ups(follow_ups)


def _today(round_: Round, moment: datetime) -> date:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(round_.zone)).date()


def _print_participants(participants: list[Any]) -> None:
    rows = [
        (
            p.id,
            p.name,
            p.grouping,
            say(PARTICIPANT_STATES[p.state]) + (say(", просрочено") if p.is_late else ""),
            format_day(p.last_on),
            "" if p.has_address else say("нет адреса"),
        )
        for p in participants
    ]
    if rows:
        print_table("Участники", ["№", "Участник", "Группа", "Состояние", "Последний день", "Почта"], rows)


def _print_follow_ups(follow_ups: list[Any]) -> None:
    rows = [
        (
            f.occurrence_id,
            say(PURPOSES.get(f.purpose, f.purpose)),
            format_day(f.due_on),
            f.to_party,
            format_day(f.submitted_at.date()) if f.submitted_at else "",
        )
        for f in follow_ups
    ]
    if rows:
        print_table("После мониторинга", ["Срок", "Что", "До", "Кому", "Сдано"], rows)


@rounds.command("add")
@click.argument("title", metavar="НАЗВАНИЕ")
@click.option("--from", "first", required=True, metavar="ДАТА", help="Первый день.")
@click.option("--to", "last", required=True, metavar="ДАТА", help="Последний день.")
@click.option("--organiser", metavar="ОРГАНИЗАЦИЯ", help="Кто проводит.")
@click.option("--kind", default="", metavar="ВИД", help="general, vocational или своё слово.")
@click.option("--grace", default=0, metavar="ДНЕЙ", help="Сколько дней после срока принимать опоздавших.")
@click.option("--previous", metavar="МОНИТОРИНГ", help="С каким прежним сравнивать.")
@click.option("--zone", metavar="ПОЯС", help="Часовой пояс; без ключа — дома.")
@as_of_option
def add_one(
    title: str,
    first: str,
    last: str,
    organiser: str | None,
    kind: str,
    grace: int,
    previous: str | None,
    zone: str | None,
    as_of: str | None,
) -> None:
    """Завести мониторинг, которого нет в приказе; тот же самый второй раз не заводится."""
    from models.database import open_session
    from roadmaps.store.rounds.lifecycle import Window
    from roadmaps.store.rounds.listing import find_round
    from roadmaps.store.rounds.manual import RoundPlan, add_round

    window = Window(parse_day(first), parse_day(last))
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        plan = RoundPlan(
            title,
            window,
            zone or house.settings.zone,
            organiser or "",
            kind,
            grace,
            previous_id=find_round(session, previous).id if previous else None,
        )
        round_, is_new = add_round(session, plan, moment, command_actor())
        number = round_.id
    if is_new:
        echo("Мониторинг № {id} заведён. Участники: sroki round participants {id}.", id=number)
    else:
        echo("Такой мониторинг уже есть: № {id}.", id=number)


@rounds.command("participants")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--from-order", is_flag=True, help="Взять из листа рассылки приказа.")
@click.option("--from-round", metavar="МОНИТОРИНГ", help="Взять у другого мониторинга.")
@click.option("--from-previous", is_flag=True, help="Взять у предыдущего мониторинга.")
@as_of_option
@json_option
def set_list(
    name: str,
    file: Path | None,
    from_order: bool,
    from_round: str | None,
    from_previous: bool,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Показать участников или задать их: из файла xlsx или csv, из приказа, из другого мониторинга."""
    from models.database import open_session
    from roadmaps.store.rounds.listing import find_round, list_participants

    if sum(map(bool, (file, from_order, from_round, from_previous))) > 1:
        raise CallerError("Выберите одно: файл, --from-order, --from-round или --from-previous.")
    roster = _read_roster(file) if file else None
    count = None
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        if roster is not None:
            count = _set_entries(session, round_, roster, moment)
        elif from_order:
            count = _take_distribution(session, round_, moment)
        elif from_round or from_previous:
            count = _copy(session, round_, from_round, moment)
        participants = list_participants(session, round_, _today(round_, moment))
    if as_json:
        problems = [vars(problem) for problem in roster.problems] if roster else []
        print_json({"participants": [p.as_json() for p in participants], "problems": problems})
        return
    for problem in roster.problems if roster else ():
        echo(
            "Строка {row}: {what}: {raw}",
            row=problem.row,
            what=say(ROW_PROBLEMS[problem.what]),
            raw=problem.raw,
        )
    if count is None:
        _print_participants(participants)
        return
    echo("Участников: {count}.", count=count)
    silent = sum(not p.has_address for p in participants)
    if silent:
        echo("Без адреса: {count}. Адрес даёт sroki contact set.", count=silent)


def _read_roster(file: Path) -> Roster:
    from flows.rosters import read_roster_file

    return read_roster_file(file)


def _set_entries(session: Session, round_: Round, roster: Roster, moment: datetime) -> int:
    from flows.rosters import make_entries
    from roadmaps.store.rounds.participants import set_participants

    return set_participants(session, round_, make_entries(roster), moment, command_actor())


def _take_distribution(session: Session, round_: Round, moment: datetime) -> int:
    from models.roadmap import Roadmap
    from roadmaps.store.rounds.participants import Entry, set_participants
    from roadmaps.store.rounds.planning import take_from_distribution

    roadmap = session.get(Roadmap, round_.source_roadmap_id) if round_.source_roadmap_id else None
    names = take_from_distribution(roadmap) if roadmap else []
    if not names:
        raise CallerError("У мониторинга № {id} нет приказа с листом рассылки.", id=round_.id)
    return set_participants(session, round_, [Entry(name) for name in names], moment, command_actor())


def _copy(session: Session, round_: Round, source: str | None, moment: datetime) -> int:
    from models.round import Round
    from roadmaps.store.rounds.listing import find_round
    from roadmaps.store.rounds.participants import copy_participants

    before = session.get(Round, round_.previous_id) if round_.previous_id else None
    found = find_round(session, source) if source else before
    if found is None:
        raise CallerError(
            "У мониторинга № {id} нет предыдущего: назовите другой, --from-round.", id=round_.id
        )
    return copy_participants(session, found, round_, moment, command_actor())


@rounds.command("questions")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.argument("questions", required=False, metavar="НАБОР")
@as_of_option
@json_option
def choose_set(name: str, questions: str | None, as_of: str | None, as_json: bool) -> None:
    """Показать набор показателей мониторинга или выбрать его: по названию берётся последняя версия."""
    from models.database import open_session, row_id
    from roadmaps.rounds.questions import write_question_set
    from roadmaps.rounds.set_sheets import KIND_WORDS
    from roadmaps.store.rounds.lifecycle import choose_questions
    from roadmaps.store.rounds.listing import find_round
    from roadmaps.store.rounds.sets import find_set, load_set

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        round_ = find_round(session, name)
        if questions:
            chosen = row_id(find_set(session, questions))
            choose_questions(session, round_, chosen, moment, command_actor())
        if round_.indicator_set_id is None:
            raise CallerError("У мониторинга № {id} набор показателей не выбран.", id=round_.id)
        found = load_set(session, round_.indicator_set_id)
    if as_json:
        print_json(write_question_set(found))
        return
    echo(
        "Показатели: {name}, версия {version}; всего {count}.",
        name=found.name,
        version=found.version,
        count=len(found.indicators),
    )
    rows = [(i.code, i.title, i.criterion, KIND_WORDS[i.kind]) for i in found.indicators]
    print_table("Показатели", ["Код", "Показатель", "Критерий", "Вид"], rows)


@rounds.command("follow-ups")
@click.argument("name", metavar="МОНИТОРИНГ")
@json_option
def show_follow_ups(name: str, as_json: bool) -> None:
    """Что приказ велит сделать после мониторинга, когда и кому отдать."""
    from models.database import open_reading
    from roadmaps.store.rounds.listing import find_round, list_follow_ups

    with opened_house() as (house, _), open_reading(house.engine) as session:
        found = list_follow_ups(session, find_round(session, name))
    if as_json:
        print_json([dict(vars(follow_up)) for follow_up in found])
    else:
        _print_follow_ups(found)


COMMANDS = [rounds]
