"""A house that sends nothing until somebody has looked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.database import UtcDateTime


class SendingPause(SQLModel, table=True):
    """While the one row (``id`` 1) is there, mail and events are planned and wait."""

    __tablename__ = "sending_pause"

    id: int = Field(default=1, primary_key=True)
    since_at: datetime = Field(sa_type=UtcDateTime)
    set_by: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
