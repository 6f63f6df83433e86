"""Every call of the API says who may make it (ASVS 5.0 V8); the matrix is made from the routes themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete
from sqlmodel import select

from flows.accounts.tokens import TokenScope
from flows.evidence import hand_in
from flows.house import House
from models.account import SignInLock
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.evidence import EvidenceItem
from models.party import Person
from models.round import RoundLetter
from roadmaps.rounds.recommending import write_letter
from roadmaps.rounds.values import LetterText
from roadmaps.store.absences import require_person, set_absence
from roadmaps.store.contacts import set_contact
from roadmaps.store.disclaimers import disclaim
from roadmaps.store.extending import ask_extension
from small_round import days, open_small_round, participant_of
from sroki.web.api.app import MODULES, ROOT
from sroki.web.rules import Rule, list_routes

pytestmark = pytest.mark.either_database

Calling = Callable[..., TestClient]
SUBMITTED_AT = datetime(2021, 6, 1, 5, tzinfo=UTC)
BODIES = {
    "/occurrences/{occurrence_id}/extend": {"to_due_on": "2021-07-01", "reason": "Ждём"},
    "/occurrences/{occurrence_id}/extension-requests": {"to_due_on": "2021-07-01", "reason": "Ждём"},
    "/occurrences/{occurrence_id}/cancel": {"reason": "Снято"},
    "/occurrences/{occurrence_id}/reviews": {"version": 1, "decision": "accept"},
    "/occurrences/{occurrence_id}/disclaimers": {"reason": "Не мы"},
    "/extension-requests/{request_id}/answer": {"decision": "grant"},
    "/disclaimers/{disclaimer_id}/answer": {"answer": "Всё-таки вам"},
    "/tasks/{task_id}/term": {"phrase": "до 1 октября"},
    "/tasks/{task_id}/event": {"event_on": "2021-06-01"},
    "/tasks/{task_id}/reassign": {"former": "Институт", "present": "Методическая служба"},
    "/contacts": {"party": "Институт", "address": "new@example.org"},
    "/contacts/move": {"address": "anna@example.org", "former": "Институт", "present": "Управление"},
    "/parties/merge": {"kept": "Институт", "dropped": "Методическая служба"},
    "/absences": {
        "address": "anna@example.org",
        "deputy": "boris@example.org",
        "from_on": "2100-01-01",
        "until_on": "2100-01-09",
    },
    "/views": {"name": "Просроченное", "query": "late=overdue"},
    "/webhooks": {"url": "https://example.org/events", "kinds": ["accepted"]},
    "/calendars": {"scope": "roadmap:1"},
    "/policy": {"text": ""},
    "/roadmaps/{roadmap_id}/policy": {"text": ""},
    "/roadmaps/{roadmap_id}/approve": {},
    "/drafts/{roadmap_id}/rows": {"row": "1.1"},
    "/drafts/{roadmap_id}/noted": {"problem_id": 1},
    "/drafts/{roadmap_id}/approve": {},
    "/accounts": {"role": "coordinator", "address": "fresh@example.org"},
    "/accounts/{account_id}/grants": {"role": "coordinator"},
    "/rounds": {"title": "Мониторинг музеев", "opens_on": "2021-07-01", "due_on": "2021-07-20"},
    "/rounds/preview": {"title": "Мониторинг музеев", "opens_on": "2021-07-01", "due_on": "2021-07-20"},
    "/rounds/{round_id}/move": {"grace_days": 5},
    "/rounds/{round_id}/cancel": {"reason": "Не проводится"},
    "/rounds/{round_id}/questions": {"set_id": 1},
    "/indicator-sets": {"name": "Музеи", "indicators": [{"code": "1.1", "title": "Есть план"}]},
    "/indicator-sets/{set_id}/recommendations": {"recommendations": [{"text": "Изучить итоги"}]},
    "/rounds/{round_id}/participants": {"participants": [{"name": "Школа"}]},
    "/rounds/{round_id}/participants/{participant_id}/extend": {"to_on": "2021-07-01", "reason": "Ждём"},
    "/rounds/{round_id}/participants/{participant_id}/reopen": {
        "until_on": "2021-07-01",
        "reason": "Нет плана",
    },
    "/rounds/{round_id}/participants/{participant_id}/answers": {"answers": [{"code": "2.1", "value": 42.5}]},
    "/rounds/{round_id}/participants/{participant_id}/hand-in": {"nothing_because": "Службы нет"},
    "/rounds/{round_id}/letters": {"term": "до 01.12.2021"},
    "/rounds/{round_id}/letters/{letter_id}": {
        "revision": 1,
        "addressee": "Району",
        "heading": "Рекомендации",
        "points": [],
    },
    "/rounds/{round_id}/letters/{letter_id}/approve": {"revision": 1},
    "/sheets/{participant_id}/answers": {"answers": [{"code": "2.1", "value": "42,5"}]},
    "/sheets/{participant_id}/hand-in": {"nothing_because": "Службы нет"},
    "/accounts/{account_id}/grants/revoke": {"role": "administrator"},
}

FILES = {
    "/roadmaps": b"words",
    "/indicator-sets/import": b"words",
    "/parties/import": "Организация\nШкола\n".encode(),
    "/parties/import/preview": "Организация\nШкола\n".encode(),
}


def calls(*rules: Rule) -> list[tuple[str, str, Rule]]:
    """Method, path and rule of every call of these rules."""
    return [
        (method, route.path, route.rule)
        for module in MODULES
        for route in list_routes(module.router.routes)
        if route.rule in rules
        for method in sorted(route.methods)
    ]


DEEDS = [rule for rule in Rule if rule.deed is not None]
ALL = calls(Rule.SIGNED_IN, Rule.HAND_IN, *DEEDS)


@pytest.fixture
def ids(town: House, occurrence_id: Callable[..., int]) -> dict[str, object]:
    """Things that exist: a task of the institute with evidence, a request, and a «not mine»."""
    number, other = occurrence_id("1.1"), occurrence_id("1.2")
    evidence = hand_in(town, number, at=SUBMITTED_AT, actor="test", files=[("a.txt", BytesIO(b"proof"))])
    with open_session(town.engine) as session:
        item = session.exec(select(EvidenceItem).where(EvidenceItem.evidence_id == evidence.id)).one()
        asked = ask_extension(session, other, date(2021, 7, 1), "Ждём", SUBMITTED_AT, "test")
        anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
        round_ = open_small_round(
            session, days("2021-06-01", "2021-06-20"), SUBMITTED_AT, source_roadmap_id=1
        )
        set_contact(session, "Район Первый", "anna@example.org", SUBMITTED_AT, "test")
        participant = participant_of(session, round_)
        letter = RoundLetter(
            participant_id=participant.id or 0,
            content=write_letter(LetterText("Район Первый", "Рекомендации", (), ())),
            drafted_at=SUBMITTED_AT,
        )
        session.add(letter)
        session.flush()
        made = {"round_id": round_.id, "participant_id": participant.id, "letter_id": letter.id}
        soon = town.today + timedelta(days=30)
        boris = require_person(session, "boris@example.org")
        away = set_absence(session, anna, boris, (soon, soon), SUBMITTED_AT, "test", town.settings.tzinfo)
        said = disclaim(session, other, anna.id or 0, "Не мы", SUBMITTED_AT, "test")
    return {
        "occurrence_id": number, "task_id": 1, "roadmap_id": 1, "item_id": item.id, "request_id": asked.id,
        "disclaimer_id": said.id, "account_id": 1, "message_id": 1, "webhook_id": 1, "mark": "0" * 12,
        "key": "0" * 16, "absence_id": away.id, "set_id": 1, **made,
    }  # fmt: skip


def call(client: TestClient, method: str, path: str, ids: dict[str, object]) -> httpx.Response:
    address = ROOT + re.sub(r"\{(\w+)\}", lambda found: str(ids[found[1]]), path)
    if method == "POST" and path in FILES:
        return client.post(address, files={"file": ("plan.txt", FILES[path])})
    if method == "POST" and path.endswith("/evidence"):
        return client.post(address, data={"note": "Сделано"})
    params = {"who": "1"} if path == "/why" else {}
    params |= {"row": "1.1", "phrase": "до 1 октября"} if path.endswith("/meaning") else {}
    params |= {"party": "Институт", "address": "anna@example.org"} if method == "DELETE" else {}
    return client.request(method, address, json=BODIES.get(path), params=params)


def test_the_matrix_knows_what_every_call_wants() -> None:
    assert len(ALL) > 50
    assert set(BODIES) <= {path for _, path, _ in ALL}


def named(routes: list[tuple[str, str, Rule]], holds: Callable[[str, str, Rule], bool]) -> list[str]:
    """The calls for which something does not hold. One town serves all: a refusal changes nothing."""
    return [f"{method} {path}" for method, path, rule in routes if not holds(method, path, rule)]


@pytest.mark.parametrize("header", ["", "Bearer sroki_unknown", "Basic c3Jva2k6c3Jva2k="])
def test_v8_3_nobody_calls_without_a_token_not_even_with_a_session(
    town: House, signed_in: Callable[..., TestClient], ids: dict[str, object], header: str
) -> None:
    browser = signed_in("administrator")
    browser.headers["authorization"] = header

    def is_refused(method: str, path: str, _: Rule) -> bool:
        with open_session(town.engine) as session:
            session.execute(delete(SignInLock))  # whoever tries many keys is asked to wait, elsewhere
        answer = call(browser, method, path, ids)
        told = answer.headers["content-type"], answer.headers["www-authenticate"].partition(" ")[0]
        said = answer.status_code, answer.json()["code"]
        return (said, told) == ((401, "token_refused"), ("application/problem+json", "Bearer"))

    assert named(ALL, is_refused) == []


def test_v8_2_2_another_organisation_learns_nothing(calling: Calling, ids: dict[str, object]) -> None:
    stranger = calling("reviewer", "Посторонние")
    titles = ("Провести мониторинг", "Подготовить справку", "01/713", "Институт")

    def learns_nothing(method: str, path: str, rule: Rule) -> bool:
        here = call(stranger, method, path, ids)
        nowhere = call(stranger, method, path, {**dict.fromkeys(ids, 999_999), "mark": "f" * 12})
        wanted = (200, 404) if rule in (Rule.SEE, Rule.REVIEW) else (403,)
        return (
            (here.status_code, here.text) == (nowhere.status_code, nowhere.text)
            and here.status_code in wanted
            and not any(title in here.text for title in titles)
        )

    assert named(calls(*DEEDS), learns_nothing) == []


def test_v8_2_1_a_token_may_no_more_than_it_is_for(
    town: House, calling: Calling, ids: dict[str, object]
) -> None:
    client = calling("administrator", scopes=[TokenScope.HAND_IN])
    seen = calls(Rule.SEE)
    assert named(seen, lambda method, path, _: call(client, method, path, ids).status_code == 200) == []
    others = [each for each in calls(*DEEDS) if each[2] is not Rule.SEE]

    def is_refused(method: str, path: str, _: Rule) -> bool:
        answer = call(client, method, path, ids)
        return (answer.status_code, answer.json()["code"]) == (403, "forbidden")

    assert named(others, is_refused) == []
    with open_reading(town.engine) as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.deed == "access refused")).all()
    assert len(refused) == len(others)


@pytest.mark.parametrize(("method", "path", "rule"), calls(Rule.HAND_IN))
def test_v8_2_1_only_who_carries_a_task_out_hands_in(
    calling: Calling, ids: dict[str, object], method: str, path: str, rule: Rule
) -> None:
    reading = calling("institute", "Институт", address="anna@example.org", scopes=[])
    assert call(reading, method, path, ids).status_code == 403, "a token that only looks"
    assert call(calling("administrator"), method, path, ids).status_code == 404, "not theirs"
    boris = calling("institute", "Методическая служба", address="boris@example.org")
    assert call(boris, method, path, ids).status_code == 404


@pytest.mark.parametrize(("method", "path", "rule"), ALL)
def test_whoever_may_gets_through(
    calling: Calling, ids: dict[str, object], method: str, path: str, rule: Rule
) -> None:
    """Otherwise the matrix would also hold for an application that refuses everybody."""
    client = calling("administrator", address="anna@example.org")
    answer = call(client, method, path, ids)
    absent = answer.status_code == 404 and path.startswith(
        ("/outbox/", "/webhooks/", "/calendars/", "/views/")
    )
    assert answer.status_code in (200, 201, 204, 409, 422) or absent, answer.text
