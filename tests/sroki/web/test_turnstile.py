"""A few pages are made at a time; whatever takes long keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sroki.web import turnstile
from sroki.web.turnstile import Turnstile

_LOOK, _FORM = {"type": "http", "method": "GET"}, {"type": "http", "method": "POST"}


class _Work:
    """An application whose answers end when they are told to, and which knows how many are in work."""

    def __init__(self) -> None:
        self.in_work = 0
        self.most = 0
        self.may_end = asyncio.Event()

    async def __call__(self, scope: Any, _receive: Any, _send: Any) -> None:
        self.in_work += 1
        self.most = max(self.most, self.in_work)
        await self.may_end.wait()
        self.in_work -= 1
        if scope.get("fails"):
            raise OSError("the disk is full")


def _play(story: Callable[[], Awaitable[None]]) -> None:
    async def play() -> None:
        await asyncio.wait_for(story(), timeout=30)

    asyncio.run(play())


async def _come(door: Turnstile, *scopes: Any) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(door(scope, None, None)) for scope in scopes]  # type: ignore[arg-type]
    await asyncio.sleep(0.01)
    return tasks


def test_no_more_pages_than_places_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_LONG_S", 3600.0)

    async def story() -> None:
        work = _Work()
        tasks = await _come(Turnstile(work, places=2), *[_LOOK] * 7)
        assert work.in_work == 2
        work.may_end.set()
        await asyncio.gather(*tasks)
        assert work.most == 2

    _play(story)


def test_what_takes_long_gives_its_place_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_LONG_S", 0.02)

    async def story() -> None:
        work = _Work()
        door = Turnstile(work, places=1)
        tasks = await _come(door, _LOOK, _LOOK)
        while work.in_work < 2:
            await asyncio.sleep(0.01)
        work.may_end.set()
        await asyncio.gather(*tasks)
        monkeypatch.setattr(turnstile, "_LONG_S", 3600.0)
        work.may_end.clear()
        work.most = 0
        tasks = await _come(door, _LOOK, _LOOK)
        assert work.in_work == 1, "a place that was given away is not given back once more"
        work.may_end.set()
        await asyncio.gather(*tasks)

    _play(story)


def test_forms_do_not_stand_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends one slowly would hold a place for nothing."""
    monkeypatch.setattr(turnstile, "_LONG_S", 3600.0)

    async def story() -> None:
        work = _Work()
        tasks = await _come(Turnstile(work, places=1), _FORM, _FORM, _LOOK, _LOOK)
        assert work.in_work == 3
        work.may_end.set()
        await asyncio.gather(*tasks)

    _play(story)


def test_a_page_that_fails_or_is_given_up_frees_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "_LONG_S", 3600.0)

    async def story() -> None:
        work = _Work()
        door = Turnstile(work, places=1)
        failing, given_up, last = await _come(door, _LOOK | {"fails": True}, _LOOK, _LOOK)
        given_up.cancel()
        work.may_end.set()
        with pytest.raises(OSError, match="disk"):
            await failing
        await last
        assert given_up.cancelled()

    _play(story)
