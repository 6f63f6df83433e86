"""What routes depend on: the house, its pages, and the person behind a link."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from flows.accounts.sessions import SignedIn
from flows.house import House
from models.authority import Deed, ObjectScope
from models.database import open_reading
from models.language import choose_language
from models.values import Role
from roadmaps.store.dossier import find_scope
from roadmaps.store.listing import OccurrenceView
from roadmaps.store.visitors import Visitor, find_occurrence, find_visitor
from sroki.web.callers import Caller, refuse
from sroki.web.rendering import PageError, Pages, address_of

MAX_ID = 2**31 - 1  # the largest key that both databases take


# Coroutines: what only looks into memory needs no thread, and going to one and back costs more than the look.
async def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


async def _pages(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages.shown_to(request.state.caller, address_of(request))


async def _caller(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


async def _account(request: Request) -> SignedIn:
    """The account of a route that is for signed-in callers only; its rule has seen to that."""
    account: SignedIn = request.state.caller.account
    return account


async def _form(request: Request) -> FormData:
    """The form that the rule has read and found to be of this session."""
    form: FormData = request.state.form
    return form


HouseOf = Annotated[House, Depends(_house)]
PagesOf = Annotated[Pages, Depends(_pages)]
CallerOf = Annotated[Caller, Depends(_caller)]
AccountOf = Annotated[SignedIn, Depends(_account)]
FormOf = Annotated[FormData, Depends(_form)]


def require_visitor(house: HouseOf, token: str) -> Visitor:
    """The person behind the token of a mail."""
    return find_behind(house, token, "desk")


def find_behind(house: House, token: str, purpose: str) -> Visitor:
    """The person behind a token, spoken to in their language from here on.

    One answer for unknown, expired and revoked, so that it tells nothing.
    """
    with open_reading(house.engine) as session:
        visitor = find_visitor(session, token, house.clock(), purpose)
    if visitor is None:
        raise PageError(
            404, "Эта ссылка не действует. Откройте ссылку из последнего письма или напишите координатору."
        )
    choose_language(visitor.language)
    return visitor


VisitorOf = Annotated[Visitor, Depends(require_visitor)]


def require_occurrence(
    house: House, visitor: Visitor, occurrence_id: int, roles: Collection[Role]
) -> OccurrenceView:
    """The occurrence, if it is the visitor's in one of ``roles``."""
    with open_reading(house.engine) as session:
        view = find_occurrence(session, check_id(occurrence_id), visitor.person_id, roles, house.clock())
    if view is None:
        raise PageError(404, "Такого срока среди ваших нет.")
    return view


def require_task(house: House, caller: Caller, task_id: int, deed: Deed = Deed.SEE) -> ObjectScope:
    """Where a task belongs, if the caller may do the deed there; whoever may not see it learns nothing."""
    with open_reading(house.engine) as session:
        scope = find_scope(session, check_id(task_id))
    if scope is None or not caller.may(Deed.SEE, scope):
        if scope is not None:
            refuse(house, caller, f"task:{task_id}")
        raise PageError(404, "Такого мероприятия нет.")
    if not caller.may(deed, scope):
        refuse(house, caller, f"{deed.value} task:{task_id}")
        raise PageError(403, "Ваша учётная запись этого не может. Кто может, знает администратор.")
    return scope


def check_id(number: int) -> int:
    """A key from an address; PageError for what no database could hold."""
    if not 0 < number <= MAX_ID:
        raise PageError(404, "Такой страницы нет.")
    return number
