"""An optional look for viruses: ClamAV's daemon over its INSTREAM protocol (clamd(8), «INSTREAM»).

The file goes to the daemon in pieces; nothing is run here, and without ``SROKI_CLAMD`` nothing is asked.
"""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.errors import CallerError, SrokiError
from models.settings import Settings

_CHUNK_BYTES = 256 * 1024
_TIMEOUT_S = 30.0
_LONGEST_ANSWER_BYTES = 4096
CLEAN, UNSCANNED = "clean", "unscanned"


class ScannerUnreachableError(Exception):
    """The daemon does not answer, or answers that it could not look."""


def scan_upload(settings: Settings, path: Path, name: str) -> str | None:
    """``clean``, or ``unscanned`` where the daemon is away and that is accepted; None where none is set.

    CallerError for an infected file, SrokiError where the daemon is away and files must be scanned.
    """
    if not settings.clamd:
        return None
    try:
        with path.open("rb") as file:
            virus = find_virus(settings.clamd, file)
    except ScannerUnreachableError as error:
        if settings.clamd_required:
            raise SrokiError("Проверка на вирусы не отвечает, файл не принят. Попробуйте позже.") from error
        return UNSCANNED
    if virus is not None:
        raise CallerError("В файле «{name}» найден вирус ({virus}): файл не принят.", name=name, virus=virus)
    return CLEAN


def find_virus(address: str, file: BinaryIO) -> str | None:
    """The name of what the daemon at ``address`` (a socket's path, or host:port) finds; None for nothing."""
    try:
        with _connected(address) as connection:
            answer = _ask(connection, file)
    except (OSError, ValueError) as error:
        raise ScannerUnreachableError(str(error)) from error
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return None
    if verdict.endswith(" FOUND"):
        return "".join(c for c in verdict.removesuffix(" FOUND") if c.isprintable())[:100]
    raise ScannerUnreachableError(answer[:200])


@contextlib.contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_TIMEOUT_S)
        with connection:
            connection.connect(address)
            yield connection
        return
    with socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT_S) as connection:
        yield connection


def _ask(connection: socket.socket, file: BinaryIO) -> str:
    """Send ``zINSTREAM``, chunks with their lengths in four bytes, a chunk of no length; the answer."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may have answered early
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(_CHUNK_BYTES):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER_BYTES:
        piece = connection.recv(_LONGEST_ANSWER_BYTES)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
