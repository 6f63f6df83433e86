"""English pages: no route shows a Russian word of ours, and Russian words in templates decide nothing.

The town is written in Latin letters, so that whatever Cyrillic is left on a page is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient
from jinja2 import Environment, nodes

from all_routes import calls, fill, make_things
from flows.evidence import hand_in
from flows.house import House
from latin_words import latinise
from models.database import open_session
from models.templates import CYRILLIC
from roadmaps.store.steps import review
from sheet_forms import TOKEN
from small_round import FIRST, give_link
from sroki.web.languages import COOKIE
from sroki.web.rules import Rule
from template_pieces import page_templates

pytestmark = pytest.mark.either_database
ANNA, CLARA = "anna".ljust(22, "t"), "clara".ljust(22, "t")
FILES = re.compile(r"\.(?!html)\w+$|\.\{form\}$|/\{(item|proof)_id\}$")
PAPER = re.compile(r'<article class="paper"[^>]* lang="ru">.*?</article>', re.DOTALL)
# What is Russian on an English page: the name of the other language, words of documents in «», and the
# words of forms that are read back: yes and no of an answer, kinds and rules of indicators.
KEPT = re.compile(
    r'lang="ru">(?:<input [^>]*> )?Русский<|«[^«»]*»|value="(?:да|нет)"'
    r'|<datalist id="rules">.*?</datalist>|name="(?:rule|targets):.*?>|<option value="[^"]*"(?= selected| ?>)'
)


@pytest.fixture
def english(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> tuple[TestClient, dict[str, int]]:
    """An administrator and three people behind links, all of whom have chosen English."""
    ids, client = make_things(town, occurrence_id), signed_in("administrator")
    number = occurrence_id("2.1")
    hand_in(town, number, at=town.clock(), actor="test", note="Готово")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test", return_reason="Не всё")
        until = town.clock() + timedelta(days=60)
        for address, token in ((FIRST, TOKEN), ("anna@example.org", ANNA), ("clara@example.org", CLARA)):
            give_link(session, address, until, token)
    for path in ("/me", f"/l/{TOKEN}", f"/l/{ANNA}", f"/l/{CLARA}"):
        answer = client.post(f"{path}/language", data={"language": "en", "csrf": client.csrf})  # type: ignore[attr-defined]
        assert answer.status_code == 303
    client.headers["cookie"] += f"; {COOKIE}=en"
    latinise(town.engine)
    return client, ids


def pages_of(ids: dict[str, int]) -> Iterator[str]:
    for method, path, _ in calls(*Rule):
        if method == "GET" and not FILES.search(path):
            for token in (ANNA, TOKEN, CLARA, "unknown") if "{token}" in path else ("",):
                yield fill(path.replace("{token}", token), ids)
    yield from ("/?roadmap=1&year=2021", "/tasks?state=all", "/tasks?late=never", "/tasks?view=x", "/nowhere")
    yield from ("/why?who=1", "/why?who=anna@example.org", "/why?who=nobody", "/outbox?state=failed")


def russian_lines(page: str) -> list[str]:
    rest = KEPT.sub("", unescape(PAPER.sub("", page)))
    return [line.strip() for line in rest.split("\n") if CYRILLIC.search(line)]


def test_no_page_shows_a_russian_word_of_ours(english: tuple[TestClient, dict[str, int]]) -> None:
    client, ids = english
    seen, left = 0, {}
    for path in pages_of(ids):
        answer = client.get(path)
        if answer.headers.get("content-type", "").startswith("text/html"):
            seen += answer.status_code == 200
            assert "<html" not in answer.text or '<html lang="en">' in answer.text, path
            left |= {path: lines} if (lines := russian_lines(answer.text)) else {}
    assert not left, "\n".join(f"{path}: {line[:300]}" for path, lines in left.items() for line in lines)
    assert seen > 45


def test_no_refusal_of_a_form_is_russian(english: tuple[TestClient, dict[str, int]]) -> None:
    """Every form sent empty: most are refused, and say why."""
    client, ids = english
    csrf, left, refused = client.csrf, {}, 0  # type: ignore[attr-defined]
    for method, path, _ in calls(*Rule):
        if method != "POST" or path.endswith(("/sign-out", "/language", "/discard", "/sessions/end")):
            continue
        for token in (TOKEN, ANNA, CLARA) if "{token}" in path else ("",):
            answer = client.post(fill(path.replace("{token}", token), ids), data={"csrf": csrf})
            refused += answer.status_code >= 400
            left |= {path: lines} if (lines := russian_lines(answer.text)) else {}
    assert not left, "\n".join(f"{path}: {line[:300]}" for path, lines in left.items() for line in lines)
    assert refused > 40


def test_no_russian_string_of_a_template_decides_anything() -> None:
    """A translated string would no longer be equal to what it is compared with."""
    for name, source in page_templates().items():
        tree = Environment(autoescape=True).parse(source)
        for test in tree.find_all((nodes.Compare, nodes.Test, nodes.Getitem)):
            strings = [each.value for each in test.find_all(nodes.Const) if isinstance(each.value, str)]
            if isinstance(test, nodes.Getitem):
                strings = [test.arg.value] if isinstance(test.arg, nodes.Const) else []
            assert not [each for each in strings if CYRILLIC.search(str(each))], name
