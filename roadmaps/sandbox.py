"""Documents are hostile: each is read in a process of its own, with limits and without a network.

The process takes the bytes on standard input and hands the parsed document back as data. Whatever ends
it early (a crash, no more memory, no end) becomes one sentence; nothing of it survives.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import pickle  # read by _SafeUnpickler alone, which knows our own classes # nosec B403
import signal
import subprocess
import sys
import time
from enum import Enum
from pathlib import Path
from typing import Any

from models.errors import UnreadableFileError
from models.values import Problem
from roadmaps.parsed import ParsedDocument
from roadmaps.readers.blocks import Block, Paragraph, RawRow
from roadmaps.readers.grids import Sheet

__all__ = ["parse_apart", "read_blocks_apart", "read_sheets_apart"]

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 30
WRITTEN_BYTES = 200 * 1024 * 1024  # of one file; LibreOffice writes what it converts
WALL_SECONDS = 150.0  # a busy machine, and a minute for LibreOffice

# The time allowed grows with the file: one of a few kilobytes has no business running for half a minute.
_BASE_STARTS = 2.0  # times what the process needs to start, so that slow machines are treated alike
_SECONDS_PER_BYTE = 1 / 4_000

_log = logging.getLogger(__name__)


def parse_apart(content: bytes, file: str) -> ParsedDocument:
    """The document in a file's bytes. UnreadableFileError with one sentence where it cannot be read."""
    found = _read_apart(content, file, "document")
    if isinstance(found, ParsedDocument):
        return found
    raise _crash_error(file)


def read_blocks_apart(content: bytes, file: str) -> list[Block]:
    """What a document prints, line by line. UnreadableFileError with one sentence where it cannot be read."""
    found = _read_apart(content, file, "blocks")
    if isinstance(found, list) and all(isinstance(block, (Paragraph, RawRow, Problem)) for block in found):
        return found
    raise _crash_error(file)


def read_sheets_apart(content: bytes, file: str) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook (xlsx). UnreadableFileError with one sentence where it is none."""
    found = _read_apart(content, file, "sheets")
    if isinstance(found, list) and all(isinstance(sheet, Sheet) for sheet in found):
        return tuple(found)
    raise _crash_error(file)


def _read_apart(content: bytes, file: str, wanted: str) -> object:
    command = [sys.executable, "-c", "from roadmaps.sandbox import serve; serve()", file, wanted]
    running = subprocess.Popen(  # noqa: S603 (our own interpreter and our own module) # nosec B603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_make_environment(),
        start_new_session=True,
    )
    try:
        answer, complaint = running.communicate(content, timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _slowness_error(file) from error
    finally:
        _end(running)
    if complaint:
        _log.debug("%s: %s", file, complaint.decode("utf-8", "replace"))
    return _take(answer, running.returncode, file)


def _make_environment() -> dict[str, str]:
    """Ours without our secrets; the child finds the same packages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SROKI_")}
    root = str(Path(__file__).parents[1])
    paths = [root, *filter(None, [environment.get("PYTHONPATH")])]
    return environment | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}


def _end(running: subprocess.Popen[bytes]) -> None:
    """The process and all that it started; it leads a session of its own."""
    with contextlib.suppress(OSError):
        os.killpg(running.pid, signal.SIGKILL)
    for stream in (running.stdin, running.stdout, running.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    running.wait()


def _take(answer: bytes, code: int, file: str) -> object:
    """What the answer holds, or the sentence that says what ended the process."""
    if code in (-signal.SIGXCPU, -signal.SIGPROF):
        raise _slowness_error(file)
    try:
        found = load(answer)
    except Exception as error:  # what a dying process leaves behind can be anything
        raise _crash_error(file) from error
    if found == "memory":
        raise UnreadableFileError(
            "Файл «{file}» требует больше памяти, чем отведено ({megabytes} МБ): разделите его на части "
            "или сохраните в другом виде.",
            file=file,
            megabytes=MEMORY_BYTES // 1024 // 1024,
        )
    if isinstance(found, tuple):
        template, details = found
        raise UnreadableFileError(template, **details)
    return found


def _slowness_error(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "Файл «{file}» читается слишком долго: чтение остановлено. Разделите его на части "
        "или сохраните в другом виде.",
        file=file,
    )


def _crash_error(file: str) -> UnreadableFileError:
    return UnreadableFileError(
        "Файл «{file}» не читается: он повреждён. Откройте его, сохраните заново и повторите.", file=file
    )


class _SafeUnpickler(pickle.Unpickler):
    """Makes nothing but the plain values that a parsed document is made of."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _OURS or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


_OURS = {
    "models.values", "roadmaps.parsed", "roadmaps.amendments",
    "roadmaps.readers.grids", "roadmaps.readers.blocks",
}  # fmt: skip
_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("builtins", "frozenset"), ("builtins", "set")}


class _Pickler(pickle.Pickler):
    """Writes members of enumerations by class and value, whatever this Python would do.

    Python 3.11.0 to 3.11.3 (Debian 12 has 3.11.2) writes them as calls of ``getattr``, which nobody who
    reads what a stranger wrote may allow.
    """

    def reducer_override(self, thing: Any) -> Any:
        return (type(thing), (thing.value,)) if isinstance(thing, Enum) else NotImplemented


def dump(answer: object) -> bytes:
    """What the child found, for the reader that makes plain values only."""
    target = io.BytesIO()
    _Pickler(target).dump(answer)
    return target.getvalue()


def load(answer: bytes) -> object:
    """What the child wrote. Anything may be wrong with it, and any exception may come of it."""
    return _SafeUnpickler(io.BytesIO(answer)).load()


def serve() -> None:
    """The child: limits first, then the document, then the answer. Nothing else goes to standard output."""
    import roadmaps.documents  # noqa: F401 (loaded before the limits: it is ours)

    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    file = sys.argv[1]
    content = sys.stdin.buffer.read()
    _leave_network()
    _set_limits(len(content))
    out.write(dump(answer_for(content, file, *sys.argv[2:])))
    out.close()
    os._exit(0)  # what is left of a hostile document is not worth tidying up


def answer_for(content: bytes, file: str, wanted: str = "document") -> object:
    """What the child hands back: document, blocks or sheets; a refusal as template and details; "memory"."""
    from roadmaps.documents import parse_blocks
    from roadmaps.readers import read_content, read_workbook

    try:
        if wanted == "sheets":
            return read_workbook(content, file)
        if wanted == "blocks":
            return read_content(content, file)
        return parse_blocks(read_content(content, file), file)
    except UnreadableFileError as error:
        return error.template, {name: str(value) for name, value in error.details.items()}
    except MemoryError:
        return "memory"


def _set_limits(size: int) -> None:
    """Soft limits: LibreOffice, started from here, sets harder ones of its own and needs more memory."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock still ends the process
        return
    wanted = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))
    allowed = min(CPU_SECONDS, _BASE_STARTS * time.process_time() + size * _SECONDS_PER_BYTE)
    signal.setitimer(signal.ITIMER_PROF, allowed)


_NEW_USER, _NEW_NETWORK, _DIE_WITH_PARENT = 0x10000000, 0x40000000, 1


def _leave_network() -> None:
    """A network namespace of its own where Linux grants one; and the child ends with its parent."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    libc = ctypes.CDLL(None)
    user, group = os.getuid(), os.getgid()
    with contextlib.suppress(OSError, AttributeError):
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
