"""Mail into a Maildir, for houses without a mail server and for the demo."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from models.durable import sync_folder
from models.errors import DeliveryError
from notifications.transports.base import Connectionless
from notifications.transports.reasons import name_reason


class MaildirTransport(Connectionless):
    """Writes each mail as one file: ``tmp/`` → fsync → rename into ``new/`` (https://cr.yp.to/proto/maildir.html).

    The name of the file comes from the Message-ID, so that a mail sent twice is one file, also if
    a reader has moved it to ``cur/`` meanwhile. A folder that cannot be written pauses the queue.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready = False

    def send(self, address: str, content: bytes, message_id: str) -> None:
        with self._explaining():
            if not self._ready:
                self._make_folders()
            self._write(_file_name(message_id), content)

    def check(self) -> None:
        """DeliveryError if mail could not be written now."""
        with self._explaining():
            self._make_folders()
            probe = self.folder / "tmp" / f"check.{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()

    @contextlib.contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DeliveryError(
                "В почтовую папку {folder} не удалось записать письмо: {reason}.",
                pause=True,
                folder=self.folder,
                reason=name_reason(error),
            ) from error

    def _make_folders(self) -> None:
        for name in ("tmp", "new", "cur"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._ready = True

    def _write(self, name: str, content: bytes) -> None:
        if any((self.folder / "cur").glob(f"{name}:2,*")):
            return
        draft = self.folder / "tmp" / f"{name}.{os.getpid()}"
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / "new" / name)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        sync_folder(self.folder / "new")


def _file_name(message_id: str) -> str:
    local = message_id.strip("<>").partition("@")[0]
    if not re.fullmatch(r"[0-9A-Za-z_-]{16,64}", local):
        local = hashlib.sha256(message_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{local}.sroki"
