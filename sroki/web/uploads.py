"""Forms as they come in: streamed to disk, never larger than allowed, refused early where possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.types import Message

from models.errors import CallerError

WORDS = ("note", "url", "effective_on", "share", "years", "result", "nothing")
_MOST_FILES = 20  # of one form; how many are taken is for the flow to say
_FIELDS_BYTES = 128 * 1024  # room for the words of a form, its boundaries and headers


@dataclass(frozen=True)
class Submission:
    """The evidence form. Files read from disk when they are larger than a megabyte.

    ``too_large``: more came, or was announced, than allowed; the files are left out then, while the
    words, which stand before them in the form, are kept so that nobody has to write them twice.
    """

    files: tuple[tuple[str, BinaryIO], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    too_large: bool = False

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses, one on each line."""
        return tuple(line.strip() for line in self.words["url"].splitlines() if line.strip())


async def read_submission(request: Request, file_bytes: int, all_bytes: int) -> Submission:
    """The evidence form with files of at most ``file_bytes``, and ``all_bytes`` together."""
    is_multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
    form, too_large = await read_form(request, all_bytes if is_multipart else 0)
    words = {name: read_text(form, name) for name in WORDS}
    # For no file, browsers send a nameless one.
    uploads = [part for part in form.getlist("file") if isinstance(part, UploadFile) and part.filename]
    if too_large or any((upload.size or 0) > file_bytes for upload in uploads):
        return Submission((), words, too_large=True)
    return Submission(tuple((upload.filename or "", upload.file) for upload in uploads), words)


async def read_form(
    request: Request, files_bytes: int = 0, *, most_fields: int = 20, most_files: int = _MOST_FILES
) -> tuple[FormData, bool]:
    """A form with at most ``files_bytes`` of files, and whether it was cut off for its size.

    ``most_files`` counts choosers too in which nothing was chosen: a browser sends a part for each.

    A size announced as too large is believed: only the words at the beginning are read then.
    """
    announced = request.headers.get("content-length", "")
    allowed_bytes = files_bytes + _FIELDS_BYTES
    if announced.isascii() and announced.isdigit() and int(announced) > allowed_bytes:
        allowed_bytes = _FIELDS_BYTES
    body = _CappedBody(request, allowed_bytes)
    form = await Request(request.scope, body.receive).form(
        max_files=most_files, max_fields=most_fields, max_part_size=_FIELDS_BYTES
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


def read_count(words: str) -> int:
    """A number of an address or a form; 0 for anything else."""
    return int(words[:9]) if words.isascii() and words.isdigit() else 0


def read_upload(form: FormData) -> tuple[BinaryIO, str]:
    """The file of a form and its name; CallerError where none was chosen."""
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise CallerError("Выберите файл.")
    return upload.file, upload.filename
