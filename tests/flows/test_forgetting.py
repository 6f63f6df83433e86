"""A person is forgotten: nothing of name or address stays, and the chain still verifies (ASVS 5.0, V14)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, cast, select, text
from sqlmodel import SQLModel, col
from sqlmodel import select as select_rows

from flows.evidence import hand_in
from flows.forgetting import Act, forget
from flows.house import House
from flows.ticking import tick
from models.account import Account, AccountSession
from models.database import open_reading, open_session
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.occurrence import Evidence, Occurrence
from models.outbox import OutboxMessage
from models.party import AccessLink, Membership, Person
from roadmaps.store.contacts import set_contact
from roadmaps.store.listing import list_trail
from roadmaps.store.steps import review
from roadmaps.store.trail import record_deed
from roadmaps.store.verifying import verify_trail
from small_plan import ARCHIVE, CENTRE, moment

NAME = "Зоя Лукина"


BROWSER = "Firefox of the archive"


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
    hand_in(house, mine, at=moment(4, 2), actor=f"link:person:{number}", note=note)
    with open_session(house.engine) as session:
        review(session, mine, moment(4, 3), "command:zoya", return_reason=f"{NAME} забыла список")
    with open_session(house.engine) as session:
        session.add(
            OutboxMessage(
                key="waiting", message_id="<waiting>", person_id=number, address=ARCHIVE, kind="reminder",
                subject="Срок", planned_on=moment(4, 5).date(), content=f"To: {ARCHIVE}".encode(),
                created_at=moment(4, 3), next_attempt_at=moment(4, 5),
            )
        )  # fmt: skip
        account = Account(address=ARCHIVE, name=NAME, password_hash="x", made_at=moment(4, 3))
        session.add(account)
        session.flush()
        visit = {"token_sha256": "a", "started_at": moment(4, 3), "seen_at": moment(4, 3), "agent": BROWSER}
        session.add(AccountSession(account_id=account.id, **visit))
        record_deed(session, moment(4, 3), f"account:{account.id}", "signed in", f"account:{account.id}")
    return number


def forget_zoya(house: House, who: str = ARCHIVE, *, anyway: bool = False) -> Act:
    return forget(house, who, moment(4, 4), "command:test", reason="отзыв согласия", anyway=anyway)


def everything(house: House) -> str:
    """All columns of all tables, as text."""
    found = []
    with house.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                found += [
                    value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    for value in row
                ]
    return "\n".join(found)


def test_v14_2_7_no_column_names_her_and_the_chain_still_verifies(house: House, person_id: int) -> None:
    assert NAME in everything(house)
    before = [(e.id, e.hash) for e in trail(house)]
    forget_zoya(house)
    left = everything(house).lower()
    for personal in (NAME, "Лукина", ARCHIVE, BROWSER):
        assert personal.lower() not in left
    after = trail(house)
    assert [(e.id, e.hash) for e in after][: len(before)] == before
    assert after[-1].deed == "person forgotten"
    with open_reading(house.engine) as session:
        assert verify_trail(session).flaws == ()
    hers = [e for e in after if e.actor == f"link:person:{person_id}"]
    assert {e.name for e in hers} == {"забытый человек"}
    assert {e.name for e in after if e.deed == "signed in"} == {"забытый человек"}
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


def test_her_mail_is_cancelled_her_links_are_gone_and_authorship_is_nobodys(
    house: House, person_id: int
) -> None:
    forget_zoya(house)
    with open_reading(house.engine) as session:
        waiting = session.exec(select_rows(OutboxMessage).where(OutboxMessage.key == "waiting")).one()
        assert (waiting.state, waiting.content, waiting.address) == (
            "cancelled",
            b"",
            f"forgotten-{person_id}@invalid",
        )
        assert not session.exec(select_rows(AccessLink).where(AccessLink.person_id == person_id)).all()
        assert not session.exec(select_rows(Membership).where(Membership.person_id == person_id)).all()
        evidence = session.exec(select_rows(Evidence)).one()
        assert (evidence.submitted_by, evidence.note) == ("забытый человек", "Готово. [удалено], [удалено]")
        sealed = session.execute(select(cast(OutboxMessage.content, LargeBinary))).scalars().all()
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
        "имя и адрес: 1", "участие за исполнителей: 1", "авторство подтверждений и решений: 1",
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
