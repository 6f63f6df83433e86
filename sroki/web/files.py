"""Evidence files leave the house as attachments that no browser runs."""

from __future__ import annotations

from fastapi.responses import FileResponse

from flows.evidence import stored_path
from flows.house import House
from roadmaps.store.evidence import ItemView
from sroki.web.rendering import PageError

_HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}


def send_file(house: House, item: ItemView) -> FileResponse:
    """A handed-in file, whatever it holds, as a download."""
    return send_kept(house, item.file_sha256, item.file_name)


def send_kept(house: House, sha256: str | None, name: str | None) -> FileResponse:
    """A kept file under its SHA-256, as a download called ``name``."""
    path = stored_path(house, sha256) if sha256 else None
    if path is None or not path.is_file():
        raise PageError(404, "Файла этого подтверждения в хранилище нет.")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=name or "файл",
        headers=_HEADERS,
    )
