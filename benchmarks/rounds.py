"""A monitoring of a country's size: 2,500 participants, 20 indicators. Prints each figure beside its limit.

``python benchmarks/rounds.py [PARTICIPANTS]``: opening to the outbox ≤ 60 s, summing up ≤ 10 s, the page of
results ≤ 500 ms of server time (medians of five looks: with nothing new,
and each after a hand-in). SQLite in a folder that goes away.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from fastapi.testclient import TestClient  # noqa: E402
from sqlmodel import Session, col, select  # noqa: E402

from flows.advancing import advance  # noqa: E402
from flows.house import House, open_house  # noqa: E402
from models.database import open_reading, open_session  # noqa: E402
from models.occurrence import Evidence  # noqa: E402
from models.round import Round, RoundParticipant, RoundSubmission  # noqa: E402
from models.settings import Settings  # noqa: E402
from notifications.transports.memory import MemoryTransport  # noqa: E402
from roadmaps.rounds.questions import DEFAULT_LEVELS  # noqa: E402
from roadmaps.rounds.values import (  # noqa: E402
    Criterion,
    Indicator,
    IndicatorKind,
    QuestionSet,
    Scoring,
    ScoringKind,
)
from roadmaps.store.rounds.lifecycle import Window, choose_questions, plan_round  # noqa: E402
from roadmaps.store.rounds.participants import Entry, set_participants  # noqa: E402
from roadmaps.store.rounds.results import load_summary  # noqa: E402
from roadmaps.store.rounds.sets import store_set  # noqa: E402
from sroki.web.app import create_app  # noqa: E402

ZONE = ZoneInfo("Asia/Yekaterinburg")
MADE_AT, OPENS_AT = datetime(2026, 3, 1, 12, tzinfo=ZONE), datetime(2026, 4, 1, 9, tzinfo=ZONE)
INDICATORS = 20


def make_questions() -> QuestionSet:
    scoring = Scoring(ScoringKind.LINEAR)
    codes = [f"{1 + n // 5}.{1 + n % 5}" for n in range(INDICATORS)]
    indicators = tuple(Indicator(c, f"Доля {c}", c[0], IndicatorKind.SHARE, scoring=scoring) for c in codes)
    return QuestionSet("Замер", 1, tuple(Criterion(c, f"К {c}") for c in "1234"), indicators, DEFAULT_LEVELS)


def plan(house: House, participants: int) -> int:
    with open_session(house.engine) as session:
        window = Window(date(2026, 4, 1), date(2026, 4, 30))
        round_, _ = plan_round(
            session,
            key="manual:b",
            title="Замер",
            window=window,
            zone=ZONE.key,
            at=MADE_AT,
            actor="benchmark",
        )
        set_id = store_set(session, make_questions(), "benchmark", MADE_AT, "benchmark")
        choose_questions(session, round_, set_id, MADE_AT, "benchmark")
        people = [
            Entry(f"Организация № {n}", f"регион {n % 85}", (f"p{n}@example.org",))
            for n in range(participants)
        ]
        set_participants(session, round_, people, MADE_AT, "benchmark")
        return round_.id or 0


def answer(house: House, round_id: int) -> None:
    """Nine of ten hand in; past the forms, which are no part of what is measured."""
    chance = random.Random(7)
    with open_session(house.engine) as session:
        for person in session.exec(select(RoundParticipant).where(RoundParticipant.round_id == round_id)):
            if chance.random() >= 0.1:
                hand_in(session, person, chance)


def answer_one(house: House, round_id: int) -> bool:
    """The first who has not handed in does; nobody is left when False."""
    handed_in = select(RoundSubmission.participant_id)
    waiting = select(RoundParticipant).where(
        RoundParticipant.round_id == round_id, col(RoundParticipant.id).not_in(handed_in)
    )
    with open_session(house.engine) as session:
        person = session.exec(waiting).first()
        if person is not None:
            hand_in(session, person, random.Random(person.id))
        return person is not None


def hand_in(session: Session, person: RoundParticipant, chance: random.Random) -> None:
    evidence = Evidence(
        occurrence_id=person.occurrence_id or 0, version=1, submitted_at=OPENS_AT, submitted_by="b"
    )
    session.add(evidence)
    session.flush()
    codes = [indicator.code for indicator in make_questions().indicators]
    session.add(
        RoundSubmission(
            participant_id=person.id or 0,
            version=1,
            evidence_id=evidence.id or 0,
            answers={c: {"value": str(chance.randint(0, 100)), "note": "", "proofs": []} for c in codes},
            submitted_at=OPENS_AT,
            submitted_by="b",
        )
    )


@contextmanager
def measured(name: str, limit_s: float) -> Iterator[None]:
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    yield
    wall_s, cpu_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    verdict = "ok" if wall_s <= limit_s else "FAIL"
    print(f"{name}: {wall_s:.2f} s wall, {cpu_s:.2f} s processor (limit {limit_s:g} s) {verdict}", flush=True)


def look(client: TestClient, round_id: int) -> float:
    begun_s = time.perf_counter()
    answered = client.get(f"/rounds/{round_id}/results")
    assert answered.status_code == 200, answered.status_code
    return 1000 * (time.perf_counter() - begun_s)


def judge(name: str, times_ms: list[float]) -> None:
    page_ms = median(times_ms)
    print(f"{name}: {page_ms:.0f} ms (limit 500 ms) {'ok' if page_ms <= 500 else 'FAIL'}", flush=True)


def main(participants: int) -> None:
    with tempfile.TemporaryDirectory(prefix="sroki-rounds-") as folder:
        house = open_house(Settings(home=Path(folder), prefect=False), MemoryTransport())
        round_id = plan(house, participants)
        with measured(f"opening {participants} to the outbox", 60):
            report = advance(house.at(OPENS_AT), OPENS_AT)
        assert (report.rounds, report.queued) == (1, participants), report
        answer(house, round_id)
        with measured(f"summing up {participants} × {INDICATORS}", 10), open_reading(house.engine) as session:
            load_summary(session, round_id)
        client = TestClient(
            create_app(house.at(OPENS_AT)), base_url="http://127.0.0.1:8765", client=("127.0.0.1", 1)
        )
        cold_ms = look(client, round_id)
        print(f"page of results, the first look of a process: {cold_ms:.0f} ms (no limit: it sums up)")
        judge("page of results, nothing new since the last", [look(client, round_id) for _ in range(5)])
        judge(
            "page of results, somebody has just handed in",
            [look(client, round_id) for _ in range(5) if answer_one(house, round_id)],
        )
        with open_reading(house.engine) as session:
            assert session.get_one(Round, round_id).opened_at == OPENS_AT
        house.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_500)
