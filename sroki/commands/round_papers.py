"""Commands of the papers of a monitoring: the summary report, the letters of recommendations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from sroki.commands.rounds import rounds

if TYPE_CHECKING:
    from roadmaps.store.rounds.letters import LetterView

STATES = {"drafted": "составлено", "edited": "правлено", "approved": "утверждено"}


@rounds.command("report")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.option("--format", "form", type=click.Choice(["docx", "pdf"]), default="docx", help="Вид файла.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать.")
@click.option("--submit", is_flag=True, help="Сдать справку по сроку, который назначен приказом.")
@as_of_option
def write_report(name: str, form: str, out: Path | None, submit: bool, as_of: str | None) -> None:
    """Справка по итогам мониторинга: участие, уровни, показатели, рейтинг, рекомендации."""
    from flows.reporting import write_whole
    from flows.rounds_papers.reports import make_round_report, submit_round_report

    with opened_house(simulated_at=as_of) as (house, moment):
        if out is not None or not submit:
            content, file_name = make_round_report(house, name, form, moment)
            path = out or Path(file_name)
            write_whole(path, content)
            echo("Справка записана: {path}.", path=path)
        if submit:
            evidence = submit_round_report(house, name, moment, command_actor())
            echo(
                "Справка сдана: срок № {id}, версия {version}.",
                id=evidence.occurrence_id,
                version=evidence.version,
            )


@rounds.group("letters")
def letters() -> None:
    """Письма с адресными рекомендациями: составить, поправить, утвердить и отправить."""


@letters.command("draft")
@click.argument("name", metavar="МОНИТОРИНГ")
@click.option("--term", default="", metavar="СРОК", help="Срок рекомендаций, у которых своего нет.")
@click.option("--signatory", default="", metavar="ПОДПИСЬ", help="«И.О. Фамилия, должность».")
@click.option("--basis", default="", metavar="ПРИКАЗ", help="На что письмо ссылается.")
@as_of_option
def draft(name: str, term: str, signatory: str, basis: str, as_of: str | None) -> None:
    """Составить письма тем участникам, у кого их ещё нет."""
    from models.database import open_session
    from roadmaps.store.rounds.letters import Stationery, draft_letters
    from roadmaps.store.rounds.listing import find_round

    paper = Stationery(term, signatory, basis)
    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        count = draft_letters(session, find_round(session, name), paper, moment, command_actor())
    echo("Составлено писем: {count}.", count=count)


@letters.command("list")
@click.argument("name", metavar="МОНИТОРИНГ")
@json_option
def show_letters(name: str, as_json: bool) -> None:
    """Письма мониторинга: кому, сколько рекомендаций, утверждено ли."""
    from models.database import open_reading
    from roadmaps.store.rounds.letters import list_letters
    from roadmaps.store.rounds.listing import find_round

    with opened_house() as (house, _), open_reading(house.engine) as session:
        views = list_letters(session, find_round(session, name))
    if as_json:
        print_json([_as_json(view) for view in views])
        return
    rows = [
        (v.id, v.name, v.recommendations, v.without_term, say(STATES[v.state]), v.roadmap_id or "")
        for v in views
    ]
    print_table("Письма", ["№", "Кому", "Рекомендаций", "Без срока", "Состояние", "Карта"], rows)


@letters.command("show")
@click.argument("number", metavar="НОМЕР", type=int)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Записать: .docx или .pdf.")
@json_option
def show_letter(number: int, out: Path | None, as_json: bool) -> None:
    """Показать письмо по пунктам или записать его файлом."""
    from flows.reporting import write_whole
    from flows.rounds_papers.letters import make_letter_file
    from models.database import open_reading
    from roadmaps.store.rounds.letters import find_letter

    with opened_house() as (house, _):
        if out is not None:
            write_whole(out, make_letter_file(house, number, out.suffix.removeprefix("."))[0])
            echo("Письмо записано: {path}.", path=out)
            return
        with open_reading(house.engine) as session:
            view = find_letter(session, number)
    if as_json:
        print_json(_as_json(view))
        return
    echo("Письмо № {id}, редакция {revision}: {name}", id=view.id, revision=view.revision, name=view.name)
    rows = [
        (point.code, place, text, point.terms[place - 1] if place <= len(point.terms) else "")
        for point in view.text.points
        for place, text in enumerate(point.texts, start=1)
    ]
    print_table("Рекомендации", ["Код", "№", "Рекомендация", "Срок"], rows)


@letters.command("edit")
@click.argument("number", metavar="НОМЕР", type=int)
@click.option("--code", default="", metavar="КОД", help="Показатель; без ключа — рекомендации в целом.")
@click.option("--place", default=1, metavar="№", help="Которая рекомендация показателя.")
@click.option("--text", metavar="ТЕКСТ", help="Новый текст; пустой убирает рекомендацию.")
@click.option("--term", metavar="СРОК", help="Новый срок; пустой убирает срок.")
@click.option("--revision", type=int, metavar="N", help="Какую редакцию правите; без ключа — последнюю.")
@as_of_option
def edit(
    number: int,
    code: str,
    place: int,
    text: str | None,
    term: str | None,
    revision: int | None,
    as_of: str | None,
) -> None:
    """Поправить рекомендацию или её срок до утверждения."""
    from models.database import open_session
    from roadmaps.store.rounds.letters import change_text, edit_letter, find_letter

    with opened_house(simulated_at=as_of) as (house, moment), open_session(house.engine) as session:
        view = find_letter(session, number)
        changed = change_text(view.text, code, place, text, term)
        held = view.revision if revision is None else revision
        view = edit_letter(session, number, held, changed, moment, command_actor())
    echo("Письмо № {id}: редакция {revision}.", id=number, revision=view.revision)


@letters.command("approve")
@click.argument("numbers", metavar="НОМЕР…", type=int, nargs=-1, required=True)
@as_of_option
def approve(numbers: tuple[int, ...], as_of: str | None) -> None:
    """Утвердить: рекомендации станут задачами участника, письмо уйдёт его людям."""
    from flows.rounds_papers.letters import approve_and_send

    with opened_house(simulated_at=as_of) as (house, moment):
        for number in numbers:
            roadmap_id = approve_and_send(house, number, moment, command_actor())
            if roadmap_id is None:
                echo("Письмо № {id} было утверждено раньше.", id=number)
            else:
                echo(
                    "Письмо № {id} утверждено, рекомендации — карта № {roadmap}.",
                    id=number,
                    roadmap=roadmap_id,
                )


def _as_json(view: LetterView) -> dict[str, object]:
    from roadmaps.rounds.recommending import write_letter

    return dict(vars(view)) | {"text": write_letter(view.text), "recommendations": view.recommendations}


COMMANDS: list[click.Command] = []
