"""Commands for inspectors and archives: a roadmap whole, what is past keeping, reports of completion."""

from __future__ import annotations

from pathlib import Path

import click

from sroki.commands.common import echo, opened_house


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


COMMANDS = [export_archive]
