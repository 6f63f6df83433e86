"""The trail is a chain: numbered without gaps, hashed, names beside it (ASVS 5.0, V16)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from meddling import meddle
from models.audit import AuditEntry, AuditHead, AuditText
from models.chain import GENESIS, hash_content, link
from models.database import open_reading, open_session
from models.party import Person
from roadmaps.store.listing import list_trail
from roadmaps.store.trail import Deed, record_deed, record_deeds
from roadmaps.store.verifying import Flaw, FlawKind, Head, Verdict, verify_trail

AT = datetime(2025, 3, 1, 4, tzinfo=UTC)


def append(engine: Engine, *deeds: str, actor: str = "clock", **details: object) -> None:
    with open_session(engine) as session:
        for deed in deeds:
            record_deed(session, AT, actor, deed, "occurrence:1", **details)


def check(engine: Engine, witness: Head | None = None) -> Verdict:
    with open_reading(engine) as session:
        return verify_trail(session, witness)


def entries(engine: Engine) -> list[AuditEntry]:
    with open_reading(engine) as session:
        return list(session.exec(select(AuditEntry).order_by(AuditEntry.id)))  # type: ignore[arg-type]


def test_v16_2_1_an_entry_says_when_who_what_and_the_facts_before_and_after(engine: Engine) -> None:
    with open_session(engine) as session:
        before, after = {"due_on": "2025-04-15"}, {"due_on": "2025-05-12"}
        record_deed(session, AT, "clock", "extended", "occurrence:1", before=before, after=after, version=2)
    with open_reading(engine) as session:
        (entry,) = list_trail(session)
    assert entry.as_json() == {
        "id": 1,
        "at": "2025-03-01T04:00:00Z",
        "actor": "clock",
        "deed": "extended",
        "subject": "occurrence:1",
        "details": {"version": 2},
        "name": None,
        "before": {"due_on": "2025-04-15"},
        "after": {"due_on": "2025-05-12"},
        "hash": entry.hash,
    }


def test_each_hash_covers_the_content_and_the_hash_before_it(engine: Engine) -> None:
    append(engine, "one", "two")
    append(engine, "three")
    previous = GENESIS
    for number, entry in enumerate(entries(engine), 1):
        assert entry.id == number
        previous = link(previous, hash_content(entry.content))
        assert entry.hash == previous
    assert check(engine) == Verdict(3, Head(3, previous), ())


def test_an_empty_trail_is_whole(engine: Engine) -> None:
    assert check(engine) == Verdict(0, Head(0, GENESIS), ())


def test_what_is_rolled_back_leaves_neither_an_entry_nor_a_gap(engine: Engine) -> None:
    append(engine, "one")
    with open_session(engine) as session:
        record_deed(session, AT, "clock", "never", "occurrence:1")
        session.rollback()
    with open_session(engine) as session:
        record_deed(session, AT, "clock", "two", "occurrence:1")
        savepoint = session.begin_nested()
        record_deed(session, AT, "clock", "taken back", "occurrence:1")
        savepoint.rollback()
        with session.begin_nested():
            record_deed(session, AT, "clock", "three", "occurrence:1")
    with Session(engine) as session:
        record_deed(session, AT, "clock", "abandoned", "occurrence:1")
        session.rollback()
        record_deed(session, AT, "clock", "four", "occurrence:1")
        session.commit()
    assert [(e.id, e.deed) for e in entries(engine)] == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]
    assert check(engine).flaws == ()


def test_many_writers_at_once_make_one_chain(engine: Engine) -> None:
    failures: list[Exception] = []

    def write(name: str) -> None:
        try:
            for _ in range(10):
                append(engine, "first", "second", actor=f"command:{name}")
        except Exception as error:  # noqa: BLE001  (told to the test below)
            failures.append(error)

    threads = [threading.Thread(target=write, args=(f"user{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    found = entries(engine)
    assert [entry.id for entry in found] == list(range(1, 121))
    # Entries of one transaction stand together.
    assert all(a.identity == b.identity for a, b in zip(found[::2], found[1::2], strict=True))
    assert check(engine).flaws == ()


def test_a_pass_with_many_deeds_costs_few_statements(engine: Engine) -> None:
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with open_session(engine) as session:
        record_deeds(
            session,
            [
                Deed(AT, "clock", "window opened", f"occurrence:{n}", {"planned_on": "2025-03-01"})
                for n in range(500)
            ],
        )
    assert len(entries(engine)) == 500
    inserts = [s for s in statements if s.startswith("INSERT INTO audit ")]
    assert len(inserts) <= 2
    assert len([s for s in statements if "audit" in s]) <= 6


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET deed = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1"]
)
def test_v16_4_2_the_database_refuses_to_change_or_delete_an_entry(engine: Engine, statement: str) -> None:
    append(engine, "one", "two")
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert len(entries(engine)) == 2


def test_v16_4_2_nor_is_the_table_emptied(engine: Engine) -> None:
    """SQLite knows no TRUNCATE; its DELETE without a condition is refused above."""
    append(engine, "one")
    if engine.dialect.name == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text("TRUNCATE audit"))
    assert len(entries(engine)) == 1


def flaws(engine: Engine, witness: Head | None = None) -> list[tuple[FlawKind, int, int]]:
    return [(flaw.kind, flaw.sequence, flaw.last) for flaw in check(engine, witness).flaws]


@pytest.mark.parametrize(
    "change",
    [
        "deed = 'accepted'",
        "actor = 'bounce'",
        "subject = 'occurrence:9'",
        "at = '2024-03-01 04:00:00.000000'",
        "details = '{\"version\": 3}'",
        "before = '{\"held\": true}'",
        "after = '[1]'",
        "identity = 'abc'",
        f"hash = '{'0' * 64}'",
        "hash = 'no hash'",
    ],
)
def test_v16_4_2_a_changed_entry_is_found(engine: Engine, change: str) -> None:
    append(engine, "one", "two", "three", "four", version=1)
    meddle(engine, f"UPDATE audit SET {change} WHERE id = 2")
    found = flaws(engine)
    assert (FlawKind.CHANGED, 2, 2) in found
    assert {first for _, first, _ in found} <= {2, 3}


def test_v16_4_2_a_removed_entry_is_found(engine: Engine) -> None:
    append(engine, "one", "two", "three", "four", "five")
    meddle(engine, "DELETE FROM audit WHERE id IN (2, 3)")
    assert flaws(engine) == [(FlawKind.REMOVED, 2, 3)]


def test_v16_4_2_an_entry_removed_and_the_rest_renumbered_is_found(engine: Engine) -> None:
    append(engine, "one", "two", "three")
    meddle(
        engine,
        "DELETE FROM audit WHERE id = 2",
        "UPDATE audit SET id = 2 WHERE id = 3",
        "UPDATE audit_head SET sequence = 2",
    )
    assert flaws(engine) == [(FlawKind.CHANGED, 2, 2)]


INSERT = (
    "INSERT INTO audit (id, at, actor, deed, subject, details, hash) "
    "VALUES (:id, '2025-03-01 04:00:00.000000', 'clock', 'accepted', 'occurrence:1', '{}', :hash)"
)


def test_v16_4_2_an_entry_inserted_at_the_end_is_found(engine: Engine) -> None:
    append(engine, "one", "two")
    meddle(engine, INSERT, id=3, hash="0" * 64)
    assert flaws(engine) == [(FlawKind.INSERTED, 3, 3)]


def test_v16_4_2_an_entry_inserted_in_the_middle_is_found(engine: Engine) -> None:
    append(engine, "one", "two")
    meddle(
        engine,
        "UPDATE audit SET id = 3 WHERE id = 2",
        INSERT,
        "UPDATE audit_head SET sequence = 3",
        id=2,
        hash="1" * 64,
    )
    assert flaws(engine) == [(FlawKind.CHANGED, 2, 2), (FlawKind.CHANGED, 3, 3)]


def test_v16_4_2_a_cut_off_end_is_found(engine: Engine) -> None:
    append(engine, "one", "two", "three")
    meddle(engine, "DELETE FROM audit WHERE id > 1")
    assert flaws(engine) == [(FlawKind.TRUNCATED, 2, 3)]


def test_v16_4_2_an_end_cut_off_together_with_the_head_is_found_by_a_head_kept_elsewhere(
    engine: Engine,
) -> None:
    append(engine, "one", "two", "three")
    kept = check(engine).head
    first = entries(engine)[0].hash
    meddle(
        engine,
        "DELETE FROM audit WHERE id > 1",
        "UPDATE audit_head SET sequence = 1, hash = :hash",
        hash=first,
    )
    assert flaws(engine) == []
    assert flaws(engine, kept) == [(FlawKind.TRUNCATED, 2, 3)]


def test_v16_4_2_a_chain_written_anew_is_found_by_a_head_kept_elsewhere(engine: Engine) -> None:
    append(engine, "one", "two", "three")
    kept = check(engine).head
    meddle(engine, "DELETE FROM audit", f"UPDATE audit_head SET sequence = 0, hash = '{GENESIS}'")
    append(engine, "one", "never happened", "three", "four")
    assert flaws(engine) == []
    assert flaws(engine, kept) == [(FlawKind.REWRITTEN, 3, 3)]


def test_a_head_kept_elsewhere_still_holds_when_the_trail_has_grown(engine: Engine) -> None:
    append(engine, "one", "two")
    kept = check(engine).head
    append(engine, "three")
    assert flaws(engine, kept) == []
    assert flaws(engine, Head(0, GENESIS)) == []


def test_a_lost_head_is_found_and_nothing_more_is_written(engine: Engine) -> None:
    append(engine, "one")
    meddle(engine, "DELETE FROM audit_head")
    assert flaws(engine) == [(FlawKind.TRUNCATED, 2, 2)]
    with pytest.raises(Exception, match="sroki audit verify"):
        append(engine, "two")
    with open_reading(engine) as session:
        assert session.exec(select(AuditHead)).first() is None


def test_v16_2_5_names_and_free_words_stand_beside_the_chain(engine: Engine) -> None:
    with open_session(engine) as session:
        session.add(Person(id=3, address="anna@example.org", name="Анна Орлова", added_at=AT))
    append(engine, "returned", actor="link:person:3", reason="Орлова больна", version=1)
    append(
        engine, "cancelled", actor="command:orlova", why={"text": "см. anna@example.org"}, changes=["moved"]
    )
    with engine.connect() as connection:
        stored = "".join(str(row) for row in connection.execute(text("SELECT * FROM audit")))
    for personal in ("Анна", "Орлова", "anna", "orlova"):
        assert personal not in stored
    with open_reading(engine) as session:
        one, two = list_trail(session)
    assert (one.actor, one.name) == ("link:person:3", "Анна Орлова <anna@example.org>")
    assert one.details == {"reason": "Орлова больна", "version": 1}
    assert (two.actor, two.name) == ("command:orlova", "orlova")
    assert two.details == {"why": {"text": "см. anna@example.org"}, "changes": ["moved"]}


def test_who_somebody_was_at_the_time_stays_when_the_name_changes(engine: Engine) -> None:
    with open_session(engine) as session:
        session.add(Person(id=3, address="anna@example.org", name="Анна Орлова", added_at=AT))
    append(engine, "one", actor="link:person:3")
    append(engine, "two", actor="link:person:3")
    with open_session(engine) as session:
        session.get_one(Person, 3).name = "Анна Петрова"
    append(engine, "three", actor="link:person:3")
    with open_reading(engine) as session:
        names = [entry.name for entry in list_trail(session)]
        assert len(session.exec(select(AuditText)).all()) == 2
    assert names == ["Анна Орлова <anna@example.org>"] * 2 + ["Анна Петрова <anna@example.org>"]


def test_a_changed_or_vanished_name_beside_the_chain_is_found(engine: Engine) -> None:
    append(engine, "one", actor="command:first")
    append(engine, "two", actor="command:second", reason="слова")
    meddle(engine, "UPDATE audit_text SET value = 'other' WHERE value = 'first'")
    assert flaws(engine) == [(FlawKind.TEXT_CHANGED, 1, 1)]
    meddle(engine, "DELETE FROM audit_text WHERE value = 'слова'")
    assert flaws(engine) == [(FlawKind.TEXT_CHANGED, 1, 1), (FlawKind.TEXT_REMOVED, 2, 2)]
    assert Flaw(FlawKind.TEXT_REMOVED, 2, 2).as_json() == {"kind": "text_removed", "sequence": 2, "last": 2}
