"""A backup is the whole house of one moment; what comes back is equal to the last row, and sends nothing."""

from __future__ import annotations

import gzip
import io
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from flows.backup.moving import move_to
from flows.backup.restoring import check_backup, restore
from flows.backup.saving import back_up
from flows.backup.tables import current_shapes, tally_table
from flows.evidence import hand_in
from flows.house import House, open_house
from flows.pausing import find_pause, resume_sending
from flows.ticking import tick
from fresh_databases import fresh_postgres
from models.database import open_reading, open_session
from models.errors import CallerError
from models.occurrence import Occurrence
from models.party import Person
from models.settings import Settings
from notifications.outbox import list_messages
from notifications.transports.memory import MemoryTransport
from roadmaps.store.verifying import verify_trail
from small_plan import moment

CONTENT = b"%PDF-1.4 a proof"


@pytest.fixture
def lived_in(house: House) -> House:
    """A house with mail that has left, mail that waits, and evidence with a file."""
    tick(house.at(moment(3, 1)), moment(3, 1))
    with open_reading(house.engine) as session:
        first = session.exec(select(Occurrence.id).order_by(Occurrence.due_on)).first()  # type: ignore[arg-type]
    hand_in(
        house.at(moment(3, 2)),
        first or 0,
        at=moment(3, 2),
        actor="test",
        files=[("справка.pdf", io.BytesIO(CONTENT))],
        note="Готово ✓ «кавычки» \u2028",
    )
    return house


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty house, on either database."""
    url = None
    if request.param == "postgres":
        url = fresh_postgres(request.getfixturevalue("postgres_address"))
    return Settings(home=tmp_path / "elsewhere", database_url=url)


@pytest.fixture
def opened() -> Iterator[Callable[[Settings], House]]:
    houses: list[House] = []

    def open_one(settings: Settings) -> House:
        houses.append(open_house(settings, MemoryTransport()))
        return houses[-1]

    yield open_one
    for house in houses:
        house.close()


def hashes(house: House, *without: str) -> dict[str, object]:
    with open_reading(house.engine) as session:
        return {
            shape.name: tally_table(session, shape).as_json()
            for shape in current_shapes()
            if shape.name not in without
        }


# What restoring itself adds: the pause, and that the trail says so.
ADDED = ("audit", "audit_head", "audit_text", "sending_pause")


@pytest.mark.parametrize("passphrase", [None, "верная лошадь"])
def test_what_is_restored_is_equal_and_sends_nothing(
    lived_in: House,
    elsewhere: Settings,
    opened: Callable[[Settings], House],
    tmp_path: Path,
    passphrase: str | None,
) -> None:
    backup = back_up(lived_in, tmp_path / "copy.backup", passphrase)
    found = restore(elsewhere, backup.path, passphrase)
    assert (found.rows, found.files) == (backup.rows, backup.files)
    house = opened(elsewhere)
    assert hashes(house, *ADDED) == hashes(lived_in, *ADDED)
    kept = [path.read_bytes() for path in elsewhere.evidence_dir.rglob("*") if path.is_file()]
    assert CONTENT in kept
    with open_reading(house.engine) as session:
        assert verify_trail(session).flaws == ()
        sent_before = sum(message["state"] == "sent" for message in list_messages(session))
    late = moment(4, 1)
    report = tick(house.at(late), late)
    assert report.advanced.queued > 0
    assert report.delivered.sent == 0
    assert report.delivered.paused
    with open_session(house.engine) as session:
        assert find_pause(session) is not None
        assert resume_sending(session, late, "test")
    assert tick(house.at(late), late).delivered.sent > 0
    with open_reading(house.engine) as session:
        assert sum(message["state"] == "sent" for message in list_messages(session)) > sent_before


def test_new_rows_get_numbers_of_their_own_after_a_restore(
    lived_in: House, elsewhere: Settings, opened: Callable[[Settings], House], tmp_path: Path
) -> None:
    restore(elsewhere, back_up(lived_in, tmp_path / "copy.backup").path)
    with open_session(opened(elsewhere).engine) as session:
        session.add(Person(address="new@example.org", added_at=moment(4, 1)))


def test_a_backup_made_while_others_write_is_of_one_moment(
    lived_in: House, elsewhere: Settings, opened: Callable[[Settings], House], tmp_path: Path
) -> None:
    """Each writer adds a person and takes an older one's name away in one transaction: the sum stays."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with open_session(lived_in.engine) as session:
                session.add(Person(address=f"p{number}@example.org", name="в", added_at=moment(3, 3)))
                session.flush()
                for person in session.exec(
                    select(Person).where(Person.name == "в", Person.address != f"p{number}@example.org")
                ).all():
                    person.name = ""
                    session.add(person)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        paths = [back_up(lived_in, tmp_path / f"{n}.backup").path for n in range(4)]
    finally:
        stop.set()
        writer.join()
    for path in paths:
        check_backup(path)
    restore(elsewhere, paths[-1])
    with open_reading(opened(elsewhere).engine) as session:
        names = [person.name for person in session.exec(select(Person)).all()]
    assert names.count("в") == 1


@pytest.mark.parametrize("passphrase", [None, "пароль"])
@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    lived_in: House, elsewhere: Settings, tmp_path: Path, passphrase: str | None, damage: str
) -> None:
    path = back_up(lived_in, tmp_path / "copy.backup", passphrase).path
    content = bytearray(path.read_bytes())
    if damage == "cut":
        del content[-len(content) // 4 :]
    elif damage == "changed":
        content[len(content) // 2] ^= 1
    else:
        content.clear()
    path.write_bytes(bytes(content))
    with pytest.raises(CallerError):
        restore(elsewhere, path, passphrase)
    whole = back_up(lived_in, tmp_path / "whole.backup").path
    assert restore(elsewhere, whole).rows > 0  # the house is still empty, and takes a good one


def test_a_flipped_bit_is_refused_in_words_wherever_it_stands(
    lived_in: House, elsewhere: Settings, tmp_path: Path
) -> None:
    path = back_up(lived_in, tmp_path / "copy.backup").path
    good = path.read_bytes()
    after_the_head = range(10, len(good), len(good) // 40)
    for place in after_the_head:
        changed = good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :]
        if _means_the_same(changed, good):
            continue
        path.write_bytes(changed)
        with pytest.raises(CallerError, match="повреждена"):
            restore(elsewhere, path)


def _means_the_same(packed: bytes, other: bytes) -> bool:
    """Among zeros, a packed reference to a few bytes further back says the same."""
    try:
        return gzip.decompress(packed) == gzip.decompress(other)
    except (OSError, EOFError, zlib.error):
        return False


def test_rows_that_were_changed_inside_are_noticed(
    lived_in: House, elsewhere: Settings, tmp_path: Path
) -> None:
    path = back_up(lived_in, tmp_path / "copy.backup").path
    plain = gzip.decompress(path.read_bytes())
    assert plain.count("Собрать сведения".encode()) > 0
    path.write_bytes(
        gzip.compress(plain.replace("Собрать сведения".encode(), "Забыть сведения!".encode()[:31]))
    )
    with pytest.raises(CallerError, match="повреждена"):
        restore(elsewhere, path)


def test_a_wrong_passphrase_or_none_is_said_in_words(
    lived_in: House, elsewhere: Settings, tmp_path: Path
) -> None:
    path = back_up(lived_in, tmp_path / "copy.backup", "один").path
    assert CONTENT not in path.read_bytes()
    with pytest.raises(CallerError, match="неверный пароль"):
        restore(elsewhere, path, "другой")
    with pytest.raises(CallerError, match="SROKI_BACKUP_PASSPHRASE"):
        restore(elsewhere, path)


def test_nothing_is_restored_over_work(lived_in: House, tmp_path: Path) -> None:
    path = back_up(lived_in, tmp_path / "copy.backup").path
    with pytest.raises(CallerError, match="Здесь уже работают"):
        restore(lived_in.settings, path)


def test_a_foreign_file_is_no_backup(elsewhere: Settings, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("не копия", encoding="utf-8")
    with pytest.raises(CallerError, match="не копия Сроков"):
        restore(elsewhere, path)
    with pytest.raises(CallerError, match="нет"):
        restore(elsewhere, tmp_path / "absent")


def test_a_house_moves_to_another_database_and_arrives_whole(
    lived_in: House, elsewhere: Settings, opened: Callable[[Settings], House]
) -> None:
    settings = Settings(home=lived_in.settings.home, database_url=elsewhere.database_address)
    elsewhere.home.mkdir()
    moved = move_to(lived_in, settings.database_address)
    target = opened(settings)
    assert hashes(target) == hashes(lived_in)
    assert moved.rows == sum(int(str(t["rows"])) for t in hashes(target).values())  # type: ignore[index]
    late = moment(4, 1)
    assert tick(target.at(late), late).delivered.sent > 0  # moving is no loss: it goes on at once
    with pytest.raises(CallerError, match="не пуста"):
        move_to(lived_in, settings.database_address)


def test_nobody_moves_into_the_same_database(lived_in: House) -> None:
    with pytest.raises(CallerError):
        move_to(lived_in, lived_in.settings.database_address)
