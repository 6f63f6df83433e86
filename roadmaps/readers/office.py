"""Old and foreign office documents (doc, rtf, odt, xls, ods …) through LibreOffice, where it is installed.

LibreOffice runs in a profile of its own that is thrown away, without macros, without following links,
without a network where the system lets us take it away, and no longer than a minute.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from models.errors import UnreadableFileError

__all__ = ["convert_with_office", "find_office"]

TIME_LIMIT = 60.0  # seconds; a first start with a fresh profile takes five to ten
MAX_BYTES = 200 * 1024 * 1024
MEMORY_BYTES = 4 * 1024 * 1024 * 1024  # addresses, not pages: LibreOffice maps much more than it uses
_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)
_NO_NETWORK = ("unshare", "--map-root-user", "--net")
# The shell sets limits that LibreOffice cannot lift: kilobytes of memory (more than the process has that
# reads documents), seconds of CPU, blocks of 512 bytes in one file. "timeout" ends it even if we are gone.
_LIMITS = f"""
ulimit -v {MEMORY_BYTES // 1024}; ulimit -t {int(TIME_LIMIT)}; ulimit -f {MAX_BYTES // 512}; ulimit -c 0
command -v timeout > /dev/null && exec timeout -s KILL {int(TIME_LIMIT) + 5} "$@"
exec "$@"
"""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
</oor:items>
"""


def convert_with_office(content: bytes, file: str, suffix: str, target: str) -> bytes:
    """The document as ``target`` ("docx", "xlsx"). ``suffix`` ("doc") says what the bytes are.

    UnreadableFileError with one sentence where LibreOffice is missing, too slow or finds nothing to read.
    """
    program = find_office()
    if program is None:
        raise UnreadableFileError(
            "Файл «{file}» — документ вида {suffix}: чтобы его прочитать, установите LibreOffice "
            "или сохраните файл как {target}.",
            file=file,
            suffix=suffix,
            target=target,
        )
    with tempfile.TemporaryDirectory(prefix="sroki-office-") as name:
        folder = Path(name)
        source = folder / f"document.{suffix}"
        source.write_bytes(content)
        _write_profile(folder / "profile")
        _run(_command(program, source, target), folder, file)
        return _take_result(folder / "out" / f"document.{target}", file)


def find_office() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    found = (shutil.which(name) for name in _PROGRAMS)
    return next(filter(None, found), None) or next(filter(os.path.exists, _USUAL_PLACES), None)


def _command(program: str, source: Path, target: str) -> list[str]:
    folder = source.parent
    return [
        *_network_guard(),
        *("/bin/sh", "-c", _LIMITS, "sh"),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", target, "--outdir", str(folder / "out"), str(source)),
    ]


@functools.cache
def _network_guard() -> tuple[str, ...]:
    """The command that takes the network away; nothing where the system does not allow it."""
    if shutil.which(_NO_NETWORK[0]) is None:
        return ()
    try:
        # A program of the system and words of ours, no shell.
        tried = subprocess.run([*_NO_NETWORK, "true"], capture_output=True, timeout=5, check=False)  # noqa: S603 # nosec B603
    except (OSError, subprocess.SubprocessError):
        return ()
    return _NO_NETWORK if tried.returncode == 0 else ()


def _write_profile(folder: Path) -> None:
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


def _run(command: list[str], folder: Path, file: str) -> None:
    """Run to the end or to the limit; nothing that it has started stays behind."""
    try:
        # The command is ours, and so is the name of the file in it.
        running = subprocess.Popen(  # noqa: S603 # nosec B603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(folder)},
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableFileError(
            "LibreOffice не запускается: {reason}.", reason=error.strerror or error
        ) from error
    try:
        running.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            "LibreOffice не прочитал файл «{file}» за {seconds} с: сохраните его как docx или xlsx.",
            file=file,
            seconds=int(TIME_LIMIT),
        ) from error
    finally:
        _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End the whole session: LibreOffice works in a child of the process that we started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _take_result(result: Path, file: str) -> bytes:
    try:
        if result.stat().st_size <= MAX_BYTES:
            return result.read_bytes()
    except FileNotFoundError:
        pass
    raise UnreadableFileError(
        "LibreOffice не смог открыть файл «{file}»: он повреждён или защищён паролем.", file=file
    )
