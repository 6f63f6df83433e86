"""The language of pages and of the API: by choice of an account, a person or a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select
from starlette.datastructures import Headers

from flows.house import House
from models.account import Account
from models.audit import AuditEntry
from models.database import open_reading
from models.party import Person
from sroki.web.languages import COOKIE, read_accepted

pytestmark = pytest.mark.either_database


def lang_of(page: str) -> str:
    found = re.search(r'<html lang="(\w+)">', page)
    assert found
    return found[1]


def language_of_person(house: House, address: str) -> str:
    with open_reading(house.engine) as session:
        return session.exec(select(Person.language).where(Person.address == address)).one()


def test_pages_are_russian_whatever_the_browser_would_like(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "en"}).text
    assert lang_of(page) == "ru"
    assert re.search(r'<button[^>]+name="language" value="en" lang="en">English</button>', page)


def test_the_switch_leaves_a_cookie_and_leads_back(client: TestClient) -> None:
    page = client.get("/tasks?state=all").text
    assert 'action="/language"' in page
    assert '<input type="hidden" name="back" value="/tasks?state=all">' in page
    answer = client.post("/language", data={"language": "en", "back": "/tasks?state=all"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/tasks?state=all")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    english = client.get("/tasks?state=all").text
    assert lang_of(english) == "en"
    assert re.search(r'<button[^>]+name="language" value="ru" lang="ru">Русский</button>', english)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_the_switch_leads_to_no_other_site(client: TestClient, back: str) -> None:
    assert client.post("/language", data={"language": "en", "back": back}).headers["location"] == "/"


def test_a_language_that_is_not_here_is_refused(client: TestClient) -> None:
    answer = client.post("/language", data={"language": "tlh", "back": "/"})
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    assert lang_of(client.get("/", headers={"cookie": f"{COOKIE}=tlh"}).text) == "ru"


def test_an_account_keeps_its_language_for_its_pages_and_its_mail(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    client = signed_in("coordinator", address="clara@example.org")
    assert 'action="/me/language"' in client.get("/").text
    answer = client.post("/me/language", data={"language": "en", "back": "/", "csrf": client.csrf})  # type: ignore[attr-defined]
    assert answer.status_code == 303
    client.cookies.clear()
    assert lang_of(client.get("/").text) == "en", "another browser with the same account"
    with open_reading(town.engine) as session:
        account = session.exec(select(Account).where(Account.address == "clara@example.org")).one()
        entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "language chosen")).one()
    assert account.language == "en"
    assert language_of_person(town, "clara@example.org") == "en"
    assert entry.actor == f"account:{account.id}"


def test_the_account_speaks_before_the_cookie(signed_in: Callable[..., TestClient]) -> None:
    client = signed_in("coordinator")
    client.headers["cookie"] += f"; {COOKIE}=en"
    assert lang_of(client.get("/").text) == "ru"
    assert lang_of(client.get("/sign-in").text) == "en", "nobody is asked for there"


def test_the_person_behind_a_link_keeps_their_language(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    path = link("anna")
    page = client.get(f"{path}/preferences").text
    assert f'action="{path}/language"' in page
    answer = client.post(f"{path}/language", data={"language": "en", "back": f"{path}/preferences"})
    assert answer.headers["location"] == f"{path}/preferences"
    client.cookies.clear()
    assert lang_of(client.get(path).text) == "en"
    assert language_of_person(town, "anna@example.org") == "en"
    assert language_of_person(town, "boris@example.org") == "ru"
    assert lang_of(client.get(link("boris")).text) == "ru"


def test_a_link_that_does_not_hold_changes_nobody(client: TestClient) -> None:
    assert client.post("/l/unknown/language", data={"language": "en", "back": "/"}).status_code == 404


def test_the_answer_to_a_form_offers_no_switch(signed_in: Callable[..., TestClient]) -> None:
    """What was typed would be lost."""
    client = signed_in("coordinator")
    page = client.post("/tasks/act", data={"csrf": client.csrf, "act": "cancel"}).text  # type: ignore[attr-defined]
    assert 'name="language"' not in page


def test_readers_of_two_languages_at_the_same_time_each_get_their_own(
    town: House, client: TestClient, link: Callable[..., str]
) -> None:
    """The language of a link is found by a thread that other requests use next."""
    paths = {name: link(name) for name in ("anna", "boris")}
    client.post(f"{paths['anna']}/language", data={"language": "en", "back": "/"})
    client.cookies.clear()
    with ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda n: lang_of(client.get(paths[n]).text), ["anna", "boris"] * 12))
    assert pages == ["en", "ru"] * 12


@pytest.mark.parametrize(
    ("header", "lang"),
    [("en", "en"), ("en-GB,en;q=0.9", "en"), ("ru,en;q=0.5", "ru"), ("de, en;q=0.3, ru;q=0.2", "en"),
     ("en;q=0", "ru"), ("en;q=x", "ru"), ("*", "ru"), ("", "ru")],
)  # fmt: skip
def test_what_a_call_accepts(header: str, lang: str) -> None:
    assert read_accepted(Headers({"accept-language": header})) == lang


def test_problems_of_the_api_are_said_in_the_language_that_the_call_accepts(client: TestClient) -> None:
    client.cookies.set(COOKIE, "en")
    russian = client.get("/api/v1/tasks").json()
    english = client.get("/api/v1/tasks", headers={"accept-language": "en"}).json()
    assert russian["detail"] == "Нужен действующий ключ: Authorization: Bearer …", (
        "a cookie says nothing here"
    )
    assert english["detail"] == "A valid token is needed: Authorization: Bearer …"
    assert (russian["code"], english["code"]) == ("token_refused", "token_refused")
