"""Pages over 100,000 occurrences while mail is being sent: how long they take, how much goes over the wire.

    python benchmarks/pages.py [REQUESTS_PER_SECOND] [SECONDS]

SQLite in a folder that goes away. The server is ``sroki serve`` as it is, pages and clock in one process,
without Prefect; a signed-in reviewer asks for the overview, for lists and for tasks in turn, at fixed moments
whether the former answer has come or not, so that waiting counts. Meanwhile the clock plans and sends a mail
to each of thousands of people over SMTP to a sink on this machine. Limits: 95 of 100 within 300 ms at 50 a
second, at most 150 KB before charts.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
from country import NOON, PARTIES, ROADMAPS, ROOT, SECTIONS, TODAY, build_country, name_party
from sink import running_sink
from timing import verdict

from flows.accounts.register import make_account
from flows.accounts.sessions import start_session
from models.authority import AccountRole, Grant
from models.database import open_session
from sroki.web.callers import cookie_name

OCCURRENCES = 100_000
LIMIT_MS, LIMIT_KB = 300, 150
MAILS = 6_000
_TIMEOUT = httpx.Timeout(60, pool=None)  # whoever waits for a connection of ours waits for the server
Answer = tuple[str, float, int]  # address, milliseconds, bytes


def addresses(chance: random.Random, many: int) -> list[str]:
    """What a reviewer asks for: a fifth overviews, most of the rest lists, some tasks."""
    return [_address(chance) for _ in range(many)]


def _address(chance: random.Random) -> str:
    roadmap, section = chance.randint(1, ROADMAPS), chance.randint(1, SECTIONS)
    quarter = f"{chance.choice((2025, 2026))}-Q{chance.randint(1, 4)}"
    lists: list[dict[str, object]] = [
        {},
        {"state": "all", "sort": "plan"},
        {"late": "overdue"},
        {"state": "submitted", "roadmap": roadmap},
        {"roadmap": roadmap, "section": f"Раздел {section}. Качество подготовки обучающихся"},
        {"executor": name_party(chance.randint(1, PARTIES))},
        {"executor": f"школа № {chance.randint(1, 39)}", "role": "co_responsible"},
        {"quarter": quarter, "state": "all"},
        {"text": chance.choice(("мониторинга", "справку", "семинары педагогам", "наставничества"))},
        {"text": "квалификации учителей", "quarter": quarter, "roadmap": roadmap},
        {
            "state": "all",
            "after": f"{TODAY - timedelta(days=chance.randint(0, 700))}.{chance.randint(1, 90000)}",
        },
        {"roadmap": roadmap, "sort": "latest"},
    ]
    kind = chance.random()
    if kind < 0.1:
        return "/"
    if kind < 0.2:
        return f"/?roadmap={roadmap}"
    if kind < 0.9:
        return f"/tasks?{urlencode(chance.choice(lists))}"
    return f"/tasks/{chance.randint(1, OCCURRENCES // 10)}"


def add_mail(folder: Path) -> None:
    """Thousands of people whose mail is due now: the clock of the server plans and sends it."""
    at = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%d %H:%M:%S.%f")
    today = datetime.now(UTC).date()
    with closing(sqlite3.connect(folder / "sroki.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        numbers = range(100_001, 100_001 + MAILS)
        connection.executemany(
            "INSERT INTO person (id, address, name, added_at, only_mandatory) VALUES (?, ?, ?, ?, 0)",
            [(n, f"mail{n}@example.org", f"Получатель {n}", at) for n in numbers],
        )
        connection.executemany(
            "INSERT INTO party (id, name, folded) VALUES (?, ?, ?)",
            [(n, f"Организация № {n}", f"организация № {n}") for n in numbers],
        )
        connection.executemany(
            "INSERT INTO membership (party_id, person_id, since_at) VALUES (?, ?, ?)",
            [(n, n, at) for n in numbers],
        )
        connection.executemany(
            "INSERT INTO task (id, roadmap_id, position, origin, uid, number, title, expected_result,"
            " raw_term, term_kind, meaning)"
            " VALUES (?, 1, ?, 'row', ?, '9.9', 'Сдать отчёт', '', 'сегодня', 'deadline', '')",
            [(n, n, f"m{n}") for n in numbers],
        )
        connection.executemany(
            "INSERT INTO task_party (task_id, role, party_id, position) VALUES (?, 'responsible', ?, 0)",
            [(n, n) for n in numbers],
        )
        connection.executemany(
            "INSERT INTO occurrence (id, task_id, ordinal, due_on, original_due_on, watched_from_on, held)"
            " VALUES (?, ?, 0, ?, ?, ?, 0)",
            [(n, n, str(today), str(today), str(today - timedelta(days=20))) for n in numbers],
        )
        connection.executemany("INSERT INTO agenda_queue VALUES (?, ?)", [(at, n) for n in numbers])
        connection.execute("COMMIT")


def count_sent(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "sroki.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM outbox WHERE state = 'sent'").fetchone()[0])


async def ask_all(
    base: str, cookie: dict[str, str], wanted: list[str], rate: float
) -> list[tuple[str, float, int]]:
    """Each address at its moment; address, milliseconds from that moment to the whole answer, bytes."""
    answers: list[Answer] = []
    # Given up before the server gives them up (after 5 s), so that none is asked while it closes.
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200, keepalive_expiry=2)
    async with httpx.AsyncClient(base_url=base, cookies=cookie, limits=limits, timeout=_TIMEOUT) as client:
        began_s = time.perf_counter()

        async def ask(number: int, address: str) -> None:
            due_s = began_s + number / rate
            await asyncio.sleep(max(0.0, due_s - time.perf_counter()))
            answer = await client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            answers.append((address, 1000 * (time.perf_counter() - due_s), len(answer.content)))

        await asyncio.gather(*(ask(number, address) for number, address in enumerate(wanted)))
    return answers


def report(answers: list[Answer], rate: float) -> list[bool]:
    times = sorted(ms for _, ms, _ in answers)
    by_kind: dict[str, list[float]] = defaultdict(list)
    for address, ms, _ in answers:
        by_kind[name_kind(address)].append(ms)
    for kind, some in sorted(by_kind.items()):
        some.sort()
        print(f"  {kind:9} {len(some):5} asked: median {some[len(some) // 2]:.0f} ms, p95 {p95(some):.0f} ms")
    plain = max(size for address, _, size in answers if name_kind(address) != "overview") / 1024
    drawn = max(size for address, _, size in answers if name_kind(address) == "overview") / 1024
    return [
        verdict(f"p95 at {rate:g} requests/s", p95(times), LIMIT_MS, " ms"),
        verdict("largest list or task over the wire", plain, LIMIT_KB, " KB"),
        verdict("largest overview, charts included", drawn, LIMIT_KB, " KB"),
    ]


def name_kind(address: str) -> str:
    return (
        "list" if address.startswith("/tasks?") else "task" if address.startswith("/tasks/") else "overview"
    )


def p95(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def main() -> int:
    rate = float(sys.argv[1]) if len(sys.argv) > 1 else 50.0
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0
    folder = Path(tempfile.mkdtemp(prefix="sroki-pages-"))
    try:
        with running_sink(1) as relay:
            return 0 if all(run(folder, rate, seconds, relay)) else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(folder: Path, rate: float, seconds: float, relay: int) -> list[bool]:
    house = build_country(folder, OCCURRENCES)
    with open_session(house.engine) as session:
        grant = Grant(AccountRole.REVIEWER)
        account = make_account(session, "reviewer@example.org", "", grant, NOON, "benchmark")
        token = start_session(session, account.id or 0, datetime.now(UTC), "127.0.0.1", "benchmark")
    cookie = {cookie_name(house.settings): token}
    house.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SROKI_HOME": str(folder),
        "SROKI_PREFECT": "false",
        "SROKI_SMTP_URL": f"smtp://127.0.0.1:{relay}",
    }
    command = [sys.executable, "-m", "sroki", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        return measure_pages(folder, f"http://127.0.0.1:{port}", cookie, rate, seconds)
    finally:
        server.terminate()
        server.wait(timeout=60)


def measure_pages(folder: Path, base: str, cookie: dict[str, str], rate: float, seconds: float) -> list[bool]:
    wait_until_up(base)
    warm = ["/", "/tasks", *(f"/?roadmap={n}" for n in range(1, ROADMAPS + 1))]
    for address, ms, _ in asyncio.run(ask_all(base, cookie, warm, 1)):
        print(f"  first time {address}: {ms:.0f} ms")
    add_mail(folder)
    while not (before := count_sent(folder)):  # people go on looking while the clock plans
        asyncio.run(ask_all(base, cookie, warm, 5))
    print("  mails are leaving", flush=True)
    wanted = addresses(random.Random(1), int(rate * seconds))
    answers = asyncio.run(ask_all(base, cookie, wanted, rate))
    sent = count_sent(folder)
    print(f"  {sent - before:,} mails left meanwhile ({MAILS - sent:,} were still waiting at the end)")
    return [*report(answers, rate), verdict("mails sent meanwhile", sent - before, 1, at_least=True)]


def wait_until_up(base: str) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{base}/healthz", timeout=1)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    sys.exit(main())
