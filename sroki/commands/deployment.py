"""Commands of the way with many machines: the schema, the deployments on a Prefect server, a worker."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.errors import CallerError, SrokiError
from models.language import say, say_error
from sroki.commands.common import echo, json_option, opened_house, print_json

if TYPE_CHECKING:
    from flows.deploying import Change
    from flows.prefect_server import PrefectServer
    from models.settings import Settings

_AGAIN_AFTER_S = 3.0
_SENTENCES = {
    ("pool", "made"): "Пул работ {name}: создан.",
    ("pool", "changed"): "Пул работ {name}: был остановлен, снова работает.",
    ("pool", "left"): "Пул работ {name}: уже есть.",
    ("deployment", "made"): "{name}: создано.",
    ("deployment", "changed"): "{name}: изменено ({details}).",
    ("deployment", "left"): "{name}: уже так.",
    ("deployment", "removed"): "{name}: убрано, больше не нужно.",
}
_PROPERTIES = {
    "version": "версия",
    "entrypoint": "что исполняется",
    "parameters": "параметры",
    "tags": "метки",
    "command": "команда запуска",
    "pool": "пул",
    "schedule": "расписание",
    "paused": "было остановлено",
}


@click.command("migrate")
def migrate_schema() -> None:
    """Создать базу или обновить её схему; запускать до остальных процессов новой версии."""
    from models.migrations import current_revision

    with opened_house() as (house, _):
        revision = current_revision(house.engine)
    echo("База данных готова, версия схемы {revision}.", revision=revision)


@click.command("deploy")
@json_option
def register(as_json: bool) -> None:
    """Завести на сервере Prefect пул и всё, что исполняется по расписанию; можно повторять."""
    from flows.deploying import deploy
    from flows.prefect_server import PrefectServer
    from models.settings import load_settings

    settings = load_settings()
    with PrefectServer(settings) as server:
        changes = deploy(settings, server)
    if as_json:
        print_json([{**vars(change), "outcome": change.outcome.value} for change in changes])
        return
    for change in changes:
        _tell(change)
    echo("Готово: {address}. Исполнители запускаются так: sroki worker.", address=server.address)


def _tell(change: Change) -> None:
    details = ", ".join(say(_PROPERTIES[name]) for name in change.details)
    echo(_SENTENCES[change.kind, change.outcome.value], name=change.name, details=details)


@click.command("worker")
@click.option(
    "--limit", default=4, show_default=True, type=click.IntRange(1, 64), help="Сколько работ сразу."
)
@click.option("--name", help="Имя исполнителя на сервере Prefect.")
@click.option(
    "--health-port", type=click.IntRange(1, 65535), help="Порт, на котором исполнитель отвечает на /health."
)
@click.option(
    "--wait", "wait_s", default=120.0, show_default=True, help="Сколько секунд ждать сервер Prefect."
)
def run_worker(limit: int, name: str | None, health_port: int | None, wait_s: float) -> None:
    """Исполнитель: берёт работы с сервера Prefect и делает их, пока не остановят."""
    from flows.orchestra import prefect_environment
    from flows.prefect_server import PrefectServer
    from models.settings import load_settings

    settings = load_settings()
    with PrefectServer(settings) as server:
        _drop_overtaken(settings, server, wait_s)
    environment = os.environ | prefect_environment(settings.home, server.address)
    if settings.prefect_auth:
        environment["PREFECT_API_AUTH_STRING"] = settings.prefect_auth.get_secret_value()
    environment["PREFECT_LOGGING_EXTRA_LOGGERS"] = "sroki"
    # The runs are started as `python`: it must be this one, wherever the program is installed.
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = ["worker", "start", "--pool", settings.pool, "--type", "process", "--limit", str(limit)]
    command += ["--name", name] if name else []
    if health_port is not None:
        environment["PREFECT_WORKER_WEBSERVER_PORT"] = str(health_port)
        command.append("--with-healthcheck")
    echo("Исполнитель пула {pool}: {address}", pool=settings.pool, address=server.address)
    sys.stdout.flush()
    # In place of this process: whoever stops the service stops Prefect's worker itself.
    os.execve(sys.executable, [sys.executable, "-m", "prefect", *command], environment)  # noqa: S606 - our own Python # nosec B606


def _drop_overtaken(settings: Settings, server: PrefectServer, wait_s: float) -> None:
    """Once the server answers; SrokiError when it does not within so many seconds."""
    from flows.deploying import drop_overtaken, list_ours
    from flows.house import read_clock

    until_s = time.monotonic() + wait_s
    while True:
        try:
            ids = [found["id"] for found in list_ours(settings, server)]
            overtaken = drop_overtaken(server, ids, read_clock())
            break
        except CallerError:
            raise
        except SrokiError as error:
            if time.monotonic() + _AGAIN_AFTER_S > until_s:
                raise
            echo("{reason} Жду.", err=True, reason=say_error(error))
            time.sleep(_AGAIN_AFTER_S)
    if overtaken:
        echo("Пропущено проходов: {count}; их работу сделает один ближайший.", count=overtaken)


COMMANDS = [migrate_schema, register, run_worker]
