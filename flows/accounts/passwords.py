"""Passwords as argon2id; parameters of the OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane)."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Each hash takes 19 MiB: a crowd at the door waits its turn rather than filling the memory.
_TURN = threading.BoundedSemaphore(4)


def hash_password(password: str) -> str:
    """The password in PHC form with a salt of its own."""
    with _TURN:
        return _HASHER.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password is the one; without a stored one it takes as long and the answer is no."""
    try:
        with _TURN:
            _HASHER.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def needs_rehash(stored: str) -> bool:
    """Whether the parameters have changed since the password was set (ASVS 5.0 11.4.2)."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of nobody")
