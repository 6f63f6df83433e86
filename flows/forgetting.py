"""Forgetting a person, and the act that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from flows.accounts.locks import list_keys
from flows.accounts.register import disable_account
from flows.house import House
from flows.reporting.wording import format_date
from models.account import Account
from models.audit import AuditHead
from models.database import open_reading, open_session, wipe_deleted
from models.errors import CallerError
from models.language import SOURCE, speaking
from roadmaps.store.forgetting import Destruction, find_forgettable, forget_person
from roadmaps.store.verifying import Head

_BASIS = (
    "Основание: статья 21 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»;",
    "форма подтверждения: приказ Роскомнадзора от 28.10.2022 № 179.",
)
_SIGNATURES = ("Лица, уничтожившие данные (должность, Ф. И. О., подпись): ______________________________",)


@dataclass(frozen=True)
class Act:
    """An act of destruction: ``text`` for people, and whether the freed space was wiped as well."""

    text: str
    destruction: Destruction
    is_wiped: bool


@speaking(SOURCE)  # a paper
def forget(house: House, words: str, at: datetime, actor: str, *, reason: str, anyway: bool = False) -> Act:
    """Forget the person with this address or number; the act names them for the last time."""
    with open_session(house.engine) as session:
        person = find_forgettable(session, words, at)
        if (
            house.settings.coordinator
            and person.address.lower() == house.settings.coordinator.strip().lower()
        ):
            raise CallerError(
                "{address} стоит в SROKI_COORDINATOR: сначала уберите его оттуда.", address=person.address
            )
        lock_keys = list_keys(session, person.address)
        _close_account(session, person.address, at, actor)
        destruction = forget_person(session, person, at, actor, anyway=anyway, lock_keys=lock_keys)
    if destruction.is_repeated:
        return Act("", destruction, is_wiped=True)
    is_wiped = True
    try:
        wipe_deleted(house.engine)
    except OperationalError:  # somebody reads for longer than we wait
        is_wiped = False
    with open_reading(house.engine) as session:
        return Act(_write(house, session, destruction, actor, reason, is_wiped), destruction, is_wiped)


def _close_account(session: Session, address: str, at: datetime, actor: str) -> None:
    """Their account, if there is one, ends as any other does: not that of the last administrator."""
    account = session.exec(select(Account).where(Account.address == address.lower())).first()
    if account is not None:
        disable_account(session, account, at, actor)


def _write(house: House, session: Session, done: Destruction, actor: str, reason: str, is_wiped: bool) -> str:
    head = read_head_of(session)
    wiping = (
        "освобождённое место базы переписано"
        if is_wiped
        else "освобождённое место базы НЕ переписано: база занята"
    )
    kept = (
        f"Сохранено: упоминания в самих документах и наименованиях исполнителей ({done.kept_in_documents}) —",
        "Федеральный закон от 22.10.2004 № 125-ФЗ и пункты 2 и 5 части 1 статьи 6 закона № 152-ФЗ.",
        "Не проверялись: содержимое приложенных файлов, письма, ушедшие адресатам, резервные копии.",
    )
    day = format_date(done.forgotten_at.astimezone(house.settings.tzinfo).date())
    lines = [
        *heading("об уничтожении персональных данных", day, _BASIS, reason),
        f"Субъект: {' '.join(filter(None, (done.name, f'<{done.address}>')))}, в системе № {done.person_id}",
        f"Способ: удаление записей и обезличивание; {wiping}",
        f"Исполнил: {actor}",
        "",
        *tally(done.counts),
        "",
        *kept,
        "",
        *closing(head),
    ]
    return "\n".join(lines) + "\n"


def heading(what: str, day: str, basis: tuple[str, ...], reason: str) -> list[str]:
    """How every act begins."""
    return [
        "АКТ",
        what,
        f"Дата: {day}",
        "Оператор (наименование, адрес): ______________________________",
        "Информационная система: «Сроки», база данных",
        *basis,
        f"Причина: {reason}",
    ]


def tally(counts: Mapping[str, int]) -> list[str]:
    """What was destroyed and how many records of it."""
    return [
        "Уничтожено (вид: записей):",
        *(f"  {kind}: {count}" for kind, count in counts.items()),
        f"  всего: {sum(counts.values())}",
    ]


def closing(head: Head) -> list[str]:
    """How every act ends: where the trail tells of it, and who signs."""
    return [f"Запись журнала № {head.sequence}, {head.hash}", "", *_SIGNATURES]


def read_head_of(session: Session) -> Head:
    """Where the chain ends now."""
    stored = session.get_one(AuditHead, 1)
    return Head(stored.sequence, stored.hash)
