"""Every benchmark in turn, and at the end one table: each figure beside the limit of the same run.

    python benchmarks/all.py [--small]     (make bench; make bench ARGS=--small)

Whole it takes an hour or two, ``--small`` some minutes: the same programs with less of everything, to see
that they run. Nothing else should run on the machine: the load average at the start and at the end of each
benchmark is printed, and figures of a busy machine are worth little. Talks to loopback only.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
_VERDICTS = ("ok  ", "FAIL")


@dataclass
class Run:
    """One call of a benchmark; ``verdicts`` are the lines in which it compared a figure with its limit."""

    program: str
    whole: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    verdicts: list[str] = field(default_factory=list)
    code: int = 0


RUNS = (
    Run("terms"),
    Run("documents"),
    Run("ticks", ("1000000",), ("50000",)),
    Run("ticks", ("1000000", "--postgresql"), ("20000", "--postgresql")),
    Run("mail", ("--memory",)),
    Run("soak", ("1000000", "50000", "365"), ("10000", "500", "60")),
    Run("rounds", ("2500",), ("200",)),
    Run("backups", (), ("20000", "2")),
    Run("pages", ("50", "30"), ("5", "5")),
    *(Run("scale", ("100000", "10000", count, "0"), ("5000", "500", count, "0")) for count in "124"),
    Run("scale", ("1000000", "100000", "4", "10"), ("20000", "2000", "4", "15")),
)


def describe_machine() -> str:
    """Processor, cores, memory, Python and commit."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if sys.platform == "linux" else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    asked = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    python = platform.python_version()
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {memory_bytes / 2**30:.1f} GB, "
        f"{platform.system()} {platform.release()}, Python {python}, commit {commit or 'unknown'}"
    )


def perform(run: Run, *, is_small: bool) -> None:
    """Run it, show what it says, keep its verdicts."""
    arguments = run.small if is_small else run.whole
    print(f"\n=== {run.program} {' '.join(arguments)} (load {os.getloadavg()[0]:.1f})", flush=True)
    command = [sys.executable, "-W", "ignore", str(HERE / f"{run.program}.py"), *arguments]
    started_s = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.startswith(_VERDICTS):
                run.verdicts.append(line.rstrip())
    run.code = process.returncode
    print(f"--- {time.perf_counter() - started_s:,.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)


def main(argv: list[str]) -> int:
    is_small = "--small" in argv
    print(describe_machine())
    for run in RUNS:
        perform(run, is_small=is_small)
    print("\n=== all figures" + (" (small: they say that the programs run, no more)" if is_small else ""))
    for run in RUNS:
        name = f"{run.program} {' '.join(run.small if is_small else run.whole)}".strip()
        ended = f"ended with {run.code}" if run.code else "no limit of its own"
        for line in run.verdicts or [f"{'FAIL' if run.code else 'ok  '} {ended}"]:
            print(f"{line[:4]} {name}: {line[5:]}")
    return max(run.code for run in RUNS)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
