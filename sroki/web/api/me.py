"""Who is calling, and the way to end a token from the program that holds it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel, Field

from flows.accounts.tokens import TokenHolder, list_tokens, revoke_token
from models.database import open_reading, open_session
from sroki.web.access import HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.rules import Rule, ruled

router = make_router("Ключ")


def _holder(request: Request) -> TokenHolder:
    holder: TokenHolder = request.state.caller.account
    return holder


HolderOf = Annotated[TokenHolder, Depends(_holder)]


class GrantOut(BaseModel):
    """Роль учётной записи; null — любая карта, любая организация."""

    role: str
    party_id: int | None
    roadmap_id: int | None


class Me(BaseModel):
    """Чей это ключ и что он может."""

    account_id: int
    address: str
    name: str
    person_id: int | None = Field(description="Человек с этим адресом, если он назван у исполнителя")
    grants: list[GrantOut]
    token_id: int
    token_name: str
    scopes: list[str]
    expires_at: datetime
    used_on: date | None


@router.get("/me", summary="Чей это ключ и что он может")
@ruled(Rule.SIGNED_IN)
def show_me(holder: HolderOf, house: HouseOf) -> Me:
    """The account behind the token, its roles, and the token."""
    with open_reading(house.engine) as session:
        token = next(view for view in list_tokens(session, holder.account_id) if view.id == holder.token_id)
    grants = [
        GrantOut(role=g.role.value, party_id=g.party_id, roadmap_id=g.roadmap_id) for g in holder.grants
    ]
    return Me(
        account_id=holder.account_id,
        address=holder.address,
        name=holder.name,
        person_id=holder.person_id,
        grants=grants,
        token_id=token.id,
        token_name=token.name,
        scopes=list(token.scopes),
        expires_at=token.expires_at,
        used_on=token.used_on,
    )


@router.delete("/me/token", status_code=204, summary="Отозвать этот ключ")
@ruled(Rule.SIGNED_IN)
def revoke_own_token(holder: HolderOf, house: HouseOf) -> None:
    """The token of this very call; it opens nothing from then on."""
    with open_session(house.engine) as session:
        revoke_token(session, holder.token_id, house.clock(), holder.actor, account_id=holder.account_id)
