"""``sroki done`` with all it takes, pages checked by command, and «not mine»."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from command_line import sroki
from flows import evidence_checks, fetching
from flows.house import open_house
from models.database import open_reading, open_session
from models.settings import Settings, load_settings
from roadmaps.store.disclaimers import disclaim
from roadmaps.store.evidence import EvidenceView, load_evidence
from small_plan import moment, write_plan
from web_site import access, open_site

AT = ("--as-of", "2025-03-03")


@pytest.fixture(autouse=True)
def plan(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The small plan, approved, with an address for its centre."""
    assert sroki(capsys, "import", str(write_plan(home)), "--approve", "--as-of", "2025-01-15")[0] == 0
    sroki(capsys, "contact", "set", "МБУ «Методцентр»", "centre@example.org", "--as-of", "2025-01-15")


def last_version(occurrence_id: int = 1) -> EvidenceView:
    house = open_house(load_settings())
    with open_reading(house.engine) as session:
        found = load_evidence(session, [occurrence_id])[occurrence_id][-1]
    house.close()
    return found


def test_several_files_and_pages_with_a_claim(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("отчёт.txt", "приказ.txt"):
        (home / name).write_text(name, encoding="utf-8")
    given = ["--evidence", "отчёт.txt", "--evidence", "https://a.example/1", "--evidence", "приказ.txt"]
    claim_words = [
        "--effective-on",
        "01.03.2025",
        "--share",
        "60",
        "--years",
        "2024, 2025",
        "--result",
        "214",
    ]
    code, out, err = sroki(capsys, "done", "1", *given, *claim_words, *AT)
    assert (code, err) == (0, "")
    assert out.count("SHA-256: ") == 2
    version = last_version()
    assert [item.file_name or item.url for item in version.items] == [
        "отчёт.txt", "приказ.txt", "https://a.example/1",
    ]  # fmt: skip
    claim = version.claim
    assert (str(claim.effective_on), claim.share_percent, claim.years, claim.result) == (
        "2025-03-01", 60, (2024, 2025), "214",
    )  # fmt: skip


def test_nothing_to_report_needs_no_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert sroki(capsys, "done", "1", "--nothing", "Не проводилось", *AT)[0] == 0
    assert (last_version().claim.nothing_to_report, last_version().note) == (True, "Не проводилось")


@pytest.mark.parametrize(
    "arguments",
    [(), ("--nothing", " "), ("--nothing", "нет", "--note", "да"), ("--nothing", "нет", "--share", "5"),
     ("--nothing", "нет", "--evidence", "https://a.example/"), ("--note", "x", "--share", "0"),
     ("--note", "x", "--years", "скоро"), ("--note", "x", "--result", "много"),
     ("--note", "x", "--effective-on", "2025-03-04"), ("--note", "x", "--effective-on", "вчера"),
     ("--evidence", "нет.txt"), ("--evidence", "https://a:b@a.example/")],
)  # fmt: skip
def test_what_does_not_fit_is_one_sentence(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = sroki(capsys, "done", "1", *arguments, *AT)
    assert (code, len(err.splitlines())) == (2, 1)


def test_a_part_is_accepted_with_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    sroki(capsys, "done", "1", "--note", "Половина", *AT)
    given = ("--accept-part", "Нет списка", "--share", "60", "--years", "2024", *AT)
    code, out, _ = sroki(capsys, "review", "1", *given)
    assert (code, out.strip()) == (
        0, "Срок № 1: принято 60 % за 2024, об остальном исполнитель получит письмо.",
    )  # fmt: skip
    listed = json.loads(sroki(capsys, "occurrences", "--json")[1])[0]
    assert (listed["state"], listed["accepted_share_percent"], listed["accepted_years"]) == (
        "returned", 60, [2024],
    )  # fmt: skip
    assert "возвращено, принято 60 % за 2024" in " ".join(sroki(capsys, "occurrences")[1].split())


@pytest.mark.parametrize(
    "arguments",
    [("--accept", "--share", "60"), ("--return", "мало", "--years", "2024"), ("--accept-part", "мало"),
     ("--accept-part", " ", "--share", "60"), ("--accept-part", "мало", "--share", "100"),
     ("--accept-part", "мало", "--share", "60", "--accept"), ("--accept-part", "x", "--years", "2031"), ()],
)  # fmt: skip
def test_what_is_no_decision_is_one_sentence(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    sroki(capsys, "done", "1", "--note", "Половина", *AT)
    code, _, err = sroki(capsys, "review", "1", *arguments, *AT)
    assert (code, len(err.splitlines())) == (2, 1)
    assert json.loads(sroki(capsys, "occurrences", "--json")[1])[0]["state"] == "submitted"


def test_no_command_but_one_asks_for_pages(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handing in, ticking, simulating, listing: nobody looks up a name or opens a connection."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    sroki(capsys, "done", "1", "--evidence", "https://a.example/", *AT)
    for command in (
        ("tick", "--as-of", "2025-03-05"),
        ("simulate", "--from", "2025-03-05", "--to", "2025-04-05"),
        ("occurrences", "--json"),
    ):
        assert sroki(capsys, *command)[0] == 0


def test_pages_are_checked_by_command_and_their_loss_is_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_site() as site:
        site.put("/report", "<title>Отчёт</title>")
        monkeypatch.setattr(fetching, "open_web", lambda _settings: access(site))
        sroki(capsys, "done", "1", "--evidence", f"http://school.example:{site.port}/report", *AT)
        code, out, _ = sroki(capsys, "check-links", "--json", *AT)
        assert (code, json.loads(out)) == (0, {"checked": 1, "present": 1})
        site.put("/report", status=410)
        out = sroki(capsys, "check-links", "--as-of", "2025-03-10")[1]
        assert out.startswith("Проверено страниц 1: на месте 0, исчезло 1")
        assert json.loads(sroki(capsys, "check-links", "--json", "--as-of", "2025-03-10")[1]) == {
            "checked": 0
        }
    listed = json.loads(sroki(capsys, "occurrences", "--json")[1])
    assert [entry["lost_pages"] for entry in listed if entry["id"] == 1] == [1]
    assert "на проверке, страница исчезла" in " ".join(sroki(capsys, "occurrences")[1].split())


def test_a_real_house_asks_by_its_settings_only(capsys: pytest.CaptureFixture[str]) -> None:
    """With the settings as they are, a page on this machine is refused, not fetched."""
    with open_site() as site:
        sroki(capsys, "done", "1", "--evidence", f"http://127.0.0.1:{site.port}/", *AT)
        sroki(capsys, "done", "2", "--evidence", "http://localhost/", *AT)
        assert json.loads(sroki(capsys, "check-links", "--json", *AT)[1]) == {"checked": 2, "refused": 2}
        assert site.asked == []
    assert evidence_checks.BATCH_LINKS > 2


def test_a_disclaimer_is_listed_and_answered(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = open_house(load_settings())
    with open_session(house.engine) as session:
        disclaim(session, 1, 1, "Это архив", moment(3, 3), "link:person:1")
    house.close()
    listed = json.loads(sroki(capsys, "disclaimers", "--json")[1])
    assert [(entry["who"], entry["reason"]) for entry in listed] == [("centre@example.org", "Это архив")]
    assert "Это архив" in sroki(capsys, "disclaimers")[1]
    assert sroki(capsys, "answer-disclaimer", "1", "--keep", " ", *AT)[0] == 2
    assert sroki(capsys, "answer-disclaimer", "1", "--keep", "Ваше по приказу", *AT)[0] == 0
    assert json.loads(sroki(capsys, "disclaimers", "--json")[1]) == []
    assert sroki(capsys, "answer-disclaimer", "1", "--keep", "Ещё раз", *AT)[0] == 2
    assert sroki(capsys, "answer-disclaimer", "9", "--keep", "Нет такого", *AT)[0] == 2


@pytest.mark.parametrize("ports", ["", "80,", "http", "70000", "-1", "80 443"])
def test_wrong_ports_are_named(ports: str) -> None:
    with pytest.raises(ValueError, match="link_ports"):
        Settings(link_ports=ports)
