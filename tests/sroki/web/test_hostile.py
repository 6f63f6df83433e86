"""Documents, names and notes are hostile: whatever they hold is shown and never runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from flows.evidence import hand_in
from flows.house import House
from flows.reporting import write_report
from models.database import open_session
from models.values import DateSpan, Place, Problem, Term, TermKind
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.store.contacts import set_contact
from roadmaps.store.steps import cancel, extend, review

pytestmark = pytest.mark.either_database

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)>",
    "{{ 731 * 917 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ config }} ${731*917} #{731*917} <%= 731*917 %>",
    "<!--",
    "]]><x>&amp;&#x3c;script&#x3e;",
    "javascript:alert(1)",
    "\u202etxt.exe\u2066",
]
_HARMLESS_TAGS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title link style body a header nav main h1 h2 h3 h4 p pre code span strong small div "
        "dl dt dd section article table caption thead tbody tr th td form label select option button input "
        "textarea details summary ul ol li time svg rect line polyline text figure figcaption datalist kbd "
        "fieldset legend",
    )
)


class _Inspector(HTMLParser):
    """Finds what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HARMLESS_TAGS:
            self.findings.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc" or (name == "style"):
                self.findings.append(f"{name}={value}")
            if name in ("href", "src", "action") and (value or "").lower().startswith(
                ("javascript:", "data:")
            ):
                self.findings.append(f"{name}={value}")


OWN_SCRIPT = re.compile(r'<script src="/static/(?:upload|keys)\.js\?[0-9a-f]{12}" defer></script>')


def inspect(html: str) -> list[str]:
    inspector = _Inspector()
    inspector.feed(OWN_SCRIPT.sub("", html))
    inspector.close()
    return inspector.findings


def poison(words: str) -> ParsedDocument:
    """A document that says the same hostile words everywhere."""
    term = Term(
        words, TermKind.WINDOW, meaning=words,
        spans=(DateSpan(date(2021, 4, 1), date(2021, 6, 1)), DateSpan(None, date(2021, 1, 1))),
    )  # fmt: skip
    task = ParsedTask(
        uid=words, number=words[:20], number_raw=words, title=words, term=term, place=Place(words, line=5),
        section=words, expected_result=words, responsible=(f"Исполнитель {words}",),
        co_responsible=(f"Соисполнитель {words}",), status_raw=words,
    )  # fmt: skip
    undated = replace(task, uid=f"2{words}", term=Term(words, TermKind.UNREADABLE))
    return ParsedDocument(
        words, "order_with_roadmap", title=words, number=words, issuer=words, rows=(task, undated),
        controllers=(f"Контроль {words}",),
        problems=(Problem("x", words, Place(words, line=5), subject=words, raw=words),),
    )  # fmt: skip


@pytest.mark.parametrize("words", PAYLOADS)
def test_v1_2_1_hostile_words_are_shown_and_do_nothing(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    store: Callable[[ParsedDocument], int],
    words: str,
    tmp_path: object,
) -> None:
    roadmap_id = store(poison(words))
    at = town.clock()
    with open_session(town.engine) as session:
        set_contact(session, f"Исполнитель {words}", "anna@example.org", at, words, name=words)
        set_contact(session, f"Контроль {words}", "clara@example.org", at, words, name=words)
    occurrence = _occurrence(town, roadmap_id)
    hand_in(town, occurrence, at=at, actor=words, note=words)
    with open_session(town.engine) as session:
        review(session, occurrence, at, words, return_reason=words)
        extend(session, occurrence, date(2021, 7, 1), words, at, words)
    pages = [
        "/",
        f"/tasks?section={words}",
        f"/tasks?executor={words}",
        f"/tasks?text={words}",
        "/tasks?state=all",
        "/problems",
        "/held",
        "/tasks/7",
        link("anna"),
    ]
    texts = [client.get(page).text for page in pages]
    refused = client.post(
        f"{link('anna')}/occurrences/{occurrence}/evidence", data={"note": words, "url": words}
    )
    hand_in(town, occurrence, at=at, actor=words, note=words)
    texts += [refused.text, client.get(link("clara")).text]
    with open_session(town.engine) as session:
        cancel(session, occurrence, words, at, words)
    texts.append(client.get("/tasks/7").text)
    report = town.settings.home / "report.html"
    write_report(town, None, report, at)
    texts.append(report.read_text(encoding="utf-8"))
    for text in texts:
        assert inspect(text) == []
        assert "670327" not in text, "a template was run"
        assert "<class" not in text
    assert any(words in _visible(text) for text in texts)


def _occurrence(house: House, roadmap_id: int) -> int:
    from models.database import open_reading
    from roadmaps.store.listing import OccurrenceFilter, list_occurrences

    with open_reading(house.engine) as session:
        return list_occurrences(session, OccurrenceFilter(roadmap_id=roadmap_id, held=False), house.clock())[
            0
        ].id


def _visible(html: str) -> str:
    parts: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            parts.append(data)

    Reader(convert_charrefs=True).feed(html)
    return "".join(parts)
