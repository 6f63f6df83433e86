"""Due work as Prefect flow runs: completed, retried, recorded; and without Prefect when it is down."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import select

from flows.clock import Clock, PlainPerformer, beat
from flows.house import House
from flows.orchestra import Orchestra
from flows.ticking import is_work_due
from models.database import open_reading
from models.outbox import TickSlot
from notifications.outbox import list_messages
from small_plan import moment


def mail_count(house: House) -> int:
    with open_reading(house.engine) as session:
        return len(list_messages(session))


def test_a_beat_does_what_is_due_and_records_its_slot(house: House) -> None:
    assert beat(house.at(moment(3, 1)), PlainPerformer())
    assert mail_count(house) == 1
    with open_reading(house.engine) as session:
        slots = session.exec(select(TickSlot)).all()
    assert [(slot.flow, slot.state, slot.attempts) for slot in slots] == [("tick", "done", 1)]


def test_a_beat_with_nothing_due_writes_nothing(house: House) -> None:
    assert beat(house.at(moment(3, 1)), PlainPerformer())
    assert not beat(house.at(moment(3, 2)), PlainPerformer())
    with open_reading(house.engine) as session:
        assert len(session.exec(select(TickSlot)).all()) == 1


def test_when_prefect_does_not_answer_the_mail_goes_all_the_same(house: House, tmp_path: Path) -> None:
    silent = Orchestra(tmp_path)  # never started
    assert beat(house.at(moment(3, 1)), silent)
    assert mail_count(house) == 1


def test_a_failing_beat_is_survived_and_its_work_stays_due(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def perform(self, house: House, name: str, as_of: datetime, plain: object) -> None:
            raise RuntimeError("the disk is gone")

    assert beat(house.at(moment(3, 1)), Broken())
    assert "the work stays due" in caplog.text
    assert is_work_due(house, moment(3, 1))
    assert beat(house.at(moment(3, 1)), PlainPerformer())
    assert mail_count(house) == 1


def test_the_clock_beats_at_once_and_stops_when_told(house: House) -> None:
    import threading

    beaten = threading.Event()

    class Noting(PlainPerformer):
        def perform(self, house: House, name: str, as_of: datetime, plain: object) -> None:
            beaten.set()

    clock = Clock(house, Noting())
    clock.start()
    try:
        assert beaten.wait(timeout=20)
    finally:
        clock.stop()
    assert house.last_beat_at is not None


_STORY = """
import sys
from datetime import datetime
from pathlib import Path
import httpx
import flows.advancing
from flows.clock import beat
from flows.evidence_checks import check_links
from flows.house import open_house
from flows.orchestra import Orchestra
from models.settings import Settings
from notifications.transports.memory import MemoryTransport

home, address, at = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
transport = MemoryTransport()
house = open_house(Settings(home=home, database_url=address), transport).at(at)
orchestra = Orchestra(home)
assert orchestra.start(), "Prefect's API did not start"

from flows import orchestrated

faults = [RuntimeError("a fault of the moment")]
advance = orchestrated.advance
def faulty(*arguments):
    if faults:
        raise faults.pop()
    return advance(*arguments)
orchestrated.advance = faulty
orchestrated.advancing.retry_delay_seconds = 0

assert beat(house, orchestra)
assert len(transport.sent) == 1, transport.sent
orchestra.perform(house, "checking_links", at, check_links)
runs = httpx.post(f"{orchestra.api_address}/api/flow_runs/filter", json={}, trust_env=False).json()
flows = httpx.post(f"{orchestra.api_address}/api/flows/filter", json={}, trust_env=False).json()
names = {flow["id"]: flow["name"] for flow in flows}
print(sorted((names[run["flow_id"]], run["state"]["type"], run["run_count"]) for run in runs))
orchestra.stop()
"""


@pytest.mark.prefect
def test_due_work_is_a_completed_flow_run_and_a_fault_is_retried(
    house: House, database_address: str, tmp_path: Path
) -> None:
    """In a process of its own: Prefect reads its settings when it is imported."""
    arguments = [str(tmp_path / "home"), database_address, moment(3, 1).isoformat()]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", _STORY, *arguments],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == (
        "[('advancing', 'COMPLETED', 2), ('checking_links', 'COMPLETED', 1), ('delivering', 'COMPLETED', 1)]"
    )
