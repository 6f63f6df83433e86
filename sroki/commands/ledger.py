"""Commands that show what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from models.errors import CallerError
from models.language import say
from models.recognising import say_stored
from models.values import MessageState, OccurrenceState, Quarter
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_id,
    print_json,
    print_table,
)

if TYPE_CHECKING:
    from sqlmodel import Session


rounds_option = click.option("--rounds", is_flag=True, help="И мониторинги: по задаче на участника.")


@click.command("roadmaps")
@rounds_option
@json_option
def show_roadmaps(rounds: bool, as_json: bool) -> None:
    """Загруженные дорожные карты."""
    from models.database import open_reading
    from roadmaps.store.listing import list_roadmaps

    with opened_house() as (house, _), open_reading(house.engine) as session:
        roadmaps = [r.model_dump(exclude={"parsed"}) for r in list_roadmaps(session, rounds=rounds)]
    if as_json:
        print_json(roadmaps)
        return
    rows = [
        (
            r["id"],
            r["title"],
            r["number"],
            format_day(r["issued_on"]),
            _state_of_roadmap(r),
        )
        for r in roadmaps
    ]
    print_table("Дорожные карты", ["№", "Название", "Номер", "Дата", "Утверждена"], rows)


def _roadmap_of_round(session: Session, name: str | None) -> int | None:
    """The roadmap in which the participants of a round are; CallerError before it opens."""
    if name is None:
        return None
    from roadmaps.store.rounds.listing import find_round

    round_ = find_round(session, name)
    if round_.roadmap_id is None:
        raise CallerError("Мониторинг № {id} ещё не открывался.", id=round_.id)
    return round_.roadmap_id


def _state_of_roadmap(roadmap: dict[str, Any]) -> str:
    if roadmap["superseded_by_id"] is not None:
        return say("заменена картой № {id}", id=roadmap["superseded_by_id"])
    return format_day(roadmap["approved_on"]) or say("черновик")


@click.command("tasks")
@click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
@click.option("--round", "round_name", metavar="МОНИТОРИНГ", help="Участники этого мониторинга.")
@rounds_option
@json_option
def show_tasks(roadmap: str | None, round_name: str | None, rounds: bool, as_json: bool) -> None:
    """Задачи утверждённых карт."""
    from models.database import open_reading
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.listing import list_tasks

    with opened_house() as (house, _), open_reading(house.engine) as session:
        roadmap_id = find_roadmap(session, roadmap).id if roadmap else _roadmap_of_round(session, round_name)
        tasks = list_tasks(session, roadmap_id, rounds=rounds)
    if as_json:
        print_json(tasks)
        return
    rows = [(t["id"], t["uid"], t["title"], t["raw_term"], ", ".join(t["responsible"])) for t in tasks]  # type: ignore[arg-type]
    print_table("Задачи", ["№", "Строка", "Мероприятие", "Срок", "Исполнители"], rows)


@click.command("occurrences")
@click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
@click.option("--quarter", metavar="КВАРТАЛ", help="Квартал сдачи: 2021-Q2.")
@click.option("--party", metavar="ИСПОЛНИТЕЛЬ", help="Исполнитель или соисполнитель.")
@click.option("--section", metavar="РАЗДЕЛ", help="Раздел плана, как в документе.")
@click.option("--state", type=click.Choice([state.value for state in OccurrenceState]), help="Состояние.")
@click.option("--late", is_flag=True, help="Только просроченные.")
@click.option("--held", is_flag=True, help="Только прошедшие до утверждения, ждущие решения.")
@click.option("--text", metavar="СЛОВА", help="Слова из названия или номер.")
@click.option("--round", "round_name", metavar="МОНИТОРИНГ", help="Участники этого мониторинга.")
@rounds_option
@as_of_option
@json_option
def show_occurrences(
    roadmap: str | None,
    quarter: str | None,
    party: str | None,
    section: str | None,
    state: str | None,
    late: bool,
    held: bool,
    text: str | None,
    round_name: str | None,
    rounds: bool,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Сроки: когда открываются, до какого дня, что с ними."""
    from models.database import open_reading
    from roadmaps.store.contacts import find_party_name
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.listing import OccurrenceFilter, list_occurrences

    with opened_house(simulated_at=as_of) as (house, moment), open_reading(house.engine) as session:
        wanted = OccurrenceFilter(
            roadmap_id=(
                find_roadmap(session, roadmap).id if roadmap else _roadmap_of_round(session, round_name)
            ),
            quarter=_parse_quarter(quarter),
            party=find_party_name(session, party) if party else None,
            section=section,
            state=OccurrenceState(state) if state else None,
            late=True if late else None,
            held=True if held else None,
            text=text,
            without_rounds=not rounds,
        )
        views = list_occurrences(session, wanted, moment)
    if as_json:
        print_json([view.as_json() for view in views])
        return
    rows = [
        (
            v.id,
            v.task_uid,
            v.title[:60],
            v.raw_term,
            format_day(v.facts.opens_on),
            format_day(v.facts.due_on),
            v.quarter,
            _state_of(v),
        )
        for v in views
    ]
    columns = ["№", "Строка", "Мероприятие", "Срок", "С", "До", "Квартал", "Состояние"]
    print_table("Сроки", columns, rows)


def _state_of(view: Any) -> str:
    if view.facts.held:
        return say("ждёт решения")
    from flows.reporting.wording import STATES
    from roadmaps.claims import name_part

    lost = say(", страница исчезла") if view.lost_pages else ""
    part = "" if view.accepted_part.is_empty else say(", принято {part}", part=name_part(view.accepted_part))
    return say(STATES[view.state]) + part + (say(", просрочено") if view.late else "") + lost


def _parse_quarter(words: str | None) -> Quarter | None:
    if not words:
        return None
    try:
        return Quarter.parse(words)
    except ValueError as error:
        raise CallerError("«{words}» — не квартал. Пишите так: 2021-Q2.", words=words) from error


@click.command("outbox")
@click.argument("message", metavar="[ПИСЬМО]", required=False)
@click.option("--state", type=click.Choice([state.value for state in MessageState]), help="Состояние письма.")
@click.option("--to", "address", metavar="АДРЕС", help="Кому.")
@click.option("--occurrence", metavar="НОМЕР", help="О каком сроке.")
@json_option
def show_outbox(
    message: str | None, state: str | None, address: str | None, occurrence: str | None, as_json: bool
) -> None:
    """Письма: кому, о чём, когда, ушли ли; одно (номер или Message-ID) — о чём оно."""
    if message is not None:
        if state or address or occurrence:
            raise CallerError("Либо одно письмо, либо отбор: ПИСЬМО не сочетается с другими ключами.")
        _show_message(message, as_json)
        return
    from flows.reporting.wording import MESSAGE_STATES, NOTICES
    from models.database import open_reading
    from notifications.outbox import list_messages

    occurrence_id = parse_id(occurrence) if occurrence else None
    with opened_house() as (house, _), open_reading(house.engine) as session:
        messages = list_messages(
            session, states=[state] if state else [], to=address, occurrence_id=occurrence_id
        )
    if as_json:
        print_json(messages)
        return
    rows = [
        (
            m["id"],
            m["planned_on"],
            m["to"],
            say(NOTICES.get(str(m["kind"]), str(m["kind"]))),
            m["subject"],
            say(MESSAGE_STATES[str(m["state"])]),
        )
        for m in messages
    ]
    print_table("Письма", ["№", "День", "Кому", "Вид", "Тема", "Состояние"], rows)


def _show_message(reference: str, as_json: bool) -> None:
    from dataclasses import asdict

    from flows.reporting.wording import MESSAGE_STATES, NOTICES
    from flows.tracing import trace_message
    from models.database import open_reading

    with opened_house() as (house, _), open_reading(house.engine) as session:
        traced = trace_message(session, reference)
    if as_json:
        print_json({**traced.message, "lines": [asdict(line) for line in traced.lines]})
        return
    message = traced.message
    echo("Письмо № {id} {message_id}: {to}, «{subject}».", **message)
    echo(
        "Состояние: {state}. {error}",
        state=say(MESSAGE_STATES[str(message["state"])]),
        error=say_stored(message["last_error"] or ""),
    )
    rows = [
        (
            say(NOTICES.get(line.kind or "", line.kind or "")),
            line.occurrence_id,
            format_day(line.due_on),
            line.task_number,
            line.title,
            line.place or "",
        )
        for line in traced.lines
    ]
    print_table("О чём письмо", ["Повод", "Срок №", "День", "Пункт", "Задача", "Место в документе"], rows)


@click.command("resend")
@click.argument("message", metavar="ПИСЬМО")
@as_of_option
def resend_message(message: str, as_of: str | None) -> None:
    """Отправить снова письмо, которое не удалось доставить."""
    from flows.delivering import resend
    from models.database import open_session

    message_id = parse_id(message)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        is_same = resend(session, message_id, moment, command_actor(), house.settings.tzinfo)
    if is_same:
        echo("Письмо № {id} снова в очереди.", id=message_id)
    else:
        echo("Письмо № {id} уходило и вернулось: что в нём верно, войдёт в новое письмо.", id=message_id)


@click.command("problems")
@click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
@json_option
def show_problems(roadmap: str | None, as_json: bool) -> None:
    """Замечания к чтению документов, которые ждут решения человека."""
    from models.database import open_reading
    from roadmaps.store.drafts import find_roadmap
    from roadmaps.store.listing import list_problems

    with opened_house() as (house, _), open_reading(house.engine) as session:
        roadmap_id = find_roadmap(session, roadmap).id if roadmap else None
        problems = [problem.model_dump(mode="json") for problem in list_problems(session, roadmap_id)]
    if as_json:
        print_json(problems)
        return
    rows = [
        (p["id"], p["roadmap_id"], p["source_line"], p["subject"], say_stored(p["sentence"]))
        for p in problems
    ]
    print_table("Замечания", ["№", "Карта", "Строка файла", "Пункт", "Замечание"], rows)


COMMANDS = [
    show_roadmaps,
    show_tasks,
    show_occurrences,
    show_outbox,
    resend_message,
    show_problems,
]
