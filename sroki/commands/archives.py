"""Commands for inspectors and archives: a roadmap whole, what is past keeping, reports of completion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from roadmaps.store.reported import ReportedRow


@click.command("export")
@click.argument("roadmap", metavar="КАРТА")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать.")
def export_archive(roadmap: str, output: Path | None) -> None:
    """Всё о карте одним zip: документы, сроки, подтверждения, решения, журнал; проверяется sha256sum."""
    from flows.archiving import export_roadmap

    with opened_house() as (house, _):
        export = export_roadmap(house, roadmap, output)
    echo("Выгрузка: {path}, файлов {count}.", path=export.path, count=export.files)
    if export.missing:
        echo(
            "Внимание: в хранилище нет файлов: {count}; они названы в missing.txt.", count=len(export.missing)
        )


@click.command("retention")
@click.option(
    "--apply", "is_applied", is_flag=True, help="Уничтожить и выдать акт; без ключа — только показать."
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать акт.")
@as_of_option
def show_retention(is_applied: bool, output: Path | None, as_of: str | None) -> None:
    """Подтверждения закрытых карт, срок хранения которых (SROKI_RETENTION_YEARS) истёк."""
    from flows.reporting import write_whole
    from flows.retaining import destroy_past, list_past

    with opened_house(simulated_at=as_of) as (house, moment):
        cleaning = destroy_past(house, moment, command_actor()) if is_applied else list_past(house, moment)
    if not cleaning.past:
        echo("Подтверждений с истёкшим сроком хранения нет.")
    elif cleaning.act is None:
        rows = [
            (
                p.roadmap_id,
                p.title,
                format_day(p.closed_on),
                format_day(p.keep_until_on),
                p.records,
                len(p.files),
            )
            for p in cleaning.past
        ]
        columns = ["№", "Карта", "Закрыта", "Хранить до", "Записей", "Файлов"]
        print_table("Срок хранения истёк", columns, rows)
        echo("Уничтожить с актом: sroki retention --apply.")
    elif output is None:
        click.echo(cleaning.act, nl=False)
    else:
        write_whole(output, cleaning.act)
        echo("Акт: {path}", path=output)


_CLAIMS = {
    "done": "выполнено",
    "done_in_years": "выполнено в названные годы",
    "partly": "выполнено частично: решает человек",
    "not_done": "не выполнено",
    "unclear": "не понято: решает человек",
}


@click.command("import-status")
@click.argument("file", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option(
    "--roadmap", required=True, metavar="КАРТА", help="Номер карты, номер документа или часть названия."
)
@click.option("--apply", "is_applied", is_flag=True, help="Сдать на проверку; без ключа — только показать.")
@as_of_option
@json_option
def import_status(file: Path, roadmap: str, is_applied: bool, as_of: str | None, as_json: bool) -> None:
    """Отчёт со столбцом «Выполнение»: найти мероприятия карты и сдать отчёт на проверку."""
    from flows import status_import

    with opened_house(simulated_at=as_of) as (house, moment):
        report = status_import.import_status(
            house, file, roadmap, apply=is_applied, at=moment, actor=command_actor()
        )
    if as_json:
        rows = [row.as_json() for row in report.rows]
        print_json({"roadmap": report.roadmap_id, "rows": rows, "handed_in": report.handed_in})
        return
    rows_shown = [(r.number, r.title[:60], r.status, _what_becomes_of(r)) for r in report.rows]
    print_table("Отчёт о выполнении", ["Строка", "Мероприятие", "Выполнение", "Что будет"], rows_shown)
    if is_applied:
        echo("Сдано на проверку сроков: {count}.", count=report.handed_in)
    else:
        count = sum(len(row.claimed) for row in report.rows)
        echo("Сдать на проверку сроков: {count} — тот же вызов с ключом --apply.", count=count)


def _what_becomes_of(row: ReportedRow) -> str:
    if row.match.value == "unmatched":
        return say("в карте не найдено")
    if row.match.value == "ambiguous":
        others = ", ".join(map(str, (row.task_id, *row.rivals)))
        return say("подходит несколько задач: № {ids}", ids=others)
    words = say(_CLAIMS[row.claim.value])
    if row.claimed:
        words += say("; на проверку сроки № {ids}", ids=", ".join(map(str, row.claimed)))
    if row.ready:
        words += say("; уже сданы № {ids}", ids=", ".join(map(str, row.ready)))
    if row.ahead:
        words += say("; ещё не начались № {ids}", ids=", ".join(map(str, row.ahead)))
    if row.partly:
        words += say("; только часть срока № {ids}: решает человек", ids=", ".join(map(str, row.partly)))
    return words


COMMANDS = [export_archive, show_retention, import_status]
