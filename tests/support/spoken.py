"""What the program says: the Russian templates in the syntax trees of the five packages. For tests.

What ``say`` and its kin are called with, what errors are raised with, the help of commands and options.
Where a template or a word in one comes through a variable, a parameter, a table or a function, it is
followed there.
"""

from __future__ import annotations

import ast
import functools
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("models", "roadmaps", "notifications", "flows", "sroki")

# Who speaks: the name of the function and the places of its arguments that are translated.
SPEAKERS = {
    "say": (0,), "echo": (0,), "day_progress": (0,), "print_table": (0, 1), "finding": (1,),
    "PageError": (1,), "ApiError": (1,),
}  # fmt: skip
CYRILLIC = re.compile("[А-Яа-яЁё]")

WEB = ROOT / "sroki" / "web"
KEPT = {  # words of files and forms that are read back, by the module: Russian in every language
    "indicators.py": (", версия ",),
    "recommendations.py": ("Рекомендации, ",),
    "api/indicators.py": ("в целом",),
    "round_results.py": ("Место", "Участник", "Группа", "Итог, %", "Уровень", "Сдано"),
    "api/round_answers.py": ("да", "нет"),
    "api/schema.py": ("Ключ API: sroki_…",),
}

# Tables whose words templates say.
SHOWN = (
    "HAPPENINGS",
    "NOTICES",
    "FORMAT_NAMES",
    "STATES",
    "LATENESS",
    "ROLES",
    "MESSAGE_STATES",
    "PAGE_STATES",
)
COUNTERS = ("say_number", "choose_form")  # their nouns are plural entries

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A source file, its tree, and the function around each node."""

    path: Path
    tree: ast.Module
    around: dict[ast.AST, Function]
    docs: frozenset[ast.AST]  # docstrings, and descriptions of fields for programmers

    def function(self, name: str) -> Function | None:
        found = (n for n in self.tree.body if isinstance(n, Function) and n.name == name)
        return next(found, None)


@functools.cache
def modules() -> tuple[Module, ...]:
    files = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(map(read_module, files))


def read_module(path: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    around: dict[ast.AST, Function] = {}
    for function in ast.walk(tree):  # outer functions come first, so the innermost one stays
        if isinstance(function, Function):
            around |= dict.fromkeys((node for node in ast.walk(function) if node is not function), function)
    return Module(path, tree, around, frozenset(silent_of(tree)))


def silent_of(tree: ast.AST) -> Iterator[ast.AST]:
    """What is no sentence of the web: docstrings, what ``openapi.json`` says of fields, counted nouns."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.Module | ast.ClassDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr):
                yield first.value
        elif isinstance(node, ast.keyword) and node.arg == "description":
            yield from ast.walk(node.value)
        elif isinstance(node, ast.Call) and name_of(node.func) in COUNTERS:
            yield from node.args


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
    if module.path.is_relative_to(WEB):
        yield from strings_at(module, node)
    if isinstance(node, Function) and is_command(node):
        yield from filter(CYRILLIC.search, [inspect.cleandoc(ast.get_docstring(node, clean=False) or "")])
    if isinstance(node, ast.Assign) and name_of(node.targets[0]) in SHOWN:
        yield from follow(module, node.value)
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


def strings_at(module: Module, node: ast.AST) -> Iterator[str]:
    """Every Russian string of the web is shown to somebody, whichever way it takes."""
    silent = module.path.relative_to(WEB).as_posix()
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in module.docs:
        yield from (
            text for text in [node.value] if CYRILLIC.search(text) and text not in KEPT.get(silent, ())
        )


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
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=given)):
                    pairs = zip(names, given, strict=True)
                    sources += [value for each, value in pairs if name_of(each) == name]
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
def counted_nouns() -> frozenset[tuple[str, str]]:
    """The Russian forms for one and for many of each noun that is counted."""
    calls = (n for module in modules() for n in ast.walk(module.tree) if isinstance(n, ast.Call))
    counted = [call.args for call in calls if name_of(call.func) in COUNTERS]
    return frozenset(
        (one.value, many.value)
        for _, one, _, many in (args for args in counted if len(args) == 4)
        if isinstance(one, ast.Constant) and isinstance(many, ast.Constant)
    )
