"""The rules of signing in as functions of values: what a password must be, how long a lock lasts. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from models.errors import CallerError
from models.values import fold

# ASVS 5.0 6.2.1 asks for 8 and recommends 15; 6.2.9 asks to allow 64 at least.
SHORTEST_CHARS, LONGEST_CHARS = 12, 128
IDLE = timedelta(hours=2)  # ASVS 5.0 7.3.1: a working morning without a click
ABSOLUTE = timedelta(hours=12)  # ASVS 5.0 7.3.2: a working day
LINK_LIFE = timedelta(hours=24)
FREE_FAILURES = 5  # per account
FREE_FAILURES_OF_CLIENT = 20  # per network address: an office shares one
_FIRST_LOCK = timedelta(seconds=30)
_LONGEST_LOCK = timedelta(hours=1)
FORGET_AFTER = timedelta(days=1)

# The commonest passwords, English and Russian, as their stems: digits, signs and repeats around them
# help nobody. In both layouts, because a password is often typed in the wrong one.
_COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())
_ROWS = (
    "0123456789" * 3, "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb",
)  # fmt: skip
_WALKS = (*_ROWS, *(row[::-1] for row in _ROWS))


def check_password(password: str, name: str, address: str) -> None:
    """CallerError says why a password will not do (ASVS 5.0 6.2: length, commonest, context)."""
    if len(password) < SHORTEST_CHARS:
        raise CallerError(
            "Пароль короче {shortest} знаков. Подойдёт фраза из нескольких слов.", shortest=SHORTEST_CHARS
        )
    if len(password) > LONGEST_CHARS:
        raise CallerError("Пароль длиннее {longest} знаков.", longest=LONGEST_CHARS)
    folded = fold(password)
    if _is_common(folded):
        raise CallerError("Такой пароль подбирают первым. Возьмите фразу из нескольких слов.")
    if any(part in folded for part in _own_words(name, address)):
        raise CallerError("В пароле есть ваше имя или адрес. Возьмите другие слова.")


def _is_common(folded: str) -> bool:
    stem = re.sub(r"[^a-zа-я]", "", folded)
    bare = re.sub(r"[\W_]", "", folded)
    if len(set(folded)) < 5 or _unit(bare) in _COMMON or _unit(stem) in _COMMON:
        return True
    return bool(bare) and (len(_unit(bare)) < 5 or _walks(bare))


def _unit(text: str) -> str:
    """What a text repeats: ``abcabc`` is ``abc`` twice."""
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def _walks(text: str) -> bool:
    """Whether a text is nothing but walks along the rows of a keyboard or an alphabet."""
    left = text
    while left:
        steps = (n for row in _WALKS for n in range(3, len(left) + 1) if left[:n] in row)
        longest = max(steps, default=0)
        if not longest:
            return False
        left = left[longest:]
    return True


def _own_words(name: str, address: str) -> list[str]:
    mailbox = fold(address).partition("@")[0]
    words = [*re.split(r"\W+", fold(name)), mailbox, *re.split(r"[\W_]+", mailbox)]
    return [word for word in words if len(word) >= 4]


def plan_lock(failures: int, free: int, at: datetime) -> datetime | None:
    """Until when no further attempt is looked at: doubled with each failure past the free ones."""
    if failures < free:
        return None
    doublings = min(failures - free, 20)  # past an hour anyway; keeps the power small
    return at + min(_FIRST_LOCK * (1 << doublings), _LONGEST_LOCK)


def is_alive(started_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Whether a session may go on at ``at`` (ASVS 5.0 7.3)."""
    return at < started_at + ABSOLUTE and at < seen_at + IDLE


def choose_landing(wanted: str) -> str:
    """Where to go after signing in: a path of this site or ``/`` (ASVS 5.0 3.7: no open redirects)."""
    safe = re.fullmatch(r"/(?![/\\])[\w\-./?=&%+,:~]*", wanted, re.ASCII)
    return wanted if safe and len(wanted) <= 1000 and not wanted.startswith("/sign-") else "/"
