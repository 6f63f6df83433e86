"""A form with many indicators, sent as a browser sends it: every field, and a file part for each chooser."""

from __future__ import annotations

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading, open_session
from models.round import RoundProof
from roadmaps.rounds.questions import DEFAULT_LEVELS
from roadmaps.rounds.values import Criterion, Indicator, IndicatorKind, QuestionSet
from roadmaps.store.rounds.lifecycle import choose_questions, open_round, plan_round
from roadmaps.store.rounds.participants import Entry, set_participants
from roadmaps.store.rounds.sets import store_set
from sheet_forms import TOKEN, held
from small_round import FIRST, days, give_link, participant_of

MANY = 340  # indicators: more than any form of a region asks
_BOUNDARY = "----WebKitFormBoundaryx"


@pytest.fixture
def place(town: House) -> str:
    """The address of a form with MANY indicators."""
    at = town.clock()
    indicators = tuple(
        Indicator(f"1.{n}", f"Показатель {n}", "1", IndicatorKind.NUMBER, is_required=False)
        for n in range(1, MANY + 1)
    )
    questions = QuestionSet("Большой", 1, (Criterion("1", "Всё"),), indicators, DEFAULT_LEVELS)
    with open_session(town.engine) as session:
        round_, _ = plan_round(
            session, key="manual:large", title="Большой мониторинг", window=days("2021-06-01", "2021-06-20"),
            zone="Asia/Yekaterinburg", at=at, actor="test",
        )  # fmt: skip
        choose_questions(session, round_, store_set(session, questions, "test", at, "test"), at, "test")
        set_participants(session, round_, [Entry("Район Первый", "", (FIRST,))], at, "test")
        assert open_round(session, round_, at, "test")
        give_link(session, FIRST, at.replace(month=12), TOKEN)
        return f"/l/{TOKEN}/sheet/{participant_of(session, round_).id}"


def send(client: TestClient, place: str, files: dict[int, tuple[str, bytes]]) -> httpx.Response:
    """Every field of the form; a chooser in which nothing was chosen is a part with an empty name."""

    def part(name: str, value: bytes, file: str | None = None) -> bytes:
        named = f'; filename="{file}"\r\nContent-Type: application/octet-stream' if file is not None else ""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        return head.encode() + value + b"\r\n"

    parts = []
    for n in range(1, MANY + 1):
        parts += [part(f"r:1.{n}", b"0"), part(f"v:1.{n}", str(n).encode())]
        parts += [part(f"n:1.{n}", b""), part(f"u:1.{n}", b"")]
        file, content = files.get(n, ("", b""))
        parts.append(part(f"f:1.{n}", content, file))
    body = b"".join([*parts, part("do", b"save"), f"--{_BOUNDARY}--\r\n".encode()])
    headers = {"content-type": f"multipart/form-data; boundary={_BOUNDARY}"}
    return client.post(place, content=body, headers=headers)


def test_a_browser_saves_a_form_of_many_indicators(town: House, client: TestClient, place: str) -> None:
    answer = send(client, place, {})
    assert answer.status_code == 303, answer.text[-600:]
    assert len(held(town)) == MANY


def test_a_file_for_each_of_many_answers_comes_in(town: House, client: TestClient, place: str) -> None:
    files = {n: (f"{n}.txt", f"справка {n}".encode()) for n in range(1, 41)}
    assert send(client, place, files).status_code == 303
    with open_reading(town.engine) as session:
        assert len(session.exec(select(RoundProof)).all()) == len(files)
