"""Lists page by page: ``limit``, an opaque ``cursor``, and the address of the next page."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field

from sroki.web.access import MAX_ID, HouseOf
from sroki.web.api.failures import ApiError

MOST_ROWS = 500
_USUAL_ROWS = 100
_Item = TypeVar("_Item")
_Row = TypeVar("_Row")
Key = tuple[int | str, ...]


class PageOf(BaseModel, Generic[_Item]):
    """Страница списка."""

    items: list[_Item]
    next: str | None = Field(description="Адрес следующей страницы; null, если это последняя")


@dataclass(frozen=True)
class Turn:
    """Which page is asked for: at most ``limit`` rows whose key comes after ``after``."""

    limit: int
    after: Key | None
    address: str
    params: tuple[tuple[str, str], ...]

    def next_after(self, key: Key) -> str:
        """The address of the page that begins after ``key``."""
        params = [(name, value) for name, value in self.params if name != "cursor"]
        return f"{self.address}?{urlencode([*params, ('cursor', _write(key))])}"

    def make_page(
        self, rows: Sequence[_Row], key: Callable[[_Row], Key]
    ) -> tuple[Sequence[_Row], str | None]:
        """The page of rows that were read with one more than ``limit``, and the address of the next."""
        if len(rows) <= self.limit:
            return rows, None
        return rows[: self.limit], self.next_after(key(rows[self.limit - 1]))

    def cut(self, rows: Iterable[_Row], key: Callable[[_Row], Key]) -> tuple[Sequence[_Row], str | None]:
        """The page of a short list, which is read whole; it is put into the order of its keys."""
        ordered = sorted(rows, key=key)
        left = [row for row in ordered if self.after is None or key(row) > self.after]
        return self.make_page(left, key)

    def check(self, *kinds: type) -> Any:
        """``after``, if it has the shape of this list's keys."""
        fits = self.after is None or (
            len(self.after) == len(kinds) and all(map(isinstance, self.after, kinds))
        )
        if not fits:
            raise _foreign_cursor()
        return self.after


def _read_turn(
    request: Request,
    house: HouseOf,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="Сколько строк")] = _USUAL_ROWS,
    cursor: Annotated[str | None, Query(max_length=1000, description="Из поля next")] = None,
) -> Turn:
    root = urlsplit(house.settings.base_url).path.rstrip("/")
    after = _read(cursor) if cursor else None
    return Turn(limit, after, root + request.url.path, tuple(request.query_params.multi_items()))


TurnOf = Annotated[Turn, Depends(_read_turn)]


def _write(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> Key:
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _foreign_cursor() from error
    if not isinstance(key, list) or not key or not all(map(_is_part, key)):
        raise _foreign_cursor()
    return tuple(key)


def _is_part(part: object) -> bool:
    if isinstance(part, str):
        return part.isprintable()
    return type(part) is int and 0 <= part <= MAX_ID


def _foreign_cursor() -> ApiError:
    return ApiError(422, "cursor не отсюда: берите его из поля next.", "foreign_cursor")
