from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notifications.owners import current_owner, is_dead

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")


def start_child() -> tuple[subprocess.Popen[str], str]:
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from notifications.owners import current_owner as o; print(o(), flush=True); input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def test_this_process_is_alive_and_keeps_its_name() -> None:
    assert current_owner() == current_owner()
    assert current_owner().split(":")[2] == str(os.getpid())
    assert not is_dead(current_owner())


def test_a_running_process_is_alive_and_a_killed_one_is_dead_even_before_it_is_reaped() -> None:
    child, owner = start_child()
    assert not is_dead(owner)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and still a zombie
    assert is_dead(owner)
    child.communicate()
    assert is_dead(owner)


def test_another_process_with_the_same_number_is_not_the_holder() -> None:
    host, boot, pid, started = current_owner().split(":")
    assert is_dead(f"{host}:{boot}:{pid}:{int(started) - 1}")


@pytest.mark.parametrize("field", [0, 1])
def test_nothing_is_said_of_another_machine_or_boot(field: int) -> None:
    parts = current_owner().split(":")
    parts[field], parts[2] = "elsewhere", "999999999"
    assert not is_dead(":".join(parts))


@pytest.mark.parametrize("owner", ["", "x", "a:b:c", "a:b:c:d", "a:b:c:d:e", ":::", "a:-:1:-"])
def test_an_owner_that_cannot_be_read_is_not_called_dead(owner: str) -> None:
    assert not is_dead(owner)
    host, boot, pid, _ = current_owner().split(":")
    assert not is_dead(f"{host}:{boot}:{pid}:-")
    assert not is_dead(f"{host}:-:{pid}:1")
