"""How fast mail leaves: the whole run against the same client with prebuilt bytes, and against a naive run.

    python benchmarks/mail.py [--memory]

The SMTP server is a process of its own on this machine (``sink.py``). With ``--memory`` also the peak
memory of processes that plan and send 10,000 and 100,000 mails.
"""

from __future__ import annotations

import os
import resource
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from sqlite3 import connect
from statistics import median

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
from notifications import messages
from notifications.claims import ClaimedMessage
from notifications.senders import Senders
from notifications.transports.relay import parse_relay
from notifications.transports.smtp import SmtpTransport
from notifications.wording import write_lines

MAILS, NAIVE_MAILS, ROUNDS = 2000, 200, 3


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


def run_naive(folder: Path, port: int) -> Timing:
    """Render, ``EmailMessage``, a connection each: what a first version would do."""
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

    def work() -> None:
        for request in requests:
            subject, text, html = messages._render(
                "reminder", request, write_lines(request.items, request.planned_on)
            )
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = "sroki@localhost", request.address, subject
            mail.set_content(text)
            mail.add_alternative(html, subtype="html")
            with smtplib.SMTP("127.0.0.1", port) as smtp:
                smtp.send_message(mail)

    return measure(work)


def in_folder(work: Callable[[Path], object]) -> object:
    with tempfile.TemporaryDirectory(prefix="sroki-mail-") as folder:
        return work(Path(folder))


def compare(port: int, options: str) -> tuple[float, float]:
    """Mails a second of the whole run and of the client alone, medians of paired rounds."""
    whole, alone = [], []
    for _ in range(ROUNDS):
        timing, sent = in_folder(lambda folder: run_whole(folder, port, options))  # type: ignore[misc]
        whole.append(timing)
        alone.append(run_prebuilt(sent, port, options))
    print(f"{MAILS:,} mails, {options or 'connections by default'}")
    print(f"  whole run:      {median(whole)}, {MAILS / median(whole).wall_s:,.0f} mails/s")
    print(f"  prebuilt bytes: {median(alone)}, {MAILS / median(alone).wall_s:,.0f} mails/s")
    return MAILS / median(whole).wall_s, MAILS / median(alone).wall_s


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
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(argv: list[str]) -> int:
    with running_sink() as port:
        whole, alone = compare(port, "")
        whole_one, alone_one = compare(port, "?connections=1")
        naive = min(in_folder(lambda folder: run_naive(folder, port)) for _ in range(ROUNDS))  # type: ignore[type-var]
        naive_rate = NAIVE_MAILS / naive.wall_s  # type: ignore[attr-defined]
        print(f"naive run: {naive_rate:,.0f} mails/s")
        warm = median([in_folder(lambda folder: time_digests(folder, port)) for _ in range(ROUNDS)])  # type: ignore[type-var]
        cold_s = median([in_folder(lambda folder: time_cold(folder, port)) for _ in range(ROUNDS)])  # type: ignore[type-var]
        print(f"1,000 items over 100 people, running process: {warm}")
        kept = [
            verdict("whole run / prebuilt bytes", 100 * whole / alone, 70, " %", at_least=True),
            verdict("the same on one connection", 100 * whole_one / alone_one, 70, " %", at_least=True),
            verdict("whole run / naive run", whole / naive_rate, 12, "×", at_least=True),
            verdict("1,000 items over 100 people, running process", warm.wall_s, 1, " s"),  # type: ignore[attr-defined]
            verdict("1,000 items over 100 people, cold command", cold_s, 1.5, " s"),  # type: ignore[arg-type]
        ]
        if "--memory" in argv:
            kept.append(verdict("peak memory, 10,000 mails", measure_memory(10_000, port), 150, " MB"))
            kept.append(verdict("peak memory, 100,000 mails", measure_memory(100_000, port), 300, " MB"))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
