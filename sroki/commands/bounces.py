"""The command that takes in mail that came back."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from models.errors import CallerError, UnreadableFileError
from sroki.commands.common import as_of_option, echo, json_option, opened_house, print_json


@click.command("bounce")
@click.argument("source", metavar="ФАЙЛ|-", required=False)
@click.option(
    "--maildir", metavar="ПАПКА", type=click.Path(path_type=Path), help="Прочесть всё новое в Maildir."
)
@click.option("--mailbox", is_flag=True, help="Прочесть новое в ящике IMAP из SROKI_BOUNCE_URL.")
@as_of_option
@json_option
def take_in_bounces(
    source: str | None, maildir: Path | None, mailbox: bool, as_of: str | None, as_json: bool
) -> None:
    """Разобрать вернувшиеся письма: на неверные адреса больше не писать."""
    from flows.bouncing import receive_bounce, receive_mailbox, receive_maildir

    if [source is not None, maildir is not None, mailbox].count(True) != 1:
        raise CallerError("Назовите одно: файл письма (или - для ввода), --maildir ПАПКА либо --mailbox.")
    with opened_house(simulated_at=as_of) as (house, moment):
        if mailbox:
            bounces = receive_mailbox(house, moment)
        elif maildir is not None:
            bounces = receive_maildir(house, maildir, moment)
        else:
            bounces = [receive_bounce(house, _read(source or "-"), moment)]
    if as_json:
        print_json([{"outcome": bounce.outcome.value, "address": bounce.address} for bounce in bounces])
        return
    counts = Counter(bounce.outcome.value for bounce in bounces)
    echo(
        "Писем разобрано {total}: неверных адресов {dead}, не доставлено {lost}, задержек {noted}, "
        "уже известных {known}, посторонних {unrelated}.",
        total=len(bounces),
        dead=counts["dead"],
        lost=counts["lost"],
        noted=counts["noted"],
        known=counts["known"],
        unrelated=counts["unrelated"],
    )


def _read(source: str) -> bytes:
    from notifications.bounces import LONGEST_REPORT_BYTES

    if source == "-":
        return sys.stdin.buffer.read(LONGEST_REPORT_BYTES)
    try:
        with Path(source).open("rb") as file:
            return file.read(LONGEST_REPORT_BYTES)
    except OSError as error:
        raise UnreadableFileError(
            "Файл {path} не открывается: {reason}.", path=source, reason=error.strerror or error
        ) from error


COMMANDS = [take_in_bounces]
