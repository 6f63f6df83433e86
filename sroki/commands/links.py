"""The command that checks pages in evidence at once."""

from __future__ import annotations

import click

from sroki.commands.common import as_of_option, echo, json_option, opened_house, print_json


@click.command("check-links")
@as_of_option
@json_option
def check_links(as_of: str | None, as_json: bool) -> None:
    """Проверить страницы-подтверждения, которым пора: сеть спрашивают только здесь и в serve."""
    from collections import Counter

    from flows import evidence_checks
    from flows.fetching import open_web

    states: Counter[str] = Counter()
    with opened_house(simulated_at=as_of) as (house, moment):
        house.web = open_web(house.settings)
        while evidence_checks.are_links_due(house, moment):
            states.update(evidence_checks.check_links(house, moment).states)
    if as_json:
        print_json({"checked": states.total(), **states})
        return
    echo(
        "Проверено страниц {checked}: на месте {present}, исчезло {lost}, пока не отвечает {failing}, "
        "сайт не разрешает {disallowed}, адрес не годится {refused}.",
        checked=states.total(),
        present=states["present"],
        lost=states["lost"],
        failing=states["failing"],
        disallowed=states["disallowed"],
        refused=states["refused"],
    )


COMMANDS = [check_links]
