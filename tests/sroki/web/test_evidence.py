"""Evidence comes in through the link, and goes out as a file that no browser runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from models.database import open_reading, open_session
from models.occurrence import Evidence
from roadmaps.store.evidence import EvidenceView, ItemView, load_evidence
from roadmaps.store.steps import review

pytestmark = pytest.mark.either_database

PDF = b"%PDF-1.4 the signed report"
MIB = 1024 * 1024


@pytest.fixture
def send(
    client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
) -> Callable[..., object]:
    """Send the form of task 1.1 as anna."""
    path = f"{link('anna')}/occurrences/{occurrence_id('1.1')}/evidence"

    def post(**form: object) -> object:
        given = form.pop("files", None) or [form.pop("file", ("", b""))]
        files = [("file", file) for file in given]
        return client.post(path, data=form, files=files)

    return post


def versions(house: House) -> list[EvidenceView]:
    with open_reading(house.engine) as session:
        ids = session.exec(select(Evidence.occurrence_id)).all()
        return [view for views in load_evidence(session, set(ids)).values() for view in views]


def files(house: House) -> list[ItemView]:
    return [file for version in versions(house) for file in version.files]


def test_a_file_is_received_with_its_hash_and_moment(
    town: House, client: TestClient, send: Callable[..., object]
) -> None:
    answer = send(file=("Отчёт за II квартал.pdf", PDF), note="Подписан")
    assert answer.status_code == 303
    receipt = client.get(answer.headers["location"]).text
    for words in (
        "Получено, версия 1",
        "Отчёт за II квартал.pdf",
        sha256(PDF).hexdigest(),
        "08.06.2021 09:30",
    ):
        assert words in receipt
    assert "Подписан" in receipt


def test_an_address_or_a_note_is_enough(town: House, send: Callable[..., object]) -> None:
    assert send(url="https://example.org/report").status_code == 303
    assert send(note="Проведено 5 июня").status_code == 303
    assert [(e.version, [i.url for i in e.items], e.note) for e in versions(town)] == [
        (1, ["https://example.org/report"], None),
        (2, [], "Проведено 5 июня"),
    ]


def test_sending_the_same_twice_is_the_same_as_once(town: House, send: Callable[..., object]) -> None:
    first, second = (send(file=("a.pdf", PDF), note="Готово") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(versions(town)) == 1


def test_a_new_version_follows_a_return(
    town: House, send: Callable[..., object], occurrence_id: Callable[..., int]
) -> None:
    send(note="Готово")
    number = occurrence_id("1.1")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test", return_reason="Не всё")
    assert send(note="Готово").status_code == 303
    assert [e.version for e in versions(town)] == [1, 2]


def test_an_empty_form_is_answered_in_words(send: Callable[..., object]) -> None:
    answer = send()
    assert answer.status_code == 422
    assert "Приложите файл, укажите адрес страницы или напишите пояснение." in answer.text


def test_a_wrong_address_keeps_what_was_written(town: House, send: Callable[..., object]) -> None:
    answer = send(url="javascript:alert(1)", note="Долго писал это пояснение")
    assert answer.status_code == 422
    assert "не похоже на адрес страницы" in answer.text
    assert "Долго писал это пояснение" in answer.text
    assert ">javascript:alert(1)</textarea>" in answer.text
    assert not versions(town)


def test_an_empty_file_is_refused(town: House, send: Callable[..., object]) -> None:
    answer = send(file=("empty.pdf", b""), note="Вот")
    assert answer.status_code == 422
    assert "Файл «empty.pdf» пустой." in answer.text
    assert not versions(town)


def test_what_is_accepted_takes_nothing_more(
    town: House, client: TestClient, send: Callable[..., object], occurrence_id: Callable[..., int]
) -> None:
    send(note="Готово")
    number = occurrence_id("1.1")
    with open_session(town.engine) as session:
        review(session, number, town.clock(), "test")
    answer = send(note="Ещё кое-что")
    assert answer.status_code == 409
    assert "уже принят" in answer.text
    assert len(versions(town)) == 1


@pytest.fixture
def small_limit(town: House) -> None:
    """At most a megabyte."""
    town.settings.upload_limit_bytes = MIB


@pytest.mark.usefixtures("small_limit")
class TestTooLarge:
    """Files above the limit: 413, nothing kept, the words not lost."""

    @pytest.mark.parametrize("extra_bytes", [1, 1024, 200 * 1024, 5 * MIB])
    def test_v5_2_1_a_file_above_the_limit_is_refused(
        self, town: House, send: Callable[..., object], extra_bytes: int
    ) -> None:
        answer = send(file=("big.bin", b"x" * (MIB + extra_bytes)), note="Моё пояснение")
        assert answer.status_code == 413
        assert "Файл больше 1 МБ, ничего не принято. Вместе файлы могут занимать 4 МБ." in answer.text
        assert "Моё пояснение" in answer.text
        assert not versions(town)
        assert not list(town.settings.evidence_dir.rglob("*")), "nothing lies about on the disk"

    def test_a_file_of_just_the_limit_is_taken(self, town: House, send: Callable[..., object]) -> None:
        assert send(file=("fits.bin", b"x" * MIB)).status_code == 303

    def test_a_body_without_a_length_is_cut_where_it_grows_too_large(
        self, town: House, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
    ) -> None:
        taken = 0

        def stream() -> Iterator[bytes]:
            nonlocal taken
            yield (
                b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
                + "Пояснение".encode()
                + b'\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
            )
            for _ in range(64):
                taken += 1
                yield b"x" * (256 * 1024)

        answer = client.post(
            f"{link('anna')}/occurrences/{occurrence_id('1.1')}/evidence",
            content=stream(),
            headers={"content-type": "multipart/form-data; boundary=b"},
        )
        assert answer.status_code == 413
        assert "Пояснение" in answer.text
        assert not versions(town)

    def test_an_endless_form_without_files_is_refused(
        self, client: TestClient, link: Callable[..., str], occurrence_id: Callable[..., int]
    ) -> None:
        path = f"{link('anna')}/occurrences/{occurrence_id('1.1')}/evidence"
        assert client.post(path, data={"note": "я" * 200_000}).status_code == 413


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "multipart/form-data; boundary=b"}, b"no boundary at all"),
        ({"content-type": "multipart/form-data"}, b"--b--"),
        ({"content-type": "application/json"}, b"{}"),
        ({}, b""),
    ],
)
def test_a_broken_form_is_an_error_of_the_sender(
    town: House,
    client: TestClient,
    link: Callable[..., str],
    occurrence_id: Callable[..., int],
    headers: dict[str, str],
    body: bytes,
) -> None:
    path = f"{link('anna')}/occurrences/{occurrence_id('1.1')}/evidence"
    answer = client.post(path, content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert not versions(town)


def test_v3_2_1_a_file_leaves_as_an_attachment_in_a_sandbox(
    town: House, client: TestClient, link: Callable[..., str], send: Callable[..., object]
) -> None:
    evil = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    send(file=("Отчёт.svg", evil))
    number = files(town)[0].id
    for path in (f"/files/{number}", f"{link('anna')}/files/{number}", f"{link('clara')}/files/{number}"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content == evil
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "%D0%9E%D1%82%D1%87%D1%91%D1%82.svg" in answer.headers["content-disposition"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("sandbox;")


def test_a_lost_file_is_said_to_be_lost(town: House, client: TestClient, send: Callable[..., object]) -> None:
    send(file=("a.pdf", PDF))
    kept = next(path for path in town.settings.evidence_dir.rglob("*") if path.is_file())
    kept.unlink()
    answer = client.get(f"/files/{files(town)[0].id}")
    assert answer.status_code == 404
    assert "в хранилище нет" in answer.text
    assert client.get("/files/4242").status_code == 404


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "C:\\Windows\\system.ini", "a\r\nSet-Cookie: x=1.pdf", '"><script>.pdf']
)
def test_v5_4_2_a_hostile_file_name_stays_a_name(
    town: House, client: TestClient, occurrence_id: Callable[..., int], tmp_path: Path, name: str
) -> None:
    source = tmp_path / "source"
    source.write_bytes(PDF)
    with source.open("rb") as file:
        hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", files=[(name, file)])
    answer = client.get(f"/files/{files(town)[0].id}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "<script" not in client.get("/tasks/1").text
    assert re.fullmatch(r"attachment; filename\*?=[^\r\n]+", answer.headers["content-disposition"])
