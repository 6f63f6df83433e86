"""Evidence of closed roadmaps goes when its time is over and somebody says so (ASVS 5.0, 14.2.7)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import SQLModel, col, select

from every_column import everything
from flows.evidence import hand_in, keep_text, stored_path
from flows.house import House
from flows.importing import import_file
from flows.retaining import destroy_past, list_past
from models.database import open_reading, open_session
from models.errors import CallerError
from models.evidence import EvidenceItem, EvidenceLink, LinkCheck
from models.occurrence import Evidence, Occurrence
from roadmaps.claims import Claim
from roadmaps.link_checks import LinkOutcome
from roadmaps.store.links import Finding, claim_due_links, record_check
from roadmaps.store.steps import cancel, review
from roadmaps.store.verifying import verify_trail
from small_plan import PLAN, moment

PAGE, WORDS = "https://museum.example/news", "Музей открыт, рассказала Зоя."
CLAIM = Claim(effective_on=date(2025, 4, 1), share_percent=60, years=(2025,), result="12")
Row = TypeVar("Row", bound=SQLModel)


@pytest.fixture
def closed(house: House) -> House:
    """All occurrences of the plan were accepted on a file, but for one that was cancelled on 10 July 2025."""
    house.settings.retention_years = 5
    with open_reading(house.engine) as session:
        first, *others = session.exec(select(Occurrence.id).order_by(col(Occurrence.id))).all()
    for number in others:
        files = [("a.pdf", BytesIO(b"the same file"))]
        hand_in(
            house,
            number or 0,
            at=moment(4, 2),
            actor="test",
            files=files,
            urls=[PAGE],
            note="Зоя",
            claim=CLAIM,
        )
        with open_session(house.engine) as session:
            review(session, number or 0, moment(4, 3), "test")
    with open_session(house.engine) as session:
        cancel(session, first or 0, "не нужно", moment(7, 10), "test")
    read_pages(house)
    return house


def read_pages(house: House) -> str:
    """Every page that waits is read once; the digest of its words."""
    digest = keep_text(house, WORDS)
    finding = Finding(
        LinkOutcome.FOUND, final_url=PAGE, host="museum.example", title="Музей Зои", text_sha256=digest
    )
    with open_session(house.engine) as session:
        for link in claim_due_links(session, moment(4, 2), 100):
            record_check(session, link.id, finding, moment(4, 2))
    return digest


def rows(house: House, table: type[Row]) -> list[Row]:
    with open_reading(house.engine) as session:
        return sorted(session.exec(select(table)), key=lambda row: row.id)  # type: ignore[attr-defined]


def digest_of(house: House) -> str:
    return next(item.file_sha256 for item in rows(house, EvidenceItem) if item.file_sha256)


def evidence(house: House) -> list[Evidence]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(Evidence).order_by(col(Evidence.id))))


def test_v14_2_7_nothing_is_past_until_the_day_is_over(closed: House) -> None:
    assert list_past(closed, moment(7, 10, year=2030)).past == ()
    assert destroy_past(closed, moment(7, 10, year=2030), "test").act is None
    (past,) = list_past(closed, moment(7, 11, year=2030)).past
    assert (past.closed_on.isoformat(), past.keep_until_on.isoformat()) == ("2025-07-10", "2030-07-10")
    assert (past.records, past.files) == (2, tuple(sorted([digest_of(closed), read_pages(closed)])))
    assert {row.note for row in evidence(closed)} == {"Зоя"}


def test_v14_2_7_what_is_past_is_destroyed_with_an_act_and_its_hashes_stay(closed: House) -> None:
    sha256, page = digest_of(closed), read_pages(closed)
    act = destroy_past(closed, moment(7, 11, year=2030), "command:test").act or ""
    for words in (
        "АКТ",
        "11.07.2030",
        "лет: 5",
        sha256,
        "записи подтверждений: 2",
        "файлы: 2",
        "закрыта 10.07.2025",
    ):
        assert words in act
    assert not stored_path(closed, sha256).exists()
    assert not stored_path(closed, page).exists()
    for row in evidence(closed):
        assert row.note == "Уничтожено по истечении срока хранения 11.07.2030."
        assert (row.effective_on, row.share_percent, row.years, row.result) == (None, None, [], None)
        assert row.version == 1
    items = rows(closed, EvidenceItem)
    assert [item.file_sha256 for item in items] == [sha256, None, sha256, None]
    assert {(item.file_name, item.url) for item in items} == {(None, None)}
    (link,), (check,) = rows(closed, EvidenceLink), rows(closed, LinkCheck)
    assert (link.url, link.first_host, link.next_check_at) == ("", None, None)
    assert (check.final_url, check.title, check.text_sha256) == (None, None, page)
    assert "museum.example" not in everything(closed)
    assert "Зоя" not in everything(closed)
    with open_reading(closed.engine) as session:
        assert verify_trail(session).flaws == ()
    assert destroy_past(closed, moment(7, 12, year=2031), "test").past == ()


def test_files_that_a_crash_left_are_deleted_by_the_next_call(closed: House) -> None:
    sha256 = digest_of(closed)
    destroy_past(closed, moment(7, 11, year=2030), "test")
    stored_path(closed, sha256).write_bytes(b"the same file")
    words = keep_text(closed, WORDS)
    assert [p.records for p in destroy_past(closed, moment(7, 12, year=2030), "test").past] == [0]
    assert not stored_path(closed, sha256).exists()
    assert not stored_path(closed, words).exists()


def test_a_file_and_a_page_that_another_roadmap_needs_stay(closed: House, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text(PLAN.replace("школьных музеев", "школьных лесничеств"), encoding="utf-8")
    import_file(closed, path, approve=True, as_of=moment(1, 15), actor="test", as_new=True)
    with open_reading(closed.engine) as session:
        newest = session.exec(select(Occurrence.id).order_by(col(Occurrence.id).desc())).first() or 0
    files = [("b.pdf", BytesIO(b"the same file"))]
    hand_in(closed, newest, at=moment(4, 5), actor="test", files=files, urls=[PAGE])
    sha256, words = digest_of(closed), read_pages(closed)
    act = destroy_past(closed, moment(7, 11, year=2030), "test").act or ""
    assert "файлы: 0" in act
    assert stored_path(closed, sha256).exists()
    assert stored_path(closed, words).exists()
    (link,) = rows(closed, EvidenceLink)
    assert link.url == PAGE
    assert [(i.url, i.link_id) for i in rows(closed, EvidenceItem) if i.kind == "link"] == [
        (None, None),
        (None, None),
        (PAGE, link.id),
    ]
    with open_reading(closed.engine) as session:
        assert verify_trail(session).flaws == ()


def test_an_open_roadmap_is_never_past(house: House) -> None:
    house.settings.retention_years = 1
    assert list_past(house, moment(1, 1, year=2060)).past == ()


def test_without_a_setting_nothing_is_listed_and_nothing_destroyed(closed: House) -> None:
    closed.settings.retention_years = None
    with pytest.raises(CallerError, match="SROKI_RETENTION_YEARS"):
        destroy_past(closed, moment(7, 11, year=2060), "test")
