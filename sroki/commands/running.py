"""Commands that run the house: a tick, a dry run, the server, the demonstration, a report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from models.errors import CallerError, SrokiError
from sroki.commands.common import (
    as_of_option,
    command_actor,
    echo,
    json_option,
    opened_house,
    parse_day,
    print_json,
    print_table,
)
from sroki.progress import day_progress


@click.command("tick")
@as_of_option
@json_option
def run_tick(as_of: str | None, as_json: bool) -> None:
    """Один проход: открыть окна, напомнить, отправить письма."""
    from flows.ticking import tick

    with opened_house(simulated_at=as_of) as (house, moment):
        report = tick(house, moment)
    if as_json:
        print_json(
            {
                "as_of": report.as_of.isoformat(),
                "claimed": report.claimed,
                "opened": report.advanced.opened,
                "closed": report.advanced.closed,
                "queued": report.advanced.queued,
                "missed": report.advanced.missed,
                "sent": report.delivered.sent,
                "retried": report.delivered.retried,
                "failed": report.delivered.failed,
                "cancelled": report.delivered.cancelled,
                "paused": report.delivered.paused,
            }
        )
    elif not report.claimed:
        echo("Этот проход уже выполняет другой процесс.")
    else:
        echo(
            "Окон открыто {opened}, закрыто {closed}; писем подготовлено {queued}, ушло {sent}, "
            "отложено {retried}, не доставлено {failed}.",
            opened=report.advanced.opened,
            closed=report.advanced.closed,
            queued=report.advanced.queued,
            sent=report.delivered.sent,
            retried=report.delivered.retried,
            failed=report.delivered.failed,
        )
    if report.delivered.paused:
        raise SrokiError(
            "Почта не отправляется, письма ждут в очереди: {reason}", reason=report.delivered.paused
        )


@click.command("simulate")
@click.option("--from", "first", required=True, metavar="ДАТА", help="Первый день.")
@click.option("--to", "last", required=True, metavar="ДАТА", help="Последний день.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics"]),
    default="table",
    show_default=True,
    help="Вид ответа: таблица, JSON, файл для Excel, календарь.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать.")
@json_option
def run_simulation(first: str, last: str, form: str, output: Path | None, as_json: bool) -> None:
    """Какие письма, кому и когда ушли бы; ничего не отправляется и не меняется."""
    from flows.simulating import simulate

    first_on, last_on = parse_day(first), parse_day(last)
    if first_on > last_on:
        raise CallerError("Первый день позже последнего.")
    form = "json" if as_json else form
    if output is not None and form == "table":
        raise CallerError("Таблица только показывается; в файл пишутся json, csv и ics: --format.")
    with opened_house() as (house, _), day_progress("Прогон, дни", first_on, last_on) as advance_to:
        messages = simulate(house, first_on, last_on, advance_to)
    if form != "table":
        _export(messages, form, output)
        return
    rows = [(m["planned_on"], m["to"], m["kind"], m["subject"]) for m in messages]
    print_table("Что ушло бы", ["День", "Кому", "Вид", "Тема"], rows)


def _export(messages: list[dict[str, object]], form: str, output: Path | None) -> None:
    """Write a dry run into a file, or onto standard output."""
    import json

    from flows.exporting import write_csv, write_mail_calendar
    from flows.reporting import write_whole

    if form == "json":
        text = json.dumps(messages, ensure_ascii=False, indent=1, default=str) + "\n"
    else:
        text = write_csv(messages) if form == "csv" else write_mail_calendar(messages)
    if output is None:
        sys.stdout.write(text)
        return
    write_whole(output, text)
    echo("Писем: {count}. Записано: {path}", count=len(messages), path=output)


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="На каком адресе слушать.")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="На каком порту."
)
@click.option(
    "--administrator",
    "administrator",
    metavar="АДРЕС",
    help="Почта первого администратора: показать ссылку для его пароля.",
)
@click.option("--pages-only", is_flag=True, help="Без часов: их работу делают исполнители Prefect.")
def run_server(host: str, port: int, administrator: str | None, pages_only: bool) -> None:
    """Страницы и часы в одном процессе."""
    from flows.fetching import open_web
    from flows.house import open_house
    from models.settings import is_loopback, load_settings
    from sroki.server import serve
    from sroki.starting import invite_administrator

    settings = load_settings()
    if "base_url" not in settings.model_fields_set and port and is_loopback(host):
        # Links in mails lead where the pages are; a published house names its address itself.
        settings = settings.model_copy(update={"base_url": f"http://127.0.0.1:{port}"})
    house = open_house(settings)
    house.web = open_web(house.settings)
    try:
        actor = command_actor()
        invitation = invite_administrator(house, administrator, actor) if administrator else ""
        serve(house, host, port, invitation, with_clock=not pages_only)
    finally:
        house.close()


@click.command("demo")
@click.option("--once", is_flag=True, help="Без страницы: показать таблицу и выйти.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Порт страницы.")
def run_demo(once: bool, port: int) -> None:
    """Показать всё на примерах: документы, два года по дням, письма, проверка, страница."""
    from models.settings import load_settings
    from sroki.demo import run

    run(load_settings(), once=once, port=port)


@click.command("report")
@click.option("--roadmap", metavar="КАРТА", help="Номер карты, номер документа или часть названия.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "docx", "pdf", "xlsx", "ics"]),
    default="html",
    show_default=True,
    help="Вид отчёта.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Куда записать.")
@as_of_option
def make_report(roadmap: str | None, form: str, output: Path | None, as_of: str | None) -> None:
    """Записать отчёт о выполнении одним файлом."""
    from flows.reporting.files import write_report_file
    from models.database import open_reading
    from roadmaps.store.drafts import find_roadmap

    with opened_house(simulated_at=as_of) as (house, moment):
        with open_reading(house.engine) as session:
            roadmap_id = find_roadmap(session, roadmap).id if roadmap else None
        path = output or Path(f"sroki-report-{roadmap_id or 'all'}.{form}")
        write_report_file(house, roadmap_id, form, path, moment)
    echo("Отчёт: {path}", path=path)


COMMANDS = [run_tick, run_simulation, run_server, run_demo, make_report]
