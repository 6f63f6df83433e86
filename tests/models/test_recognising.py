"""Sentences that are stored in Russian are recognised by their templates and said in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.language import speaking
from models.recognising import say_stored
from models.templates import CYRILLIC

ROOT = Path(__file__).parents[2]
# Where sentences are made that stay with a document: of rows, points and tables; of terms.
MAKERS = [
    *(ROOT / "roadmaps" / f"{name}.py" for name in (
        "assembly", "checks", "documents", "layout", "merged", "omissions", "order_points", "rows",
    )),
    *sorted((ROOT / "roadmaps" / "deadlines").glob("*.py")),
]  # fmt: skip
HALVES = {"Слова «7» стоят в лишнем столбце: ", "Не прочитано", "Недели месяца сочтены по семь дней от его "}


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("с 15 апреля по 10 мая 2021 года", "from 15 April to 10 May 2021"),
        ("до 5 июня 2021 года; с 1 по 30 июня 2022 года", "by 5 June 2021; from 1 to 30 June 2022"),
        ("каждый квартал, до 10-го числа месяца (января, апреля)",
         "every quarter, by day 10 of the month (January, April)"),
        ("8 сроков: до 5 июня 2021 года, …, до 5 июня 2024 года",
         "8 deadlines: by 5 June 2021, …, by 5 June 2024"),
        ("Срок «до 5 мая»: Срок не указан.", "The term «до 5 мая»: No term is given."),
        ("Срок «до 5, и 6 мая» не удалось прочитать.", "The term «до 5, и 6 мая» could not be read."),
        ("Период документа не назван: сроки разложены на три года, с 01.02.2021 по 01.02.2024.",
         "The period of the document is not named: terms are laid out over three years, "
         "from 1 February 2021 to 1 February 2024."),
        ("в пределах 1 дня со дня получения", "within 1 day «со дня получения»"),
        ("в пределах 21 дня со дня получения", "within 21 days «со дня получения»"),
        ("не менее чем за 1 рабочий день до события", "at least 1 working day before the event"),
        ("не менее чем за 2 рабочих дня до события", "at least 2 working days before the event"),
        ("не менее чем за 21 день до события", "at least 21 days before the event"),
        ("31.02.2021", "31.02.2021"),
        ("Письмо вернулось: no such mailbox", "The mail came back: no such mailbox"),
        ("Чего в каталоге нет.", "Чего в каталоге нет."),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_recognised_is_said_in_english(russian: str, english: str) -> None:
    assert say_stored(russian) == russian
    with speaking("en"):
        assert say_stored(russian) == english


@pytest.mark.parametrize("path", MAKERS, ids=lambda path: path.name)
def test_every_sentence_on_a_document_is_recognised(path: Path) -> None:
    with speaking("en"):
        said = {sentence: say_stored(sentence) for sentence in sentences_of(path) if sentence not in HALVES}
    left = {ru: en for ru, en in said.items() if CYRILLIC.search(re.sub("«[^»]*»", "", en))}
    assert not left, "add these to models/locale/en/stored.po"


def sentences_of(path: Path) -> Iterator[str]:
    """Sentences of a module with a sample in each field; those of errors are looked up as they are."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    raised = {part for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    parts |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)} | raised
    for node in ast.walk(tree):
        if node not in parts and isinstance(node, ast.JoinedStr | ast.Constant):
            text = fill_in(node)
            if re.match("[А-ЯЁ«].*[а-яё]+.*(?:[.]|: )$", text) and "\\" not in text:
                yield text


def fill_in(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(sample_of(part) for part in node.values)


def sample_of(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    spec = part.format_spec if isinstance(part, ast.FormattedValue) else None
    is_day = spec is not None and "%d" in "".join(map(sample_of, spec.values))  # type: ignore[attr-defined]
    return "05.06.2021" if is_day else "2021" if "year" in ast.unparse(part) else "7"
