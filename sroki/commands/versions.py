"""What a new version of a document changes, shown before anything is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.language import say
from sroki.commands.common import echo, format_day, json_option, opened_house, print_json, print_table

if TYPE_CHECKING:
    from flows.importing import VersionReport
    from roadmaps.versions import Change, Comparison, TaskItem

_REASONS = {
    "same_document": "тот же номер и та же дата",
    "asked": "так указано",
    "amends": "документ вносит в неё изменения",
    "replaces": "документ принят взамен неё",
    "repeals": "документ признаёт её утратившей силу",
}
_SHOWN_CHARS = 90


@click.command("diff")
@click.argument("roadmap", metavar="КАРТА")
@click.argument("path", metavar="ФАЙЛ", type=click.Path(path_type=Path))
@click.option("--whole", is_flag=True, help="Чего в документе нет, того больше нет и в плане.")
@json_option
def compare_document(roadmap: str, path: Path, whole: bool, as_json: bool) -> None:
    """Что документ изменит в утверждённой карте; ничего не меняется."""
    from flows.importing import compare_file

    with opened_house() as (house, _):
        report = compare_file(house, roadmap, path, whole=whole)
    if as_json:
        print_json(report.as_json())
        return
    print_version(report)


def print_version(report: VersionReport) -> None:
    """The comparison as sentences and a table."""
    comparison = report.comparison
    echo(
        "Сравнение с картой № {id} «{title}» ({reason}).",
        id=report.roadmap_id,
        title=report.title,
        reason=say(_REASONS[report.reason]),
    )
    echo(
        "Без изменений {unchanged}, изменено {changed}, добавлено {added}, снято {removed}, "
        "в документе не названо и остаётся {untouched}.",
        unchanged=len(comparison.unchanged),
        changed=len(comparison.changed),
        added=len(comparison.added),
        removed=len(comparison.removed),
        untouched=len(comparison.untouched),
    )
    if not comparison.is_empty:
        columns = ["Что", "Строка", "Мероприятие", "Было", "Стало"]
        print_table("Изменения", columns, list(list_differences(comparison)))
    for text in report.instructions:
        echo("Проверьте, учтено ли: {text}", text=text)


def list_differences(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """What, row, task, before, after: a line of each difference."""
    for change in comparison.changed:
        for what, before, after in _differences(change):
            title = change.new.title[:_SHOWN_CHARS]
            yield what, change.new.uid, title, before[:_SHOWN_CHARS], after[:_SHOWN_CHARS]
    for item in comparison.added:
        yield say("добавлено"), item.uid, item.title[:_SHOWN_CHARS], "", _term(item)
    for item in comparison.removed:
        yield say("снято"), item.uid, item.title[:_SHOWN_CHARS], _term(item), ""


def _differences(change: Change) -> Iterator[tuple[str, str, str]]:
    from roadmaps.versions import ChangeKind

    old, new = change.old, change.new
    if ChangeKind.MOVED in change.kinds:
        yield say("перенумеровано"), _place(old), _place(new)
    if ChangeKind.REWORDED in change.kinds:
        for before, after in (
            (old.title, new.title),
            (old.expected_result, new.expected_result),
            (old.raw_term, new.raw_term),
        ):
            if before != after and not (before == old.raw_term and ChangeKind.TERM in change.kinds):
                yield say("слова"), before, after
    if ChangeKind.TERM in change.kinds:
        yield say("срок"), _term(old), _term(new)
    if ChangeKind.PARTIES in change.kinds:
        yield say("исполнители"), _names(old), _names(new)


def _place(item: TaskItem) -> str:
    return ", ".join(str(part) for part in (item.number, item.section, item.year_section) if part)


def _term(item: TaskItem) -> str:
    days = [f"{format_day(opens)}–{format_day(due)}".strip("–") for opens, due in item.spans[:3]]
    more = f" (+{len(item.spans) - 3})" if len(item.spans) > 3 else ""
    return f"{item.raw_term}: {', '.join(days)}{more}" if days else item.raw_term


def _names(item: TaskItem) -> str:
    return ", ".join(name for _, names in item.cast for name in names) or "—"


COMMANDS = [compare_document]
