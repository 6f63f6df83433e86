"""A stream encrypted with a passphrase, so that a cut or changed file is noticed before anything is used.

The key comes from scrypt (RFC 7914), the chunks are sealed with ChaCha20-Poly1305 (RFC 8439) under nonces
that count and mark the last one (the STREAM construction, Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

from __future__ import annotations

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from models.errors import CallerError

MAGIC = b"SROKI SEALED 1\n"
_SALT_BYTES, _PREFIX_BYTES, _TAG_BYTES = 16, 7, 16
_CHUNK_BYTES = 256 * 1024
_BROKEN = "Копия не открывается: неверный пароль, или файл повреждён."


def _open_cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    # 64 MB and about a fifth of a second: the floor that OWASP gives for scrypt in 2024 is half of it.
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


class SealingWriter(io.RawIOBase):
    """What is written here comes out sealed in ``target``, which stays open; ``close`` writes the end."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT_BYTES), os.urandom(_PREFIX_BYTES)
        self._target, self._cipher = target, _open_cipher(passphrase, salt)
        self._waiting, self._number = bytearray(), 0
        target.write(MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        self._waiting += piece
        while len(self._waiting) > _CHUNK_BYTES:  # the last chunk is known only at the end
            self._seal(bytes(self._waiting[:_CHUNK_BYTES]), is_last=False)
            del self._waiting[:_CHUNK_BYTES]
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._target.write(self._cipher.encrypt(nonce, chunk, MAGIC))
        self._number += 1


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed stream that stands behind ``MAGIC``; CallerError where it is broken."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = source.read(_SALT_BYTES), source.read(_PREFIX_BYTES)
        if len(self._prefix) < _PREFIX_BYTES:
            raise CallerError(_BROKEN)
        self._source, self._cipher = source, _open_cipher(passphrase, salt)
        self._plain, self._number = b"", 0
        self._ahead = source.read(_CHUNK_BYTES + _TAG_BYTES)
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._plain and not self._is_over:
            self._open_next()
        piece, self._plain = self._plain[: len(view)], self._plain[len(view) :]
        view[: len(piece)] = piece
        return len(piece)

    def _open_next(self) -> None:
        chunk, self._ahead = self._ahead, self._source.read(_CHUNK_BYTES + _TAG_BYTES)
        self._is_over = not self._ahead
        try:
            self._plain = self._cipher.decrypt(
                _nonce(self._prefix, self._number, is_last=self._is_over), chunk, MAGIC
            )
        except InvalidTag as error:
            raise CallerError(_BROKEN) from error
        self._number += 1
