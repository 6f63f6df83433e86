"""The API as programs use it: tokens, pages of lists, answers given once, failures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, func, select

from flows.accounts import tokens
from flows.accounts.register import disable_account, revoke_grant
from flows.house import House
from flows.ticking import tick
from models.account import Account
from models.api import ApiAnswer, ApiToken
from models.audit import AuditEntry
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.occurrence import Evidence
from models.outbox import OutboxMessage
from models.party import Membership

Calling = Callable[..., TestClient]
V1 = "/api/v1"


def count(house: House, table: type) -> int:
    with open_reading(house.engine) as session:
        return int(session.exec(select(func.count()).select_from(table)).one())


def test_a_token_is_kept_as_a_digest_and_its_making_is_in_the_trail(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    with open_reading(town.engine) as session:
        row = session.exec(select(ApiToken)).one()
        deeds = session.exec(select(AuditEntry.deed)).all()
    assert client.token.startswith("sroki_")  # type: ignore[attr-defined]
    assert client.token not in str(row.model_dump())  # type: ignore[attr-defined]
    assert "token made" in deeds


def test_it_says_whose_it_is_and_when_it_was_used(town: House, calling: Calling) -> None:
    client = calling("reviewer", address="clara@example.org")
    assert client.get(f"{V1}/me").json()["scopes"] == ["see", "hand_in", "review"]
    assert client.get(f"{V1}/me").json()["used_on"] == "2021-06-08"


@pytest.mark.parametrize("end", ["revoked", "expired", "disabled", "by itself"])
def test_a_token_that_is_over_opens_nothing(town: House, calling: Calling, end: str) -> None:
    calling("administrator")
    client = calling("coordinator")
    at = town.clock()
    assert client.get(f"{V1}/me").status_code == 200
    with open_session(town.engine) as session:
        row = session.exec(select(ApiToken).order_by(col(ApiToken.id).desc())).first()
        assert row is not None
        if end == "revoked":
            tokens.revoke_token(session, row.id or 0, at, "test")
        elif end == "expired":
            row.expires_at = at
            session.add(row)
        elif end == "disabled":
            disable_account(session, session.get_one(Account, row.account_id), at, "test")
    if end == "by itself":
        assert client.delete(f"{V1}/me/token").status_code == 204
    assert client.get(f"{V1}/me").status_code == 401


def test_a_token_follows_the_roles_of_its_account_at_every_call(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    assert client.get(f"{V1}/problems").status_code == 200
    with open_session(town.engine) as session:
        account = session.exec(select(Account)).one()
        revoke_grant(session, account, Grant(AccountRole.COORDINATOR), town.clock(), "test")
    assert client.get(f"{V1}/problems").status_code == 403


def test_nobody_makes_a_token_for_more_than_they_may(signed_in: Callable[..., TestClient]) -> None:
    browser = signed_in("reviewer")
    form = {"csrf": browser.csrf, "name": "выгрузка", "days": "30"}  # type: ignore[attr-defined]
    answer = browser.post("/me/tokens", data=form | {"scope": "coordinate"})
    assert answer.status_code == 422
    assert "сама этого не может" in answer.text
    page = browser.post("/me/tokens", data=form | {"scope": "review"}).text
    assert page.count("sroki_") == 1
    assert "sroki_" not in browser.get("/me").text, "it is shown once"
    assert "выгрузка" in browser.get("/me").text
    form = {"csrf": browser.csrf, "token": "1"}  # type: ignore[attr-defined]
    assert browser.post("/me/tokens/revoke", data=form).status_code == 303
    assert "выгрузка" not in browser.get("/me").text


def test_unknown_tokens_are_counted_and_right_ones_pass_all_the_same(calling: Calling) -> None:
    client = calling("reviewer")
    right = dict(client.headers)
    client.headers["authorization"] = "Bearer sroki_wrong"
    statuses = [client.get(f"{V1}/me").status_code for _ in range(25)]
    assert statuses[:20] == [401] * 20
    assert statuses[-1] == 429
    assert int(client.get(f"{V1}/me").headers["retry-after"]) > 0
    assert client.get(f"{V1}/me", headers=right).status_code == 200


def test_pages_of_a_list_hold_each_row_once(calling: Calling) -> None:
    client = calling("coordinator")
    for path in ("occurrences", "tasks", "parties", "roadmaps", "occurrences?late=true"):
        whole = client.get(f"{V1}/{path}").json()
        assert whole["next"] is None
        found, address = [], f"{V1}/{path}{'&' if '?' in path else '?'}limit=1"
        while address:
            page = client.get(address).json()
            found += page["items"]
            address = page["next"]
        assert found == whole["items"]
        assert found


@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA", "W10", "WyJub3QiLCJtaW5lIl0", "=", "😀"])
def test_a_cursor_from_elsewhere_is_refused(calling: Calling, cursor: str) -> None:
    answer = calling("coordinator").get(f"{V1}/occurrences", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "foreign_cursor")


@pytest.mark.parametrize("query", ["quater=2021-Q1", "state=open&statu=late", "=127", "limit=5&Limit=5"])
def test_a_misspelt_parameter_is_refused_and_not_passed_over(calling: Calling, query: str) -> None:
    answer = calling("reviewer").get(f"{V1}/occurrences?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")
    assert "quarter" in answer.json()["detail"], "it says what there is"


def test_evidence_is_handed_in_once_however_often_it_is_sent(
    town: House, calling: Calling, occurrence_id: Callable[..., int]
) -> None:
    client = calling("institute", "Институт", address="anna@example.org")
    address = f"{V1}/occurrences/{occurrence_id('1.1')}/evidence"

    def send(note: str, key: str = "one") -> tuple[int, dict[str, object], str | None]:
        files = {"file": ("отчёт.txt", "Сделано".encode())}
        answer = client.post(address, data={"note": note}, files=files, headers={"Idempotency-Key": key})
        return answer.status_code, answer.json(), answer.headers.get("idempotency-replayed")

    status, made, replayed = send("Первый")
    assert (status, made["version"], replayed) == (201, 1, None)
    assert send("Первый") == (201, made, "true")
    status, problem, _ = send("Другой")
    assert (status, problem["code"]) == (422, "key_reused")
    assert count(town, Evidence) == 1
    item = made["items"][0]  # type: ignore[index]
    assert client.get(f"{V1}/files/{item['id']}").content == "Сделано".encode()
    assert client.get(address).json() == [made]


def test_a_kept_answer_cannot_be_read_without_the_token(town: House, calling: Calling) -> None:
    client = calling("administrator")
    body = {"url": "https://example.org/events", "kinds": ["accepted"]}
    made = client.post(f"{V1}/webhooks", json=body, headers={"Idempotency-Key": "k"}).json()
    with open_reading(town.engine) as session:
        kept = session.exec(select(ApiAnswer)).one()
    assert made["secret"].encode() not in kept.content
    other = calling("administrator")
    assert other.post(f"{V1}/webhooks", json=body, headers={"Idempotency-Key": "k"}).status_code == 201
    assert count(town, ApiAnswer) == 2, "a key belongs to its caller"


def test_a_contact_has_the_language_of_its_mail(calling: Calling) -> None:
    client = calling("coordinator")
    body = {"party": "Новый институт", "address": "new@example.org", "language": "en"}
    for key, change in (("a", {}), ("b", {"language": None})):
        headers = {"Idempotency-Key": key}
        assert client.post(f"{V1}/contacts", json=body | change, headers=headers).status_code == 201
    parties = client.get(f"{V1}/parties", params={"limit": 500}).json()["items"]
    people = [person for party in parties for person in party["people"]]
    found = [p["language"] for p in people if p["address"] == "new@example.org"]
    assert found == ["en"], "kept where none is named"
    refused = client.post(f"{V1}/contacts", json=body | {"language": "de"}, headers={"Idempotency-Key": "c"})
    assert refused.status_code == 422


def test_two_at_once_make_one_and_both_hear_of_it(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    body = {"party": "Новый институт", "address": "new@example.org"}
    before, answers = count(town, Membership), []

    def send() -> None:
        answers.append(client.post(f"{V1}/contacts", json=body, headers={"Idempotency-Key": "same"}))

    rivals = [threading.Thread(target=send) for _ in range(4)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1, "the second would not call the party new"
    assert count(town, Membership) == before + 1


def test_what_fails_leaves_neither_work_nor_an_answer(
    town: House, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = calling("coordinator")
    body = {"party": "Новый институт", "address": "new@example.org"}
    before = count(town, Membership)

    def die(*_: object) -> None:
        raise RuntimeError("the process dies between the work and its answer")

    with monkeypatch.context() as patch:
        patch.setattr("sroki.web.api.once.keep_answer", die)
        answer = client.post(f"{V1}/contacts", json=body, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (500, "failure")
    assert (count(town, Membership), count(town, ApiAnswer)) == (before, 0)
    assert client.post(f"{V1}/contacts", json=body, headers={"Idempotency-Key": "k"}).status_code == 201


def test_an_answer_is_forgotten_after_a_day(town: House, calling: Calling) -> None:
    client = calling("coordinator")
    body = {"scope": "roadmap:1"}
    first = client.post(f"{V1}/calendars", json=body, headers={"Idempotency-Key": "k"}).json()
    now = town.clock()
    town.clock = lambda: now + timedelta(hours=25)
    assert client.post(f"{V1}/calendars", json=body, headers={"Idempotency-Key": "k"}).json() != first


def test_a_document_becomes_a_draft_with_its_problems_and_is_approved(calling: Calling) -> None:
    client = calling("coordinator")
    plan = (
        "План мероприятий («дорожная карта») на 2022 год\n\n"
        "№ п/п\tМероприятие\tСрок\tИсполнитель\n1\tПровести семинар\tдо 15 апреля\tМБУ «Центр»\n"
        "2\tИздать сборник\tпо готовности\tМБУ «Центр»\n"
    )
    files = {"file": ("план.txt", plan.encode())}
    draft = client.post(f"{V1}/roadmaps", files=files).json()
    assert (draft["rows"], draft["approved"], draft["created"]) == (2, False, True)
    assert draft["problems"]
    number = draft["roadmap_id"]
    assert client.post(f"{V1}/roadmaps", files=files).json()["created"] is False
    assert client.get(f"{V1}/roadmaps/{number}/comparison").json() == {"version": None}
    approved = client.post(f"{V1}/roadmaps/{number}/approve", json={}).json()
    assert (approved["tasks"], approved["occurrences"]) == (2, 1)
    problems = client.get(f"{V1}/problems", params={"roadmap": number}).json()["items"]
    assert problems[0]["roadmap_id"] == number


def test_a_review_is_of_the_version_that_was_seen_and_made_once(
    town: House, calling: Calling, occurrence_id: Callable[..., int]
) -> None:
    number = occurrence_id("1.1")
    executor = calling("institute", "Институт", address="anna@example.org")
    executor.post(f"{V1}/occurrences/{number}/evidence", data={"note": "Сделано"})
    reviewer, other = calling("reviewer"), calling("reviewer")
    assert [one["id"] for one in reviewer.get(f"{V1}/review-queue").json()["items"]] == [number]
    address = f"{V1}/occurrences/{number}/reviews"
    decision = {"version": 1, "decision": "return", "reason": "Нет списка"}
    assert reviewer.post(address, json=decision | {"version": 2}).status_code == 409
    made = reviewer.post(address, json=decision)
    assert (made.status_code, made.json()["decision"]) == (201, "returned")
    assert reviewer.post(address, json=decision).json() == made.json()
    late = other.post(address, json={"version": 1, "decision": "accept"})
    assert (late.status_code, late.json()["code"]) == (409, "state_forbids")
    assert "Решение уже есть" in late.json()["detail"]
    assert reviewer.get(address).json() == [made.json()]


def test_failures_name_their_places_in_russian(calling: Calling) -> None:
    client = calling("coordinator")
    answer = client.post(f"{V1}/contacts", json={"party": "\x00", "address": 5, "more": 1})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "invalid_request")
    places = {one["place"]: one["detail"] for one in problem["errors"]}
    assert places == {
        "body.party": "управляющие знаки не принимаются",
        "body.address": "нужен текст",
        "body.more": "такого поля нет",
    }


def test_a_body_that_is_too_large_is_cut_off(calling: Calling) -> None:
    client = calling("coordinator")
    huge = b"{" + b" " * (2 * 1024 * 1024)
    headers = {"content-type": "application/json"}
    assert client.post(f"{V1}/contacts", content=huge, headers=headers).status_code == 413
    pieces = (huge[start : start + 65536] for start in range(0, len(huge), 65536))
    assert client.post(f"{V1}/contacts", content=pieces, headers=headers).status_code == 413


def test_a_stranger_is_refused_before_the_body_is_read(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    assert client.post(f"{V1}/contacts", content=b"{", headers=headers).status_code == 401


def test_no_other_site_may_call_by_a_browser(calling: Calling) -> None:
    client = calling("coordinator")
    answer = client.get(f"{V1}/me", headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    answer = client.post(f"{V1}/contacts", json={}, headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")


def test_the_description_is_public_complete_and_has_a_page_for_people(client: TestClient) -> None:
    described = client.get(f"{V1}/openapi.json").json()
    page = client.get("/api")
    assert page.status_code == 200
    assert "<script" not in page.text
    for path, operations in described["paths"].items():
        assert path in page.text
        for operation in operations.values():
            assert operation["security"]
            assert operation["summary"]
            assert {"401", "403", "404", "422", "429"} <= set(operation["responses"])


def test_a_list_is_saved_shown_by_its_address_and_removed_by_its_owner_only(
    town: House, calling: Calling, signed_in: Callable[..., TestClient]
) -> None:
    mine, other = calling("coordinator"), calling("reviewer")
    made = mine.post(f"{V1}/views", json={"name": "Институт", "query": "executor=Институт&state=all"})
    assert made.status_code == 201
    page = signed_in("coordinator").get(made.json()["address"].removeprefix(town.settings.base_url)).text
    assert "Провести мониторинг" in page
    assert "Обучить тьюторов" not in page
    assert [view["name"] for view in mine.get(f"{V1}/views").json()] == ["Институт"]
    assert other.get(f"{V1}/views").json() == []
    assert other.delete(f"{V1}/views/{made.json()['key']}").status_code == 404
    assert mine.delete(f"{V1}/views/{made.json()['key']}").status_code == 204
    assert mine.post(f"{V1}/views", json={"name": "x", "query": "late=never"}).status_code == 400


def test_a_reminder_that_is_asked_for_goes_out_with_the_next_pass(
    town: House, calling: Calling, occurrence_id: Callable[..., int]
) -> None:
    client, path = calling("coordinator"), f"{V1}/occurrences/{occurrence_id('1.1')}/remind"
    tick(town, town.clock())
    before = count(town, OutboxMessage)
    asked = client.post(path)
    assert (asked.status_code, asked.json()) == (200, {"people": 1})
    tick(town, town.clock())
    assert count(town, OutboxMessage) == before + 1
