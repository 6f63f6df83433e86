"""A person with an account, and a clock that stands until it is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

PASSWORD = "у кота четыре лапы"
ANNA = "anna@example.org"


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
