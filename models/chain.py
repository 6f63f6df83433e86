"""How entries of the trail are hashed into a chain: canonical JSON, hashes, salted digests. Pure.

Written down in docs/decisions/028. The version of the rules is part of every hashed entry.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from json.encoder import encode_basestring  # exactly RFC 8785, 3.2.2.2
from typing import Any

VERSION = 1
GENESIS = "0" * 64  # what the first entry takes for the hash before it
VEIL = "~"  # the only key of the object that stands for a personal text: {"~": digest}

# Details that are words of ours; dates and moments (``…_on``, ``…_at``) are plain too. Any other text may
# hold a name or an address, and only its salted digest goes into the chain.
PLAIN_KEYS = frozenset(
    {
        "changes",
        "digests",
        "document",
        "files",  # SHA-256
        "from",
        "held",
        "kind",
        "kinds",
        "mark",
        "number",
        "occurrences",
        "original_from",
        "original_to",
        "roles",
        "sha256",
        "to",
        "uid",
        "version",
    }
)


def canonical_json(value: Any) -> str:
    """The one spelling of a JSON value (RFC 8785): sorted keys, no spaces, numbers as ECMAScript's.

    TypeError for what is no JSON, ValueError for numbers that JSON cannot hold.
    """
    if isinstance(value, str):
        return str(encode_basestring(value))
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        # RFC 8785, 3.2.3 sorts by UTF-16 units, which is what this encoding compares.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical_json(key)}:{canonical_json(value[key])}" for key in keys) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    raise TypeError(f"not JSON: {type(value).__name__}")


def _number(value: float) -> str:
    """ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20)."""
    if not math.isfinite(value):
        raise ValueError(f"not JSON: {value}")
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    figures, minus = "".join(map(str, digits)), "-" if sign else ""
    point = len(figures) + int(exponent)
    if len(figures) <= point <= 21:
        return minus + figures.ljust(point, "0")
    if 0 < point <= 21:
        return f"{minus}{figures[:point]}.{figures[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{figures}"
    fraction = f".{figures[1:]}" if len(figures) > 1 else ""
    return f"{minus}{figures[0]}{fraction}e{point - 1:+d}"


def format_moment(at: datetime) -> str:
    """A moment as the chain writes it: UTC, always with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_content(content: Mapping[str, Any]) -> str:
    """SHA-256 of one entry by itself, lower-case hex."""
    return hashlib.sha256(canonical_json(content).encode("utf-8", "surrogatepass")).hexdigest()


def link(previous: str, content_sha256: str) -> str:
    """The hash of an entry: of the hash before it and of its content. All three are lower-case hex.

    So a list of content hashes proves a chain without showing what the entries say.
    """
    return hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(content_sha256)).hexdigest()


def veil(salt: str, value: str) -> str:
    """The salted digest that stands in the chain for a personal text: HMAC-SHA-256, keyed by the salt."""
    return hmac.new(bytes.fromhex(salt), value.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def cover(facts: Mapping[str, Any], keep: Callable[[str], str]) -> dict[str, Any]:
    """Facts as the chain holds them: each text that may be personal given to ``keep`` for its digest."""
    return {key: value if _is_plain(key, value) else _cover(value, keep) for key, value in facts.items()}


def _is_plain(key: str, value: Any) -> bool:
    """A word of ours; an address is none, whatever key it stands under."""
    return (key in PLAIN_KEYS or key.endswith(("_on", "_at"))) and "@" not in str(value)


def _cover(value: Any, keep: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return cover(value, keep)
    if isinstance(value, (list, tuple)):
        return [_cover(part, keep) for part in value]
    return {VEIL: keep(value)} if isinstance(value, str) else value


def veils_in(value: Any) -> Iterator[str]:
    """The digests of personal texts that a stored value names."""
    if isinstance(value, Mapping):
        if set(value) == {VEIL} and isinstance(value[VEIL], str):
            yield value[VEIL]
        else:
            for part in value.values():
                yield from veils_in(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from veils_in(part)
