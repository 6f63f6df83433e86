"""Commands with which people move an occurrence on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from models.errors import CallerError
from models.language import LANGUAGES, say
from models.recognising import say_stored
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_day,
    parse_id,
    print_json,
    print_table,
)

if TYPE_CHECKING:
    from flows.house import House


@click.command("done")
@click.argument("occurrence", metavar="НОМЕР")
@click.option(
    "--evidence",
    multiple=True,
    metavar="ФАЙЛ|АДРЕС",
    help="Файл или адрес страницы, которые подтверждают; ключ можно повторять.",
)
@click.option("--note", metavar="ТЕКСТ", help="Пояснение словами.")
@click.option("--effective-on", metavar="ДАТА", help="Когда исполнено, если раньше дня подачи.")
@click.option("--share", default="", metavar="ДОЛЯ", help="Выполненная доля, процентов от 1 до 100.")
@click.option("--years", default="", metavar="ГОДЫ", help="За какие годы выполнено: 2020, 2021.")
@click.option("--result", default="", metavar="ЧИСЛО", help="Результат числом, вроде 214.")
@click.option("--nothing", metavar="ПОЧЕМУ", help="Сообщить нечего: почему.")
@as_of_option
def hand_in(
    occurrence: str,
    evidence: tuple[str, ...],
    note: str | None,
    effective_on: str | None,
    share: str,
    years: str,
    result: str,
    nothing: str | None,
    as_of: str | None,
) -> None:
    """Сообщить о выполнении и приложить подтверждение."""
    from flows.evidence import hand_in_words
    from roadmaps.claims import read_claim

    occurrence_id = parse_id(occurrence)
    if nothing is not None and note:
        raise CallerError("Причину пишите в --nothing; --note с ним не нужен.")
    if not evidence and not (note or "").strip() and nothing is None:
        raise CallerError("Приложите подтверждение: --evidence ФАЙЛ или АДРЕС, либо --note ТЕКСТ.")
    done_on = parse_day(effective_on) if effective_on else None
    claim = read_claim(effective_on=done_on, share=share, years=years, result=result)
    if nothing is not None:
        claim, note = replace(claim, nothing_to_report=True), nothing
    with opened_house(simulated_at=as_of) as (house, moment):
        kept = hand_in_words(
            house, occurrence_id, evidence, note=note, claim=claim, at=moment, actor=command_actor()
        )
        digests = _digests_of(house, kept.id or 0)
    echo(
        "Срок № {id}: подтверждение принято к проверке, версия {version}.",
        id=occurrence_id,
        version=kept.version,
    )
    for name, sha256 in digests:
        echo("SHA-256: {sha256} {name}", sha256=sha256, name=name)


def _digests_of(house: House, evidence_id: int) -> list[tuple[str, str]]:
    from models.database import open_reading
    from roadmaps.store.evidence import find_version

    with open_reading(house.engine) as session:
        version = find_version(session, evidence_id)
    return [(file.file_name or "", file.file_sha256 or "") for file in version.files] if version else []


@click.command("review")
@click.argument("occurrence", metavar="НОМЕР")
@click.option("--accept", is_flag=True, help="Принять подтверждение.")
@click.option("--return", "return_reason", metavar="ПОЧЕМУ", help="Вернуть с объяснением.")
@click.option("--accept-part", "missing", metavar="ЧЕГО_НЕТ", help="Принять часть: чего не хватает.")
@click.option("--share", default="", metavar="ДОЛЯ", help="Принятая доля, процентов от 1 до 99.")
@click.option("--years", default="", metavar="ГОДЫ", help="За какие годы принято: 2020, 2021.")
@as_of_option
def review_evidence(
    occurrence: str,
    accept: bool,
    return_reason: str | None,
    missing: str | None,
    share: str,
    years: str,
    as_of: str | None,
) -> None:
    """Принять подтверждение, принять его часть или вернуть на доработку."""
    from models.database import open_session
    from roadmaps.claims import name_part, read_claim
    from roadmaps.completion import require_part
    from roadmaps.store.steps import review

    occurrence_id = parse_id(occurrence)
    if [accept, return_reason is not None, missing is not None].count(True) != 1:
        raise CallerError("Выберите одно: --accept, --accept-part ЧЕГО_НЕТ или --return ПОЧЕМУ.")
    part = read_claim(share=share, years=years)
    if missing is not None:
        require_part(part)
    elif not part.is_empty:
        raise CallerError("--share и --years говорят о принятой части: пишите их с --accept-part.")
    reason = return_reason if missing is None else missing
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        review(session, occurrence_id, moment, command_actor(), return_reason=reason, part=part)
    if missing is not None:
        echo(
            "Срок № {id}: принято {part}, об остальном исполнитель получит письмо.",
            id=occurrence_id,
            part=name_part(part),
        )
    elif accept:
        echo("Срок № {id}: принято, напоминаний больше не будет.", id=occurrence_id)
    else:
        echo("Срок № {id}: возвращено, исполнитель получит письмо с причиной.", id=occurrence_id)


@click.command("extend")
@click.argument("occurrence", metavar="НОМЕР")
@click.option("--to", "to_due_on", required=True, metavar="ДАТА", help="Новый срок.")
@click.option("--reason", required=True, metavar="ПОЧЕМУ", help="Основание переноса.")
@as_of_option
def extend_due_date(occurrence: str, to_due_on: str, reason: str, as_of: str | None) -> None:
    """Перенести срок; прежний остаётся в истории."""
    from models.database import open_session
    from roadmaps.store.steps import extend

    occurrence_id, day = parse_id(occurrence), parse_day(to_due_on)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        extend(session, occurrence_id, day, reason, moment, command_actor())
    echo("Срок № {id} перенесён на {day}.", id=occurrence_id, day=format_day(day))


@click.command("cancel")
@click.argument("occurrence", metavar="НОМЕР")
@click.option("--reason", required=True, metavar="ПОЧЕМУ", help="Основание.")
@as_of_option
def cancel_occurrence(occurrence: str, reason: str, as_of: str | None) -> None:
    """Снять срок: о нём больше не напоминают."""
    from models.database import open_session
    from roadmaps.store.steps import cancel

    occurrence_id = parse_id(occurrence)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        cancel(session, occurrence_id, reason, moment, command_actor())
    echo("Срок № {id} снят.", id=occurrence_id)


@click.command("resume")
@click.argument("occurrence", metavar="НОМЕР")
@as_of_option
def resume_occurrence(occurrence: str, as_of: str | None) -> None:
    """Напоминать о сроке, который прошёл до утверждения карты."""
    from models.database import open_session
    from roadmaps.store.steps import resume

    occurrence_id = parse_id(occurrence)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        resume(session, occurrence_id, moment, command_actor())
    echo("Срок № {id}: исполнитель получит письмо при ближайшем проходе.", id=occurrence_id)


@click.command("settle")
@click.argument("task", metavar="ЗАДАЧА")
@click.option("--term", "phrase", required=True, metavar="ФРАЗА", help="Срок словами, которые читаются.")
@as_of_option
def settle_term(task: str, phrase: str, as_of: str | None) -> None:
    """Назвать срок задачи, который в документе не прочитан или не указан."""
    from models.database import open_session
    from roadmaps.store.settling import settle_task_term

    task_id = parse_id(task)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        term, held = settle_task_term(session, task_id, phrase, moment, command_actor())
    meaning = say_stored(term.meaning)
    echo("Задача № {id}: {meaning}; сроков {count}.", id=task_id, meaning=meaning, count=len(term.spans))
    if held:
        echo("Уже прошли и ждут решения: {held}.", held=", ".join(map(str, held)))


@click.command("event")
@click.argument("task", metavar="ЗАДАЧА")
@click.option("--on", "event_on", metavar="ДАТА", help="День, когда событие произошло.")
@click.option("--remove", is_flag=True, help="Снять названный день: срок ждёт события снова.")
@as_of_option
def enter_event(task: str, event_on: str | None, remove: bool, as_of: str | None) -> None:
    """Назвать день события, от которого считается срок задачи; другой день переносит срок."""
    from models.database import open_session
    from roadmaps.store.guesses import is_guessed
    from roadmaps.store.settling import remove_event, settle_event

    task_id = parse_id(task)
    if (event_on is None) != remove:
        raise CallerError("Назовите день (--on ДАТА) или снимите его (--remove).")
    day = parse_day(event_on) if event_on is not None else None
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        if day is None:
            remove_event(session, task_id, moment, command_actor())
            echo("Задача № {id}: день события снят, писем о ней нет.", id=task_id)
            return
        due_on, held = settle_event(session, task_id, day, moment, command_actor())
        guessed = is_guessed(session, task_id, due_on)
    echo("Задача № {id}: срок до {day}.", id=task_id, day=format_day(due_on))
    if guessed:
        echo(
            "Внимание: переносы выходных на {year} год ещё не опубликованы, этот день — предположение.",
            year=due_on.year,
        )
    if held:
        echo("Уже прошли и ждут решения: {held}.", held=", ".join(map(str, held)))


@click.group("contact")
def contact() -> None:
    """Почтовые адреса исполнителей."""


@contact.command("set")
@click.argument("party", metavar="ИСПОЛНИТЕЛЬ")
@click.argument("address", metavar="АДРЕС")
@click.option("--name", metavar="ИМЯ", help="Имя человека.")
@click.option("--zone", metavar="ПОЯС", help="Часовой пояс: Asia/Yekaterinburg.")
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), help="Язык писем и страниц за их ссылками: ru или en."
)
@as_of_option
def set_contact(
    party: str, address: str, name: str | None, zone: str | None, language: str | None, as_of: str | None
) -> None:
    """Назвать адрес исполнителя."""
    from models.database import open_session
    from notifications.headers import parse_address
    from roadmaps.store import contacts

    if parse_address(address.strip(), "") is None:
        raise CallerError("«{address}» не похоже на почтовый адрес.", address=address)

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        wishes = {"name": name, "zone": zone, "language": language}
        done = contacts.set_contact(session, party, address, moment, command_actor(), **wishes)
    echo(
        "{party}: {address}, сроков {count}.", party=done.party, address=done.address, count=done.occurrences
    )
    if done.is_new_party:
        echo("Внимание: ни один документ такого исполнителя пока не называет.")


@contact.command("list")
@json_option
def list_contacts(as_json: bool) -> None:
    """Исполнители и их адреса; сначала те, у кого адреса нет."""
    from models.database import open_reading
    from roadmaps.store import contacts

    with opened_house() as (house, _), open_reading(house.engine) as session:
        listing = contacts.list_contacts(session)
    if as_json:
        print_json(listing)
        return
    rows = [
        (entry["party"], ", ".join(person["address"] for person in entry["people"]) or say("нет адреса"))  # type: ignore[attr-defined]
        for entry in listing
    ]
    print_table("Исполнители", ["Исполнитель", "Адреса"], rows)


COMMANDS = [
    hand_in,
    review_evidence,
    extend_due_date,
    cancel_occurrence,
    resume_occurrence,
    settle_term,
    enter_event,
    contact,
]
