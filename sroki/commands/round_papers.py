"""Commands of the papers of a monitoring: the summary report."""

from __future__ import annotations

from pathlib import Path

import click

from sroki.commands.common import as_of_option, command_actor, echo, opened_house
from sroki.commands.rounds import rounds


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


COMMANDS: list[click.Command] = []
