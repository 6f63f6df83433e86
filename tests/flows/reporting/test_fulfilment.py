"""The column «Выполнение»: what it says of each fate, and that our own reader takes it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from flows.house import House, open_house
from flows.reporting.fulfilment import describe_fulfilment
from models.settings import Settings
from models.values import OccurrenceState
from notifications.transports.memory import MemoryTransport
from reported_plan import AS_OF, bring_plan, load
from roadmaps.statuses import Claim, claims_done, read_claim
from roadmaps.store.fulfilment import Fulfilment
from small_plan import moment

SAID = {
    "2025/1.1": "Выполнено 18.02.2025. "
    "Подтверждение: Приказ_об_утверждении_положения_о_школьных_лесничествах_2024.pdf.",
    "2025/1.2": "Выполнено 27.02.2025, сообщено 05.03.2025, на 5 дней позже срока (срок — до 28.02.2025). "
    "Подтверждение: https://example.org/otchety/2025/zayavki-shkolnyh-lesnichestv-itog, "
    "результат 22,5, Не выполнено в двух школах, ждём.",
    "2025/1.3": "Возвращено на доработку 17.03.2025, просрочено на 158 дней (срок — до 15.03.2025). "
    "Причина возврата: Выполнено не то, переделать.",
    "2025/2.1": "До 30.06.2025 — выполнено 20.06.2025. Подтверждение: Заложены; "
    "до 31.12.2025 — срок не наступил.",
    "2025/2.2": "До 31.03.2025 — выполнено 02.04.2025, на 2 дня позже срока. "
    "Подтверждение: Посажено 500 сеянцев; "
    "до 30.06.2025 — сдано 30.06.2025, на проверке. Подтверждение: Посажено 700 сеянцев; "
    "до 30.09.2025 — в работе; до 31.12.2025 — срок не наступил.",
    "2025/2.3": "Срок не наступил (до 10.12.2025), срок продлён с 10.03.2025. "
    "Основание продления: Снег не сошёл.",
    "2025/2.4": "Снято с контроля 01.03.2025.",
    "2026/1.1": "Срок не наступил (до 30.05.2026).",
    "2026/1.2": "Срок не назван днём, исполнение не отслеживается.",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all tests here: none of them changes it."""
    house = open_house(Settings(home=tmp_path_factory.mktemp("house")), MemoryTransport())
    yield house
    house.close()


@pytest.fixture(scope="module")
def roadmap_id(house: House, tmp_path_factory: pytest.TempPathFactory) -> int:
    return bring_plan(house, Path(tmp_path_factory.mktemp("plan")))


@pytest.fixture(scope="module")
def fulfilment(house: House, roadmap_id: int) -> Fulfilment:
    return load(house, roadmap_id)


def test_every_fate_is_told_in_its_words(fulfilment: Fulfilment) -> None:
    assert {task.uid: describe_fulfilment(task, AS_OF) for task in fulfilment.tasks} == SAID


def test_what_is_overdue_is_called_so(house: House, roadmap_id: int) -> None:
    """On 1 June 2026 the same rows say how late they are."""
    as_of = moment(6, 1, year=2026)
    said = {task.uid: describe_fulfilment(task, as_of) for task in load(house, roadmap_id, as_of).tasks}
    assert said["2026/1.1"] == "Не выполнено, просрочено на 2 дня (срок — до 30.05.2026)."
    assert said["2025/2.1"].endswith("; до 31.12.2025 — не выполнено, просрочено на 152 дня.")
    assert said["2025/2.3"].startswith(
        "Не выполнено, просрочено на 173 дня (срок — до 10.12.2025), срок продлён с 10.03.2025."
    )


def test_deadlines_ahead_are_told_together(tmp_path: Path) -> None:
    house = open_house(Settings(home=tmp_path), MemoryTransport())
    roadmap_id, as_of = bring_plan(house, tmp_path, deeds=False), moment(1, 20)
    said = {task.uid: describe_fulfilment(task, as_of) for task in load(house, roadmap_id, as_of).tasks}
    assert said["2025/2.1"] == "2 срока не наступили, ближайший — до 30.06.2025."
    assert said["2025/2.2"] == (
        "До 31.03.2025 — в работе; ещё 3 срока не наступили, ближайший — до 30.06.2025."
    )


@pytest.mark.parametrize("as_of", [AS_OF, moment(6, 1, year=2026)])
def test_our_reader_takes_for_done_what_was_accepted_and_nothing_else(
    house: House, roadmap_id: int, as_of: object
) -> None:
    for task in load(house, roadmap_id, as_of).tasks:  # type: ignore[arg-type]
        words = describe_fulfilment(task, as_of)  # type: ignore[arg-type]
        for deadline in task.deadlines:
            is_accepted = deadline.view.state is OccurrenceState.ACCEPTED
            assert claims_done(words, deadline.view.facts.due_on) is is_accepted, words


def test_the_row_as_a_whole_is_read_as_it_stands() -> None:
    assert {uid: read_claim(words) for uid, words in SAID.items()} == {
        "2025/1.1": Claim.DONE_IN_YEARS,
        "2025/1.2": Claim.DONE_IN_YEARS,
        "2025/1.3": Claim.NOT_DONE,
        "2025/2.1": Claim.PARTLY,
        "2025/2.2": Claim.PARTLY,
        "2025/2.3": Claim.NOT_DONE,
        "2025/2.4": Claim.UNCLEAR,
        "2026/1.1": Claim.NOT_DONE,
        "2026/1.2": Claim.UNCLEAR,
    }


@pytest.mark.parametrize(
    ("words", "due_on", "done"),
    [
        ("Выполнено 10.01.2022, на 10 дней позже срока (срок — до 31.12.2021).", date(2021, 12, 31), True),
        ("Выполнено 10.01.2022. Подтверждение: отчёт 2021.pdf", date(2021, 12, 31), False),
        ("До 31.03.2021 — выполнено 30.06.2021; до 30.06.2021 — в работе.", date(2021, 6, 30), False),
        ("До 31.03.2021 — выполнено 30.03.2021; ещё 7 сроков не наступили, ближайший — до 30.06.2021.",
         date(2021, 12, 31), False),
        ("Выполнено; отчёт на сайте", date(2021, 6, 30), True),
        ("Выполнено. Подтверждение: не выполнено 2019.pdf", date(2019, 6, 30), True),
    ],
)  # fmt: skip
def test_clauses_and_proofs_are_told_apart(words: str, due_on: date, done: bool) -> None:
    assert claims_done(words, due_on) is done
