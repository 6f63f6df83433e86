"""Evidence files leave the house as attachments that no browser runs."""

from __future__ import annotations

from fastapi.responses import FileResponse

from flows.evidence import stored_path
from flows.house import House
from roadmaps.store.visitors import EvidenceView
from sroki.web.rendering import PageError

_HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}


def send_file(house: House, evidence: EvidenceView) -> FileResponse:
    """The file of a version, whatever it holds, as a download."""
    path = stored_path(house, evidence.file_sha256) if evidence.file_sha256 else None
    if path is None or not path.is_file():
        raise PageError(404, "Файла этого подтверждения в хранилище нет.")
    return FileResponse(
        path,
        media_type="application/octet-stream",
        filename=evidence.file_name or "файл",
        headers=_HEADERS,
    )
