"""The English catalogue covers all that is said to people, and nothing else.

The templates are found in the syntax trees of the five packages: what ``say`` and its kin are called
with, what errors are raised with, the help of commands and options. Where a template or a word in one
comes through a variable, a parameter, a table or a function, it is followed there. Templates of mails
are read piece by piece, as their loader reads them.
"""

from __future__ import annotations

import ast
import functools
import inspect
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.nodes import Getattr, Name

from models.templates import translate_source

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "models" / "locale" / "en"
MAILS = ROOT / "notifications" / "templates"
READ = (MAILS, ROOT / "flows" / "reporting" / "templates", ROOT / "sroki" / "web" / "templates")
OWN = ("commands.po", "mail.po")  # those of pages have rules of their own: tests/sroki/web/test_english.py
PACKAGES = ("models", "roadmaps", "notifications", "flows", "sroki")
PAGES = ROOT / "sroki" / "web"  # pages are for Russian officials and stay Russian

# Who speaks: the name of the function and the places of its arguments that are translated.
SPEAKERS = {
    "say": (0,),
    "keep": (0,),  # and said again when it is read
    "echo": (0,),
    "day_progress": (0,),
    "print_table": (0, 1),
    "finding": (1,),
}
CYRILLIC = re.compile("[А-Яа-яЁё]")
COUNTED = re.compile(r'plural\("([^"]+)", "[^"]+", "([^"]+)"\)')  # looked up when the number is known

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A source file, its tree, and the function around each node."""

    path: Path
    tree: ast.Module
    around: dict[ast.AST, Function]

    def function(self, name: str) -> Function | None:
        found = (n for n in self.tree.body if isinstance(n, Function) and n.name == name)
        return next(found, None)


@functools.cache
def modules() -> tuple[Module, ...]:
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(read_module(path) for path in files if not path.is_relative_to(PAGES))


def read_module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    around: dict[ast.AST, Function] = {}
    for function in ast.walk(tree):  # outer functions come first, so the innermost one stays
        if isinstance(function, Function):
            around |= dict.fromkeys((node for node in ast.walk(function) if node is not function), function)
    return Module(path, tree, around)


def name_of(node: ast.expr) -> str:
    """The last part of a (dotted) name; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@functools.cache
def error_names() -> frozenset[str]:
    """SrokiError and every class that descends from it, wherever it stands."""
    classes = [n for module in modules() for n in ast.walk(module.tree) if isinstance(n, ast.ClassDef)]
    known = {"SrokiError"}
    for _ in classes:
        known |= {c.name for c in classes if known & {name_of(base) for base in c.bases}}
    return frozenset(known)


@functools.cache
def templates() -> dict[str, str]:
    """Every template and translated word, with the place where it is said."""
    found: dict[str, str] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            for text in spoken_at(module, node):
                place = f"{module.path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                found.setdefault(text, place)
    return found


def spoken_at(module: Module, node: ast.AST) -> Iterator[str]:
    if isinstance(node, Function) and is_command(node):
        yield from filter(CYRILLIC.search, [inspect.cleandoc(ast.get_docstring(node, clean=False) or "")])
    if not isinstance(node, ast.Call):
        return
    name = name_of(node.func)
    if name in SPEAKERS or name in error_names():
        places = SPEAKERS.get(name, (0,))
        for argument in [*(node.args[p] for p in places if p < len(node.args)), *values_of(node)]:
            yield from follow(module, argument)
    elif name in ("option", "argument"):
        for keyword in node.keywords:
            if keyword.arg in ("help", "metavar"):
                yield from follow(module, keyword.value)


def values_of(call: ast.Call) -> list[ast.expr]:
    """The named fields of a template: words of our own in them are translated too."""
    return [keyword.value for keyword in call.keywords if keyword.arg]


def is_command(function: Function) -> bool:
    calls = (d for d in function.decorator_list if isinstance(d, ast.Call))
    return any(name_of(call.func) in ("command", "group") for call in calls)


def follow(module: Module, node: ast.AST | None, seen: frozenset[ast.AST] = frozenset()) -> Iterator[str]:
    """The Russian texts that an expression may stand for."""
    if node is None or node in seen:
        return
    for text, nodes, home in [step(module, node)]:
        if text is not None:
            yield text
        for further in nodes:
            yield from follow(home, further, seen | {node})


def step(module: Module, node: ast.AST) -> tuple[str | None, list[ast.expr], Module]:
    """One step towards the text: the text itself, or the expressions it comes from and their module."""
    match node:
        case ast.Constant(value=str(text)):
            return (text if CYRILLIC.search(text) else None), [], module
        case ast.IfExp(body=body, orelse=other):
            return None, [body, other], module
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            return None, values, module
        case ast.Dict(values=values):
            return None, values, module
        case ast.Subscript(value=table):
            return None, [table], module
        case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get" | "items"), args=args):
            return None, [table, *args[1:]], module
        case ast.Call(func=ast.Name(id=name)) if name not in SPEAKERS:
            return None, *returned_by(module, name)
        case ast.Name(id=name):
            return None, sources_of(module, module.around.get(node), name), module
    return None, [], module


def returned_by(module: Module, name: str) -> tuple[list[ast.expr], Module]:
    """What a function of ours returns; it stands in the same file or in one other."""
    homes = [m for m in (module, *modules()) if m.function(name)]
    if not homes:
        return [], module
    function = homes[0].function(name)
    returns = [n.value for n in ast.walk(function or module.tree) if isinstance(n, ast.Return) and n.value]
    return returns, homes[0]


def sources_of(module: Module, function: Function | None, name: str) -> list[ast.expr]:
    """Where a name gets its values: assignments, loops, or calls of its function."""
    sources = []
    for scope in (function, module.tree):
        for node in ast.walk(scope) if isinstance(scope, Function) else scope.body if scope else ():
            match node:
                case ast.Assign(targets=[ast.Name(id=assigned)], value=value) if assigned == name:
                    sources.append(value)
                case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                    if name in map(name_of, target.elts if isinstance(target, ast.Tuple) else [target]):
                        sources.append(value)
        if sources:
            return sources
    return imported_table(module, name) or passed_as(module, function, name)


def imported_table(module: Module, name: str) -> list[ast.expr]:
    """The value of a table that stands in another file and is imported here."""
    imports = (n for n in ast.walk(module.tree) if isinstance(n, ast.ImportFrom))
    if not any(name == alias.name for imported in imports for alias in imported.names):
        return []
    assignments = (n for other in modules() for n in other.tree.body if isinstance(n, ast.Assign))
    return [n.value for n in assignments if name in map(name_of, n.targets) and isinstance(n.value, ast.Dict)]


def passed_as(module: Module, function: Function | None, name: str) -> list[ast.expr]:
    arguments = function.args.args if function else []
    positions = [argument.arg for argument in arguments if argument.arg not in ("self", "cls")]
    if function is None or name not in positions or function.name in SPEAKERS:
        return []
    place = positions.index(name)
    calls = (n for n in ast.walk(module.tree) if isinstance(n, ast.Call) and name_of(n.func) == function.name)
    return [call.args[place] for call in calls if place < len(call.args)]


@functools.cache
def messages() -> tuple[tuple[str, Message], ...]:
    """The entries of all catalogues, each with the name of its file."""
    found = []
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            found += [(path.name, message) for message in read_po(file) if message.id]
    return tuple(found)


@functools.cache
def catalogue(*files: str) -> dict[tuple[str, str], str]:
    """English by context and Russian, of these files or of all; counted nouns are left out."""
    texts = (m for file, m in messages() if isinstance(m.id, str) and (not files or file in files))
    return {(m.context or "", str(m.id)): str(m.string) for m in texts}


@functools.cache
def pieces(folder: Path) -> dict[tuple[str, str], str]:
    """What is looked up in the templates of a folder: by template and text, the template again."""
    found: dict[tuple[str, str], str] = {}
    environment = Environment(autoescape=True)
    for path in sorted(folder.iterdir()):

        def keep(text: str, name: str = path.name) -> None:
            found[name, text] = name

        translate_source(environment, path.read_text(encoding="utf-8"), path.name, keep)
    return found


def nouns(*folders: Path) -> set[tuple[str, str]]:
    """The Russian forms for one and for many of nouns that are counted, in code and in templates."""
    found = set(COUNTED.findall(" ".join(catalogue(*OWN).values())))
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and name_of(node.func) in ("say_number", "choose_form"):
                forms = [a.value for a in node.args[1:] if isinstance(a, ast.Constant)]
                found |= {(str(forms[0]), str(forms[2]))} if len(forms) == 3 else set()
    for path in (path for folder in folders for path in folder.iterdir()):
        found |= set(COUNTED.findall(path.read_text(encoding="utf-8")))
    return found


def fields_of(template: str) -> list[str]:
    """Fields with their formats, in a fixed order."""
    parts = string.Formatter().parse(template)
    return sorted(f"{name}:{spec}" for _, name, spec, _ in parts if name is not None)


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


def test_every_template_is_in_the_catalogue() -> None:
    said = {("", text): place for text, place in templates().items()} | pieces(MAILS)
    missing = {
        text: place
        for (name, text), place in said.items()
        if not catalogue().keys() & {("", text), (name, text)} and not is_whole_in_english(name, text)
    }
    entries = "\n".join(f"#: {place}\n{as_entry(text)}" for text, place in missing.items())
    assert not missing, f"add these to {CATALOGUES.relative_to(ROOT)} with an English msgstr:\n\n{entries}"


def is_whole_in_english(name: str, text: str) -> bool:
    """Whether a string stands in pieces of the template whose English has other words in its place."""
    around = [
        other for at, other in pieces(MAILS) if at == name and (f'"{text}"' in other or f"'{text}'" in other)
    ]
    return bool(around) and all(("", other) in catalogue() for other in around)


def test_no_entry_is_unused() -> None:
    said = {("", text) for text in templates()}
    for folder in READ:
        said |= pieces(folder).keys() | {("", text) for _, text in pieces(folder)}
    unused = [as_entry(text) for name, text in catalogue(*OWN) if (name, text) not in said]
    assert not unused, "nothing says this any more; take it out of its catalogue:\n\n" + "\n".join(unused)


def test_every_noun_that_mails_count_is_in_the_catalogue_and_no_other() -> None:
    known = {(m.id[0], m.id[1]): file for file, m in messages() if not isinstance(m.id, str)}
    assert nouns(MAILS) <= known.keys()
    assert {forms for forms, file in known.items() if file in OWN} <= nouns(*READ)


def test_catalogues_do_not_contradict_each_other() -> None:
    found: dict[object, tuple[str, object]] = {}
    for file, message in messages():
        name, string = found.setdefault((message.context, message.id), (file, message.string))
        assert string == message.string, f"{message.id!r} is different in {name} and {file}"


def test_every_entry_is_english_with_the_same_fields() -> None:
    wrong = [
        f"{text!r} -> {english!r}"
        for (_, text), english in catalogue(*OWN).items()
        if not english or CYRILLIC.search(COUNTED.sub("", english)) or fields_of(text) != fields_of(english)
    ]
    assert not wrong, "empty, not English, or with other {fields} than the Russian:\n" + "\n".join(wrong)
    forms = [form for _, m in messages() if not isinstance(m.id, str) for form in m.string]
    assert not [form for form in forms if not form or CYRILLIC.search(form)]


def test_a_piece_of_a_template_says_the_same_of_the_same_things() -> None:
    for (_, text), english in catalogue(*OWN).items():
        if "{{" in text:
            assert names_in(text) == names_in(english), text


def names_in(piece: str) -> set[str]:
    tree = Environment(autoescape=True).parse(piece)
    attributes = {node.attr for node in tree.find_all(Getattr)}
    return attributes | {node.name for node in tree.find_all(Name)}


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
