"""Pages in evidence are looked at again, and what disappears is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256

import pytest
from sqlmodel import select

from flows.clock import PlainPerformer, beat, look_at_links
from flows.evidence import hand_in, stored_path
from flows.evidence_checks import BATCH_LINKS, are_links_due, check_links
from flows.house import House
from flows.ticking import is_work_due, tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.evidence import EvidenceLink, LinkCheck
from roadmaps.link_checks import LinkState
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.dossier import load_task
from roadmaps.store.evidence import load_evidence
from roadmaps.store.links import claim_due_links
from roadmaps.store.listing import OccurrenceFilter, list_occurrences
from roadmaps.store.steps import cancel
from small_plan import ZONE, moment
from web_site import Site, access, open_site

HANDED_IN_AT = moment(3, 3, 10)
PAGE = "<title>Отчёт о музеях</title><p>Приказ № 5<script>x</script>"


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as site:
        site.put("/report", PAGE)
        yield site


@pytest.fixture
def online(house: House, site: Site) -> House:
    """The house with the right to ask the site; somebody has handed in its page."""
    house.web = access(site)
    hand_in(house, 1, at=HANDED_IN_AT, actor="test", urls=[f"http://school.example:{site.port}/report"])
    return house


def page_of(house: House, occurrence_id: int = 1) -> object:
    with open_reading(house.engine) as session:
        return load_evidence(session, [occurrence_id])[occurrence_id][-1].links[0].page


def link_of(house: House) -> EvidenceLink:
    with open_reading(house.engine) as session:
        return session.exec(select(EvidenceLink)).one()


def lose_page(house: House, site: Site) -> None:
    """The page is there on the first day, and gone for good on the second."""
    check_links(house, HANDED_IN_AT)
    site.put("/report", "нет", status=410)
    check_links(house, HANDED_IN_AT + timedelta(days=1))


def test_a_check_keeps_address_status_title_digest_time_and_words(online: House, site: Site) -> None:
    site.put("/report", status=301, Location="/new")
    site.put("/new", PAGE)
    assert are_links_due(online, HANDED_IN_AT)
    assert check_links(online, HANDED_IN_AT).states == {"present": 1}
    page = page_of(online)
    assert page.state is LinkState.PRESENT
    assert page.final_url == f"http://school.example:{site.port}/new"
    assert (page.status, page.title, page.checked_at) == (200, "Отчёт о музеях", HANDED_IN_AT)
    assert page.sha256 == sha256(PAGE.encode()).hexdigest()
    assert stored_path(online, page.text_sha256).read_text(encoding="utf-8") == "Приказ № 5"


def test_a_page_is_checked_when_it_is_due_and_not_before(online: House, site: Site) -> None:
    check_links(online, HANDED_IN_AT)
    assert not are_links_due(online, HANDED_IN_AT + timedelta(hours=23))
    assert check_links(online, HANDED_IN_AT + timedelta(hours=23)).checked == 0
    assert are_links_due(online, HANDED_IN_AT + timedelta(days=1))
    assert check_links(online, HANDED_IN_AT + timedelta(days=1)).checked == 1
    assert site.pages == ["/report", "/report"]


def test_without_the_right_nobody_is_asked(online: House, site: Site) -> None:
    """Neither a tick, nor a beat, nor the flow itself makes a request in a house without one."""
    offline = replace(online, web=None).at(moment(3, 5))
    tick(offline, moment(3, 5))
    beat(offline, PlainPerformer())
    assert not look_at_links(offline, PlainPerformer())
    assert not are_links_due(offline, moment(3, 5))
    assert check_links(offline, moment(3, 5)).checked == 0
    assert site.asked == []


def test_a_tick_asks_nobody_even_where_it_might(online: House, site: Site) -> None:
    tick(online, moment(3, 5))
    beat(online.at(moment(3, 5)), PlainPerformer())
    assert site.asked == []


def test_the_clock_finds_what_is_due(online: House, site: Site) -> None:
    assert look_at_links(online.at(HANDED_IN_AT), PlainPerformer())
    assert not look_at_links(online.at(HANDED_IN_AT), PlainPerformer())
    assert site.pages == ["/report"]


def test_due_pages_make_no_work_for_the_tick(online: House) -> None:
    tick(online, moment(3, 5))
    assert not is_work_due(online, moment(3, 5))
    assert are_links_due(online, moment(3, 5))


def test_two_checkers_at_once_ask_once(online: House, site: Site) -> None:
    threads = [threading.Thread(target=check_links, args=(online, HANDED_IN_AT)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.pages == ["/report"]


def test_a_checker_that_dies_leaves_the_page_due_a_quarter_of_an_hour_later(
    online: House, site: Site
) -> None:
    with open_session(online.engine) as session:
        assert len(claim_due_links(session, HANDED_IN_AT, 5)) == 1
    assert not are_links_due(online, HANDED_IN_AT + timedelta(minutes=14))
    assert check_links(online, HANDED_IN_AT + timedelta(minutes=15)).checked == 1


def test_the_cost_of_a_pass_follows_what_is_due(online: House, site: Site) -> None:
    urls = [f"http://school.example:{site.port}/{number}" for number in range(10)]
    for occurrence_id in (2, 3):
        hand_in(online, occurrence_id, at=HANDED_IN_AT, actor="test", urls=urls)
        urls = [f"{url}/x" for url in urls]
    assert check_links(online, HANDED_IN_AT).checked == BATCH_LINKS
    assert check_links(online, HANDED_IN_AT).checked == 1
    assert check_links(online, HANDED_IN_AT).checked == 0


def test_a_lost_page_stands_in_the_list_on_the_task_and_in_the_trail(online: House, site: Site) -> None:
    lose_page(online, site)
    at = HANDED_IN_AT + timedelta(days=1)
    with open_reading(online.engine) as session:
        views = {v.id: v for v in list_occurrences(session, OccurrenceFilter(), at)}
        task = load_task(session, views[1].task_id, at)
        deeds = [e.deed for e in session.exec(select(AuditEntry).where(AuditEntry.subject == "occurrence:1"))]
    assert [v.lost_pages for v in views.values()].count(1) == 1
    assert views[1].as_json()["lost_pages"] == 1
    assert task is not None
    page = task.occurrences[0].evidence[-1].links[0].page
    assert page is not None
    assert (page.state, page.status, page.why) == (LinkState.LOST, 410, "страницы нет")
    assert deeds.count("page lost") == 1


def test_a_page_that_comes_back_is_said_to_be_back(online: House, site: Site) -> None:
    lose_page(online, site)
    site.put("/report", PAGE)
    check_links(online, HANDED_IN_AT + timedelta(days=2))
    assert page_of(online).state is LinkState.PRESENT
    with open_reading(online.engine) as session:
        deeds = [entry.deed for entry in session.exec(select(AuditEntry))]
    assert "page found again" in deeds


def test_a_page_that_leads_to_another_host_is_lost(online: House, site: Site) -> None:
    check_links(online, HANDED_IN_AT)
    site.put("/report", status=302, Location=f"http://casino.example:{site.port}/")
    site.put("/", "Ставки")
    check_links(online, HANDED_IN_AT + timedelta(days=1))
    assert page_of(online).state is LinkState.LOST
    assert page_of(online).final_url == f"http://casino.example:{site.port}/"


def test_the_coordinator_reads_of_a_lost_page_once(online: House, site: Site) -> None:
    with open_session(online.engine) as session:
        set_coordinator(session, "chief@example.org", moment(3, 1), "test", ZONE)
    lose_page(online, site)
    sent = online.transport.sent  # type: ignore[attr-defined]

    def told_on(day: int) -> list[str]:
        before = len(sent)
        tick(online, moment(3, day, 9))
        mails = [message_from_bytes(m.content, policy=policy.default) for m in sent[before:]]
        return [m.get_body(("plain",)).get_content() for m in mails if "chief@" in str(m["To"])]  # type: ignore[union-attr]

    told = told_on(5)
    assert len(told) == 1
    assert "СТРАНИЦЫ-ПОДТВЕРЖДЕНИЯ ИСЧЕЗЛИ · 1" in told[0]
    assert f"http://school.example:{site.port}/report" in told[0]
    assert not any("ИСЧЕЗЛИ" in text for text in told_on(6))


def test_what_is_no_longer_evidence_leaves_the_queue(online: House, site: Site) -> None:
    hand_in(online, 1, at=moment(3, 4), actor="test", note="Теперь словами")
    assert check_links(online, moment(3, 5)).checked == 0
    assert link_of(online).next_check_at is None
    again = hand_in(online, 1, at=moment(3, 6), actor="test", urls=[link_of(online).url])
    assert again.version == 3
    assert check_links(online, moment(3, 6)).checked == 1


def test_a_lost_page_of_a_cancelled_task_is_nobodys_worry(online: House, site: Site) -> None:
    lose_page(online, site)
    with open_session(online.engine) as session:
        cancel(session, 1, "Снято", moment(3, 6), "test")
    with open_reading(online.engine) as session:
        assert not any(v.lost_pages for v in list_occurrences(session, OccurrenceFilter(), moment(3, 6)))


def test_one_page_in_two_tasks_is_asked_for_once(online: House, site: Site) -> None:
    hand_in(online, 2, at=HANDED_IN_AT, actor="test", urls=[link_of(online).url])
    assert check_links(online, HANDED_IN_AT).checked == 1
    lose_page(online, site)
    with open_reading(online.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), moment(3, 5))
    assert sorted(v.id for v in views if v.lost_pages) == [1, 2]


@pytest.mark.parametrize(
    ("url", "state"),
    [("http://127.0.0.1/", "refused"), ("http://inner.example:{port}/", "refused"),
     ("http://closed.example:{port}/closed", "disallowed"), ("http://dead.example:{port}/none", "failing")],
)  # fmt: skip
def test_what_cannot_be_fetched_has_a_state_and_a_reason(
    house: House, site: Site, url: str, state: str
) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed")
    house.web = access(site, names={"inner.example": ["10.0.0.7"]})
    hand_in(house, 1, at=HANDED_IN_AT, actor="test", urls=[url.format(port=site.port)])
    assert check_links(house, HANDED_IN_AT).states == {state: 1}
    with open_reading(house.engine) as session:
        assert session.exec(select(LinkCheck)).one().why


def test_a_page_above_the_limit_is_there_without_a_digest(online: House, site: Site) -> None:
    assert online.web is not None
    online.web = replace(online.web, most_bytes=1000)
    site.put("/report", "x" * 5000)
    check_links(online, HANDED_IN_AT)
    page = page_of(online)
    assert (page.state, page.sha256) == (LinkState.PRESENT, None)
    assert "больше" in page.why
