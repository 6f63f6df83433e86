"""Going over the whole trail: is every entry as it was written, is none missing, is none too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models.audit import AuditEntry, AuditHead, AuditText, entry_content
from models.chain import GENESIS, hash_content, link, veil, veils_in

_BATCH_ROWS = 1000
FORGOTTEN = "person forgotten"  # the deed whose ``digests`` say which texts were taken away lawfully
DESTROYED = "evidence destroyed"  # the same of evidence that was kept long enough


class FlawKind(StrEnum):
    """What may have been done to the trail behind the program's back."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    TRUNCATED = "truncated"
    REWRITTEN = "rewritten"  # the chain is whole, but it is not the one that was signed
    TEXT_CHANGED = "text_changed"
    TEXT_REMOVED = "text_removed"


@dataclass(frozen=True)
class Flaw:
    """What is wrong, and with which entry of the chain (for a range, the first of it to ``last``)."""

    kind: FlawKind
    sequence: int
    last: int

    def as_json(self) -> dict[str, object]:
        return {"kind": self.kind.value, "sequence": self.sequence, "last": self.last}


@dataclass(frozen=True)
class Head:
    """The last link of a chain: how many entries, and the hash of the last one."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """How many entries there are, where the chain ends, and all flaws in the order of the chain."""

    entries: int
    head: Head
    flaws: tuple[Flaw, ...]


def verify_trail(session: Session, witness: Head | None = None) -> Verdict:
    """Check every entry; ``witness`` is a head that was kept elsewhere. Memory stays flat."""
    walk = _Walk(session, witness)
    for row in read_chain(session):
        walk.check(row)
    return walk.finish()


def read_chain(session: Session) -> Iterator[dict[str, Any]]:
    """The rows of the chain in order, a thousand at a time."""
    table = AuditEntry.__table__  # type: ignore[attr-defined]
    last = -(2**31)
    while rows := session.execute(
        select(table).where(table.c.id > last).order_by(table.c.id).limit(_BATCH_ROWS)
    ).all():
        yield from (dict(row._mapping) for row in rows)
        last = rows[-1].id


class _Walk:
    """One pass along the chain."""

    def __init__(self, session: Session, witness: Head | None) -> None:
        self._session, self._witness = session, witness
        stored = session.get(AuditHead, 1)
        self._stored = Head(stored.sequence, stored.hash) if stored else None
        self._flaws: list[Flaw] = []
        self._entries, self._expected, self._previous = 0, 1, GENESIS
        self._texts: dict[str, int] = {}  # digest -> the first entry that names it
        self._taken: set[str] = set()

    def check(self, row: dict[str, Any]) -> None:
        number = int(row["id"])
        self._entries += 1
        if number < 1 or (self._stored is not None and number > self._stored.sequence):
            self._flaw(FlawKind.INSERTED, number)
            return
        known = number == self._expected
        if not known:
            self._flaw(FlawKind.REMOVED, self._expected, number - 1)
        # Behind a gap nothing tells whether the entry is as it was: the gap is reported, the chain goes on.
        if known and not _follows(self._previous, row):
            self._flaw(FlawKind.CHANGED, number)
        if self._witness and number == self._witness.sequence and row["hash"] != self._witness.hash:
            self._flaw(FlawKind.REWRITTEN, number)
        self._expected, self._previous = number + 1, row["hash"]
        self._note_texts(row)

    def _note_texts(self, row: dict[str, Any]) -> None:
        named = [*veils_in([row["details"], row["before"], row["after"]])]
        for digest in [row["identity"], *named] if row["identity"] else named:
            self._texts.setdefault(digest, row["id"])
        if row["deed"] in (FORGOTTEN, DESTROYED):
            self._taken.update(row["details"].get("digests", []))

    def finish(self) -> Verdict:
        last = self._expected - 1
        if self._stored is None:
            self._flaw(FlawKind.TRUNCATED, last + 1)
        elif self._stored.sequence > last:
            self._flaw(FlawKind.TRUNCATED, last + 1, self._stored.sequence)
        elif self._stored.hash != self._previous and not self._has(FlawKind.CHANGED, last):
            self._flaw(FlawKind.CHANGED, last)
        promised = self._witness.sequence if self._witness else 0
        if promised > last and not self._has(FlawKind.TRUNCATED, last + 1):
            self._flaw(FlawKind.TRUNCATED, last + 1, promised)
        self._flaws += _check_texts(self._session, self._texts, self._taken)
        ordered = sorted(self._flaws, key=lambda flaw: (flaw.sequence, flaw.kind))
        return Verdict(self._entries, Head(last, self._previous), tuple(ordered))

    def _has(self, kind: FlawKind, sequence: int) -> bool:
        return any(flaw.kind is kind and flaw.sequence == sequence for flaw in self._flaws)

    def _flaw(self, kind: FlawKind, first: int, last: int | None = None) -> None:
        self._flaws.append(Flaw(kind, first, first if last is None else last))


def _follows(previous: str, row: dict[str, Any]) -> bool:
    """Whether the hash of a row is that of its content and the hash before; never for what is no entry."""
    try:
        return link(previous, hash_content(entry_content(row))) == str(row["hash"])
    except (TypeError, ValueError, AttributeError):
        return False


def _check_texts(session: Session, named: dict[str, int], taken: Iterable[str]) -> Iterator[Flaw]:
    """Texts beside the chain that no longer fit their digests, and those gone without an act."""
    missing = set(named) - set(taken)
    for row in session.execute(select(col(AuditText.digest), col(AuditText.salt), col(AuditText.value))):
        missing.discard(row.digest)
        if row.digest in named and not _fits(row):
            yield Flaw(FlawKind.TEXT_CHANGED, named[row.digest], named[row.digest])
    for digest in missing:
        yield Flaw(FlawKind.TEXT_REMOVED, named[digest], named[digest])


def _fits(row: Any) -> bool:
    try:
        return veil(row.salt, row.value) == str(row.digest)
    except ValueError:
        return False
