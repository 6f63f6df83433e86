"""Commands that explain: why a mail came or did not, and whether the house is in order."""

from __future__ import annotations

import click

from models.language import say
from sroki.commands.common import (
    as_of_option,
    echo,
    format_day,
    json_option,
    opened_house,
    print_json,
    print_table,
)


@click.command("why")
@click.argument("who", metavar="АДРЕС|НОМЕР")
@as_of_option
@json_option
def explain(who: str, as_of: str | None, as_json: bool) -> None:
    """Почему письмо пришло или не пришло: человеку (адрес) или по сроку (номер)."""
    from flows.explaining import explain as explain_all
    from flows.reporting.wording import NOTICES
    from flows.ticking import latest_pass_at
    from models.database import open_reading

    with opened_house(simulated_at=as_of) as (house, moment), open_reading(house.engine) as session:
        at = moment if as_of else latest_pass_at(session) or moment
        found = explain_all(session, who, house.settings.tzinfo, at)
    if as_json:
        print_json(found.reasons)
        return
    rows = [
        (
            format_day(r["planned_on"]),
            r["to"],
            say(NOTICES.get(r["kind"], r["kind"])),
            r["occurrence"] or "",
            r["outcome"],
            r["rule"],
        )
        for r in found.reasons
    ]
    print_table("Почему", ["День", "Кому", "Повод", "Срок №", "Что с письмом", "Правило"], rows)
    for note in found.notes:
        echo("{note}", note=note)


@click.command("doctor")
@json_option
def examine(as_json: bool) -> None:
    """Всё ли в порядке: база, почта, адреса, часы."""
    from flows.examining import examine_house

    with opened_house() as (house, _):
        findings = examine_house(house)
    if as_json:
        print_json([{"ok": finding.ok, "sentence": finding.sentence} for finding in findings])
    else:
        for finding in findings:
            mark = say("в порядке") if finding.ok else say("внимание")
            echo("{mark}: {sentence}", mark=mark, sentence=say(finding.template, **finding.details))
    if not all(finding.ok for finding in findings):
        raise click.exceptions.Exit(1)


COMMANDS = [explain, examine]
