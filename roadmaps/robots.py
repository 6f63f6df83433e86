"""robots.txt (RFC 9309): whether a path may be fetched. Pure, and linear in what a stranger wrote.

Patterns are matched piece by piece instead of as regular expressions: «/*a*a*a*b» from a hostile site
must not keep the clock busy.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much must be read; more is not
_MOST_RULES = 2_000


@dataclass(frozen=True)
class Rule:
    """One line of a group. ``pattern`` is percent-encoded in one way."""

    allowed: bool
    pattern: str


def may_fetch(text: str, agent: str, path: str) -> bool:
    """Whether ``agent`` (its product token) may fetch ``path`` (with its query) under this robots.txt.

    The longest matching rule decides, and of equal ones the one that allows (RFC 9309, 2.2.2).
    """
    wanted = _normalize(path or "/")
    if wanted == "/robots.txt":
        return True
    matching = [rule for rule in read_rules(text, agent) if _matches(rule.pattern, wanted)]
    best = max(matching, key=lambda rule: (len(rule.pattern), rule.allowed), default=None)
    return best is None or best.allowed


def read_rules(text: str, agent: str) -> list[Rule]:
    """The rules for ``agent``: all groups that name it, else those for «*» (RFC 9309, 2.2.1)."""
    named: list[Rule] = []
    general: list[Rule] = []
    is_named = False
    agents: set[str] = set()
    in_rules = False
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = set() if in_rules else agents
            in_rules = False
            agents.add(_product(value))
            is_named = is_named or agent.lower() in agents
        elif key in ("allow", "disallow"):
            in_rules = True
            rule = Rule(key == "allow", _normalize(value))
            if value and agent.lower() in agents and len(named) < _MOST_RULES:
                named.append(rule)
            if value and "*" in agents and len(general) < _MOST_RULES:
                general.append(rule)
    return named if is_named else general


def _product(value: str) -> str:
    """«SrokiLinkCheck/1.0» and «SROKILINKCHECK» are the same product token."""
    return value.split("/", 1)[0].split(" ", 1)[0].lower()


def _normalize(path: str) -> str:
    """Octets outside of the reserved signs are percent-encoded in one spelling (RFC 9309, 2.2.2)."""
    kept = (
        path.replace("%2F", "%252F").replace("%2f", "%252F").replace("%2A", "%252A").replace("%2a", "%252A")
    )
    return quote(unquote_to_bytes(kept), safe="/*$?&=:;,+@!~'()%")


def _matches(pattern: str, path: str) -> bool:
    is_anchored = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not pieces:
        return not is_anchored or path == first
    at = len(first)
    last = pieces.pop() if is_anchored else ""
    for piece in pieces:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not is_anchored or (path.endswith(last) and len(path) - len(last) >= at)
