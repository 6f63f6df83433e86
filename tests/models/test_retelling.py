"""Sentences that are kept in Russian are said again in the language of whoever reads them."""

from __future__ import annotations

import pytest

from models.language import speaking
from models.retelling import keep, say_again

REFUSED = "Почтовый сервер {relay} не принял письмо на {address}: {reason}."


def test_what_is_kept_is_russian_whatever_is_spoken() -> None:
    with speaking("en"):
        assert keep("Письмо вернулось: {why}", why="5.1.1") == "Письмо вернулось: 5.1.1"


def test_russian_is_said_again_as_it_is() -> None:
    assert say_again("Письмо вернулось: 5.1.1") == "Письмо вернулось: 5.1.1"


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        (
            keep("Письмо вернулось: {why}", why="5.1.1 {x}: no\nsuch user"),
            "The mail came back: 5.1.1 {x}: no\nsuch user",
        ),
        ("нет списка участников", "no list of participants"),
        (
            keep("Почтовый сервер {relay} недоступен: {reason}.", relay="mx", reason="в соединении отказано"),
            "The mail server mx cannot be reached: connection refused.",
        ),
        ("Такого мы не говорили: 5", "Такого мы не говорили: 5"),
        ("", ""),
    ],
)
def test_english_is_found_by_the_template_that_the_sentence_was_made_of(kept: str, english: str) -> None:
    with speaking("en"):
        assert say_again(kept) == english


def test_of_templates_that_fit_the_one_that_says_most_speaks() -> None:
    with speaking("en"):
        words = say_again(
            keep(REFUSED, relay="mx.example.org", address="a@b", reason="550: Письмо вернулось: 5")
        )
    assert words.startswith("The mail server mx.example.org did not take the mail to a@b: 550")
