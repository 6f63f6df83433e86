"""Texts of strangers on their whole way, from the row of a plan to the bytes that a mail server gets."""

from __future__ import annotations

import pytest

from chaos_scale import scaled
from chaos_summary import Figures
from chaos_world import World
from flows.ticking import tick
from hostile_texts import STORABLE, read_mail
from smtp_sink import SmtpSink


@pytest.mark.timeout(300)
def test_no_text_of_a_task_becomes_a_header(world: World, figures: Figures, database_name: str) -> None:
    assert len(STORABLE) >= 500
    count = scaled(500)
    payloads = tuple(STORABLE[number * len(STORABLE) // count] for number in range(count))
    waves = world.lay_out(count, 1, titles=payloads, names=payloads)
    with SmtpSink(world.folder / "keeping", keeping=True) as world.sink:
        house = world.open_house()
        tick(house, waves.moment(0))
        house.close()
        assert world.judge(waves).lost == 0
        for mail in world.sink.taken():
            parsed = read_mail(world.sink.content(mail))
            (recipient,) = parsed["To"].addresses
            assert recipient.addr_spec == mail.address
    figures(f"9 header injection, {database_name}", payloads=count, injected=0)
