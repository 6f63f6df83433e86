"""How fast mail leaves: the whole run against the same client with prebuilt bytes, and against a naive run.

    python benchmarks/mail.py [--memory]

The SMTP server is a process of its own on this machine (``sink.py``): once it answers at once, once a
millisecond later. What "the same client" and "a naive run" mean can be read in two ways, and both
stand here (docs/decisions/038). With ``--memory`` also the peak memory of processes that plan and send
10,000 and 100,000 mails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect
from statistics import median

from naive import run_naive, send_each
from sink import running_sink
from timing import Timing, measure, verdict
from world import NOON, ROOT, World, build_house

from flows import mailing
from flows.advancing import advance
from flows.delivering import deliver
from flows.house import House, open_house
from flows.ticking import tick
from models.settings import Settings
from models.values import MailRequest
from notifications.claims import ClaimedMessage
from notifications.senders import Senders
from notifications.transports.relay import parse_relay
from notifications.transports.smtp import SmtpTransport

MAILS, NAIVE_MAILS, ROUNDS = 2000, 200, 3
RELAY_MS = 1
_CONTESTANTS = ("whole", "ledger", "bare", "naive run", "naive mails")
_RATIOS = (
    ("whole run / the same client, mails in its ledger", "ledger", 100, 70, " %"),
    ("whole run / bare sending, no ledger (harder reading)", "bare", 100, 70, " %"),
    ("whole run / naive run that plans and records", "naive run", 1, 12, "×"),
    ("whole run / naive mails alone (harder reading)", "naive mails", 1, 12, "×"),
)


def build(folder: Path, world: World, port: int, options: str = "") -> House:
    return build_house(folder, world, smtp_url=f"smtp://127.0.0.1:{port}/{options}")


def run_whole(folder: Path, port: int, options: str) -> tuple[Timing, list[tuple[str, bytes]]]:
    """Plan, render, build, send and commit; and the bytes that it sent."""
    house = build(folder, World(MAILS * 10, MAILS, MAILS), port, options)
    sent: list[tuple[str, bytes]] = []
    compose = mailing.compose_message

    def keeping(request: MailRequest, *, sender: str) -> object:
        message = compose(request, sender=sender)
        sent.append((message.address, message.content))
        return message

    mailing.compose_message = keeping  # type: ignore[assignment]
    try:
        timing = measure(lambda: (advance(house, NOON), deliver(house, NOON)))
    finally:
        mailing.compose_message = compose
        house.close()
    assert len(sent) == MAILS
    return timing, sent


def run_prebuilt(sent: list[tuple[str, bytes]], port: int, options: str) -> Timing:
    """The same client, the same connections, the same bytes, and nothing else."""
    transport = SmtpTransport(parse_relay(f"smtp://127.0.0.1:{port}/{options}"), "Сроки <sroki@localhost>")
    claims = [_claim(number, address, content) for number, (address, content) in enumerate(sent)]

    def work() -> None:
        with transport, Senders(transport, transport.capacity.connections) as senders:
            for claim in claims:
                while not senders.has_room:
                    senders.finish()
                senders.begin(claim)
            while senders.busy:
                senders.finish()

    return measure(work)


def _claim(number: int, address: str, content: bytes) -> ClaimedMessage:
    return ClaimedMessage(
        number, "", address, content, f"<{number}@localhost>", "", None, NOON.date(), NOON, None, 1, NOON, ""
    )


def run_from_ledger(folder: Path, port: int, options: str) -> Timing:
    """The same client with mails that lie in the outbox: it claims, asks, sends and commits each."""
    house = build(folder, World(MAILS * 10, MAILS, MAILS), port, options)
    advance(house, NOON)
    timing = measure(lambda: deliver(house, NOON))
    house.close()
    return timing


def time_naive_mails(folder: Path, port: int) -> Timing:
    """Render, ``EmailMessage``, a connection each; nothing is planned and nothing recorded."""
    requests: list[MailRequest] = []
    house = build(folder, World(NAIVE_MAILS * 10, NAIVE_MAILS, NAIVE_MAILS), port)
    compose = mailing.compose_message

    def keeping(request: MailRequest, *, sender: str) -> object:
        requests.append(request)
        return compose(request, sender=sender)

    mailing.compose_message = keeping  # type: ignore[assignment]
    try:
        advance(house, NOON)
    finally:
        mailing.compose_message = compose
        house.close()
    return measure(lambda: send_each(requests, port))


def time_naive_run(folder: Path, port: int) -> Timing:
    """The same as part of a run that also plans and records, a row at a time."""
    house = build(folder, World(NAIVE_MAILS * 10, NAIVE_MAILS, NAIVE_MAILS), port)
    sent: list[int] = []
    timing = measure(lambda: sent.append(run_naive(house, port)))
    house.close()
    assert sent == [NAIVE_MAILS]
    return timing


def in_folder(work: Callable[[Path], object]) -> object:
    with tempfile.TemporaryDirectory(prefix="sroki-mail-") as folder:
        return work(Path(folder))


def compare(port: int, options: str, where: str) -> list[bool]:
    """The ratios at one relay, medians of paired rounds."""
    rounds: dict[str, list[Timing]] = {name: [] for name in _CONTESTANTS}
    for _ in range(ROUNDS):
        timing, sent = in_folder(lambda folder: run_whole(folder, port, options))  # type: ignore[misc]
        rounds["whole"].append(timing)
        rounds["ledger"].append(in_folder(lambda folder: run_from_ledger(folder, port, options)))  # type: ignore[arg-type]
        rounds["bare"].append(run_prebuilt(sent, port, options))
        rounds["naive run"].append(in_folder(lambda folder: time_naive_run(folder, port)))  # type: ignore[arg-type]
        rounds["naive mails"].append(in_folder(lambda folder: time_naive_mails(folder, port)))  # type: ignore[arg-type]
    print(f"{where}; {options or 'connections by default'}")
    rates = {name: _tell_rate(name, timings) for name, timings in rounds.items()}
    return [
        verdict(name, times * rates["whole"] / rates[other], limit, unit, at_least=True)
        for name, other, times, limit, unit in _RATIOS
    ]


def _tell_rate(name: str, timings: list[Timing]) -> float:
    """Print what a mail costs; mails a second."""
    mails = NAIVE_MAILS if name.startswith("naive") else MAILS
    timing = median(timings)
    wall_ms, cpu_ms = (1000 * seconds / mails for seconds in (timing.wall_s, timing.cpu_s))
    print(
        f"  {name:12} {mails / timing.wall_s:7,.0f} mails/s: {wall_ms:.2f} ms wall, {cpu_ms:.2f} ms processor"
    )
    return mails / timing.wall_s


def time_digests(folder: Path, port: int) -> Timing:
    """1,000 items over 100 people, in a process that has done this before."""
    house = build(folder, World(10_000, 1000, 100), port)
    tick(house, NOON - timedelta(days=1))
    timing = measure(lambda: tick(house, NOON))
    with closing(connect(folder / "sroki.db")) as connection:
        assert connection.execute("SELECT count(*) FROM outbox WHERE state = 'sent'").fetchone() == (100,)
    house.close()
    return timing


def time_cold(folder: Path, port: int) -> float:
    """The same from a command that has to start: seconds on the wall."""
    build(folder, World(10_000, 1000, 100), port).close()
    environment = os.environ | {"SROKI_HOME": str(folder), "SROKI_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "sroki", "tick", "--as-of", NOON.isoformat()]
    started_s = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started_s


def measure_memory(mails: int, port: int) -> float:
    """Peak memory in MB of a process that plans and sends so many mails."""

    def work(folder: Path) -> float:
        build(folder, World(mails * 10, mails, mails), port).close()
        code = (
            f"import sys; sys.path[:0] = [{str(ROOT / 'benchmarks')!r}, {str(ROOT)!r}]; import mail;"
            f" mail.send_all({str(folder)!r}, {port}, {mails})"
        )
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        return float(done.stdout)

    return float(in_folder(work))  # type: ignore[arg-type]


def send_all(home: str, port: int, mails: int) -> None:
    """The child of ``measure_memory``: prints its peak memory in MB."""
    house = open_house(Settings(home=Path(home), prefect=False, smtp_url=f"smtp://127.0.0.1:{port}"))
    report = tick(house, NOON)
    assert report.delivered.sent == mails, report
    print(_peak_kb() / 1024)


def _peak_kb() -> int:
    """Of this program alone: getrusage would count what the parent held before it started us (proc(5))."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def main(argv: list[str]) -> int:
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, {MAILS:,} mails")
    with running_sink() as port, running_sink(RELAY_MS) as distant:
        kept = compare(port, "", "a relay that answers at once")
        kept += compare(port, "?connections=1", "a relay that answers at once")
        kept += compare(distant, "", f"a relay that answers after {RELAY_MS} ms")
        warm = median([in_folder(lambda folder: time_digests(folder, port)) for _ in range(ROUNDS)])  # type: ignore[type-var]
        cold_s = median([in_folder(lambda folder: time_cold(folder, port)) for _ in range(ROUNDS)])  # type: ignore[type-var]
        print(f"1,000 items over 100 people, running process: {warm}")
        kept += [
            verdict("1,000 items over 100 people, running process", warm.wall_s, 1, " s"),  # type: ignore[attr-defined]
            verdict("1,000 items over 100 people, cold command", cold_s, 1.5, " s"),  # type: ignore[arg-type]
        ]
        if "--memory" in argv:
            kept.append(verdict("peak memory, 10,000 mails", measure_memory(10_000, port), 150, " MB"))
            kept.append(verdict("peak memory, 100,000 mails", measure_memory(100_000, port), 300, " MB"))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
