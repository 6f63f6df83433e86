"""What holds for every answer: headers, hosts, errors in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from flows.house import House
from sroki.web.rules import list_routes

pytestmark = pytest.mark.either_database

PATHS = ["/", "/tasks/1", "/tasks/77", "/held", "/problems", "/healthz", "/nowhere", "/l/unknown", "/l/",
         "/static/sroki.css", "/static/icon.svg", "/files/1", "/?late=x"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "HEAD", "OPTIONS"):
        check_headers(client.request(method, path).headers)


def check_headers(headers: httpx.Headers) -> None:
    policy = headers["content-security-policy"]
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_v3_4_every_route_answers_with_the_security_headers(client: TestClient) -> None:
    """ASVS 5.0 3.4.3–3.4.6, 3.4.8: whatever the route says, to whoever asks."""
    routes = [route for route in list_routes(client.app.routes) if route.methods]  # type: ignore[attr-defined]
    assert len(routes) > 40, "all of them"
    for route in routes:
        path = re.sub(r"\{\w+\}", "1", route.path)
        for method in route.methods:
            headers = client.request(method, path).headers
            assert "default-src 'none'" in headers["content-security-policy"], route
            assert "unsafe" not in headers["content-security-policy"], route
            assert headers["x-content-type-options"] == "nosniff", route
            assert headers["referrer-policy"] == "no-referrer", route
            assert headers["cross-origin-opener-policy"] == "same-origin", route
            assert headers["cross-origin-resource-policy"] == "same-origin", route
            assert "access-control-allow-origin" not in headers, route


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:80", "[::1]:8765", "Sroki.Example.Org"]
)
def test_known_hosts_are_answered(town: House, make_client: Callable[[House], TestClient], host: str) -> None:
    town.settings.base_url = "https://sroki.example.org"
    assert make_client(town).get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost@evil.example:80"]
)
def test_unknown_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/l//evil.example", "/tasks/1/", "/https://evil.example"]
)
def test_nothing_redirects_elsewhere(client: TestClient, path: str) -> None:
    answer = client.get(f"http://127.0.0.1{path}")
    assert answer.status_code == 404
    assert "location" not in answer.headers


# The one script there is, alone on the page with the upload form, and allowed by the policy of that page.
OWN_SCRIPT = re.compile(r'<script src="/static/upload\.js\?[0-9a-f]{12}" defer></script>')


def test_no_page_asks_another_server_for_anything(client: TestClient, link: Callable[..., str]) -> None:
    for path in ("/", "/tasks/1", "/problems", "/held", link("anna"), "/nowhere"):
        page = OWN_SCRIPT.sub("", client.get(path).text)
        assert "<script" not in page
        assert "http://" not in page
        assert "https://" not in page.replace('placeholder="https://"', "")


def test_there_are_no_pages_of_the_framework(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404


def test_personal_pages_are_not_kept_and_the_style_is(client: TestClient, link: Callable[..., str]) -> None:
    assert client.get(link("anna")).headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/sroki.css").headers["cache-control"]


def test_an_unforeseen_error_is_a_page_and_its_token_stays_out_of_the_log(
    town: House, client: TestClient, link: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise RuntimeError("something nobody thought of")

    monkeypatch.setattr("sroki.web.desk.load_desk", fail)
    path = link("anna")
    with caplog.at_level(logging.INFO, logger="sroki.web"):
        answer = client.get(path)
    assert answer.status_code == 500
    assert "Сбой на сервере" in answer.text
    assert "nobody thought" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "something nobody thought of" in caplog.text
    assert path.removeprefix("/l/") not in caplog.text


def test_a_silent_database_is_said_to_be_silent(
    town: House, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, ConnectionError("refused"))

    monkeypatch.setattr(town.engine, "connect", fail)
    assert client.get("/").status_code == 503
    assert "База данных не отвечает" in client.get("/").text
    health = client.get("/healthz")
    assert health.status_code == 503
    assert health.json() == {"database": "unreachable"}


def test_health_tells_the_age_of_the_last_tick_and_of_the_oldest_mail(
    town: House, client: TestClient
) -> None:
    assert client.get("/healthz").json() == {
        "database": "ok",
        "clock": "ok",
        "last_tick_at": None,
        "last_tick_age_s": None,
        "oldest_unsent_mail_at": None,
        "oldest_unsent_mail_age_s": None,
    }
    with town.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO tick_slot (flow, slot_at, state, lease_owner, lease_until_at, attempts,"
                " started_at, finished_at, summary) VALUES ('tick', '2021-06-08 04:00:00', 'done', 'x',"
                " '2021-06-08 04:10:00', 1, '2021-06-08 04:00:00', '2021-06-08 04:20:00', '{}')"
            )
        )
    assert client.get("/healthz").json()["last_tick_at"].startswith("2021-06-08T04:20")


def test_addresses_live_under_the_path_of_the_base_url(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    town.settings.base_url = "https://edu.example.org/sroki/"
    client = signed_in("administrator")
    overview, page = (
        client.get(path, headers={"host": "edu.example.org"}).text for path in ("/", "/tasks?state=all")
    )
    assert 'href="/sroki/tasks?roadmap=1&amp;state=all"' in overview
    assert 'href="/sroki/tasks/1#o1"' in page
    assert 'href="/sroki/static/sroki.css?' in page
