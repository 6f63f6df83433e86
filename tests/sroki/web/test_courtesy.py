"""Mail waits while somebody is being answered, and never for long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sroki.web import courtesy
from sroki.web.courtesy import Courtesy

_Answering = Callable[[Any, Any, Any], Awaitable[None]]


async def _ask(pages: Courtesy) -> None:
    await pages({"type": "http"}, None, None)  # type: ignore[arg-type]


def _pages(answering: _Answering) -> Courtesy:
    return Courtesy(answering)


def test_mail_goes_at_once_where_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "_MOST_S", 3600.0)

    async def answer(_scope: Any, _receive: Any, _send: Any) -> None:
        return

    pages = _pages(answer)
    pages.make_way()
    asyncio.run(_ask(pages))
    pages.make_way()


def test_mail_waits_until_the_page_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "_MOST_S", 3600.0)
    order: list[str] = []
    mailing: list[threading.Thread] = []

    async def answer(_scope: Any, _receive: Any, _send: Any) -> None:
        mailing.append(threading.Thread(target=lambda: (pages.make_way(), order.append("mail"))))
        mailing[0].start()
        await asyncio.sleep(0.1)
        order.append("page")

    pages = _pages(answer)
    asyncio.run(_ask(pages))
    mailing[0].join()
    assert order == ["page", "mail"]


def test_a_page_that_fails_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "_MOST_S", 3600.0)

    async def answer(_scope: Any, _receive: Any, _send: Any) -> None:
        raise OSError("the disk is full")

    pages = _pages(answer)
    with pytest.raises(OSError, match="disk"):
        asyncio.run(_ask(pages))
    pages.make_way()


@pytest.mark.parametrize("setting", ["_MOST_S", "_YOUNG_S"])
def test_pages_that_never_end_do_not_stop_the_mail(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    other = {"_MOST_S": "_YOUNG_S", "_YOUNG_S": "_MOST_S"}[setting]
    monkeypatch.setattr(courtesy, setting, 0.0)
    monkeypatch.setattr(courtesy, other, 3600.0)
    sent = []

    async def answer(_scope: Any, _receive: Any, _send: Any) -> None:
        await asyncio.to_thread(pages.make_way)
        sent.append("mail")

    pages = _pages(answer)
    asyncio.run(_ask(pages))
    assert sent == ["mail"]
