"""Commands that read: a phrase, a document, a document to keep."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.errors import CallerError, UnreadableFileError
from models.language import say
from models.recognising import say_stored
from models.values import Problem, TermContext
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    format_day,
    json_option,
    opened_house,
    parse_day,
    parse_years,
    print_json,
    print_table,
)
from sroki.commands.versions import print_version

if TYPE_CHECKING:
    from flows.importing import VersionReport


@click.command("term")
@click.argument("phrase", metavar="ФРАЗА", required=False)
@click.option("--period", metavar="ГОДЫ", help="Годы плана: 2021-2022.")
@click.option("--as-of", metavar="ДАТА", help="Дата документа: 2021-03-18.")
@click.option("--school-year", is_flag=True, help="План считает учебными годами.")
@click.option("--jsonl", metavar="ФАЙЛ", help="Фразы из файла, по одному JSON в строке («-»: из потока).")
@json_option
def read_term(
    phrase: str | None,
    period: str | None,
    as_of: str | None,
    school_year: bool,
    jsonl: str | None,
    as_json: bool,
) -> None:
    """Что значит фраза о сроке: даты, кварталы, правило повторения."""
    if jsonl is not None:
        _read_many(jsonl)
        return
    if phrase is None:
        raise CallerError("Напишите фразу: sroki term «II, IV кварталы» --period 2021-2022.")
    from roadmaps.deadlines import parse_deadline

    context = TermContext(
        period=parse_years(period) if period else None,
        as_of=parse_day(as_of) if as_of else None,
        school_year=school_year,
    )
    term = parse_deadline(phrase, context)
    if as_json:
        print_json(term.as_json())
        return
    _print_term(term)


def _print_term(term: Any) -> None:
    echo("Фраза: {raw}", raw=term.raw)
    echo("Смысл: {meaning}", meaning=say_stored(term.meaning) or say("не прочитан"))
    for span in term.spans:
        opens, due = format_day(span.opens_on), format_day(span.due_on)
        if not opens:
            echo("  до {due}", due=due)
        elif not due:
            echo("  с {opens}", opens=opens)
        else:
            echo("  с {opens} по {due}", opens=opens, due=due)
    if term.due_quarters:
        echo("Кварталы сдачи: {quarters}", quarters=", ".join(term.due_quarters))
    if term.recurrence:
        echo("Правило RFC 5545: {rule}", rule=term.recurrence)
    for sentence in term.assumed:
        echo("Принято: {sentence}", sentence=say_stored(sentence))
    for sentence in term.problems:
        echo("Проверьте: {sentence}", sentence=say_stored(sentence))


def _read_many(source: str) -> None:
    from roadmaps.deadlines import parse_deadline

    for number, line in enumerate(_lines_of(source), start=1):
        if line.strip():
            case, context = _read_case(line, number, source)
            term = parse_deadline(case["raw"], context)
            answer = {"id": case.get("id")} | term.as_json()
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _lines_of(source: str) -> Iterator[str]:
    try:
        if source == "-":
            yield from sys.stdin
            return
        with Path(source).open(encoding="utf-8-sig") as file:
            yield from file
    except OSError as error:
        raise UnreadableFileError(
            "Файл {path} не открывается: {reason}.", path=source, reason=error.strerror or error
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError("Файл {path} не в кодировке UTF-8.", path=source) from error


def _read_case(line: str, number: int, source: str) -> tuple[dict[str, Any], TermContext]:
    try:
        case = json.loads(line)
        period = case.get("context_period")
        context = TermContext(
            period=(int(period[0]), int(period[-1])) if period else None,
            as_of=date.fromisoformat(case["as_of"]) if case.get("as_of") else None,
            school_year=case.get("context_kind") == "school_year",
        )
        if not isinstance(case["raw"], str):
            raise TypeError("raw")
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise CallerError(
            "{source}, строка {number}: нужен JSON с полями id, raw, context_period, context_kind, as_of.",
            source=source,
            number=number,
        ) from error
    return case, context


@click.command("parse")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@json_option
def parse_file(path: Path, as_json: bool) -> None:
    """Прочитать документ целиком и показать, ничего не сохраняя."""
    from roadmaps.documents import read_document

    document = read_document(path)
    if as_json:
        print_json(document.as_json())
        return
    _print_parsed(document.as_json(), document.problems)


def _print_parsed(parsed: dict[str, Any], problems: Sequence[Problem]) -> None:
    document = parsed["document"]
    echo("{title}", title=document["annex_title"] or document["title"] or document["file"])
    years = "–".join(str(year) for year in document["period"] or [])
    echo(
        "№ {number} от {date}, годы: {years}",
        number=document["number"] or "—",
        date=document["date"] or "—",
        years=years or "—",
    )
    items = [p | {"uid": f"п. {p['effective_number']}", "title": p["text"]} for p in parsed["order_points"]]
    rows = [
        (
            item["uid"],
            item["title"][:70],
            item.get("raw_term") or "; ".join(t["raw"] for t in item.get("terms", [])),
            _dates(item),
            ", ".join(item["responsible"]),
        )
        for item in items + parsed["rows"]
    ]
    print_table("Прочитано", ["№", "Мероприятие", "Срок", "Даты", "Исполнители"], rows)
    for problem in problems:
        place = problem.place.said() if problem.place else ""
        echo("Проверьте ({place}): {sentence}", place=place, sentence=say_stored(problem.sentence))


def _dates(item: dict[str, Any]) -> str:
    terms = item.get("terms") or ([item["term"]] if "term" in item else [])
    spans = [span for term in terms for span in term["occurrences"]]
    words = [f"{start or ''}…{due or ''}" for start, due in spans[:3]]
    return ", ".join(words) + (f" (+{len(spans) - 3})" if len(spans) > 3 else "")


@click.command("import")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option("--approve", is_flag=True, help="Сразу утвердить: завести задачи и сроки.")
@click.option("--replaces", metavar="КАРТА", help="Это новая версия утверждённой карты.")
@click.option("--as-new", is_flag=True, help="Это отдельный документ, даже если похож на утверждённый.")
@click.option("--whole", is_flag=True, help="Чего в документе нет, того больше нет и в плане.")
@click.option("--term", metavar="СРОК", help="Срок рекомендаций письма, у которых своего нет.")
@click.option("--party", metavar="ОРГАНИЗАЦИЯ", help="Кому письмо с рекомендациями, если не прочиталось.")
@as_of_option
@json_option
def import_document(
    path: Path,
    approve: bool,
    replaces: str | None,
    as_new: bool,
    whole: bool,
    term: str | None,
    party: str | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Прочитать документ и сохранить черновик; с --approve завести задачи и сроки."""
    from flows.importing import LetterChoice, import_file

    if replaces is not None and as_new:
        raise CallerError("Выберите одно: --replaces или --as-new.")
    with opened_house(simulated_at=as_of) as (house, moment):
        report = import_file(
            house,
            path,
            approve=approve,
            as_of=moment,
            actor=command_actor(),
            replaces=replaces,
            as_new=as_new,
            whole=whole,
            letter=LetterChoice(term or "", party or "") if term or party else None,
        )
        held = _held(house, moment, report.approval.held) if report.approval else []
    if as_json:
        approval = report.approval
        print_json(
            {
                "roadmap_id": report.roadmap_id,
                "title": report.title,
                "created": report.created,
                "rows": report.rows,
                "points": report.points,
                "problems": list(report.problems),
                "approved": approval is not None,
                "tasks": approval.tasks if approval else 0,
                "occurrences": approval.occurrences if approval else 0,
                "held": [view.as_json() for view in held],
                "version": report.version.as_json() if report.version else None,
                "superseded_by_id": report.superseded_by_id,
            }
        )
        return
    _print_import(report, held)


def _held(house: Any, moment: Any, ids: tuple[int, ...]) -> list[Any]:
    if not ids:
        return []
    from models.database import open_reading
    from roadmaps.store.listing import OccurrenceFilter, list_occurrences

    with open_reading(house.engine) as session:
        return list_occurrences(session, OccurrenceFilter(ids=ids), moment)


def _print_import(report: Any, held: list[Any]) -> None:
    if not report.created:
        echo("Этот файл уже загружен: карта № {id}, повтор ничего не изменил.", id=report.roadmap_id)
        if report.superseded_by_id is not None:
            echo("Её заменила карта № {id}.", id=report.superseded_by_id)
    else:
        echo(
            "Карта № {id} «{title}»: строк {rows}, пунктов приказа со сроком {points}.",
            id=report.roadmap_id,
            title=report.title,
            rows=report.rows,
            points=report.points,
        )
    if report.problems and report.created:
        echo("Замечаний к чтению: {count}. Список: sroki problems.", count=len(report.problems))
    if report.version is not None:
        print_version(report.version)
    if report.rows + report.points + report.recommendations == 0:
        echo("В документе нет ни одной задачи со сроком: напоминать будет не о чем.")
    if report.approval is None:
        if report.version is not None:
            _print_choice(report.version)
        echo("Это черновик. Утвердить: тот же вызов с ключом --approve.")
        return
    echo(
        "Утверждено: новых задач {tasks}, новых сроков {occurrences}."
        if report.version
        else "Утверждено: задач {tasks}, сроков {occurrences}.",
        tasks=report.approval.tasks,
        occurrences=report.approval.occurrences,
    )
    if held:
        rows = [(v.id, v.task_uid, v.title[:60], format_day(v.facts.due_on), v.raw_term) for v in held]
        print_table(
            "Прошли до утверждения или отмечены выполненными: ждут вашего решения",
            ["№", "Строка", "Мероприятие", "Срок", "Как в документе"],
            rows,
        )
        echo("Напоминать: sroki resume НОМЕР. Снять: sroki cancel НОМЕР --reason ПОЧЕМУ.")


def _print_choice(version: VersionReport) -> None:
    if version.is_sure:
        echo("С --approve это станет новой версией карты № {id}.", id=version.roadmap_id)
        echo("Если документ отдельный, добавьте --as-new.")
    else:
        echo(
            "Общих задач почти нет: скажите --replaces {id} или --as-new.",
            id=version.roadmap_id,
        )


COMMANDS = [read_term, parse_file, import_document]
