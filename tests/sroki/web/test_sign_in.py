"""Signing in on the pages: cookies, the way back, links, one's own sessions (ASVS 5.0 V3, V6, V7)."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlmodel import select

from account_people import PASSWORD
from flows.accounts.links import INVITATION, issue_link, keep_password
from flows.accounts.passwords import hash_password
from flows.accounts.register import find_account, make_account
from flows.accounts.sessions import find_session
from flows.house import House
from models.account import Account
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from oidc_provider import CLIENT_ID, SECRET, run_provider

pytestmark = pytest.mark.either_database

CHIEF = "chief@example.org"
OTHER = "борода растёт медленно"


@pytest.fixture
def chief(town: House) -> Account:
    """An administrator with a password."""
    with open_session(town.engine) as session:
        grant = Grant(AccountRole.ADMINISTRATOR)
        account = make_account(session, CHIEF, "Вера Павловна", grant, town.clock(), "test")
        keep_password(session, account, hash_password(PASSWORD), town.clock(), "test")
        return account


def enter(
    client: TestClient, password: str = PASSWORD, address: str = CHIEF, to: str = "/"
) -> httpx.Response:
    return client.post("/sign-in", data={"address": address, "password": password, "to": to})


def cookie_of(answer: httpx.Response, name: str = "sroki-session") -> SimpleCookie:
    cookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        cookie.load(header)
    assert name in cookie
    return cookie


def secret_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_the_way_in_and_out(chief: Account, client: TestClient) -> None:
    asked = client.get("/tasks/1?x=1")
    assert asked.status_code == 401
    assert 'name="to" value="/tasks/1?x=1"' in asked.text
    answer = enter(client, to="/tasks/1?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/tasks/1?x=1")
    page = client.get("/").text
    assert "Вера Павловна" in page
    assert "Учётных записей ещё нет" not in page
    left = client.post("/sign-out", data={"csrf": secret_of(page)})
    assert left.headers["location"] == "/sign-in"
    assert "cache" in left.headers["clear-site-data"]
    assert client.get("/").status_code == 401


def test_v3_3_the_cookie_is_for_this_site_and_no_script(chief: Account, client: TestClient) -> None:
    """ASVS 3.3.2–3.3.4: HttpOnly and SameSite; the token stands in no address and no page."""
    answer = enter(client)
    morsel = cookie_of(answer)["sroki-session"]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"], morsel["domain"]) == (
        True,
        "lax",
        "/",
        "",
    )
    assert not morsel["secure"], "on plain http a browser would not send it back"
    assert morsel.value not in answer.headers["location"] + client.get("/me").text


@pytest.mark.parametrize(
    ("base_url", "name", "path"),
    [
        ("https://sroki.example.org", "__Host-sroki-session", "/"),
        ("https://sroki.example.org/roads/", "__Secure-sroki-session", "/roads/"),
    ],
)
def test_v3_3_1_on_https_it_is_secure(
    town: House,
    chief: Account,
    make_client: Callable[[House], TestClient],
    base_url: str,
    name: str,
    path: str,
) -> None:
    town.settings.base_url = base_url
    morsel = cookie_of(enter(make_client(town)), name)[name]
    assert (morsel["secure"], morsel["httponly"], morsel["path"]) == (True, True, path)


def test_v7_2_4_a_session_that_was_planted_is_not_kept(chief: Account, client: TestClient) -> None:
    client.cookies.set("sroki-session", "planted-by-somebody")
    assert cookie_of(enter(client))["sroki-session"].value != "planted-by-somebody"


def test_v6_3_8_the_page_says_the_same_of_all_that_fails(chief: Account, client: TestClient) -> None:
    pages = {
        enter(client, *attempt).text.replace(attempt[1], "")
        for attempt in (("wrong password", CHIEF), (PASSWORD, "nobody@example.org"), ("", CHIEF))
    }
    assert len(pages) == 1
    assert "адрес или пароль не подходят" in pages.pop()


def test_v6_3_1_after_five_failures_the_page_asks_to_wait(chief: Account, client: TestClient) -> None:
    for _ in range(5):
        assert enter(client, "wrong password").status_code == 401
    answer = enter(client)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "Подождите 1 мин." in answer.text


def test_v3_7_2_nobody_is_led_elsewhere(chief: Account, client: TestClient) -> None:
    assert 'name="to" value="/"' in client.get("/sign-in?to=//evil.example").text
    assert enter(client, to="//evil.example").headers["location"] == "/"
    assert enter(client, to="https://evil.example").headers["location"] == "/"


def test_v3_2_what_was_typed_comes_back_escaped(chief: Account, client: TestClient) -> None:
    page = enter(client, address='"><script>alert(1)</script>').text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert PASSWORD not in enter(client, address="nobody@example.org").text


@pytest.fixture
def invitation(town: House) -> str:
    """The path of a link that invites boris."""
    with open_session(town.engine) as session:
        grant = Grant(AccountRole.REVIEWER)
        account = make_account(session, "boris@example.org", "", grant, town.clock(), "test")
        return f"/password/{issue_link(session, account, INVITATION, town.clock(), 'test')}"


def test_v6_4_1_an_invitation_is_shown_as_often_as_one_likes_and_used_once(
    chief: Account, client: TestClient, invitation: str
) -> None:
    for _ in range(3):
        page = client.get(invitation)
        assert page.status_code == 200
        assert "Борис Петров" in page.text
    assert client.post(invitation, data={"password": PASSWORD, "again": OTHER}).status_code == 422
    short = client.post(invitation, data={"password": "коротко", "again": "коротко"})
    assert short.status_code == 422
    assert "короче 12" in short.text
    done = client.post(invitation, data={"password": OTHER, "again": OTHER})
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in?done=password")
    assert "Пароль сохранён" in client.get("/sign-in?done=password").text
    assert client.get(invitation).status_code == 404
    assert client.post(invitation, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert enter(client, OTHER, "boris@example.org").status_code == 303


def test_v16_2_5_the_secret_of_a_link_stays_out_of_the_log(
    invitation: str, client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("something nobody thought of")

    monkeypatch.setattr("sroki.web.doors.links.find_link", fail)
    access = logging.getLogger("uvicorn.access")
    monkeypatch.setattr(access, "propagate", True)  # a server that ran in this process has configured it
    with caplog.at_level(logging.INFO), caplog.at_level(logging.INFO, access.name):
        assert client.get(invitation).status_code == 500
        access.info('GET "%s" 500', invitation)
    ours = [each.getMessage() for each in caplog.records if not each.name.startswith("httpx")]
    assert any("/password/***" in line for line in ours)
    assert invitation.removeprefix("/password/") not in " ".join(ours)


def test_v6_3_8_asking_for_a_link_tells_nothing(chief: Account, client: TestClient) -> None:
    pages = {client.post("/forgot", data={"address": each}).text for each in (CHIEF, "x@example.org", "")}
    assert len(pages) == 1
    assert "Если учётная запись" in pages.pop()


def test_v7_5_2_one_sees_and_ends_ones_own_sessions_only(
    town: House,
    chief: Account,
    make_client: Callable[[House], TestClient],
    signed_in: Callable[..., TestClient],
) -> None:
    here, there, third = (make_client(town) for _ in range(3))
    tokens = [cookie_of(enter(each))["sroki-session"].value for each in (here, there, third)]
    other = signed_in("reviewer")
    page = here.get("/me").text
    numbers = re.findall(r'name="session" value="(\d+)"', page)
    assert len(numbers) == 2, "not the one of this window"
    assert "это окно" in page
    assert other.post("/me/sessions/end", data={"csrf": other.csrf, "session": numbers[0]}).status_code == 303  # type: ignore[attr-defined]
    with open_reading(town.engine) as session:
        assert all(find_session(session, token, town.clock()) for token in tokens), "somebody else's number"
    here.post("/me/sessions/end", data={"csrf": secret_of(page), "session": numbers[0]})
    here.post("/me/sessions/end", data={"csrf": secret_of(page)})
    with open_reading(town.engine) as session:
        alive = [bool(find_session(session, token, town.clock())) for token in tokens]
    assert alive == [True, False, False]
    assert other.get("/me").status_code == 200


def test_v6_2_2_one_changes_ones_own_password(chief: Account, client: TestClient) -> None:
    enter(client)
    secret = secret_of(client.get("/me").text)
    fields = {"csrf": secret, "present": PASSWORD, "password": OTHER, "again": OTHER}
    assert client.post("/me/password", data=fields | {"present": "wrong"}).status_code == 422
    assert client.post("/me/password", data=fields | {"again": "another"}).status_code == 422
    former = client.cookies["sroki-session"]
    assert client.post("/me/password", data=fields).status_code == 303
    assert client.cookies["sroki-session"] != former
    assert client.get("/me").status_code == 200
    assert enter(client, PASSWORD).status_code == 401


def test_an_executor_who_signs_in_comes_to_the_desk_of_their_mail(
    town: House, signed_in: Callable[..., TestClient], client: TestClient
) -> None:
    anna = signed_in("institute", "Институт", address="anna@example.org")
    assert "Мои сроки" in anna.get("/me").text
    secret = {"csrf": anna.csrf}  # type: ignore[attr-defined]
    desk = anna.post("/me/desk", data=secret).headers["location"]
    page = client.get(desk).text
    assert "Провести мониторинг" in page
    assert "Обучить тьюторов" not in page
    anna.post("/sign-out", data=secret)
    assert client.get(desk).status_code == 404, "the desk ends with the session that opened it"
    stranger = signed_in("reviewer", address="nobody@example.org")
    assert "Мои сроки" not in stranger.get("/me").text
    assert stranger.post("/me/desk", data={"csrf": stranger.csrf}).status_code == 404  # type: ignore[attr-defined]


def test_v10_single_sign_on_from_page_to_page(
    town: House, chief: Account, make_client: Callable[[House], TestClient]
) -> None:
    assert make_client(town).get("/oidc/start").status_code == 404, "where no provider is set"
    with run_provider() as provider:
        town.settings.oidc_issuer, town.settings.oidc_client_id = provider.issuer, CLIENT_ID
        town.settings.oidc_client_secret = SecretStr(SECRET)
        town.settings.base_url = "http://127.0.0.1"
        client, other = make_client(town), make_client(town)
        assert "Войти через учётную запись организации" in client.get("/sign-in").text
        leaving = client.get("/oidc/start?to=/held")
        assert leaving.headers["location"].startswith(provider.issuer)
        morsel = cookie_of(leaving, "sroki-oidc")["sroki-oidc"]
        assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "lax", "/oidc")
        provider.claims = {"email": CHIEF}
        back = provider.authorize(leaving.headers["location"])
        way = f"{urlsplit(back).path}?{urlsplit(back).query}"
        assert parse_qs(urlsplit(back).query)["code"]
        assert other.get(way).status_code == 403, "another browser does not have the state"
        arrived = client.get(way)
        assert (arrived.status_code, arrived.headers["location"]) == (303, "/held")
        assert client.get("/held").status_code == 200
        provider.claims = {"email": "nobody@example.org"}
        back = provider.authorize(client.get("/oidc/start").headers["location"])
        refused = client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")
        assert refused.status_code == 403
        assert "учётной записи с вашим адресом здесь нет" in refused.text


def test_administrators_invite_grant_disable_and_reset(
    town: House, signed_in: Callable[..., TestClient], make_client: Callable[[House], TestClient]
) -> None:
    chief = signed_in("administrator", address=CHIEF)
    secret = {"csrf": chief.csrf}  # type: ignore[attr-defined]
    new = secret | {
        "address": "boris@example.org",
        "name": "<b>Борис</b>",
        "role": "reviewer",
        "roadmap": "1",
    }
    assert chief.post("/accounts", data=new).status_code == 303
    page = chief.get("/accounts").text
    assert "&lt;b&gt;Борис" in page
    assert "<b>Борис" not in page
    again = chief.post("/accounts", data=new)
    assert again.status_code == 422
    assert "уже есть" in again.text
    with open_reading(town.engine) as session:
        boris = find_account(session, "boris@example.org")
    assert [each["kind"] for each in outbox(town)] == ["invitation"]
    address = f"/accounts/{boris.id}"
    for change in ("reset", "disable", "enable"):
        assert chief.post(address, data=secret | {"change": change}).status_code == 303
    role = {"role": "institute", "party": str(party_id(town, "Институт")), "roadmap": ""}
    assert chief.post(address, data=secret | role | {"change": "grant"}).status_code == 303
    assert "организация</strong> · Институт" in chief.get("/accounts").text
    assert chief.post(address, data=secret | role | {"change": "revoke"}).status_code == 303
    assert "организация</strong> · Институт" not in chief.get("/accounts").text
    last = chief.post(f"/accounts/{chief.account_id}", data=secret | {"change": "disable"})  # type: ignore[attr-defined]
    assert last.status_code == 422
    assert "последний администратор" in last.text
    for wrong in (
        {"change": "burn"},
        {"change": "grant", "role": "king"},
        {"change": "grant", "role": "reviewer", "party": "-1"},
    ):
        assert chief.post(address, data=secret | wrong).status_code == 422


def outbox(house: House) -> list[dict[str, object]]:
    from notifications.outbox import list_messages

    with open_reading(house.engine) as session:
        return list_messages(session)


def party_id(house: House, name: str) -> int:
    from models.party import Party

    with open_reading(house.engine) as session:
        return session.exec(select(Party.id).where(Party.name == name)).one() or 0
