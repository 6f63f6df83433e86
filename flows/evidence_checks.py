"""Pages that evidence points to are looked at again: what is found is kept, what disappears is reported.

Nothing here happens without ``House.web``: only ``serve``, workers and ``sroki check-links`` have one, so
that a tick, a dry run, the demonstration and tests ask nobody.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from flows.evidence import keep_text
from flows.fetching import (
    DisallowedError,
    Fetcher,
    Page,
    RefusedError,
    UnanswerableError,
    WebAccess,
)
from flows.house import House
from models.database import open_reading, open_session
from models.telemetry import span
from roadmaps.link_checks import LinkOutcome, LinkState
from roadmaps.page_text import read_page
from roadmaps.store.links import DueLink, Finding, claim_due_links, has_due_links, record_check

BATCH_LINKS = 20  # of one pass: what is left over is due again at the next beat
_AT_ONCE = 4  # hosts


@dataclass(frozen=True)
class CheckReport:
    """What a pass found: pages by the state they are in now."""

    states: dict[str, int] = field(default_factory=dict)

    @property
    def checked(self) -> int:
        return sum(self.states.values())

    def __add__(self, other: CheckReport) -> CheckReport:
        return CheckReport(dict(Counter(self.states) + Counter(other.states)))


def are_links_due(house: House, as_of: datetime) -> bool:
    """Whether this house may ask for pages, and any is due at ``as_of``: one look at an index."""
    if house.web is None:
        return False
    with open_reading(house.engine) as session:
        return has_due_links(session, as_of)


def check_links(house: House, as_of: datetime) -> CheckReport:
    """Check the pages that are due at ``as_of``, a batch at most; the network outside of transactions."""
    if house.web is None:
        return CheckReport()
    with open_session(house.engine) as session:
        due = claim_due_links(session, as_of, BATCH_LINKS)
    if not due:
        return CheckReport()
    with span("check links", sroki__pages=len(due)):
        states = asyncio.run(_check_all(house, house.web, due, as_of))
    return CheckReport(dict(Counter(state.value for state in states)))


async def _check_all(
    house: House, web: WebAccess, due: Sequence[DueLink], as_of: datetime
) -> list[LinkState]:
    """Each host's pages one after another, a few hosts at once."""
    by_host: dict[str, list[DueLink]] = {}
    for link in due:
        by_host.setdefault(urlsplit(link.url).hostname or "", []).append(link)
    fetcher, gate = Fetcher(web), asyncio.Semaphore(_AT_ONCE)

    async def check_host(links: Sequence[DueLink]) -> list[LinkState]:
        async with gate:
            return [await _check_one(house, fetcher, link, as_of) for link in links]

    found = await asyncio.gather(*(check_host(links) for links in by_host.values()))
    return [state for states in found for state in states]


async def _check_one(house: House, fetcher: Fetcher, link: DueLink, as_of: datetime) -> LinkState:
    try:
        page: Page | None = await fetcher.fetch(link.url)
        finding = Finding(LinkOutcome.FAILED)
    except RefusedError as error:
        page, finding = None, Finding(LinkOutcome.REFUSED, why=f"не проверяется: {error}")
    except DisallowedError:
        page, finding = None, Finding(LinkOutcome.DISALLOWED, why="сайт просит роботов не заходить")
    except UnanswerableError as error:
        page, finding = None, Finding(LinkOutcome.FAILED, why=str(error))
    return await asyncio.to_thread(_record, house, link.id, page, finding, as_of)


def _record(house: House, link_id: int, page: Page | None, finding: Finding, as_of: datetime) -> LinkState:
    if page is not None:
        finding = describe_page(page)
        if finding.outcome is LinkOutcome.FOUND and not page.is_cut:
            finding = _keep_words(house, page, finding)
    with open_session(house.engine) as session:
        return record_check(session, link_id, finding, as_of)


def describe_page(page: Page) -> Finding:
    """What an answer means. A page larger than the limit is there, but has no digest."""
    answered = Finding(LinkOutcome.FOUND, final_url=page.url, host=page.host, status=page.status)
    if page.status in (404, 410):
        outcome = LinkOutcome.NOT_FOUND if page.status == 404 else LinkOutcome.GONE
        return replace(answered, outcome=outcome, why="страницы нет")
    if not 200 <= page.status < 300:
        return replace(answered, outcome=LinkOutcome.FAILED, why=f"узел ответил {page.status}")
    if page.is_cut:
        return replace(answered, why="страница больше 10 МБ: содержание не сверяется")
    return replace(
        answered,
        content_type=page.content_type or None,
        sha256=sha256(page.content).hexdigest(),
        size_bytes=len(page.content),
    )


def _keep_words(house: House, page: Page, finding: Finding) -> Finding:
    """The title and the words of the page, kept as a file under their SHA-256."""
    words = read_page(page.content, page.content_type)
    kept = keep_text(house, words.text) if words.text else None
    return replace(finding, title=words.title, text_sha256=kept)
