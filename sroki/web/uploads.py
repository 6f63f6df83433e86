"""Forms as they come in: streamed to disk, never larger than allowed, refused early where possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

_FIELDS_BYTES = 128 * 1024  # room for the words of a form, its boundaries and headers


@dataclass(frozen=True)
class Submission:
    """The evidence form. ``file`` reads from disk when it is larger than a megabyte.

    ``too_large``: more came, or was announced, than allowed; the file is left out then, while the
    words, which stand before it in the form, are kept so that nobody has to write them twice.
    """

    file: BinaryIO | None = None
    file_name: str | None = None
    url: str = ""
    note: str = ""
    too_large: bool = False


async def read_submission(request: Request, limit_bytes: int) -> Submission:
    """The evidence form with at most one file of ``limit_bytes``."""
    is_multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
    form, too_large = await read_form(request, limit_bytes if is_multipart else 0)
    upload = form.get("file")
    url, note = read_text(form, "url"), read_text(form, "note")
    if not isinstance(upload, UploadFile) or not upload.filename:  # for no file, browsers send a nameless one
        return Submission(None, None, url, note, too_large)
    if too_large or (upload.size or 0) > limit_bytes:
        return Submission(None, None, url, note, too_large=True)
    return Submission(upload.file, upload.filename, url, note)


async def read_form(
    request: Request, files_bytes: int = 0, *, most_fields: int = 10
) -> tuple[FormData, bool]:
    """A form with at most ``files_bytes`` of files, and whether it was cut off for its size.

    A size announced as too large is believed: only the words at the beginning are read then.
    """
    announced = request.headers.get("content-length", "")
    allowed_bytes = files_bytes + _FIELDS_BYTES
    if announced.isascii() and announced.isdigit() and int(announced) > allowed_bytes:
        allowed_bytes = _FIELDS_BYTES
    body = _CappedBody(request, allowed_bytes)
    form = await Request(request.scope, body.receive).form(
        max_files=1, max_fields=most_fields, max_part_size=_FIELDS_BYTES
    )
    return form, body.is_cut


class _CappedBody:
    """A request body that ends, as far as its reader can see, after ``allowed_bytes``."""

    def __init__(self, request: Request, allowed_bytes: int) -> None:
        self._receive, self._left_bytes = request.receive, allowed_bytes
        self.is_cut = False

    async def receive(self) -> Message:
        message = await self._receive()
        body = message.get("body", b"")
        if len(body) > self._left_bytes:
            self.is_cut = True
            message = {**message, "body": body[: self._left_bytes], "more_body": False}
        self._left_bytes -= len(message.get("body", b""))
        return message


def read_text(form: FormData, name: str) -> str:
    """A field of a form, "" when it is missing."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
