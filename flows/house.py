"""Settings become a house: engine, clock, transport. The only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from models.database import create_database_engine
from models.errors import CallerError, SrokiError
from models.migrations import migrate
from models.settings import Settings
from models.telemetry import begin_telemetry
from notifications.transports.base import Transport
from notifications.transports.choose import open_transport

if TYPE_CHECKING:
    from flows.fetching import WebAccess


def read_clock() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


@dataclass
class House:
    """What the passes work with. ``clock`` tells the present moment (UTC)."""

    settings: Settings
    engine: Engine
    clock: Callable[[], datetime] = read_clock
    given_transport: Transport | None = None
    given_webhooks: Transport | None = None  # how events leave, where not by HTTP
    mailbox_read_at: datetime | None = None  # when the clock last looked for returned mail
    web: WebAccess | None = None  # the right to ask strangers for pages; without it nobody is asked
    last_beat_at: datetime | None = None  # when the clock of this process last looked
    is_clock_failing: bool = False  # the last beat of the clock of this process ended in an error
    is_welcomed: bool = False  # the coordinator of the settings is known to the database
    on_work: Callable[[], None] = lambda: None  # told when a flow starts to work here
    make_way: Callable[[], None] = lambda: None  # asked between mails: returns when others have been served

    @cached_property
    def transport(self) -> Transport:
        """How mail leaves; chosen by the settings at first use."""
        return self.given_transport or open_transport(self.settings)

    def at(self, moment: datetime) -> House:
        """The same house whose clock stands at ``moment`` (for a tick as of a moment)."""
        return replace(self, clock=lambda: moment)

    @property
    def today(self) -> date:
        """The day it is now, where the house stands."""
        return self.clock().astimezone(self.settings.tzinfo).date()

    def close(self) -> None:
        self.engine.dispose()


def open_house(settings: Settings, transport: Transport | None = None) -> House:
    """Open the database (made and migrated when needed). SrokiError says what stands in the way."""
    if settings.otlp_url:
        begin_telemetry(settings.otlp_url)
    try:
        if not settings.database_url:
            settings.home.mkdir(parents=True, exist_ok=True)
        engine = create_database_engine(settings.database_address)
        migrate(engine)
    except OSError as error:
        raise SrokiError(
            "Папка {home} недоступна: {reason}.", home=settings.home, reason=error.strerror or error
        ) from error
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise CallerError("SROKI_DATABASE_URL не похоже на адрес базы данных.") from error
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise SrokiError("База данных не открывается: {reason}.", reason=reason) from error
    return House(settings, engine, given_transport=transport)
