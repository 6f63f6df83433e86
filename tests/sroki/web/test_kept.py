"""Answers are kept as long as nothing has changed, made once however many ask."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from sroki.web import kept as kept_module
from sroki.web.kept import Kept


def test_an_answer_is_made_once_for_each_version() -> None:
    kept, made = Kept(), []

    def make(version: int) -> int:
        made.append(version)
        return version

    for version in (1, 1, 2, 2):
        assert kept.find("figures", version, partial(make, version)) == version
    assert made == [1, 2]


def test_nothing_is_an_answer_too() -> None:
    kept, made = Kept(), []
    for _ in range(2):
        assert kept.find("charts", 1, lambda: made.append(1)) is None  # type: ignore[func-returns-value]
    assert made == [1]


def test_of_many_who_ask_at_once_one_makes_it() -> None:
    kept, made, started = Kept(), [], threading.Barrier(8)

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    def ask() -> None:
        started.wait()
        assert kept.find("figures", 1, make) == 7

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_what_was_dear_may_be_a_little_old_where_roughly_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_DEAR_S", 0.01)
    kept = Kept()

    def dear() -> str:
        time.sleep(0.03)
        return "old"

    assert kept.find("charts", 1, dear, roughly=True) == "old"
    assert kept.find("charts", 2, lambda: "new", roughly=True) == "old"
    assert kept.find("charts", 2, lambda: "new") == "new", "who wants it exact gets it"
    assert kept.find("charts", 3, lambda: "newer", roughly=True) == "newer", "what was cheap is never old"


def test_dear_answers_are_made_anew_one_after_another_with_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_DEAR_S", 0.0)
    now_s = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now_s)
    kept = Kept()

    def ask(question: str, version: int) -> int:
        def make() -> int:
            nonlocal now_s
            now_s += 0.5
            return version

        return kept.find(question, version, make, roughly=True)

    assert [ask("charts", 1), ask("figures", 1)] == [1, 1], "what is not known yet is made"
    assert [ask("charts", 2), ask("figures", 2)] == [1, 1], "now it rests for a second and a half"
    now_s += 1.6
    assert [ask("charts", 2), ask("figures", 2)] == [2, 1]
    now_s += 1.6
    assert [ask("charts", 2), ask("figures", 2)] == [2, 2]
    now_s += 61
    assert ask("charts", 3) == 3
    assert ask("figures", 3) == 3, "what is old serves nobody, rest or no rest"


def test_whom_a_rough_answer_serves_does_not_wait_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, is_making, may_end = Kept(), threading.Event(), threading.Event()
    kept.find("charts", 1, lambda: "old", roughly=True)

    def slow() -> str:
        is_making.set()
        assert may_end.wait(10)
        return "new"

    maker = threading.Thread(target=kept.find, args=("charts", 2, slow), kwargs={"roughly": True})
    maker.start()
    assert is_making.wait(10)
    try:
        assert kept.find("charts", 2, lambda: "none", roughly=True) == "old"
        monkeypatch.setattr(kept_module, "_OLD_S", 0.0)
        later: list[str] = []
        patient = threading.Thread(
            target=lambda: later.append(kept.find("charts", 2, lambda: "none", roughly=True))
        )
        patient.start()
        patient.join(0.1)
        assert not later, "what is old serves nobody"
    finally:
        may_end.set()
        maker.join()
    patient.join()
    assert later == ["new"]


def test_a_failure_is_not_kept() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.find("figures", 1, lambda: 1 // 0)
    assert kept.find("figures", 1, lambda: 3) == 3


def test_what_nobody_asks_for_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_MOST", 2)
    kept = Kept()
    for number in range(4):
        kept.find(number, 1, lambda number=number: number)  # type: ignore[misc]
    assert list(kept._kept) == [2, 3]
