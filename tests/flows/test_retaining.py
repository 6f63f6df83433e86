"""Evidence of closed roadmaps goes when its time is over and somebody says so (ASVS 5.0, 14.2.7)."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlmodel import col, select

from flows.evidence import hand_in, stored_path
from flows.house import House
from flows.retaining import destroy_past, list_past
from models.database import open_reading, open_session
from models.errors import CallerError
from models.evidence import EvidenceItem, EvidenceLink
from models.occurrence import Evidence, Occurrence
from roadmaps.store.steps import cancel, review
from roadmaps.store.verifying import verify_trail
from small_plan import moment


@pytest.fixture
def closed(house: House) -> House:
    """All occurrences of the plan were accepted on a file, but for one that was cancelled on 10 July 2025."""
    house.settings.retention_years = 5
    with open_reading(house.engine) as session:
        first, *others = session.exec(select(Occurrence.id).order_by(col(Occurrence.id))).all()
    for number in others:
        file = BytesIO(b"the same file")
        hand_in(house, number or 0, at=moment(4, 2), actor="test", files=[("a.pdf", file)], note="Зоя")
        with open_session(house.engine) as session:
            review(session, number or 0, moment(4, 3), "test")
    with open_session(house.engine) as session:
        cancel(session, first or 0, "не нужно", moment(7, 10), "test")
    return house


def evidence(house: House) -> list[Evidence]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(Evidence).order_by(col(Evidence.id))))


def items(house: House) -> list[EvidenceItem]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(EvidenceItem).order_by(col(EvidenceItem.id))))


def test_v14_2_7_nothing_is_past_until_the_day_is_over(closed: House) -> None:
    assert list_past(closed, moment(7, 10, year=2030)).past == ()
    assert destroy_past(closed, moment(7, 10, year=2030), "test").act is None
    (past,) = list_past(closed, moment(7, 11, year=2030)).past
    assert (past.closed_on.isoformat(), past.keep_until_on.isoformat()) == ("2025-07-10", "2030-07-10")
    assert (past.records, len(past.files)) == (2, 1)
    assert {row.note for row in evidence(closed)} == {"Зоя"}


def test_v14_2_7_what_is_past_is_destroyed_with_an_act_and_its_hashes_stay(closed: House) -> None:
    sha256 = items(closed)[0].file_sha256 or ""
    act = destroy_past(closed, moment(7, 11, year=2030), "command:test").act or ""
    for words in (
        "АКТ",
        "11.07.2030",
        "лет: 5",
        sha256,
        "записи подтверждений: 2",
        "файлы: 1",
        "закрыта 10.07.2025",
    ):
        assert words in act
    assert not stored_path(closed, sha256).exists()
    for item in items(closed):
        assert (item.file_sha256, item.file_name, item.url) == (sha256, None, None)
    for row in evidence(closed):
        assert row.note == "Уничтожено по истечении срока хранения 11.07.2030."
    with open_reading(closed.engine) as session:
        assert verify_trail(session).flaws == ()
    assert destroy_past(closed, moment(7, 12, year=2031), "test").past == ()


def test_files_that_a_crash_left_are_deleted_by_the_next_call(closed: House) -> None:
    sha256 = items(closed)[0].file_sha256 or ""
    destroy_past(closed, moment(7, 11, year=2030), "test")
    stored_path(closed, sha256).write_bytes(b"the same file")
    assert [p.records for p in destroy_past(closed, moment(7, 12, year=2030), "test").past] == [0]
    assert not stored_path(closed, sha256).exists()


def test_an_open_roadmap_is_never_past(house: House) -> None:
    house.settings.retention_years = 1
    assert list_past(house, moment(1, 1, year=2060)).past == ()


def test_without_a_setting_nothing_is_listed_and_nothing_destroyed(closed: House) -> None:
    closed.settings.retention_years = None
    with pytest.raises(CallerError, match="SROKI_RETENTION_YEARS"):
        destroy_past(closed, moment(7, 11, year=2060), "test")


def test_v14_2_7_the_address_of_a_page_goes_too_unless_another_roadmap_needs_it(closed: House) -> None:
    with open_session(closed.engine) as session:
        (item, *_) = session.exec(select(EvidenceItem).order_by(col(EvidenceItem.id))).all()
        at = moment(4, 2)
        page = EvidenceLink(url="https://example.org/zoya", url_sha256="a", since_at=at, next_check_at=at)
        session.add(page)
        session.flush()
        link = {"kind": "link", "url": page.url, "link_id": page.id}
        session.add(EvidenceItem(evidence_id=item.evidence_id, position=2, **link))
    destroy_past(closed, moment(7, 11, year=2030), "test")
    with open_reading(closed.engine) as session:
        page = session.exec(select(EvidenceLink)).one()
    assert (page.url, page.next_check_at) == ("Уничтожено по истечении срока хранения", None)
    assert {item.url for item in items(closed)} == {None}
