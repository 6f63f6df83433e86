"""Who is spoken to in which language: a process, a request and its threads; nouns that are counted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import language
from models.errors import CallerError, PlacedError, SeveralMistakesError
from models.language import (
    choose_form,
    choose_language,
    find_translation,
    say,
    say_day,
    say_error,
    say_moment,
    say_number,
    speaking,
    spoken_language,
    write_count,
)

HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FIRST = """
msgid "Файла {path} нет."
msgstr "There is no file {path}."

msgid "принят"
msgstr "accepted"
"""
SECOND = """
msgid "день"
msgid_plural "дней"
msgstr[0] "day"
msgstr[1] "days"

msgid "срок {state}"
msgstr "the task is {state}"

msgctxt "page.html"
msgid "принят"
msgstr "approved"
"""


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two files of one language."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "first.po").write_text(HEAD + FIRST, encoding="utf-8")
    (tmp_path / "en" / "second.po").write_text(HEAD + SECOND, encoding="utf-8")
    monkeypatch.setattr(language, "_LOCALES", tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


def test_all_files_of_a_language_are_one_catalogue() -> None:
    with speaking("en"):
        assert say("Файла {path} нет.", path="a.txt") == "There is no file a.txt."
        assert say("срок {state}", state="принят") == "the task is accepted", "a word in a field too"
        assert say("Этого в каталоге нет.") == "Этого в каталоге нет."
    assert say("Файла {path} нет.", path="a.txt") == "Файла a.txt нет."


def test_nothing_is_said_as_nothing() -> None:
    with speaking("en"):
        assert say("") == ""


def test_a_template_may_have_another_word_for_the_same_russian() -> None:
    assert find_translation("en", "принят", "page.html") == "approved"
    assert find_translation("en", "принят", "other.html") == "accepted"
    assert find_translation("en", "возвращён", "page.html") is None


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [(0, "0 дней", "0 days"), (1, "1 день", "1 day"), (2, "2 дня", "2 days"), (5, "5 дней", "5 days"),
     (11, "11 дней", "11 days"), (12, "12 дней", "12 days"),
     (21, "21 день", "21 days"), (112, "112 дней", "112 days")],
)  # fmt: skip
def test_counted_nouns_follow_the_rule_of_the_language(number: int, russian: str, english: str) -> None:
    assert say_number(number, "день", "дня", "дней") == russian
    with speaking("en"):
        assert say_number(number, "день", "дня", "дней") == english
        assert f"{number} {choose_form(number, 'день', 'дня', 'дней')}" == english


def test_a_noun_that_is_not_in_the_catalogue_stays_russian() -> None:
    with speaking("en"):
        assert say_number(3, "год", "года", "лет") == "3 года"


def test_dates_are_written_as_officials_of_the_language_write_them() -> None:
    moment = datetime(2021, 5, 7, 9, 5, tzinfo=UTC)
    assert (say_day(moment.date()), say_moment(moment)) == ("07.05.2021", "07.05.2021 09:05")
    assert say_day(date(1, 2, 3)) == "03.02.0001"
    with speaking("en"):
        assert (say_day(moment.date()), say_moment(moment)) == ("7 May 2021", "7 May 2021, 09:05")


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (0, "0", "0"),
        (9_999, "9999", "9999"),
        (10_000, "10\u00a0000", "10,000"),
        (1_234_567, "1\u00a0234\u00a0567", "1,234,567"),
    ],
)
def test_large_numbers_are_written_in_groups(number: int, russian: str, english: str) -> None:
    assert write_count(number) == russian
    with speaking("en"):
        assert write_count(number) == english


def test_errors_are_said_one_a_line_and_with_their_place() -> None:
    missing = CallerError("Файла {path} нет.", path="a.txt")
    with speaking("en"):
        assert say_error(SeveralMistakesError([missing, PlacedError("b.csv:3", missing)])) == (
            "There is no file a.txt.\nb.csv:3: There is no file a.txt."
        )


def test_a_talk_ends_with_its_block_and_talks_lie_in_each_other() -> None:
    with speaking("en"):
        with speaking("ru"):
            assert spoken_language() == "ru"
        assert spoken_language() == "en"
    assert spoken_language() == "ru"


def test_a_thread_that_serves_a_talk_may_choose_its_language() -> None:
    """The language of a visitor is known when a thread has asked the database who it is."""
    with speaking("ru"):
        context = copy_context()
        thread = threading.Thread(target=context.run, args=(choose_language, "en"))
        thread.start()
        thread.join()
        assert spoken_language() == "en"
    assert spoken_language() == "ru", "the process itself was not asked"


def test_talks_at_the_same_time_do_not_mix() -> None:
    together = threading.Barrier(8)

    def talk(lang: str) -> set[str]:
        with speaking(lang):
            together.wait()
            return {say_number(5, "день", "дня", "дней") for _ in range(2000)}

    languages = ["ru", "en"] * 4
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(talk, languages))
    assert said == [{"5 дней"}, {"5 days"}] * 4
