"""Lists as people saved them: named, with an address that others may be given."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from models.account import SavedView
from models.errors import CallerError

MOST_VIEWS = 30  # of one account: more would be no list to choose from
_LONGEST_NAME = 100


def list_views(session: Session, account_id: int) -> Sequence[SavedView]:
    """What an account has saved, by name."""
    mine = select(SavedView).where(SavedView.account_id == account_id)
    return session.exec(mine.order_by(SavedView.name, col(SavedView.id))).all()


def find_view(session: Session, key: str) -> SavedView | None:
    """The view behind an address, whoever saved it."""
    return session.exec(select(SavedView).where(SavedView.key == key)).first()


def save_view(session: Session, account_id: int, name: str, query: str, at: datetime) -> SavedView:
    """Save a list under a name; under a name that is there, it takes the place of the former one."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise CallerError("Назовите список: от одной до ста букв.")
    views = list_views(session, account_id)
    view = next((each for each in views if each.name == name), None)
    if view is None:
        if len(views) >= MOST_VIEWS:
            raise CallerError("Сохранено уже {most} списков: удалите ненужный.", most=MOST_VIEWS)
        key = secrets.token_urlsafe(12)
        view = SavedView(key=key, account_id=account_id, name=name, query=query, made_at=at)
    view.query = query
    session.add(view)
    session.flush()
    return view


def remove_view(session: Session, account_id: int, key: str) -> None:
    """Remove one's own view; of others nothing is removed and nothing told."""
    view = find_view(session, key)
    if view is not None and view.account_id == account_id:
        session.delete(view)
