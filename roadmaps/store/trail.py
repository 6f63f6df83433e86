"""Writing to the audit trail.

Deeds wait in the session until it commits. Only then the head of the chain is locked, the entries
are numbered, hashed and inserted together: writers wait for each other for that moment alone, it is
the last lock that a transaction takes, and what is rolled back leaves no gap.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, select, update

from models.account import Account
from models.audit import KNOWN, AuditEntry, AuditHead, AuditText, entry_content
from models.chain import VEIL, cover, format_moment, hash_content, link, veil
from models.errors import SrokiError
from models.party import Person
from roadmaps.store.standing_in import find_principal

_WAITING = "waiting deeds"
_SLICE = 500


@dataclass(frozen=True)
class Deed:
    """What happened. ``details``, ``before`` and ``after`` (the facts that changed) are JSON-ready."""

    at: datetime
    actor: str
    deed: str
    subject: str
    details: Mapping[str, Any]
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def record_deed(
    session: AnySession,
    at: datetime,
    actor: str,
    deed: str,
    subject: str,
    *,
    before: Any = None,
    after: Any = None,
    **details: object,
) -> None:
    """Append one entry, readable once the transaction is committed; see ``Deed``."""
    record_deeds(session, [Deed(at, actor, deed, subject, details, before, after)])


def record_act(
    session: Session, at: datetime, actor: str, deed: str, occurrence_id: int, **details: Any
) -> None:
    """The same about an occurrence: says in whose place, where a deputy did it for somebody who is away."""
    absent = find_principal(session, actor, occurrence_id, deed, at)
    named = {} if absent is None else {"for_person": f"person:{absent}"}
    record_deed(session, at, actor, deed, f"occurrence:{occurrence_id}", **named, **details)


def record_deeds(session: AnySession, deeds: Iterable[Deed]) -> None:
    """Append many entries: two statements for all that a transaction records."""
    if not session.in_transaction():
        session.begin()  # so that a rollback is told to us even where nothing else was done
    scope = session.get_nested_transaction()
    session.info.setdefault(_WAITING, []).extend((deed, scope) for deed in deeds)


def changed_facts(before: object, after: object, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """``before`` and ``after`` of a deed: those of the named attributes that differ, JSON-ready."""
    names = [name for name in names if getattr(before, name) != getattr(after, name)]
    sides = {"before": before, "after": after}
    return {side: {n: _json_ready(getattr(facts, n)) for n in names} for side, facts in sides.items()}


def _json_ready(value: Any) -> Any:
    if isinstance(value, datetime):
        return format_moment(value)
    return value.isoformat() if isinstance(value, date) else value


@event.listens_for(AnySession, "before_commit")
def _seal(session: AnySession) -> None:
    if session.in_nested_transaction() or not session.info.get(_WAITING):
        return
    deeds = [deed for deed, _ in session.info.pop(_WAITING)]
    session.flush()
    texts: list[AuditText] = []
    names = _identities(session, {deed.actor for deed in deeds}, texts)
    rows = [_draft(deed, names, texts) for deed in deeds]
    if texts:
        session.execute(insert(AuditText), [text.model_dump() for text in texts])
    head = session.execute(select(AuditHead).with_for_update()).scalar_one_or_none()
    if head is None:
        raise SrokiError("Вершины журнала в базе нет: проверьте его командой sroki audit verify.")
    sequence, previous = head.sequence, head.hash
    for row in rows:
        sequence += 1
        row["id"] = sequence
        row["hash"] = previous = link(previous, hash_content(entry_content(row)))
    session.execute(insert(AuditEntry.__table__), rows)  # type: ignore[attr-defined]
    values = {"sequence": sequence, "hash": previous, "at": rows[-1]["at"]}
    session.execute(update(AuditHead).values(**values))


@event.listens_for(AnySession, "after_soft_rollback")
def _drop_rolled_back(session: AnySession, ended: SessionTransaction) -> None:
    """What a savepoint takes back was not done; what a whole transaction takes back even less."""
    if session.info.get(_WAITING):
        waiting = session.info[_WAITING] if ended.parent is not None else []
        session.info[_WAITING] = [(deed, scope) for deed, scope in waiting if not _is_within(scope, ended)]


def _is_within(scope: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while scope is not None and scope is not outer:
        scope = scope.parent
    return scope is outer


@event.listens_for(AnySession, "after_transaction_end")
def _drop_abandoned(session: AnySession, ended: SessionTransaction) -> None:
    if ended.parent is None:  # closed without a commit
        session.info.pop(_WAITING, None)


def _draft(deed: Deed, names: Mapping[str, tuple[str, str | None]], texts: list[AuditText]) -> dict[str, Any]:
    """A row of the table without its place in the chain; texts that stay outside are added to ``texts``."""
    actor, identity = names[deed.actor]

    def keep(value: str) -> str:
        return _cover(value, "text", texts)

    return {
        "at": deed.at,
        "actor": actor,
        "identity": identity,
        "deed": deed.deed,
        "subject": deed.subject,
        "details": cover(deed.details, keep),
        "before": None if deed.before is None else cover(deed.before, keep),
        "after": None if deed.after is None else cover(deed.after, keep),
    }


def _cover(value: str, kind: str, texts: list[AuditText], person_id: int | None = None) -> str:
    salt = secrets.token_hex(16)
    text = AuditText(digest=veil(salt, value), salt=salt, kind=kind, value=value, person_id=person_id)
    texts.append(text)
    return text.digest


def _identities(
    session: AnySession, actors: Iterable[str], texts: list[AuditText]
) -> dict[str, tuple[str, str | None]]:
    """How the chain writes each actor, and the digest of who that is.

    The number of a person or of an account may stand in the chain, the name behind it may not; an
    account of the machine is a name. One digest serves for as long as name and address stay the same.
    """
    names: dict[str, tuple[str, str | None]] = {}
    for actor in sorted(actors):
        kind, _, rest = actor.rpartition(":")
        if kind.endswith("person") and rest.isdigit():
            person = session.get(Person, int(rest))
            names[actor] = actor, _identity(session, person, texts, person.id if person else None)
        elif kind == "account" and rest.isdigit():
            names[actor] = actor, _identity(session, session.get(Account, int(rest)), texts, None)
        elif kind == "command":
            names[actor] = "command", _known(session, rest, "account", None, texts)
        else:
            names[actor] = actor, None
    return names


def _identity(
    session: AnySession, who: Person | Account | None, texts: list[AuditText], person_id: int | None
) -> str | None:
    """The digest of name and address. An account has no number of a person: it may be nobody's yet."""
    if who is None:
        return None
    return _known(session, f"{who.name} <{who.address}>".strip(), "identity", person_id, texts)


def _known(session: AnySession, value: str, kind: str, person_id: int | None, texts: list[AuditText]) -> str:
    same = [AuditText.kind == kind, AuditText.value == value, AuditText.person_id == person_id]
    found = session.execute(select(AuditText.digest).where(KNOWN, *same).order_by(AuditText.digest))
    return found.scalars().first() or _cover(value, kind, texts, person_id)


@dataclass(frozen=True)
class DeedView:
    """An entry as people may see it: names and texts while they are known."""

    id: int
    at: datetime
    actor: str
    deed: str
    subject: str
    details: dict[str, Any]
    name: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    hash: str

    def as_json(self) -> dict[str, Any]:
        """All of it, JSON-ready."""
        return vars(self) | {"at": self.at.isoformat().replace("+00:00", "Z")}


FORGOTTEN_PERSON = "забытый человек"
FORGOTTEN_TEXT = "текст удалён"


def unveil(session: Session, entries: Iterable[AuditEntry]) -> list[DeedView]:
    """Entries with the names and texts behind their digests; a forgotten one says so."""
    entries = list(entries)
    digests = sorted({digest for entry in entries for digest in entry.veils})
    known: dict[str, str] = {}
    for start in range(0, len(digests), _SLICE):
        some = col(AuditText.digest).in_(digests[start : start + _SLICE])
        known |= dict(session.exec(select(AuditText.digest, AuditText.value).where(some)).all())
    return [_view(entry, known) for entry in entries]


def _view(entry: AuditEntry, known: Mapping[str, str]) -> DeedView:
    name = known.get(entry.identity, FORGOTTEN_PERSON) if entry.identity else None
    return DeedView(
        id=entry.id or 0,
        at=entry.at,
        actor=f"command:{name}" if entry.actor == "command" else entry.actor,
        deed=entry.deed,
        subject=entry.subject,
        details=_shown(entry.details, known),
        name=name,
        before=_shown(entry.before, known),
        after=_shown(entry.after, known),
        hash=entry.hash,
    )


def _shown(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {VEIL}:
            return known.get(value[VEIL], FORGOTTEN_TEXT)
        return {key: _shown(part, known) for key, part in value.items()}
    return [_shown(part, known) for part in value] if isinstance(value, list) else value
