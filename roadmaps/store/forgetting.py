"""A person is forgotten (152-FZ, article 21): name and address leave every table but those of the documents.

The row of the person stays without either, so that its number in the chain is never given to another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Column, ColumnElement, String, Table, delete, or_, select, update
from sqlmodel import Session, SQLModel, col

from models.account import Account, AccountGrant, AccountLink, AccountSession, SavedView, SignInLock
from models.api import ApiAnswer, ApiToken
from models.audit import AuditText
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.language import SOURCE
from models.occurrence import Occurrence
from models.outbox import CalendarFeed, DigestSubscription, OutboxContent, OutboxMessage
from models.party import Absence, AccessLink, Coordinator, Membership, Person, TaskParty
from models.values import MessageState, Role
from roadmaps.store.contacts import find_person
from roadmaps.store.preferences import occurrences_of_person
from roadmaps.store.queue import requeue
from roadmaps.store.rounds.keeping import redact_answers
from roadmaps.store.subscriptions import plan_weekly
from roadmaps.store.trail import FORGOTTEN_PERSON, record_deed
from roadmaps.store.verifying import FORGOTTEN

_REDACTED = "[удалено]"
_SLICE = 500
# What official documents say is kept with them (125-FZ; 152-FZ, article 6, part 1, points 2 and 5).
DOCUMENT_TABLES = frozenset({"roadmap", "task", "task_word", "party", "party_alias", "problem"})
_OWN_TABLES = frozenset({"audit", "audit_text", "audit_head", "person"})
_EXECUTORS = (Role.RESPONSIBLE.value, Role.CO_RESPONSIBLE.value)
# A failed mail could be sent again by hand.
_UNSENT = [MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT, MessageState.FAILED]


@dataclass(frozen=True)
class Destruction:
    """What was destroyed: records by kind (Russian words), and what documents still say.

    ``name`` and ``address`` are for the act alone; nothing keeps them.
    """

    person_id: int
    name: str
    address: str
    forgotten_at: datetime
    counts: dict[str, int]
    kept_in_documents: int
    is_repeated: bool = False


def find_forgettable(session: Session, words: str, at: datetime) -> Person:
    """A person by address or number. Whoever has but an account becomes a person, to be forgotten as one."""
    number = words.removeprefix("№").strip()
    if number.isascii() and number.isdigit() and len(number) < 10:
        person = session.get(Person, int(number))
    else:
        person = find_person(session, words)
    account = _account_of(session, words) if person is None else None
    if account is not None:
        person = Person(address=account.address, name=account.name, added_at=at)
        session.add(person)
        session.flush()
    if person is None:
        raise UnknownThingError("Человека «{who}» в базе нет.", who=words)
    return person


def _account_of(session: Session, address: str) -> Account | None:
    same = col(Account.address) == address.strip().lower()
    return session.execute(select(Account).where(same)).scalars().first()


def forget_person(
    session: Session,
    person: Person,
    at: datetime,
    actor: str,
    *,
    anyway: bool = False,
    lock_keys: Collection[str] = (),
) -> Destruction:
    """Take all that names a person out of the database. A second time changes nothing.

    ``lock_keys``: of failed attempts to sign in, hashes that would tell the address to whoever guesses it.

    ForbiddenTransitionError while they alone carry out something that is open, unless ``anyway``.
    """
    session.refresh(person, with_for_update=True)
    number, name, address = person.id or 0, person.name, person.address
    if person.forgotten_at is not None:
        return Destruction(number, name, address, person.forgotten_at, {}, 0, is_repeated=True)
    if not anyway and (open_ids := _carried_alone(session, number)):
        raise ForbiddenTransitionError(
            "{address} — единственный исполнитель открытых сроков ({count}: № {ids}). Назовите другого "
            "(sroki contact set) или добавьте ключ --anyway.",
            address=address,
            count=len(open_ids),
            ids=", ".join(map(str, open_ids[:5])),
        )
    if len(address) < 3:
        raise CallerError("Человека «{who}» в базе нет.", who=address)
    touched = occurrences_of_person(session, number)
    counts: Counter[str] = Counter()
    counts["имя и адрес"] = 1
    _drop_roles(session, number, counts)
    account = _account_of(session, address)
    spellings = {address, name.strip(), *((account.address, account.name.strip()) if account else ())}
    names = sorted(words for words in spellings if len(words) > 2)
    _blank_mail(session, number, {address, address.lower()}, counts)
    _blank_authorship(session, number, account.id if account else None, counts)
    if account is not None:
        _blank_account(session, account, at, counts)
    locks = delete(SignInLock).where(col(SignInLock.key).in_(lock_keys))
    counts["неудачные попытки входа"] = session.execute(locks).rowcount  # type: ignore[attr-defined]
    counts["упоминания в текстах"] = sum(
        _redact(session, column, names) for column in _text_columns(_OWN_TABLES | DOCUMENT_TABLES)
    )
    counts["упоминания в ответах мониторингов"] = redact_answers(
        session, partial(_pattern(names).sub, _REDACTED)
    )
    digests = _drop_texts(session, number, names)
    counts["имена и тексты при журнале"] = len(digests)
    person.name, person.address, person.zone = FORGOTTEN_PERSON, f"forgotten-{number}@invalid", None
    person.only_mandatory, person.unreachable_since_at, person.forgotten_at = False, None, at
    person.language = SOURCE
    session.add(person)
    session.flush()
    requeue(session, touched)
    plan_weekly(session, at)
    counts = +counts
    record_deed(session, at, actor, FORGOTTEN, f"person:{number}", records=counts.total(), digests=digests)
    kept = sum(_count(session, column, names) for column in _text_columns(document_tables=True))
    return Destruction(number, name, address, at, dict(counts), kept)


def _carried_alone(session: Session, person_id: int) -> list[int]:
    """Open occurrences for which nobody but this person answers as an executor."""
    mine = occurrences_of_person(session, person_id)
    cast: dict[int, set[int]] = {}
    for start in range(0, len(mine), _SLICE):
        rows = session.execute(
            select(col(Occurrence.id), col(Membership.person_id))
            .join(TaskParty, col(TaskParty.task_id) == col(Occurrence.task_id))
            .join(Membership, col(Membership.party_id) == col(TaskParty.party_id))
            .where(col(Occurrence.id).in_(mine[start : start + _SLICE]), col(TaskParty.role).in_(_EXECUTORS))
        )
        for occurrence_id, member in rows:
            cast.setdefault(occurrence_id, set()).add(member)
    return sorted(number for number, people in cast.items() if people == {person_id})


def _drop_roles(session: Session, person_id: int, counts: Counter[str]) -> None:
    scope = col(CalendarFeed.scope) == f"person:{person_id}"
    for kind, statement in (
        ("участие за исполнителей", delete(Membership).where(col(Membership.person_id) == person_id)),
        ("обязанности координатора", delete(Coordinator).where(col(Coordinator.person_id) == person_id)),
        ("отсутствия и замещения", delete(Absence).where(_is_of(person_id))),
        ("подписки", delete(DigestSubscription).where(col(DigestSubscription.person_id) == person_id)),
        ("личные ссылки", delete(AccessLink).where(col(AccessLink.person_id) == person_id)),
        ("календари", delete(CalendarFeed).where(scope)),
    ):
        counts[kind] += session.execute(statement).rowcount  # type: ignore[attr-defined]


def _is_of(person_id: int) -> ColumnElement[bool]:
    return or_(col(Absence.person_id) == person_id, col(Absence.deputy_id) == person_id)


def _blank_account(session: Session, account: Account, at: datetime, counts: Counter[str]) -> None:
    """The row stays without name, address and password, for its number in the chain; the rest goes."""
    tokens = select(col(ApiToken.id)).where(col(ApiToken.account_id) == account.id)
    session.execute(delete(ApiAnswer).where(col(ApiAnswer.token_id).in_(tokens)))
    for kind, table in (
        ("ключи API", ApiToken),
        ("сеансы (сетевые адреса, браузеры)", AccountSession),
        ("ссылки для пароля", AccountLink),
        ("права учётной записи", AccountGrant),
        ("сохранённые списки", SavedView),
    ):
        statement = delete(table).where(col(table.account_id) == account.id)
        counts[kind] = session.execute(statement).rowcount  # type: ignore[attr-defined]
    account.address, account.name = f"forgotten-account-{account.id}@invalid", FORGOTTEN_PERSON
    account.password_hash, account.password_set_at = None, None
    account.disabled_at = account.disabled_at or at
    session.add(account)
    session.flush()
    counts["учётная запись"] = 1


def _blank_mail(session: Session, person_id: int, addresses: Collection[str], counts: Counter[str]) -> None:
    """What waits is cancelled, also in flight: whoever carries it finds nothing to settle. No bytes stay."""
    theirs = or_(col(OutboxMessage.person_id) == person_id, col(OutboxMessage.address).in_(addresses))
    waiting = update(OutboxMessage).where(theirs, col(OutboxMessage.state).in_([s.value for s in _UNSENT]))
    session.execute(waiting.values(state=MessageState.CANCELLED.value, lease_owner=None, lease_until_at=None))
    numbers = select(col(OutboxMessage.id)).where(theirs)
    session.execute(delete(OutboxContent).where(col(OutboxContent.outbox_id).in_(numbers)))
    blank = update(OutboxMessage).where(theirs).values(address=f"forgotten-{person_id}@invalid")
    counts["адрес и текст в реестре писем"] = session.execute(blank).rowcount  # type: ignore[attr-defined]


def _blank_authorship(session: Session, person_id: int, account_id: int | None, counts: Counter[str]) -> None:
    """Whoever handed in, decided or asked is no longer told, not even by number."""
    actors = [f"person:{person_id}", f"link:person:{person_id}"]
    actors += [] if account_id is None else [f"account:{account_id}"]
    for column in _text_columns(_OWN_TABLES):
        if column.name.endswith("_by"):
            statement = update(column.table).where(column.in_(actors)).values({column.name: FORGOTTEN_PERSON})
            counts["авторство подтверждений и решений"] += session.execute(statement).rowcount  # type: ignore[attr-defined]


def _drop_texts(session: Session, person_id: int, names: Collection[str]) -> list[str]:
    """Delete what stands beside the chain of this person, and every text there that names them."""
    value = AuditText.__table__.c.value  # type: ignore[attr-defined]
    condition = or_(col(AuditText.person_id) == person_id, _mentions(value, names))
    found = session.execute(select(col(AuditText.digest), value, col(AuditText.person_id)).where(condition))
    gone = sorted(
        row.digest for row in found if row.person_id == person_id or _pattern(names).search(row.value)
    )
    for start in range(0, len(gone), _SLICE):
        session.execute(delete(AuditText).where(col(AuditText.digest).in_(gone[start : start + _SLICE])))
    return gone


def _text_columns(but: Collection[str] = (), *, document_tables: bool = False) -> Iterator[Column[str]]:
    """Every column that holds text, in all tables but some, or in those of the documents."""
    for table in SQLModel.metadata.sorted_tables:
        if table.name in DOCUMENT_TABLES if document_tables else table.name not in but:
            yield from (column for column in table.columns if isinstance(column.type, String))


def _redact(session: Session, column: Column[str], names: Collection[str]) -> int:
    """Replace the names in a column of text; how many rows."""
    table: Table = column.table
    keys = list(table.primary_key.columns)
    if column.primary_key:
        return 0
    rows = session.execute(select(*keys, column).where(_mentions(column, names))).all()
    changed = 0
    for row in rows:
        text = _pattern(names).sub(_REDACTED, row[-1])
        if text != row[-1]:
            same = [key == value for key, value in zip(keys, row[:-1], strict=True)]
            session.execute(update(table).where(*same).values({column.name: text}))
            changed += 1
    return changed


def _count(session: Session, column: Column[str], names: Collection[str]) -> int:
    rows = session.execute(select(column).where(_mentions(column, names))).scalars()
    return sum(bool(_pattern(names).search(text)) for text in rows)


def _mentions(column: ColumnElement[str], names: Iterable[str]) -> ColumnElement[bool]:
    """A first sieve; SQLite's LIKE knows upper and lower case of Latin letters only."""
    spellings = {s for name in names for s in (name, name.lower(), name.upper(), name.title())}
    return or_(*(column.contains(spelling, autoescape=True) for spelling in sorted(spellings)))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """The names as whole words, whatever their case; longer ones first."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
