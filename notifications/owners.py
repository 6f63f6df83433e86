"""Who holds a lease: a name for this very process, and the question whether such a process is gone.

A lease that waits for its end costs minutes after every crash. Where the kernel can say that the
holder no longer runs, its messages are free at once.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

_UNKNOWN = "-"


def current_owner() -> str:
    """``host:boot:pid:starttime`` of this process; boot and start time are ``-`` where there is no /proc.

    The host carries the number of the PID namespace: two containers may share a host name and a
    boot while neither can see the processes of the other.
    """
    state = _read_process(os.getpid())
    return ":".join((_host(), _boot(), str(os.getpid()), state[0] if state else _UNKNOWN))


def is_dead(owner: str) -> bool:
    """True only if the process ran on this machine, in this boot, and is certainly gone."""
    parts = owner.split(":")
    if len(parts) != 4 or _UNKNOWN in parts[1:] or not parts[2].isdigit():
        return False
    host, boot, pid, started = parts
    if (host, boot) != (_host(), _boot()):
        return False
    return _is_gone(int(pid), started)


def _is_gone(pid: int, started: str) -> bool:
    # /proc may hide the processes of other users (hidepid), so that a missing file proves nothing;
    # signal 0 asks the kernel itself.
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        pass
    state = _read_process(pid)
    return state is not None and (state[0] != started or state[1])


def _read_process(pid: int) -> tuple[str, bool] | None:
    """Start time in clock ticks since boot, and whether it is a zombie without threads: proc(5), stat."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()  # the command's name may hold spaces and brackets
    state, threads, started = fields[0], int(fields[17]), fields[19]
    return started, state in "ZX" and threads <= 1


def _host() -> str:
    try:
        namespace = os.stat("/proc/self/ns/pid").st_ino  # noqa: PTH116 - a link to no file
    except OSError:
        return socket.gethostname().replace(":", "_")
    return f"{socket.gethostname().replace(':', '_')}/{namespace}"


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return _UNKNOWN
