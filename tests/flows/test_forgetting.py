"""A person is forgotten: nothing of name or address stays, and the chain still verifies (ASVS 5.0, V14)."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlmodel import col
from sqlmodel import select as select_rows

from every_column import everything
from flows.accounts.links import ask_for_reset, keep_password
from flows.accounts.passwords import hash_password
from flows.accounts.register import add_grant, make_account
from flows.accounts.signing_in import Visit, sign_in
from flows.evidence import hand_in
from flows.forgetting import Act, forget
from flows.house import House
from flows.ticking import tick
from models.account import Account, AccountGrant, AccountLink, AccountSession
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.evidence import Disclaimer
from models.occurrence import Evidence, Occurrence
from models.outbox import OutboxContent, OutboxMessage
from models.party import AccessLink, Membership, Person
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import list_trail
from roadmaps.store.steps import review
from roadmaps.store.verifying import verify_trail
from small_plan import ARCHIVE, CENTRE, moment

NAME, FULL_NAME = "Зоя Лукина", "Лукина Зоя Петровна"
PASSWORD, CLIENT, AGENT = "у кота четыре лапы", "192.0.2.77", "Firefox на столе"


def open_account(house: House, occurrence_id: int) -> None:
    """Zoya has an account under another spelling of her name: she signed in, failed to, asked, decided."""
    there = replace(house, clock=lambda: moment(4, 2))
    with open_session(house.engine) as session:
        made_at, whole = moment(1, 15), Grant(AccountRole.ADMINISTRATOR)
        make_account(session, "boss@example.org", "Начальник", whole, made_at, "test")
        hers = make_account(session, ARCHIVE, FULL_NAME, Grant(AccountRole.REVIEWER), made_at, "test")
        keep_password(session, hers, hash_password(PASSWORD), moment(1, 16), f"account:{hers.id}")
        number = hers.id or 0
    ask_for_reset(there, ARCHIVE, CLIENT)
    token = sign_in(there, ARCHIVE, PASSWORD, Visit(CLIENT, AGENT)).token
    assert token
    with open_session(house.engine) as session:
        party = session.exec(select_rows(Membership.party_id)).first() or 0
        hers, grant = session.get_one(Account, number), Grant(AccountRole.INSTITUTE, party)
        add_grant(session, hers, grant, moment(4, 2), "test")
        session.add(
            Disclaimer(
                occurrence_id=occurrence_id, person_id=1, reason=f"Это дело не {NAME}", said_at=moment(4, 2),
                answer="Нет", answered_at=moment(4, 3), answered_by=f"account:{number}",
            )
        )  # fmt: skip
    assert sign_in(there, ARCHIVE, PASSWORD, Visit(CLIENT, AGENT)).token
    assert not sign_in(there, ARCHIVE, "не тот пароль", Visit(CLIENT, AGENT)).token


@pytest.fixture
def person_id(house: House) -> int:
    """Zoya of the archive got mail, handed something in under her link, and is named in free words."""
    with open_session(house.engine) as session:
        set_contact(session, "МКУ «Архив»", ARCHIVE, moment(1, 15), "test", name=NAME)
        set_contact(session, "МКУ «Архив»", "second@example.org", moment(1, 15), "test")
        number = session.exec(select_rows(Person.id).where(Person.address == ARCHIVE)).one() or 0
        mine = session.exec(select_rows(Occurrence.id).order_by(col(Occurrence.id).desc())).first() or 0
    tick(house, moment(4, 1))
    note = f"Готово. {NAME.upper()}, {ARCHIVE}"
    hand_in(house, mine, at=moment(4, 2), actor=f"link:person:{number}", note=note, receipt_to=number)
    with open_session(house.engine) as session:
        review(session, mine, moment(4, 3), "command:zoya", return_reason=f"{NAME} забыла список")
    open_account(house, mine)
    with open_session(house.engine) as session:
        session.add(
            waiting := OutboxMessage(
                key="waiting", message_id="<waiting>", person_id=number, address=ARCHIVE, kind="reminder",
                subject="Срок", planned_on=moment(4, 5).date(),
                created_at=moment(4, 3), next_attempt_at=moment(4, 5),
            )
        )  # fmt: skip
        session.flush()
        session.add(OutboxContent(outbox_id=waiting.id or 0, content=f"To: {ARCHIVE}".encode()))
    return number


def forget_zoya(house: House, who: str = ARCHIVE, *, anyway: bool = False) -> Act:
    return forget(house, who, moment(4, 4), "command:test", reason="отзыв согласия", anyway=anyway)


def test_v14_2_7_no_column_names_her_and_the_chain_still_verifies(house: House, person_id: int) -> None:
    for personal in (NAME, FULL_NAME, CLIENT, AGENT, sha256(ARCHIVE.encode()).hexdigest()):
        assert personal in everything(house)
    before = [(e.id, e.hash) for e in trail(house)]
    forget_zoya(house)
    left = everything(house).lower()
    address_sha256 = sha256(ARCHIVE.encode()).hexdigest()
    for personal in (NAME, "Лукина", ARCHIVE, FULL_NAME, CLIENT, AGENT, address_sha256):
        assert personal.lower() not in left
    after = trail(house)
    assert [(e.id, e.hash) for e in after][: len(before)] == before
    assert after[-1].deed == "person forgotten"
    with open_reading(house.engine) as session:
        assert verify_trail(session).flaws == ()
    hers = [e for e in after if e.actor == f"link:person:{person_id}"]
    assert {e.name for e in hers} == {"забытый человек"}
    of_account = [e for e in after if e.actor == "account:2"]
    assert {e.deed for e in of_account} >= {"signed in", "password link issued"}
    assert {e.name for e in of_account} == {"забытый человек"}
    assert [e.details["reason"] for e in after if e.deed == "returned"] == ["текст удалён"]


def trail(house: House) -> list:  # type: ignore[type-arg]
    with open_reading(house.engine) as session:
        return list_trail(session)


def test_v14_2_7_no_byte_of_her_stays_in_the_file_of_sqlite(house: House, person_id: int) -> None:
    if house.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no file of its own for us: its columns are scanned above")
    path = Path(str(house.engine.url.database))
    files = [path, *path.parent.glob(path.name + "-*")]
    assert any(ARCHIVE.encode() in file.read_bytes() for file in files)
    assert forget_zoya(house).is_wiped
    house.engine.dispose()
    for file in (path, *path.parent.glob(path.name + "-*")):
        content = file.read_bytes()
        for personal in (NAME, NAME.upper(), "Лукина", ARCHIVE):
            assert personal.encode() not in content, file
            assert ascii(personal)[1:-1].encode() not in content, file


def test_her_account_is_closed_for_good_and_keeps_its_number(house: House, person_id: int) -> None:
    named = next(e for e in trail(house) if e.actor == "account:2")
    assert named.name == f"{FULL_NAME} <{ARCHIVE}>"
    act = forget_zoya(house).text
    for words in ("сеансы (сетевые адреса, браузеры): 2", "неудачные попытки входа: 2", "учётная запись: 1"):
        assert words in act
    with open_reading(house.engine) as session:
        account = session.get_one(Account, 2)
        assert (account.address, account.name) == ("forgotten-account-2@invalid", "забытый человек")
        assert (account.password_hash, account.disabled_at) == (None, moment(4, 4))
        for table in (AccountSession, AccountGrant, AccountLink):
            assert not session.exec(select_rows(table).where(table.account_id == 2)).all()
        (disclaimer,) = session.exec(select_rows(Disclaimer))
        assert (disclaimer.reason, disclaimer.answered_by) == ("Это дело не [удалено]", "забытый человек")
    assert not sign_in(house, ARCHIVE, PASSWORD, Visit(CLIENT)).token


def test_whoever_has_but_an_account_is_forgotten_too_but_not_the_last_administrator(
    house: House, person_id: int
) -> None:
    with open_session(house.engine) as session:
        grant = Grant(AccountRole.REVIEWER)
        make_account(session, "lone@example.org", "Лев Одинцов", grant, moment(3, 1), "test")
    forget_zoya(house, "Lone@example.org")
    left = everything(house).lower()
    assert "одинцов" not in left
    assert "lone@" not in left
    with pytest.raises(ForbiddenTransitionError, match="последний администратор"):
        forget_zoya(house, "boss@example.org")


def test_her_mail_is_cancelled_her_links_are_gone_and_authorship_is_nobodys(
    house: House, person_id: int
) -> None:
    forget_zoya(house)
    with open_reading(house.engine) as session:
        waiting = session.exec(select_rows(OutboxMessage).where(OutboxMessage.key == "waiting")).one()
        assert (waiting.state, waiting.address) == ("cancelled", f"forgotten-{person_id}@invalid")
        assert session.get(OutboxContent, waiting.id) is None
        assert not session.exec(select_rows(AccessLink).where(AccessLink.person_id == person_id)).all()
        assert not session.exec(select_rows(Membership).where(Membership.person_id == person_id)).all()
        evidence = session.exec(select_rows(Evidence)).one()
        assert (evidence.submitted_by, evidence.note) == ("забытый человек", "Готово. [удалено], [удалено]")
        sealed = session.execute(select(OutboxContent.content)).scalars().all()
    assert all(ARCHIVE.encode() not in content for content in sealed)
    tick(house, moment(4, 20))
    with open_reading(house.engine) as session:
        late = session.exec(select_rows(OutboxMessage).where(OutboxMessage.person_id == person_id)).all()
    assert all(message.created_at < moment(4, 4) for message in late)


def test_the_act_names_basis_kinds_numbers_and_the_entry_of_the_trail(house: House, person_id: int) -> None:
    act = forget_zoya(house).text
    entry = trail(house)[-1]
    for words in (
        "АКТ", "04.04.2025", "152-ФЗ", "28.10.2022 № 179", f"{NAME} <{ARCHIVE}>", "отзыв согласия",
        "имя и адрес: 1", "участие за исполнителей: 1", "авторство подтверждений и решений: 2",
        "command:test", "125-ФЗ", f"№ {entry.id}, {entry.hash}",
    ):  # fmt: skip
        assert words in act
    assert "личные ссылки: " in act


def test_a_second_time_changes_nothing(house: House, person_id: int) -> None:
    forget_zoya(house)
    head = trail(house)[-1].hash
    assert forget_zoya(house, str(person_id)).destruction.is_repeated
    assert trail(house)[-1].hash == head
    with pytest.raises(UnknownThingError, match="в базе нет"):
        forget_zoya(house)


def test_the_only_executor_of_open_tasks_is_not_forgotten_unless_anyway(house: House) -> None:
    with pytest.raises(ForbiddenTransitionError, match="единственный исполнитель открытых сроков"):
        forget_zoya(house, CENTRE)
    assert CENTRE in everything(house)
    forget_zoya(house, CENTRE, anyway=True)
    assert CENTRE not in everything(house)


def test_whoever_comes_later_does_not_get_the_number_of_the_forgotten(house: House, person_id: int) -> None:
    forget_zoya(house)
    with open_session(house.engine) as session:
        set_contact(session, "МКУ «Архив»", ARCHIVE, moment(5, 1), "test")
        fresh = session.exec(select_rows(Person.id).where(Person.address == ARCHIVE)).one()
    assert fresh != person_id


def test_the_coordinator_of_the_settings_must_leave_the_settings_first(house: House, person_id: int) -> None:
    house.settings.coordinator = ARCHIVE
    with pytest.raises(CallerError, match="SROKI_COORDINATOR"):
        forget_zoya(house)


def test_what_documents_say_is_kept_and_the_act_says_so(house: House) -> None:
    with open_session(house.engine) as session:
        set_contact(session, "МКУ «Архив»", ARCHIVE, moment(1, 15), "test", name="МКУ «Архив»")
    act = forget_zoya(house, anyway=True)
    assert act.destruction.kept_in_documents >= 1
    with house.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM party WHERE name = 'МКУ «Архив»'")).scalar() == 1
