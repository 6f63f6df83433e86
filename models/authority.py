"""Who may do what to what: a decision over values. Pure; ASVS 5.0 V8 (authorisation)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from models.errors import CallerError


class AccountRole(StrEnum):
    """What an account is for. An executor who signs in is an ``institute``: an organisation of its own."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    INSTITUTE = "institute"


class Deed(StrEnum):
    """What somebody wants to do."""

    SEE = "see"
    REVIEW = "review"  # accept, return, answer a request for a later day
    COORDINATE = "coordinate"  # extend, resume, cancel; problems, what is held, why a mail came
    ADMINISTER = "administer"  # accounts and settings


@dataclass(frozen=True)
class Grant:
    """A role, for one organisation (``party_id``) and one roadmap; None means any."""

    role: AccountRole
    party_id: int | None = None
    roadmap_id: int | None = None


@dataclass(frozen=True)
class ObjectScope:
    """Where an object belongs: its roadmap, and the parties that stand on its task in any role."""

    roadmap_id: int
    party_ids: frozenset[int] = frozenset()


_DEEDS = {
    AccountRole.ADMINISTRATOR: frozenset(Deed),
    AccountRole.COORDINATOR: frozenset({Deed.SEE, Deed.REVIEW, Deed.COORDINATE}),
    AccountRole.REVIEWER: frozenset({Deed.SEE, Deed.REVIEW}),
    AccountRole.INSTITUTE: frozenset({Deed.SEE}),
}


def may(grants: Iterable[Grant], deed: Deed, scope: ObjectScope | None) -> bool:
    """Whether one of the grants allows the deed on an object; ``scope`` None: on the house as a whole.

    Nothing is allowed that no grant names. What concerns the house as a whole (accounts, settings) is
    for a grant without limits only.
    """
    return any(deed in _DEEDS[grant.role] and _reaches(grant, scope) for grant in grants)


def may_somewhere(grants: Iterable[Grant], deed: Deed) -> bool:
    """Whether there could be an object on which the deed is allowed: the question before a page of many."""
    return any(deed in _DEEDS[grant.role] for grant in grants)


def find_reach(grants: Iterable[Grant], deed: Deed) -> frozenset[tuple[int | None, int | None]] | None:
    """The (roadmap, party) pairs within which the deed is allowed, None in a pair for any.

    None where it is allowed everywhere. The filter of ``roadmaps.store`` is made from it; a test
    holds the two equal.
    """
    pairs = frozenset((g.roadmap_id, g.party_id) for g in grants if deed in _DEEDS[g.role])
    return None if (None, None) in pairs else pairs


def lend(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """What of somebody's grants their deputy may use meanwhile: to see and to decide on evidence.

    Neither to administer nor to coordinate, however much the absent one may.
    """
    lent = (g if g.role is AccountRole.INSTITUTE else replace(g, role=AccountRole.REVIEWER) for g in grants)
    return tuple(dict.fromkeys(lent))


def check_grant(grant: Grant) -> None:
    """CallerError says why a grant makes no sense."""
    if grant.role is AccountRole.INSTITUTE and grant.party_id is None:
        raise CallerError("Для роли institute назовите организацию.")
    if grant.role is AccountRole.COORDINATOR and grant.party_id is not None:
        raise CallerError("Координатор ведёт карты целиком: организацию не называйте.")
    if grant.role is AccountRole.ADMINISTRATOR and (grant.party_id, grant.roadmap_id) != (None, None):
        raise CallerError("Администратор отвечает за всё: ни карты, ни организации не называйте.")


def _reaches(grant: Grant, scope: ObjectScope | None) -> bool:
    if scope is None:
        return (grant.party_id, grant.roadmap_id) == (None, None)
    return grant.roadmap_id in (None, scope.roadmap_id) and (
        grant.party_id is None or grant.party_id in scope.party_ids
    )
