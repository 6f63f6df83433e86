"""Who may do what: the decision alone (ASVS 5.0 V8)."""

from __future__ import annotations

from itertools import product

import pytest

from models.authority import (
    AccountRole,
    Deed,
    Grant,
    ObjectScope,
    check_grant,
    find_reach,
    lend,
    may,
    may_somewhere,
)
from models.errors import CallerError

INSTITUTE, SERVICE = 1, 2
TASK = ObjectScope(roadmap_id=10, party_ids=frozenset({INSTITUTE}))
ADMINISTRATOR = Grant(AccountRole.ADMINISTRATOR)
HOUSE_COORDINATOR, COORDINATOR = Grant(AccountRole.COORDINATOR), Grant(AccountRole.COORDINATOR, None, 10)
HOUSE_REVIEWER = Grant(AccountRole.REVIEWER)
REVIEWER, PARTY_REVIEWER = Grant(AccountRole.REVIEWER, None, 10), Grant(AccountRole.REVIEWER, INSTITUTE)
EXECUTOR = Grant(AccountRole.INSTITUTE, INSTITUTE)
SEE, REVIEW, COORDINATE, ADMINISTER = Deed.SEE, Deed.REVIEW, Deed.COORDINATE, Deed.ADMINISTER

# Grant → what it allows on TASK, and on the house as a whole.
TABLE = [
    (ADMINISTRATOR, {SEE, REVIEW, COORDINATE, ADMINISTER}, {SEE, REVIEW, COORDINATE, ADMINISTER}),
    (HOUSE_COORDINATOR, {SEE, REVIEW, COORDINATE}, {SEE, REVIEW, COORDINATE}),
    (COORDINATOR, {SEE, REVIEW, COORDINATE}, set()),
    (HOUSE_REVIEWER, {SEE, REVIEW}, {SEE, REVIEW}),
    (REVIEWER, {SEE, REVIEW}, set()),
    (PARTY_REVIEWER, {SEE, REVIEW}, set()),
    (EXECUTOR, {SEE}, set()),
    (Grant(AccountRole.INSTITUTE, INSTITUTE, 10), {SEE}, set()),
    (Grant(AccountRole.COORDINATOR, None, 11), set(), set()),
    (Grant(AccountRole.REVIEWER, None, 11), set(), set()),
    (Grant(AccountRole.REVIEWER, SERVICE), set(), set()),
    (Grant(AccountRole.REVIEWER, SERVICE, 10), set(), set()),
    (Grant(AccountRole.REVIEWER, INSTITUTE, 11), set(), set()),
    (Grant(AccountRole.INSTITUTE, SERVICE), set(), set()),
    (Grant(AccountRole.INSTITUTE, INSTITUTE, 11), set(), set()),
]


@pytest.mark.parametrize(("grant", "on_task", "on_house"), TABLE)
@pytest.mark.parametrize("deed", Deed)
def test_v8_2_a_grant_allows_what_the_table_says_and_nothing_else(
    grant: Grant, on_task: set[Deed], on_house: set[Deed], deed: Deed
) -> None:
    assert may([grant], deed, TASK) is (deed in on_task)
    assert may([grant], deed, None) is (deed in on_house)


@pytest.mark.parametrize("deed", Deed)
def test_v8_3_without_a_grant_nothing_is_allowed(deed: Deed) -> None:
    assert not may([], deed, TASK)
    assert not may([], deed, None)
    assert not may_somewhere([], deed)
    assert find_reach([], deed) == frozenset()


def test_v8_2_grants_add_up_and_do_not_mix() -> None:
    grants = [Grant(AccountRole.REVIEWER, None, 11), EXECUTOR]
    assert may(grants, SEE, TASK)
    assert not may(grants, REVIEW, TASK), "the right to review roadmap 11 says nothing about roadmap 10"


def test_v8_2_the_reach_is_the_same_decision_for_every_object() -> None:
    roles, places = tuple(AccountRole), list(product((None, INSTITUTE, SERVICE), (None, 10, 11)))
    grants = [Grant(role, party, roadmap) for role in roles for party, roadmap in places]
    parties = (frozenset[int](), frozenset({INSTITUTE}), frozenset({INSTITUTE, SERVICE}))
    scopes = [ObjectScope(roadmap, each) for roadmap, each in product((10, 11, 12), parties)]
    for pair, deed in product(product(grants, grants), Deed):
        reach = find_reach(pair, deed)
        for scope in scopes:
            within = reach is None or any(
                roadmap in (None, scope.roadmap_id) and (party is None or party in scope.party_ids)
                for roadmap, party in reach
            )
            assert within is may(pair, deed, scope), (pair, deed, scope)


def test_v8_2_what_is_lent_reaches_no_further_and_never_coordinates_or_administers() -> None:
    grants = [Grant(role, party, 10) for role in AccountRole for party in (None, INSTITUTE)]
    for grant, deed in product([*grants, *(Grant(role) for role in AccountRole)], Deed):
        for roadmap, parties in product((10, 11), (frozenset[int](), frozenset({INSTITUTE}))):
            scope = ObjectScope(roadmap, parties)
            wanted = deed in (Deed.SEE, REVIEW) and may([grant], deed, scope)
            assert may(lend([grant]), deed, scope) is wanted, (grant, deed, scope)


@pytest.mark.parametrize(
    "grant",
    [
        Grant(AccountRole.INSTITUTE),
        Grant(AccountRole.COORDINATOR, INSTITUTE),
        Grant(AccountRole.ADMINISTRATOR, None, 10),
        Grant(AccountRole.ADMINISTRATOR, INSTITUTE),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused_in_words(grant: Grant) -> None:
    with pytest.raises(CallerError, match=r"назов|назыв"):
        check_grant(grant)
