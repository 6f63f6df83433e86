"""Every route says who may come, and everybody else stays outside (ASVS 5.0 V8).

The matrix is made from the routes themselves: a new one is in it without anybody's doing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie

import httpx
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlmodel import select

from all_routes import calls, fill, make_things
from flows.house import House
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.party import Party
from models.settings import Settings
from sroki.web import app as app_module
from sroki.web.app import create_app
from sroki.web.rules import Rule, list_routes

pytestmark = pytest.mark.either_database

PUBLIC = {
    "/static/sroki.css", "/static/icon.svg", "/static/upload.js", "/static/sheet.js", "/static/keys.js",
    "/static/review.js",
    "/healthz", "/readyz", "/metrics",
    "/sign-in", "/forgot", "/oidc/start", "/oidc/back", "/language", "/api", "/api/v1/openapi.json",
}  # fmt: skip


DEEDS = [rule for rule in Rule if rule.deed is not None]


@pytest.fixture
def ids(town: House, occurrence_id: Callable[..., int]) -> dict[str, int]:
    return make_things(town, occurrence_id)


def call(client: TestClient, method: str, path: str, ids: dict[str, int]) -> httpx.Response:
    data = {
        "csrf": getattr(client, "csrf", ""),
        "decision": "accept",
        "version": "1",
        "day": "2021-07-01",
        "do": "extend",
        "reason": "ждём",
        "set": "1",
        "letter": f"{ids['letter_id']}:1",
    }
    address = fill(path, ids)
    return client.post(address, data=data) if method == "POST" else client.get(address)


def posts(*rules: Rule) -> list[tuple[str, str, Rule]]:
    return [each for each in calls(*rules) if each[0] == "POST"]


def test_v8_2_1_a_route_without_a_rule_stops_the_application(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Module:
        router = APIRouter()

    @Module.router.get("/forgotten")
    def forgotten() -> str:
        return "open to all"

    monkeypatch.setattr(app_module, "_MODULES", (*app_module._MODULES, Module))
    with pytest.raises(RuntimeError, match="/forgotten"):
        create_app(house)


def test_v8_2_1_what_is_public_is_a_short_list(house: House) -> None:
    routes = list(list_routes(create_app(house).routes))
    assert {route.path for route in routes if route.rule is Rule.PUBLIC} == PUBLIC
    assert len(routes) > 40
    secret = {route.path for route in routes if route.rule is Rule.CAPABILITY}
    assert all("{token}" in path for path in secret)
    assert not any("{token}" in route.path for route in routes if route.path not in secret)


def named(routes: Iterable[tuple[str, str, Rule]], holds: Callable[[str, str, Rule], bool]) -> list[str]:
    """The routes for which something does not hold. One town serves all: a refusal changes nothing."""
    return [f"{method} {path}" for method, path, rule in routes if not holds(method, path, rule)]


def test_v8_3_an_outsider_is_asked_to_sign_in(
    signed_in: Callable[..., TestClient], client: TestClient, ids: dict[str, int]
) -> None:
    signed_in("administrator")

    def is_asked(method: str, path: str, _: Rule) -> bool:
        answer = call(client, method, path, ids)
        is_told = "<h1>Вход</h1>" in answer.text and "мониторинг" not in answer.text.lower()
        return answer.status_code == 401 and is_told

    assert named(calls(Rule.SIGNED_IN, *DEEDS), is_asked) == []


def test_v8_3_an_unknown_secret_opens_nothing_for_anybody(
    signed_in: Callable[..., TestClient], client: TestClient, ids: dict[str, int]
) -> None:
    """Roles are no secrets."""
    administrator = signed_in("administrator")

    def is_unknown(method: str, path: str, _: Rule) -> bool:
        return {call(each, method, path, ids).status_code for each in (client, administrator)} == {404}

    assert named(calls(Rule.CAPABILITY), is_unknown) == []


OF_OTHERS = ("Провести мониторинг", "Подготовить справку", "Обучить тьюторов", "01/713", "Институт")


def test_v8_2_2_another_organisation_sees_nothing_of_it(
    signed_in: Callable[..., TestClient], ids: dict[str, int]
) -> None:
    stranger = signed_in("reviewer", "Посторонние")

    def sees_nothing(method: str, path: str, rule: Rule) -> bool:
        answer = call(stranger, method, path, ids)
        if "{" in path:
            wanted = {404 if rule in (Rule.SEE, Rule.REVIEW) else 403}
        elif rule in (Rule.SEE, Rule.REVIEW):
            wanted = {200, 303, 422}  # a page of many, with nothing of others in it
        else:
            wanted = {403}
        return answer.status_code in wanted and not any(title in answer.text for title in OF_OTHERS)

    assert named(calls(*DEEDS), sees_nothing) == []


def test_v8_2_2_what_exists_elsewhere_looks_like_what_does_not_exist(
    signed_in: Callable[..., TestClient], ids: dict[str, int]
) -> None:
    stranger = signed_in("reviewer", "Посторонние")

    def looks_alike(method: str, path: str, _: Rule) -> bool:
        here = call(stranger, method, path, ids)
        nowhere = call(stranger, method, path, dict.fromkeys(ids, 999_999))
        return (here.status_code, here.text) == (nowhere.status_code, nowhere.text)

    assert named(calls(*DEEDS), looks_alike) == []


LACKING = {
    Rule.REVIEW: [("institute", "Институт")],
    Rule.COORDINATE: [("institute", "Институт"), ("reviewer", None)],
    Rule.ADMINISTER: [("institute", "Институт"), ("reviewer", None), ("coordinator", None)],
}


@pytest.mark.parametrize(
    ("rule", "role", "party"), [(rule, *other) for rule, others in LACKING.items() for other in others]
)
def test_v8_2_1_another_role_is_refused_and_that_is_recorded(
    town: House, signed_in: Callable[..., TestClient], ids: dict[str, int],
    rule: Rule, role: str, party: str | None,
) -> None:  # fmt: skip
    client = signed_in(role, party)
    routes = calls(rule)
    refused = named(routes, lambda method, path, _: call(client, method, path, ids).status_code == 403)
    assert refused == []
    with open_reading(town.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.deed == "access refused")).all()
    assert [entry.actor for entry in entries] == [f"account:{client.account_id}"] * len(routes)  # type: ignore[attr-defined]


def gets_through(client: TestClient, method: str, path: str, ids: dict[str, int]) -> bool:
    answer = call(client, method, path, ids)
    is_note = path == "/files/{evidence_id}" and "в хранилище нет" in answer.text
    is_no_row = path.startswith("/drafts/") and "в черновике нет" in answer.text
    return answer.status_code in (200, 303, 409, 422) or is_note or is_no_row


def test_whoever_may_sees_every_page(signed_in: Callable[..., TestClient], ids: dict[str, int]) -> None:
    """Otherwise the matrix would also hold for an application that refuses everybody."""
    client, pages = signed_in("administrator"), [each for each in calls(*DEEDS) if each[0] == "GET"]
    assert named(pages, lambda method, path, _: gets_through(client, method, path, ids)) == []


@pytest.mark.parametrize(("method", "path", "rule"), posts(*DEEDS))
def test_whoever_may_gets_through_with_a_form(
    signed_in: Callable[..., TestClient], ids: dict[str, int], method: str, path: str, rule: Rule
) -> None:
    """Each in a town of its own, which it changes."""
    assert gets_through(signed_in("administrator"), method, path, ids)


@pytest.mark.parametrize("secret", ["", "0" * 64, "of another session"])
def test_v3_5_1_no_form_is_taken_without_the_secret_of_its_session(
    signed_in: Callable[..., TestClient], ids: dict[str, int], secret: str
) -> None:
    client, other = signed_in("administrator"), signed_in("administrator")
    client.csrf = other.csrf if secret.startswith("of") else secret  # type: ignore[attr-defined]

    def is_refused(method: str, path: str, _: Rule) -> bool:
        answer = call(client, method, path, ids)
        return answer.status_code == 403 and "Страница устарела" in answer.text

    assert named(posts(Rule.SIGNED_IN, *DEEDS), is_refused) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_v3_5_no_form_is_taken_from_another_site(
    signed_in: Callable[..., TestClient], ids: dict[str, int], headers: dict[str, str]
) -> None:
    client = signed_in("administrator")
    data = {"csrf": client.csrf}  # type: ignore[attr-defined]

    def is_refused(_: str, path: str, __: Rule) -> bool:
        answer = client.post(fill(path, ids), data=data, headers=headers)
        return answer.status_code == 403 and "с другого сайта" in answer.text

    assert named(posts(*Rule), is_refused) == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "null"}, {"origin": "http://127.0.0.1:8765"}, {"sec-fetch-site": "same-origin"}],
)
def test_a_form_of_ours_is_taken(signed_in: Callable[..., TestClient], headers: dict[str, str]) -> None:
    client = signed_in("administrator")
    data = {"csrf": client.csrf}  # type: ignore[attr-defined]
    assert client.post("/me/sessions/end", data=data, headers=headers).status_code == 303


def test_v8_institutes_see_their_own_and_reviewers_what_they_are_granted(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    institute = signed_in("institute", "Институт")
    page = institute.get("/tasks").text
    assert "Провести мониторинг" in page
    assert "Обучить тьюторов" not in page
    assert "Кадры" not in page, "neither in the filters"
    assert "Методическая служба" in page, "who carries a task out together with them"
    assert institute.get("/tasks/1").status_code == 200
    assert institute.get("/tasks/3").status_code == 404
    reviewer = signed_in("reviewer", None, 1)
    assert "Обучить тьюторов" in reviewer.get("/tasks").text
    elsewhere = signed_in("reviewer", None, add_roadmap(town))
    assert "Обучить тьюторов" not in elsewhere.get("/tasks").text
    assert elsewhere.get("/tasks/1").status_code == 404


def add_roadmap(house: House) -> int:
    from models.roadmap import Roadmap

    with open_session(house.engine) as session:
        row = Roadmap(title="Другая", kind="roadmap", zone="UTC", source_name="x", source_sha256="x",
                      parsed={}, imported_at=house.clock())  # fmt: skip
        session.add(row)
        session.flush()
        return row.id or 0


def test_v8_a_coordinator_of_one_roadmap_asks_why_of_that_one_only(
    town: House, signed_in: Callable[..., TestClient], occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    mine, other = signed_in("coordinator", None, 1), signed_in("coordinator", None, add_roadmap(town))
    assert "Провести мониторинг" in mine.get(f"/why?who={number}").text
    assert "anna@example.org</h2>" in mine.get("/why?who=anna@example.org").text
    for who in (str(number), "anna@example.org"):
        unknown = "99999" if who.isdigit() else "nobody@example.org"
        here, nowhere = other.get(f"/why?who={who}"), other.get(f"/why?who={unknown}")
        assert here.status_code == nowhere.status_code == 404
        for page, word in ((here, who), (nowhere, unknown)):
            assert f"Адреса или срока «{word}» среди ваших карт нет." in page.text
    assert "Провести мониторинг" not in other.get("/problems").text + other.get("/held").text


def test_v8_3_the_navigation_offers_what_may_be_done(signed_in: Callable[..., TestClient]) -> None:
    def roles_with(address: str) -> set[str]:
        return {role for role, page in pages.items() if f'href="{address}"' in page}

    roles = {"administrator": None, "coordinator": None, "reviewer": None, "institute": "Институт"}
    pages = {role: signed_in(role, party).get("/").text for role, party in roles.items()}
    assert roles_with("/accounts") == {"administrator"}
    assert roles_with("/held") == {"administrator", "coordinator"}
    assert roles_with("/me") == set(roles)


def test_v3_3_1_the_cookie_is_named_after_what_it_promises() -> None:
    from sroki.web.callers import cookie_name

    names = {
        "http://127.0.0.1:8765": "sroki-session",
        "https://sroki.example.org": "__Host-sroki-session",
        "https://edu.example.org/sroki/": "__Secure-sroki-session",
    }
    for base_url, name in names.items():
        assert cookie_name(Settings(base_url=base_url)) == name
    assert SimpleCookie("__Host-sroki-session=x"), "a legal name"


def test_the_parties_of_the_matrix_exist(town: House) -> None:
    with open_reading(town.engine) as session:
        names = set(session.exec(select(Party.name)))
    assert {"Институт", "Посторонние", "Методическая служба"} <= names
