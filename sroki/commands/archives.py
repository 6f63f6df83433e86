"""Commands for inspectors and archives: a roadmap whole, what is past keeping, reports of completion."""

from __future__ import annotations

from pathlib import Path

import click

from sroki.commands.common import as_of_option, command_actor, echo, format_day, opened_house, print_table


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


COMMANDS = [export_archive, show_retention]
