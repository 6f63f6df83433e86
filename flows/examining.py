"""Is the house in order: the questions an operator would ask."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from flows.examining_deployments import examine_deployments
from flows.findings import Finding, finding
from flows.house import House
from models.database import open_reading
from models.errors import SrokiError
from models.outbox import OutboxMessage, TickSlot
from models.party import Membership, Party, TaskParty
from models.roadmap import ReadingProblem, Roadmap
from models.values import MessageState
from notifications.transports import check_transport
from roadmaps.store.guesses import list_guesses
from roadmaps.workdays import last_known_year


def examine_house(house: House) -> list[Finding]:
    """Database, addresses, problems of reading, mail, the last tick, the way out of mail."""
    database = house.engine.dialect.name
    with open_reading(house.engine) as session:
        return [
            finding(True, "База данных: {database}, версия схемы верна.", database=database),
            _addresses(session),
            _problems(session),
            _mail_queue(session),
            _last_tick(session),
            _calendar(session),
            _transport(house),
            *_mailbox(house),
            *examine_deployments(house.settings),
        ]


def _addresses(session: Session) -> Finding:
    silent = session.exec(
        select(Party.name)
        .join(TaskParty, col(TaskParty.party_id) == col(Party.id))
        .join(Membership, col(Membership.party_id) == col(Party.id), isouter=True)
        .where(col(Membership.person_id).is_(None))
        .distinct()
        .order_by(Party.name)
    ).all()
    if not silent:
        return finding(True, "У всех исполнителей есть адреса.")
    names = "; ".join(silent[:5]) + ("…" if len(silent) > 5 else "")
    sentence = "Без адреса исполнителей: {count} ({names}). Задать: sroki contact set."
    return finding(False, sentence, count=len(silent), names=names)


def _problems(session: Session) -> Finding:
    problems = session.exec(
        select(func.count()).select_from(ReadingProblem).where(col(ReadingProblem.settled_at).is_(None))
    ).one()
    drafts = session.exec(
        select(func.count()).select_from(Roadmap).where(col(Roadmap.approved_at).is_(None))
    ).one()
    sentence = "Черновиков без утверждения: {drafts}; замечаний к чтению: {problems}."
    return finding(drafts == 0, sentence, drafts=drafts, problems=problems)


def _mail_queue(session: Session) -> Finding:
    counts = dict(session.exec(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)).all())
    failed = counts.get(MessageState.FAILED.value, 0)
    waiting = sum(
        counts.get(state.value, 0)
        for state in (MessageState.QUEUED, MessageState.AWAITING_RETRY, MessageState.IN_FLIGHT)
    )
    sent = counts.get(MessageState.SENT.value, 0)
    sentence = "Писем отправлено {sent}, ждут {waiting}, не доставлено {failed}."
    return finding(failed == 0, sentence, sent=sent, waiting=waiting, failed=failed)


def _last_tick(session: Session) -> Finding:
    last_at = session.exec(select(func.max(TickSlot.finished_at)).where(TickSlot.state == "done")).one()
    if last_at is None:
        return finding(True, "Часы ещё не запускались: sroki serve или sroki tick.")
    return finding(True, "Последний проход закончился {at:%d.%m.%Y %H:%M} UTC.", at=last_at)


def _calendar(session: Session) -> Finding:
    guesses = list_guesses(session)
    if not guesses:
        return finding(
            True, "Производственный календарь известен по {year} год, этого хватает.", year=last_known_year()
        )
    sentence = (
        "Производственный календарь известен по {year} год; сроков дальше него: {count}, первый "
        "{day:%d.%m.%Y}. Их дни — предположение: обновите пакет holidays или назовите дни в policy."
    )
    return finding(False, sentence, year=last_known_year(), count=len(guesses), day=guesses[0].due_on)


def _mailbox(house: House) -> list[Finding]:
    """Whether the mailbox of returned mail can be opened, where there is one."""
    if not house.settings.bounce_url:
        return []
    from notifications.mailbox import open_mailbox, parse_mailbox

    try:
        address = parse_mailbox(house.settings.bounce_url)
        with open_mailbox(address):
            return [finding(True, "Ящик вернувшихся писем {mailbox} открывается.", mailbox=address)]
    except SrokiError as error:
        return [finding(False, error.template, **error.details)]


def _transport(house: House) -> Finding:
    try:
        return finding(True, "{sentence}", sentence=check_transport(house.settings))
    except SrokiError as error:
        return finding(False, error.template, **error.details)
