"""Templates are written in plain Russian; for another language their source is translated as it is read.

What is looked up in the catalogue of the language (``models/language.py``):

* a run of text between tags and statements, with the ``{{ … }}`` inside it, white space made single:
  ``Версия {{ item.version }} от {{ item.at|moment }}``; in templates that are no markup a run is a line;
* the value of an attribute, or its part between statements;
* a string in ``{{ … }}`` or ``{% … %}``, but for the forms of a counted noun in ``plural(…)``: the filter
  looks those up when it knows the number.

Only what holds Russian letters outside ``{{ … }}`` is looked up; what the catalogue lacks stays Russian.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from jinja2 import BaseLoader, Environment

from models.language import find_translation

CYRILLIC = re.compile("[А-Яа-яЁё]")
_MARKUP = (".html", ".svg", ".xml")
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n]+")
_TAG = re.compile(r"<!--|</?([A-Za-z][A-Za-z0-9]*)")
_UNREAD = ("script", "style")  # no text for people stands there
_BLOCKS = {"variable": "expression", "block": "statement", "comment": "comment", "raw": "statement"}

Lookup = Callable[[str], str | None]


class TranslatingLoader(BaseLoader):
    """Another loader's templates in ``lang``."""

    def __init__(self, loader: BaseLoader, lang: str) -> None:
        self._loader, self._lang = loader, lang

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_current = self._loader.get_source(environment, template)
        look_up = partial(find_translation, self._lang, template=template)
        return translate_source(environment, source, template, look_up), path, is_current

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def translate_source(environment: Environment, source: str, name: str, look_up: Lookup) -> str:
    """The source of the template ``name`` with each piece replaced by what ``look_up`` has for it."""
    is_markup = name.endswith(_MARKUP)
    runs = (_Markup if is_markup else _Lines)(look_up).translate(_split(environment, source))
    return "".join(_translate_strings(environment, runs, look_up))


def _split(environment: Environment, source: str) -> Iterator[tuple[str, str]]:
    """The parts of a source in order: kind (data, expression, statement, comment) and text."""
    kind, words = "", ""
    for _, token, value in environment.lexer.tokeniter(source, None):
        block, _, edge = token.rpartition("_")
        if edge == "begin" and block in _BLOCKS:
            kind, words = _BLOCKS[block], value
        elif edge == "end" and block in _BLOCKS:
            yield kind, words + value
            kind = ""
        elif kind:
            words += value
        else:
            yield "data", value


class _Lines:
    """Translates runs of a text that is no markup."""

    def __init__(self, look_up: Lookup) -> None:
        self._look_up = look_up
        self._done: list[str] = []
        self._run: list[str] = []

    def translate(self, parts: Iterator[tuple[str, str]]) -> str:
        for kind, text in parts:
            if kind == "data":
                self._read(text)
            elif kind == "expression" and self._is_in_words:
                self._run.append(text)
            else:
                self._end_run(text)
        self._end_run()
        return "".join(self._done)

    @property
    def _is_in_words(self) -> bool:
        return True

    def _read(self, data: str) -> None:
        first, *others = data.split("\n")
        self._run.append(first)
        for line in others:
            self._end_run("\n")
            self._run.append(line)

    def _end_run(self, after: str = "") -> None:
        """Put down the run, translated, and what follows it."""
        run = "".join(self._run)
        self._run = []
        words = run.strip(" \t\r\n")
        if CYRILLIC.search(_EXPRESSION.sub("", words)):
            translation = self._look_up(_SPACES.sub(" ", words))
            if translation:
                before, _, behind = run.partition(words)
                run = before + translation + behind
        self._done += [run, after]


class _Markup(_Lines):
    """Translates runs of text and values of attributes; a tag may go on behind expressions and statements."""

    def __init__(self, look_up: Lookup) -> None:
        super().__init__(look_up)
        self._end = ""  # what ends the tag, the quoted value or the comment that we are in; empty in text
        self._tag = ""
        self._is_value = False

    @property
    def _is_in_words(self) -> bool:
        return self._is_value or not self._end

    def _read(self, data: str) -> None:
        while data:
            data = (self._read_tag if self._end else self._read_text)(data)

    def _read_text(self, data: str) -> str:
        tag = _TAG.search(data)
        if tag is None:
            self._run.append(data)
            return ""
        self._run.append(data[: tag.start()])
        self._end_run(tag[0])
        self._tag = tag[0].removeprefix("<").lower()
        self._end = "-->" if tag[0] == "<!--" else ">"
        return data[tag.end() :]

    def _read_tag(self, data: str) -> str:
        if self._is_value:
            return self._read_value(data)
        if self._end == ">":
            edge = re.search("[\"'>]", data)
            if edge and edge[0] != ">":
                self._done.append(data[: edge.end()])
                self._end, self._is_value = edge[0], True
                return data[edge.end() :]
        inside, found, rest = data.partition(self._end)
        self._done += [inside, found]
        if found:
            self._end = f"</{self._tag}" if self._end == ">" and self._tag in _UNREAD else ""
            if self._end:
                self._tag = ""
            elif found.startswith("</"):
                self._end = ">"
        return rest

    def _read_value(self, data: str) -> str:
        words, found, rest = data.partition(self._end)
        self._run.append(words)
        if found:
            self._end_run(found)
            self._end, self._is_value = ">", False
        return rest


def _translate_strings(environment: Environment, source: str, look_up: Lookup) -> Iterator[str]:
    """The tokens of a source, its Russian strings translated."""
    depth, counted_at, former = 0, 0, ""
    for _, kind, value in environment.lexer.tokeniter(source, None):
        if kind == "operator" and value == "(":
            depth += 1
            counted_at = counted_at or (depth if former == "plural" else 0)
        elif kind == "operator" and value == ")":
            counted_at = counted_at if depth != counted_at else 0
            depth -= 1
        elif kind == "string" and not counted_at and CYRILLIC.search(value):
            value = _quote(look_up(value[1:-1]), value[0]) or value
        if kind != "whitespace":
            former = value
        yield value


def _quote(words: str | None, mark: str) -> str:
    escaped = (words or "").replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return f"{mark}{escaped}{mark}" if words else ""
