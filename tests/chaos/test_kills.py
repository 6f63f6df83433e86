"""SIGKILL, at random and at every named step: nothing is lost, only what was in flight comes twice."""

from __future__ import annotations

import random

import pytest

from chaos_scale import scaled
from chaos_summary import Figures
from chaos_world import World
from kill_points import IN_DOUBT, STEPS

PEOPLE = 50
# How often one run of the passes is sure to come to a step; to the others once a mail.
_MET_TIMES = {"plan": 2, "claim": 1, "connect": 1}


@pytest.mark.timeout(2400)
def test_a_thousand_kills_at_random_over_ten_thousand_mails(
    world: World, figures: Figures, database_name: str
) -> None:
    days, wanted = scaled(200, least=4), scaled(1000, least=20)
    waves = world.lay_out(PEOPLE, days)
    rng, kills = random.Random(20_250_303), 0
    (undisturbed,) = world.children.run(world.tick_job(waves.moment(0)))
    for day in range(1, days):
        quota = -(-(wanted - kills) // (days - day))
        # In the last wave a kill comes before a child can have finished, so that all of them happen.
        longest_s = undisturbed.seconds if day < days - 1 else 0.04
        for _ in range(quota):
            job = world.tick_job(waves.moment(day), kill_after_s=rng.uniform(0, longest_s))
            (outcome,) = world.children.run(job)
            if outcome.state == "done":
                break
            kills += 1
        world.children.run(world.tick_job(waves.moment(day)))
    losses = world.judge(waves)
    figures(
        f"1 SIGKILL at random, {database_name}", mails=waves.mails, kills=kills, lost=losses.lost,
        repeated=losses.repeated,
    )  # fmt: skip
    assert kills >= wanted
    assert losses.lost == 0
    assert losses.repeated <= kills * world.connections


@pytest.mark.timeout(900)
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_named_step_again_and_again(
    world: World, figures: Figures, database_name: str, step: str
) -> None:
    """With one connection, so that exactly one mail is in doubt."""
    world.connections = 1
    wanted, rng, kills = scaled(100, least=10), random.Random(step), 0
    waves = world.lay_out(4 * wanted, 1)
    while kills < wanted:
        nth = rng.randint(1, _MET_TIMES.get(step, 3))
        job = world.tick_job(waves.moment(0), die_at=step, die_nth=nth)
        (outcome,) = world.children.run(job)
        assert outcome.state == "killed", f"the step «{step}» was not met: {outcome}"
        kills += 1
    world.children.run(world.tick_job(waves.moment(0)))
    losses = world.judge(waves)
    figures(
        f"2 SIGKILL at «{step}», {database_name}", mails=waves.mails, kills=kills, lost=losses.lost,
        repeated=losses.repeated,
    )  # fmt: skip
    assert losses.lost == 0
    assert losses.repeated <= (kills if step in IN_DOUBT else 0)
    if step in ("after 250", "before commit"):
        assert losses.repeated == kills, "each of these kills leaves one mail in doubt"
