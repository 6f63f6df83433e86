"""Commands of whoever looks after the machine: copies, moves to another database, stopping the mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import CallerError
from models.language import say
from sroki.commands.common import command_actor, echo, json_option, opened_house, print_json

if TYPE_CHECKING:
    from models.settings import Settings

_MIB = 1024 * 1024


@click.command("backup")
@click.argument("target", metavar="КУДА", type=click.Path(path_type=Path), default=Path())
@click.option("--encrypt", is_flag=True, help="Зашифровать паролем из SROKI_BACKUP_PASSPHRASE.")
@click.option("--check", "is_checked", is_flag=True, help="Сразу восстановить в сторону и сверить.")
@json_option
def back_up(target: Path, encrypt: bool, is_checked: bool, as_json: bool) -> None:
    """Копия всего: база, документы, подтверждения, ключ журнала; работать при этом можно."""
    from flows.backup.restoring import check_backup
    from flows.backup.saving import back_up

    with opened_house() as (house, _):
        passphrase = _passphrase(house.settings)
        if encrypt and not passphrase:
            raise CallerError("Чтобы зашифровать копию, задайте пароль в SROKI_BACKUP_PASSPHRASE.")
        made = back_up(house, target, passphrase if encrypt else None)
    if is_checked:
        check_backup(made.path, passphrase)
    if as_json:
        print_json({**vars(made), "path": str(made.path), "checked": is_checked})
        return
    echo(
        "Копия {path}: строк {rows}, файлов {files}, {size:.1f} МБ.",
        path=made.path,
        rows=made.rows,
        files=made.files,
        size=made.size_bytes / _MIB,
    )
    if is_checked:
        echo("Проверено: копия восстанавливается, всё сходится.")


@click.command("restore")
@click.argument("backup", metavar="КОПИЯ", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", "is_check", is_flag=True, help="Только проверить, ничего не меняя.")
def restore_house(backup: Path, is_check: bool) -> None:
    """Восстановить всё из копии в пустую папку и базу; отправка писем остаётся выключенной."""
    from flows.backup.restoring import check_backup, restore
    from models.settings import load_settings

    settings = load_settings()
    passphrase = _passphrase(settings)
    if is_check:
        found = check_backup(backup, passphrase)
        echo(
            "Копия от {at:%d.%m.%Y %H:%M} UTC цела: строк {rows}, файлов {files}.",
            at=found.made_at,
            rows=found.rows,
            files=found.files,
        )
        return
    found = restore(settings, backup, passphrase)
    echo(
        "Восстановлено на {at:%d.%m.%Y %H:%M} UTC: строк {rows}, файлов {files}; всё сверено.",
        at=found.made_at,
        rows=found.rows,
        files=found.files,
    )
    echo("Письма не отправляются. Когда всё проверите: sroki sending start.")


@click.command("migrate-to")
@click.argument("address", metavar="АДРЕС")
def move_house(address: str) -> None:
    """Перенести всё в другую, пустую базу (postgresql://…) и сверить до строки; прежняя не меняется."""
    from flows.backup.moving import move_to
    from models.settings import with_driver

    with opened_house() as (house, _):
        moved = move_to(house, with_driver(address))
    echo("Перенесено и сверено: строк {rows}, таблиц {tables}.", rows=moved.rows, tables=moved.tables)
    echo("Дальше: остановите прежнюю программу, задайте SROKI_DATABASE_URL и запустите снова.")


@click.group("sending")
def sending() -> None:
    """Отправка писем: остановить всю и включить снова; задуманное не теряется, а ждёт."""


@sending.command("stop")
@click.option("--reason", default="", help="Почему.")
def stop_sending(reason: str) -> None:
    """Не отправлять ничего, пока не включат."""
    from flows.pausing import pause_sending
    from models.database import open_session

    with opened_house() as (house, moment), open_session(house.engine) as session:
        is_new = pause_sending(session, moment, command_actor(), reason)
    echo("Отправка остановлена." if is_new else "Отправка уже была остановлена.")


@sending.command("start")
def start_sending() -> None:
    """Отправлять снова: то, что ждёт, уйдёт ближайшим проходом; устаревшее не уйдёт."""
    from flows.pausing import resume_sending
    from models.database import open_session

    with opened_house() as (house, moment), open_session(house.engine) as session:
        was_paused = resume_sending(session, moment, command_actor())
    echo("Отправка включена." if was_paused else "Отправка и не была остановлена.")


@sending.command("status")
@json_option
def show_sending(as_json: bool) -> None:
    """Идёт ли отправка."""
    from flows.pausing import find_pause
    from models.database import open_reading

    with opened_house() as (house, _), open_reading(house.engine) as session:
        pause = find_pause(session)
    if as_json:
        print_json(vars(pause) if pause else None)
    elif pause is None:
        echo("Отправка идёт.")
    else:
        echo(
            "Отправка остановлена {at:%d.%m.%Y %H:%M} UTC ({who}). {reason}",
            at=pause.since_at,
            who=pause.set_by,
            reason=say(pause.reason) if pause.reason else "",
        )


def _passphrase(settings: Settings) -> str | None:
    secret = settings.backup_passphrase
    return secret.get_secret_value() if secret and secret.get_secret_value() else None


COMMANDS = [back_up, restore_house, move_house, sending]
