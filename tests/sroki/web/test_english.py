"""English pages: every piece has its translation, and no page shows a Russian word of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from all_routes import calls, fill, make_things
from flows.house import House
from latin_words import latinise
from models.templates import CYRILLIC
from sroki.web.rules import Rule

pytestmark = pytest.mark.either_database
KEPT = re.compile(r"«[^«»]*»|lang=\"ru\">Русский<")


@pytest.fixture
def english(
    town: House, occurrence_id: Callable[..., int], signed_in: Callable[..., TestClient]
) -> tuple[TestClient, dict[str, int]]:
    ids = make_things(town, occurrence_id)
    client = signed_in("administrator")
    client.post("/me/language", data={"language": "en", "csrf": client.csrf})
    latinise(town.engine)
    return client, ids


def russian_words(page: str) -> list[str]:
    rest = KEPT.sub("", unescape(page))
    return [line.strip()[:300] for line in rest.split("\n") if CYRILLIC.search(line)]


def test_pages(english):
    client, ids = english
    for method, path, rule in calls(*Rule):
        if method != "GET":
            continue
        if path.endswith((".css", ".js", ".svg", ".csv", ".xlsx", ".ics", ".docx", ".pdf")):
            continue
        a = client.get(fill(path, ids))
        kind = a.headers.get("content-type", "")
        print("##", path, a.status_code, kind)
        if "html" in kind:
            for w in russian_words(a.text):
                print("   ", w)
