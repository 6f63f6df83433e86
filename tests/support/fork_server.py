"""Children that do the product's work and are killed in the middle of it. For chaos tests.

Starting an interpreter costs a second, forking one that has imported everything a millisecond: a
server of our own imports the product, opens nothing, and forks a child for each piece of work.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Job:
    """Work for one child: a function of ``chaos_jobs`` and its arguments (JSON).

    ``kill_after_s``: SIGKILL so long after the start, unless it has finished. ``die_at``: the child kills
    itself at that step (a name of ``kill_points``) when it comes there the ``die_nth`` time.
    """

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    kill_after_s: float | None = None
    die_at: str | None = None
    die_nth: int = 1


@dataclass(frozen=True)
class Outcome:
    """``state``: done | killed | failed. ``result`` is what the job returned, or the trace of its failure."""

    state: str
    result: Any
    seconds: float


class ForkServer:
    """The server as a test sees it."""

    def __init__(self) -> None:
        paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
        environment = os.environ | {"PYTHONPATH": paths}
        command = [sys.executable, __file__]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, *jobs: Job, limit_s: float = 600.0) -> list[Outcome]:
        """Run the jobs at once, a child each, until all have ended; a child that fails fails the test.

        One that is still there after ``limit_s`` is killed and counts as failed.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"jobs": [asdict(job) for job in jobs], "limit_s": limit_s}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        outcomes = [Outcome(**row) for row in json.loads(self._process.stdout.readline())]
        for outcome in outcomes:
            assert outcome.state != "failed", outcome.result
        return outcomes

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass
class _Child:
    pid: int
    pipe: int
    started_s: float
    kill_at_s: float
    is_to_be_killed: bool
    said: bytes = b""


def _fork(job: Job, limit_s: float) -> _Child:
    reading, writing = os.pipe()
    started_s = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(job, writing)
    os.close(writing)
    wait_s = limit_s if job.kill_after_s is None else job.kill_after_s
    return _Child(
        pid, reading, started_s, started_s + wait_s, job.kill_after_s is not None or bool(job.die_at)
    )


def _work(job: Job, writing: int) -> None:
    """The life of a child. Never returns."""
    try:
        import chaos_jobs
        import kill_points

        if job.die_at:
            kill_points.arm(job.die_at, job.die_nth)
        said = json.dumps(["done", getattr(chaos_jobs, job.name)(**job.arguments)])
    except BaseException:  # noqa: BLE001 - whatever it is, the test wants to read it
        said = json.dumps(["failed", traceback.format_exc()])
    os.write(writing, said.encode())
    os._exit(0)


def _await(children: Sequence[_Child]) -> list[Outcome]:
    """The outcomes in the order of the children; kills those whose time has come."""
    outcomes: dict[int, Outcome] = {}
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.pipe, selectors.EVENT_READ, child)
        while selector.get_map():
            now_s = time.monotonic()
            waiting: list[_Child] = [key.data for key in selector.get_map().values()]
            for child in waiting:
                if child.kill_at_s <= now_s:
                    os.kill(child.pid, signal.SIGKILL)
                    child.kill_at_s = now_s + 60
            next_s = min(child.kill_at_s for child in waiting)
            for key, _ in selector.select(max(0.0, next_s - time.monotonic())):
                piece = os.read(key.fd, 1 << 16)
                key.data.said += piece
                if not piece:
                    selector.unregister(key.fd)
                    outcomes[key.data.pid] = _bury(key.data)
    return [outcomes[child.pid] for child in children]


def _bury(child: _Child) -> Outcome:
    os.close(child.pipe)
    _, status = os.waitpid(child.pid, 0)
    seconds = time.monotonic() - child.started_s
    if child.said:
        state, result = json.loads(child.said)
        return Outcome(state, result, seconds)
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    expected = was_killed and child.is_to_be_killed
    return Outcome("killed" if expected else "failed", f"wait status {status}", seconds)


def main() -> None:
    import chaos_jobs  # noqa: F401 - all imports happen before the first fork
    import kill_points  # noqa: F401

    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        request = json.loads(line)
        children = [_fork(Job(**job), request["limit_s"]) for job in request["jobs"]]
        print(json.dumps([asdict(outcome) for outcome in _await(children)]), flush=True)


if __name__ == "__main__":
    main()
