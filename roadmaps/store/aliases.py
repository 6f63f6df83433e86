"""Other names of an organisation: what documents, lists and people call it besides its own."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from models.database import row_id
from models.errors import CallerError
from models.party import Party, PartyAlias
from models.values import fold
from roadmaps.store.trail import record_deed


def add_alias(session: Session, party: Party, name: str, at: datetime, actor: str) -> bool:
    """Let a name mean a party from now on; False where it does already.

    CallerError where it means another one: whose tasks are whose must never change by a name.
    """
    folded = fold(name)
    if not folded:
        raise CallerError("Напишите, как ещё называют организацию.")
    owner = find_owner(session, folded)
    if owner is not None and owner.id != party.id:
        raise CallerError("«{name}» — это уже «{party}».", name=name.strip(), party=owner.name)
    if owner is not None:
        return False
    session.add(PartyAlias(folded=folded, party_id=row_id(party)))
    session.flush()
    record_deed(session, at, actor, "alias added", f"party:{party.id}", name=folded)
    return True


def remove_alias(session: Session, party: Party, name: str, at: datetime, actor: str) -> None:
    """A name means a party no more; CallerError where it never did."""
    row = session.get(PartyAlias, fold(name))
    if row is None or row.party_id != party.id:
        raise CallerError(
            "У организации «{party}» нет другого названия «{name}».", party=party.name, name=name
        )
    session.delete(row)
    session.flush()
    record_deed(session, at, actor, "alias removed", f"party:{party.id}", name=row.folded)


def find_owner(session: Session, folded: str) -> Party | None:
    """The party that a folded name means: its own name first, then its other names."""
    party = session.exec(select(Party).where(Party.folded == folded)).first()
    alias = None if party else session.get(PartyAlias, folded)
    return party if alias is None else session.get(Party, alias.party_id)
