"""Files are scanned where a daemon is set (OWASP ASVS 5.0, V5.4.3)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from clamd_server import VIRUS, Daemon, closed_address, open_clamd
from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading
from models.errors import CallerError, SrokiError
from models.settings import load_settings
from roadmaps.store.evidence import ItemView, load_evidence
from small_plan import moment

pytestmark = pytest.mark.either_database


@pytest.fixture(params=["unix", "tcp"])
def daemon(request: pytest.FixtureRequest, tmp_path: Path, house: House) -> Iterator[Daemon]:
    """A daemon, and the house that asks it."""
    with open_clamd(tmp_path / "clamd.sock" if request.param == "unix" else None) as daemon:
        house.settings.clamd = daemon.address
        yield daemon


def bring(house: House, content: bytes, name: str = "отчёт.pdf") -> ItemView:
    hand_in(house, 1, at=moment(3, 3), actor="test", files=[(name, io.BytesIO(content))])
    with open_reading(house.engine) as session:
        return load_evidence(session, [1])[1][-1].files[0]


def test_a_clean_file_is_taken_and_says_so(house: House, daemon: Daemon) -> None:
    content = b"%PDF-1.4" + b"x" * 700_000
    assert bring(house, content).scan == "clean"
    assert daemon.streams == [content], "the daemon saw the whole file"


def test_an_infected_file_is_refused_by_name_and_leaves_nothing(house: House, daemon: Daemon) -> None:
    with pytest.raises(CallerError, match=r"В файле «отчёт\.pdf» найден вирус \(Test\.Virus\)"):
        bring(house, b"%PDF " + VIRUS)
    assert not [path for path in house.settings.evidence_dir.rglob("*") if path.is_file()]
    with open_reading(house.engine) as session:
        assert load_evidence(session, [1]) == {}


def test_one_infected_file_among_several_refuses_them_all(house: House, daemon: Daemon) -> None:
    files = [("a.txt", io.BytesIO(b"good")), ("b.txt", io.BytesIO(VIRUS))]
    with pytest.raises(CallerError, match=r"b\.txt"):
        hand_in(house, 1, at=moment(3, 3), actor="test", files=files)
    with open_reading(house.engine) as session:
        assert load_evidence(session, [1]) == {}


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: nonsense\0"])
def test_a_daemon_that_could_not_look_is_no_daemon(house: House, daemon: Daemon, answer: bytes) -> None:
    daemon.answer = answer
    with pytest.raises(SrokiError, match="Проверка на вирусы не отвечает"):
        bring(house, b"anything")


def test_without_its_daemon_a_house_refuses_or_flags_as_it_is_set(house: House) -> None:
    house.settings.clamd = closed_address()
    with pytest.raises(SrokiError, match="Проверка на вирусы не отвечает"):
        bring(house, b"anything")
    house.settings.clamd_required = False
    assert bring(house, b"anything").scan == "unscanned"


def test_without_a_setting_nothing_is_asked(house: House) -> None:
    assert bring(house, VIRUS).scan is None


@pytest.mark.parametrize("address", ["clamd", "clamd:", "relative/path", "host:port"])
def test_a_wrong_address_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SROKI_CLAMD", address)
    with pytest.raises(CallerError, match="SROKI_CLAMD"):
        load_settings()
