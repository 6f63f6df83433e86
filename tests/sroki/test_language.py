"""The English catalogues cover all that the command line and the pages say, and nothing else.

The sentences are found in the syntax trees (``support/spoken.py``), the pieces of pages in their templates.
"""

from __future__ import annotations

import functools
import os
import re
import string
import subprocess
import sys

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.nodes import Getattr, Name

from spoken import CYRILLIC, ROOT, counted_nouns, templates
from template_pieces import counted_in, page_pieces, page_templates

_DATES = re.compile(r"%d\.%m.*")
CATALOGUES = ROOT / "models" / "locale" / "en"


@functools.cache
def entries() -> tuple[tuple[str, Message], ...]:
    """The entries of all catalogues, with the name of the file."""
    found = []
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            found += [(path.name, message) for message in read_po(file) if message.id]
    return tuple(found)


@functools.cache
def known_texts() -> frozenset[tuple[str, str]]:
    """Template (empty for any) and text of each entry that is no counted noun."""
    return frozenset((m.context or "", m.id) for _, m in entries() if isinstance(m.id, str))


def is_known(text: str, template: str = "") -> bool:
    return ("", text) in known_texts() or (template, text) in known_texts()


def fields_of(template: str) -> list[str]:
    """Fields with their formats, in a fixed order."""
    parts = string.Formatter().parse(template)
    return sorted(f"{name}:{_DATES.sub('', spec or '')}" for _, name, spec, _ in parts if name is not None)


def as_entry(template: str) -> str:
    """The entry as it would stand in the catalogue."""
    escaped = template.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'msgid "{escaped}"\nmsgstr ""\n'


def test_the_collector_follows_what_the_program_says() -> None:
    for text in (
        "Ответ в JSON.",  # an option's help
        # a command's docstring
        "Письма: кому, о чём, когда, ушли ли; одно (номер или Message-ID) — о чём оно.",
        "Состояние",  # a column kept in a variable
        "в работе",  # a word from a table
        "Почтовый сервер {relay} недоступен: {reason}.",  # a template in a variable
        "снимать его не нужно",  # a word passed to a function
        "до него нет пути по сети",  # a word from another file
        "Два года по дням",  # the title of a progress bar
        "Дней прожито",  # a label in a loop
        "ФРАЗА",  # a metavar
    ):
        assert text in templates()


def test_every_sentence_is_in_the_catalogue() -> None:
    missing = {text: place for text, place in templates().items() if not is_known(text)}
    lacking = "\n".join(f"#: {place}\n{as_entry(text)}" for text, place in missing.items())
    assert not missing, f"add these to a file of {CATALOGUES.relative_to(ROOT)} with English:\n\n{lacking}"


def test_every_piece_of_a_page_is_in_the_catalogue() -> None:
    missing = sorted((name, text) for name, text in page_pieces() if not is_known(text, name))
    lacking = "\n".join(f"#: {name}\n{as_entry(text)}" for name, text in missing)
    assert not missing, f"add these to pages.po with English:\n\n{lacking}"


def test_every_counted_noun_is_in_the_catalogue() -> None:
    known = {(m.id[0], m.id[1]) for _, m in entries() if isinstance(m.id, tuple)}
    assert counted_nouns() | counted_in(page_templates().values()) <= known


def test_no_entry_is_unused() -> None:
    said = {("", text) for text in templates()} | {("", text) for _, text in page_pieces()} | page_pieces()
    others = ("mail.po", "stored.po")  # templates of mail; what is recognised, which has a test of its own
    mine = [(file, m) for file, m in entries() if file not in others]
    unused = [f"{file}\n{as_entry(m.id)}" for file, m in mine if isinstance(m.id, str)
              and (m.context or "", m.id) not in said]  # fmt: skip
    assert not unused, "nothing says this any more; take it out:\n\n" + "\n".join(unused)
    counted = counted_nouns() | counted_in(page_templates().values())
    assert {(m.id[0], m.id[1]) for _, m in mine if isinstance(m.id, tuple)} <= counted


def test_no_text_has_two_entries() -> None:
    names = [(m.context, m.id) for _, m in entries()]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_every_entry_is_english_with_the_same_fields() -> None:
    """What stays Russian stands in «»; a date has no format of its own, it is written out."""
    wrong = [
        f"{file}: {m.id!r} -> {m.string!r}"
        for file, m in entries()
        if isinstance(m.id, str)
        and (
            not m.string
            or has_russian(str(m.string))
            or holes_of(m.id) != holes_of(str(m.string))
            or _DATES.search(str(m.string))
        )
    ]
    assert not wrong, "empty, not English, or with other fields than the Russian:\n" + "\n".join(wrong)


def has_russian(english: str) -> bool:
    return bool(CYRILLIC.search(re.sub(r"\{\{.*?\}\}|«[^«»]*»", "", english)))


def holes_of(text: str) -> list[str]:
    """What the expressions of a piece of a template speak of, or the fields of a sentence."""
    if "{{" not in text:
        return fields_of(text)
    tree = Environment(autoescape=True).parse(text)
    return sorted(
        {f".{node.attr}" for node in tree.find_all(Getattr)} | {node.name for node in tree.find_all(Name)}
    )


def speak(*arguments: str, lang: str | None = None) -> str:
    """What the command prints, in a process of its own: help is translated in place."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SROKI_")}
    if lang:
        environment["SROKI_LANG"] = lang
    done = subprocess.run(
        [sys.executable, "-m", "sroki", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    "command", [[], ["tick"], ["occurrences"], ["contact"], ["contact", "set"], ["term"]]
)
def test_english_help_holds_no_cyrillic(command: list[str]) -> None:
    assert not CYRILLIC.search(speak("--lang", "en", *command, "--help"))


def test_the_environment_chooses_english() -> None:
    assert "One pass" in speak("tick", "--help", lang="en")


def test_a_group_alone_shows_its_help() -> None:
    assert "Назвать адрес исполнителя." in speak("contact")


@pytest.mark.parametrize("command", [[], ["serve"], ["contact"], ["extend"]])
def test_the_frame_of_help_is_russian_too(command: list[str]) -> None:
    assert not re.search(
        r"Usage|Option|OPTION|Command|COMMAND|Show|default|required", speak(*command, "--help")
    )


def test_russian_stays_the_default() -> None:
    assert "Один проход" in speak("tick", "--help")
    assert "Сроки: читает дорожные карты" in speak("--help")
