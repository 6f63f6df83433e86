"""English pages: every piece has its translation, and no page shows a Russian word of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient

from all_routes import calls, fill, make_things
from flows.house import House
from latin_words import latinise
from models.templates import CYRILLIC
from models.database import open_session
from sroki.web.languages import COOKIE
from sroki.web.rules import Rule
from sheet_forms import TOKEN
from small_round import FIRST, give_link

pytestmark = pytest.mark.either_database
KEPT = re.compile(r"«[^«»]*»|lang=\"ru\">Русский<")
ANNA = "anna-" + "t" * 17
NO_PAGES = (".css", ".js", ".svg", ".csv", ".xlsx", ".ics", ".{form}", "/{proof_id}", "/{item_id}")


@pytest.fixture
def english(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> tuple[TestClient, dict[str, int]]:
    ids = make_things(town, occurrence_id)
    client = signed_in("administrator")
    client.post("/me/language", data={"language": "en", "csrf": client.csrf})
    with open_session(town.engine) as session:
        give_link(session, FIRST, town.clock() + timedelta(days=60), TOKEN)
        give_link(session, "anna@example.org", town.clock() + timedelta(days=60), ANNA)
        give_link(session, "clara@example.org", town.clock() + timedelta(days=60), "c" * 22)
    for t in (TOKEN, ANNA, "c" * 22):
        client.post(f"/l/{t}/language", data={"language": "en"})
    latinise(town.engine)
    return client, ids


def russian_words(page: str) -> list[str]:
    rest = KEPT.sub("", unescape(page))
    return [line.strip() for line in rest.split("\n") if CYRILLIC.search(line)]


def test_pages(english):
    client, ids = english
    for method, path, rule in calls(*Rule):
        if method != "GET":
            continue
        if path.endswith(NO_PAGES):
            continue
        for token in (ANNA, TOKEN, "c" * 22, "unknown") if "{token}" in path else ("",):
            p = path.replace("{token}", token)
            a = client.get(fill(p, ids))
            kind = a.headers.get("content-type", "")
            if "html" in kind and "/api" not in path:
                w = russian_words(a.text)
                if w or a.status_code != 200:
                    print("##", p, a.status_code, kind)
                for w in w:
                    m = CYRILLIC.search(w)
                    print("   ", w[max(0, m.start() - 60) : m.end() + 160])
