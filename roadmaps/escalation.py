"""Who is the next to hear when nobody can be mailed at a step: executor → co-executors → controller. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from models.values import Role
from roadmaps.policy import RolePolicy


def pass_on_steps(roles: Mapping[Role, RolePolicy], reached: Collection[Role]) -> Mapping[Role, RolePolicy]:
    """What each role hears, given the roles in which somebody can be mailed now.

    The notices of executors whom nobody can mail go to the co-executors. Where neither can be mailed,
    the controller hears of it the first time that one of them would hear of being late: a superior is
    not warned day by day, but does not learn of it last either.
    """
    if Role.RESPONSIBLE in reached:
        return roles
    executor = roles.get(Role.RESPONSIBLE, RolePolicy())
    co_executor = _join(roles.get(Role.CO_RESPONSIBLE, RolePolicy()), executor)
    if Role.CO_RESPONSIBLE in reached:
        return {**roles, Role.CO_RESPONSIBLE: co_executor}
    first_late = RolePolicy(due=tuple(offset for offset in co_executor.due if offset > 0)[:1])
    return {**roles, Role.CONTROLLER: _join(roles.get(Role.CONTROLLER, RolePolicy()), first_late)}


def _join(one: RolePolicy, other: RolePolicy) -> RolePolicy:
    return RolePolicy(
        opening=tuple(sorted({*one.opening, *other.opening})), due=tuple(sorted({*one.due, *other.due}))
    )
