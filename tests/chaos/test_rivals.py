"""Two clocks and two senders on one database: every mail once."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from chaos_scale import scaled
from chaos_summary import Figures
from chaos_world import World
from fork_server import Job

PEOPLE = 200


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("run", range(scaled(10, least=2)))
def test_two_clocks_and_two_senders_at_once(
    world: World, figures: Figures, database_name: str, run: int
) -> None:
    waves = world.lay_out(PEOPLE, scaled(50, least=5))
    # In every second run the clocks disagree by a minute, so that they hold different slots.
    apart, beats = timedelta(minutes=run % 2), 0
    for day in range(waves.days):
        at = waves.moment(day)
        common = {"house": world.house, "start_at_s": time.monotonic() + 0.15}
        clocks = [Job("run_clock", {**common, "at": moment.isoformat()}) for moment in (at, at + apart)]
        until = {"until_sent": (day + 1) * PEOPLE, "sink_log": str(world.sink.log)}
        sender = Job("run_sender", {**common, **until, "at": (at + apart).isoformat()})
        outcomes = world.children.run(*clocks, sender, sender, limit_s=120)
        beats += sum(outcome.result for outcome in outcomes[:2])
    losses = world.judge(waves)
    figures(
        f"3 two clocks and two senders, {database_name}, run {run + 1}", mails=waves.mails, beats=beats,
        lost=losses.lost, repeated=losses.repeated,
    )  # fmt: skip
    assert (losses.lost, losses.repeated) == (0, 0)
