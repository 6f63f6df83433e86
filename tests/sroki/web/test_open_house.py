"""A house without accounts is open to its own machine, to look; the first account closes the door."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from flows.house import House
from sroki.web.app import create_app

pytestmark = pytest.mark.either_database

PAGES = ("/", "/tasks/1", "/held", "/problems", "/why")


@pytest.mark.parametrize("path", PAGES)
def test_on_its_own_machine_every_page_opens_and_says_what_to_do(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "sroki account add" in answer.text
    forms = re.findall(r'<form class="(\w+)" method="post"', answer.text)
    assert set(forms) <= {"switch"}, "only to look, in one's own language"


@pytest.mark.parametrize("path", PAGES)
def test_v8_the_first_account_closes_the_door(
    client: TestClient, signed_in: Callable[..., TestClient], path: str
) -> None:
    assert client.get(path).status_code == 200
    member = signed_in("coordinator")
    assert client.get(path).status_code == 401
    page = member.get(path)
    assert page.status_code == 200
    assert "sroki account add" not in page.text


@pytest.mark.parametrize(
    ("caller", "headers", "base_url"),
    [
        ("192.0.2.7", {}, "http://127.0.0.1:8765"),
        ("10.0.0.5", {}, "http://127.0.0.1:8765"),
        ("::ffff:10.0.0.5", {}, "http://127.0.0.1:8765"),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, "http://127.0.0.1:8765"),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}, "http://127.0.0.1:8765"),
        ("127.0.0.1", {"x-real-ip": "127.0.0.1"}, "http://127.0.0.1:8765"),
        ("127.0.0.1", {"via": "1.1 proxy"}, "http://127.0.0.1:8765"),
        ("127.0.0.1", {}, "https://sroki.example.org"),
        ("127.0.0.1", {"host": "sroki.example.org"}, "http://sroki.example.org"),
        ("", {}, "http://127.0.0.1:8765"),
        ("testclient", {}, "http://127.0.0.1:8765"),
    ],
)
def test_v8_to_everybody_else_it_is_closed(
    town: House, caller: str, headers: dict[str, str], base_url: str
) -> None:
    """From another machine, through a proxy that may stand for one, or where the house is published."""
    town.settings.base_url = base_url
    browser = TestClient(create_app(town), base_url="http://127.0.0.1", client=(caller, 50000))
    answer = browser.get("/", headers=headers)
    assert answer.status_code == 401
    assert "sroki account add" in answer.text
    assert "мониторинг" not in answer.text.lower()


def test_a_name_that_leads_to_loopback_is_not_loopback(client: TestClient) -> None:
    """DNS rebinding: a page of evil.example that resolves to this machine."""
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_links_of_the_mail_work_from_everywhere(town: House, link: Callable[..., str]) -> None:
    browser = TestClient(create_app(town), base_url="http://127.0.0.1", client=("192.0.2.7", 50000))
    assert browser.get(link("anna")).status_code == 200
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/static/sroki.css").status_code == 200


@pytest.mark.parametrize("path", ["/occurrences/1/resume", "/occurrences/1/cancel", "/sign-out", "/accounts"])
def test_without_an_account_nothing_is_changed(client: TestClient, path: str) -> None:
    assert client.post(path, data={"reason": "x"}).status_code == 401
    assert client.get("/me").status_code == 401
    assert client.get("/accounts").status_code in (401, 403)
