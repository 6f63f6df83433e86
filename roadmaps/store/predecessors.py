"""Which approved roadmap a new document takes the place of, and how much of it the document speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.errors import CallerError
from models.roadmap import Roadmap
from models.round import ROUND_KIND
from models.values import fold
from roadmaps.amendments import Relation
from roadmaps.store.comparing import compare_with
from roadmaps.store.drafts import current_version
from roadmaps.versions import Comparison, Scope

SAME_DOCUMENT, ASKED = "same_document", "asked"
_STRANGERS = 0.2  # share of common tasks below which one number and date are two documents


@dataclass(frozen=True)
class Proposal:
    """A roadmap that a document replaces, why we think so, and what would change.

    ``reason``: ``same_document`` | ``asked`` | values of ``Relation``. ``is_sure`` is False when one
    number and date stand on two documents with hardly a task in common: a person has to say.
    """

    roadmap: Roadmap
    reason: str
    comparison: Comparison
    is_sure: bool = True


def propose_version(
    session: Session,
    parsed: dict[str, Any],
    draft_id: int | None,
    *,
    replaces: Roadmap | None = None,
    whole: bool = False,
) -> Proposal | None:
    """What a document would replace; None for one that stands alone.

    ``replaces`` is what the user says; ``whole`` says that what an amending document leaves out is gone.
    """
    if replaces is not None:
        old = current_version(session, replaces)
        if old.id == draft_id:
            raise CallerError("Карта № {id} не может заменить сама себя.", id=old.id)
        if old.approved_at is None:
            raise CallerError("Карта № {id} не утверждена: заменять нечего.", id=old.id)
        return Proposal(old, ASKED, compare_with(session, old, parsed, _scope(parsed, old, whole)))
    approved = _approved(session, draft_id)
    named = _find_named(session, parsed, approved)
    if named is not None:
        old, relation = named
        return Proposal(old, relation.value, compare_with(session, old, parsed, _scope(parsed, old, whole)))
    same = [old for old in approved if _is_same_document(parsed["document"], old)]
    if not same:
        return None
    living = [old for old in same if old.superseded_by_id is None]
    old = living[-1] if living else current_version(session, same[-1])
    comparison = compare_with(session, old, parsed, _scope(parsed, old, whole))
    is_empty = not (comparison.staying or comparison.removed or comparison.untouched)
    is_sure = bool(living) and (is_empty or comparison.likeness >= _STRANGERS)
    return Proposal(old, SAME_DOCUMENT, comparison, is_sure)


def _approved(session: Session, draft_id: int | None) -> list[Roadmap]:
    # Rounds have titles of documents and nothing that a version could follow.
    documents = col(Roadmap.kind) != ROUND_KIND
    statement = select(Roadmap).where(documents, col(Roadmap.approved_at).is_not(None))
    statement = statement.order_by(col(Roadmap.id))
    return [roadmap for roadmap in session.exec(statement).all() if roadmap.id != draft_id]


def _find_named(
    session: Session, parsed: dict[str, Any], approved: Sequence[Roadmap]
) -> tuple[Roadmap, Relation] | None:
    """The first document named as amended, replaced or repealed that we have; in its present version."""
    for named in _amendments(parsed).get("documents", []):
        day = date.fromisoformat(named["date"]) if named["date"] else None
        for old in reversed(approved):
            if _same_number(named["number"], old.number) and day is not None and day == old.issued_on:
                return current_version(session, old), Relation(named["relation"])
    return None


def _is_same_document(document: dict[str, Any], old: Roadmap) -> bool:
    day = date.fromisoformat(document["date"]) if document["date"] else None
    issuers = {fold(name) for name in (document["issuer"], old.issuer) if name}
    dated = day is not None and day == old.issued_on
    return dated and _same_number(document["number"], old.number) and len(issuers) < 2


def _same_number(one: str | None, other: str | None) -> bool:
    return bool(one and other) and fold(one or "").strip("№ ") == fold(other or "").strip("№ ")


def _amendments(parsed: dict[str, Any]) -> dict[str, Any]:
    return parsed["document"].get("amendments") or {}


def is_amending(parsed: dict[str, Any]) -> bool:
    """Whether a document changes another one rather than standing in its place."""
    return any(d["relation"] == Relation.AMENDS.value for d in _amendments(parsed).get("documents", []))


def _scope(parsed: dict[str, Any], old: Roadmap, whole: bool) -> Scope:
    standing = old.last_year is None and parsed["document"]["period"] is None
    if whole or not is_amending(parsed):
        return Scope(standing=standing)
    # An annex that is announced anew and is not in this file must not empty the plan.
    origins = {"row"} if _amendments(parsed).get("anew") and parsed["rows"] else set()
    dropped = frozenset(_amendments(parsed).get("dropped", []))
    return Scope(frozenset(origins), dropped, standing)
