"""What a PDF unpacks to, measured before a parser sees it. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_LOOK_BACK = 2_000  # the dictionary of a stream stands right before it
_MAX_STREAM = 40 * 1024 * 1024
_MAX_TOTAL = 120 * 1024 * 1024
_BOMB_BYTES = 512 * 1024  # a smaller stream does no harm at any ratio
_BOMB_RATIO = 40  # pages of text reach about 10
_CHUNK = 1024 * 1024
_MAX_LAYERS = 3


def unpacks_to_bomb(content: bytes) -> bool:
    """True when the compressed streams that hold no image become absurdly large."""
    total = 0
    for found in _STREAM.finditer(content):
        about = content[max(0, found.start() - _LOOK_BACK) : found.start()].rpartition(b" obj")[2]
        if b"Flate" not in about and b"/Fl" not in about:
            continue
        layers = min(max(about.count(b"Flate"), 1), _MAX_LAYERS)
        if re.search(rb"/Subtype\s*/Image", about):
            continue  # nobody unpacks pictures here
        end = content.find(b"endstream", found.end())
        packed = content[found.end() : end if end >= 0 else None]
        size = _measure(packed, layers)
        total += size
        swollen = size > max(_BOMB_BYTES, _BOMB_RATIO * len(packed))
        if swollen or size > _MAX_STREAM or total > _MAX_TOTAL:
            return True
    return False


def _measure(content: bytes, layers: int) -> int:
    """Size in bytes of a deflated stream after all its layers, counted up to just beyond the limit."""
    unpackers = [zlib.decompressobj() for _ in range(layers)]
    size = 0
    for piece in _unpack(content, unpackers):
        size += len(piece)
        if size > _MAX_STREAM:
            break
    return size


def _unpack(content: bytes, unpackers: list[zlib._Decompress]) -> Iterator[bytes]:
    """The last layer piece by piece, at most a chunk at a time in each layer."""
    first, *rest = unpackers
    waiting = content
    while True:
        try:
            piece = first.decompress(waiting, _CHUNK)
        except zlib.error:
            return
        if not piece:
            return
        waiting = first.unconsumed_tail
        if rest:
            yield from _unpack(piece, rest)
        else:
            yield piece
        if first.eof or not waiting:
            return
