"""Names of elements in WordprocessingML (ECMA-376 part 1, chapter 17) and ways to read their values."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)
_OFF = frozenset(["0", "false", "off", "none"])


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return _W + name


VAL = w("val")


def children(parent: etree._Element | None) -> dict[str, etree._Element]:
    """The children of a property element by their full names, the first of each."""
    found: dict[str, etree._Element] = {}
    for child in parent if parent is not None else ():
        found.setdefault(str(child.tag), child)
    return found


def value(parent: etree._Element | None, name: str) -> str | None:
    """``w:val`` of a child; None where the child or its value is missing."""
    child = parent.find(_W + name) if parent is not None else None
    return child.get(VAL) if child is not None else None


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """An on/off property (17.17.4): None where it is not said."""
    return is_on(parent.find(_W + name)) if parent is not None else None


def is_on(child: etree._Element | None) -> bool | None:
    """Whether an on/off element says yes; None without one."""
    return None if child is None else child.get(VAL, "true").lower() not in _OFF


def number(text: str | None, default: int, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number kept within bounds; ``default`` where the text is none."""
    try:
        return max(least, min(most, int(float(text)))) if text is not None else default
    except (ValueError, OverflowError):
        return default


def flatten(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The wanted children with content controls, insertions and smart tags around them taken away.

    Deleted and moved-away content stays out; of alternate content one branch is taken.
    """
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from flatten(child, *wanted)
        elif child.tag == ALTERNATE:
            branch = pick_branch(child)
            if branch is not None:
                yield from flatten(branch, *wanted)


def pick_branch(alternate: etree._Element) -> etree._Element | None:
    """One branch of ``mc:AlternateContent`` (part 3, 9.3): the first that has words."""
    branches = [*alternate.findall(CHOICE), *alternate.findall(FALLBACK)]
    filled = (branch for branch in branches if len(branch) and _has_words(branch))
    return next(filled, branches[0] if branches else None)


def _has_words(branch: etree._Element) -> bool:
    return next(branch.iter(w("t"), w("tab"), w("br")), None) is not None
