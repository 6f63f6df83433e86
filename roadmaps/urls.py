"""Addresses of pages that people give: as proof of work, or to be told of events. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from models.errors import CallerError
from models.values import unique

MOST_LINKS = 10
_LONGEST_URL_CHARS = 2000


def check_url(url: str) -> str:
    """A web address as written; CallerError for anything but http(s) with a host and without a password."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable()
        named = parts.username is not None or parts.password is not None
    except ValueError:
        fine = named = False
    if not fine or " " in url or len(url) > _LONGEST_URL_CHARS:
        raise CallerError("«{url}» не похоже на адрес страницы (https://…).", url=url[:200])
    if named:
        raise CallerError("В адресе страницы имя или пароль: дайте адрес, который открывается без них.")
    return url


def check_urls(urls: Sequence[str]) -> tuple[str, ...]:
    found = unique(check_url(url) for url in urls if url.strip())
    if len(found) > MOST_LINKS:
        raise CallerError("За один раз принимается не больше {count} адресов.", count=MOST_LINKS)
    return found
