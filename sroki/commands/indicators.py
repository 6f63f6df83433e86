"""Commands for what monitorings ask, and for the recommendations that follow."""

from __future__ import annotations

from pathlib import Path

import click

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

_FILE = click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
_SET = click.option("--set", "name", required=True, metavar="НАБОР", help="Название или номер набора.")


@click.group("indicators")
def indicators() -> None:
    """Показатели мониторингов: наборы критериев и показателей, каждый с версиями."""


@indicators.command("import")
@_FILE
@click.option("--name", default="", metavar="НАЗВАНИЕ", help="Как назвать набор; без ключа — как в файле.")
@as_of_option
def import_indicators(path: Path, name: str, as_of: str | None) -> None:
    """Прочитать набор из книги Excel или документа; изменённый становится новой версией."""
    from flows.question_sets import import_questions

    with opened_house(simulated_at=as_of) as (house, moment):
        stored = import_questions(house, path, name, moment, command_actor())
    questions = stored.questions
    if not stored.is_new:
        echo(
            "Набор «{name}» тот же: № {id}, версия {version}.",
            name=questions.name,
            id=stored.id,
            version=questions.version,
        )
        return
    echo(
        "Набор «{name}»: № {id}, версия {version}, критериев {criteria}, показателей {indicators}.",
        name=questions.name,
        id=stored.id,
        version=questions.version,
        criteria=len(questions.criteria),
        indicators=len(questions.indicators),
    )


@indicators.command("list")
@json_option
def list_indicators(as_json: bool) -> None:
    """Наборы и их версии."""
    from models.database import open_reading
    from roadmaps.store.rounds.sets import list_sets

    with opened_house() as (house, _), open_reading(house.engine) as session:
        rows = [
            {
                "id": row.id,
                "name": row.name,
                "version": row.version,
                "criteria": len(row.content["criteria"]),
                "indicators": len(row.content["indicators"]),
                "source": row.source_name,
                "made_at": row.made_at.isoformat(),
                "made_on": format_day(row.made_at.astimezone(house.settings.tzinfo).date()),
            }
            for row in list_sets(session)
        ]
    if as_json:
        print_json(rows)
        return
    columns = ["№", "Набор", "Версия", "Критериев", "Показателей", "Файл", "Введён"]
    keys = ("id", "name", "version", "criteria", "indicators", "source", "made_on")
    print_table("Наборы показателей", columns, [[row[key] for key in keys] for row in rows])


@indicators.command("show")
@click.argument("name", metavar="НАБОР")
@json_option
def show_indicators(name: str, as_json: bool) -> None:
    """Показать набор: последнюю версию по названию или любую по номеру."""
    from models.database import open_reading
    from roadmaps.rounds.questions import write_question_set
    from roadmaps.rounds.rule_words import write_rule
    from roadmaps.rounds.set_sheets import KIND_WORDS
    from roadmaps.rounds.tables import write_fraction
    from roadmaps.store.rounds.sets import find_set, load_set

    with opened_house() as (house, _), open_reading(house.engine) as session:
        questions = load_set(session, find_set(session, name).id or 0)
    if as_json:
        print_json(write_question_set(questions))
        return
    echo("{name}, версия {version}", name=questions.name, version=questions.version)
    rows = [
        (i.criterion, i.code, i.title, KIND_WORDS[i.kind], write_fraction(i.weight), write_rule(i.scoring))
        for i in questions.indicators
    ]
    print_table("Показатели", ["Критерий", "№", "Показатель", "Тип", "Вес", "Правило"], rows)


@indicators.command("export")
@click.argument("name", metavar="НАБОР")
@_FILE
@as_of_option
def export_indicators(name: str, path: Path, as_of: str | None) -> None:
    """Записать набор книгой Excel, чтобы поправить его и ввести снова."""
    from flows.question_sets import export_questions

    with opened_house(simulated_at=as_of) as (house, moment):
        questions = export_questions(house, name, path, moment)
    echo(
        "Набор «{name}», версия {version}: {path}", name=questions.name, version=questions.version, path=path
    )


@click.group("recommendations")
def recommendations() -> None:
    """Рекомендации для писем участникам: по показателям и уровням."""


@recommendations.command("import")
@_FILE
@_SET
@as_of_option
def import_recommendations(path: Path, name: str, as_of: str | None) -> None:
    """Ввести рекомендации: книга Excel заменяет все, письмо добавляет свои."""
    from flows import question_sets

    with opened_house(simulated_at=as_of) as (house, moment):
        stored = question_sets.import_recommendations(house, path, name, moment, command_actor())
    if stored.is_changed:
        echo("Рекомендаций для набора «{name}»: {count}.", name=stored.set_name, count=stored.texts)
    else:
        echo("Рекомендации для набора «{name}» те же: {count}.", name=stored.set_name, count=stored.texts)
    for text in stored.left_out:
        echo(
            "Внимание: показателя {code} в наборе нет, не введено: {text}",
            code=text.code,
            text=text.text,
            err=True,
        )


@recommendations.command("list")
@_SET
@json_option
def list_recommendations(name: str, as_json: bool) -> None:
    """Рекомендации для набора в порядке писем."""
    from dataclasses import asdict

    from models.database import open_reading
    from roadmaps.store.rounds.library import load_library
    from roadmaps.store.rounds.sets import find_set, load_set

    with opened_house() as (house, _), open_reading(house.engine) as session:
        questions = load_set(session, find_set(session, name).id or 0)
        texts = load_library(session, questions.name)
    if as_json:
        print_json([asdict(text) for text in texts])
        return
    levels = {level.code: level.name for level in questions.levels}
    rows = [(text.code, levels.get(text.level, ""), text.text, text.term) for text in texts]
    print_table("Рекомендации", ["№", "Уровень", "Рекомендация", "Срок"], rows)


@recommendations.command("export")
@_FILE
@_SET
@as_of_option
def export_recommendations(path: Path, name: str, as_of: str | None) -> None:
    """Записать рекомендации книгой Excel, чтобы поправить их и ввести снова."""
    from flows import question_sets

    with opened_house(simulated_at=as_of) as (house, moment):
        stored = question_sets.export_recommendations(house, name, path, moment)
    echo(
        "Рекомендации для набора «{name}» ({count}): {path}",
        name=stored.set_name,
        count=stored.texts,
        path=path,
    )


COMMANDS = [indicators, recommendations]
