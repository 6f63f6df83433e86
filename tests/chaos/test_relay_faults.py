"""A mail server that defers, delays, drops and refuses: everything arrives or is given up with the reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta

import pytest

from chaos_scale import scaled
from chaos_summary import Figures
from chaos_world import World, check_repeats
from flows.house import House
from flows.ticking import tick
from models.database import open_reading
from notifications.outbox import find_next_attempt
from smtp_sink import Taken
from wave_plan import Waves, outbox_rows

FULL = "full-1@example.org"  # its mailbox defers for ever
FAULTS = {
    "451 on 30 %": {"defer_rate": 0.3},
    "greylisting": {"greylist": True},
    "slow relay": {"delay_s": 0.004},
    "lost reply to «.»": {"mute_rate": 0.1},
    "dropped connection": {"drop_rate": 0.1},
    "all at once": {"defer_rate": 0.3, "greylist": True, "mute_rate": 0.05, "drop_rate": 0.05},
}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("fault", FAULTS)
def test_everything_arrives_or_is_given_up_with_its_reason(
    world: World, figures: Figures, database_name: str, fault: str
) -> None:
    people = scaled(1500, least=100)
    refused = people // 50
    ordinary = tuple(f"p{number}@example.org" for number in range(people - refused - 1))
    dead = tuple(f"refused-{number}@example.org" for number in range(refused))
    # The bad mailboxes come first: whoever they stopped would come after them.
    waves = world.lay_out(people, 1, addresses=(FULL, *dead, *ordinary))
    world.sink.break_down(**FAULTS[fault])
    house = world.open_house()
    ticks = live_until_evening(house, waves)

    outcomes = {address: (state, error) for _, address, state, _, error in outbox_rows(world.engine)}
    assert {outcomes[address][0] for address in ordinary} == {"sent"}
    assert all(outcomes[a][0] == "failed" and "550 5.1.1" in str(outcomes[a][1]) for a in dead)
    assert outcomes[FULL][0] == "awaiting_retry"
    assert "452 4.2.2" in str(outcomes[FULL][1])
    world.sink.break_down()
    given_up_after = give_up_full(house, waves)
    arrived = Counter(mail.address for mail in world.sink.taken())
    assert set(arrived) == set(ordinary)
    taken = world.sink.taken()
    copies: defaultdict[str, list[Taken]] = defaultdict(list)
    for mail in taken:
        copies[mail.message_id].append(mail)
    check_repeats(copies, taken)
    repeated = len(taken) - len(copies)
    figures(
        f"5 {fault}, {database_name}", mails=people, arrived=len(copies), dead_letters=refused + 1,
        repeated=repeated, ticks=ticks, given_up_after_days=given_up_after,
        lost=people - len(copies) - refused - 1,
    )  # fmt: skip
    assert (repeated > 0) == ("mute_rate" in FAULTS[fault])
    house.close()


def live_until_evening(house: House, waves: Waves) -> int:
    """Tick at nine and whenever a message may be tried again, until 22:00; how many ticks."""
    at, ticks = waves.moment(0), 0
    while at < waves.moment(0, 22):
        tick(house, at)
        ticks += 1
        at = max(at + timedelta(minutes=5), next_attempt(house) or waves.moment(0, 22))
    return ticks


def next_attempt(house: House) -> datetime | None:
    with open_reading(house.engine) as session:
        return find_next_attempt(session)


def give_up_full(house: House, waves: Waves) -> float:
    """Days until the mailbox that defers for ever is a dead letter with its reason; at most nine."""
    for hours in range(14, 9 * 24, 2):
        tick(house, waves.moment(0) + timedelta(hours=hours))
        for _, address, state, _, error in outbox_rows(house.engine):
            if address == FULL and state == "failed":
                assert "452 4.2.2" in str(error)
                return round(hours / 24, 1)
    raise AssertionError("a mailbox that defers for ever is never given up")
