"""The library of a set is kept in its order, replaced whole, and what was taken out stays in the trail."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from models.database import open_reading, open_session
from question_sets import EVERY_KIND
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.library import load_library, store_library
from roadmaps.store.rounds.sets import load_set, store_set

AT = datetime(2024, 3, 1, tzinfo=UTC)
TEXTS = (LibraryText("1.1", "low", "составить план", "до 1 октября"), LibraryText("", "", "изучить итоги"))


def test_texts_come_back_in_their_order_each_once(engine: Engine) -> None:
    with open_session(engine) as session:
        assert store_library(session, "Музеи", (*TEXTS, TEXTS[0]), AT, "x")
        assert store_library(session, "Другие", TEXTS[:1], AT, "x")
    with open_reading(engine) as session:
        assert load_library(session, "Музеи") == TEXTS
        assert load_library(session, "Другие") == TEXTS[:1]


def test_the_same_texts_again_are_no_deed(engine: Engine) -> None:
    with open_session(engine) as session:
        assert store_library(session, "Музеи", TEXTS, AT, "x")
    with open_session(engine) as session:
        assert not store_library(session, "Музеи", TEXTS, AT, "x")
        assert store_library(session, "Музеи", TEXTS[::-1], AT, "x")
        assert load_library(session, "Музеи") == TEXTS[::-1]


def test_a_set_comes_back_as_it_was_stored_and_its_versions_stay(engine: Engine) -> None:
    with open_session(engine) as session:
        first = store_set(session, EVERY_KIND, "a.xlsx", AT, "x")
        assert store_set(session, EVERY_KIND, "b.xlsx", AT, "x") == first
        fewer = EVERY_KIND.__class__(**vars(EVERY_KIND) | {"indicators": EVERY_KIND.indicators[:2]})
        second = store_set(session, fewer, "c.xlsx", AT, "x")
    with open_reading(engine) as session:
        assert load_set(session, first) == EVERY_KIND
        assert (load_set(session, second).version, len(load_set(session, second).indicators)) == (2, 2)
