"""The buttons of a roadmap: its report as a file of every kind, for those who may see it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from flows.evidence import hand_in
from flows.house import House
from flows.reporting.files import MEDIA_TYPES
from papers_read_back import read_docx_words
from roadmaps.parsed import ParsedDocument

pytestmark = pytest.mark.either_database

BEGINNINGS = {
    "docx": b"PK",
    "xlsx": b"PK",
    "pdf": b"%PDF",
    "html": b"<!doctype html>",
    "ics": b"BEGIN:VCALENDAR",
}


def test_a_page_of_one_roadmap_offers_its_report_in_every_format(client: TestClient) -> None:
    page = client.get("/?roadmap=1").text
    assert [form for form in MEDIA_TYPES if f'href="/roadmaps/1/report.{form}" download' in page] == list(
        MEDIA_TYPES
    )


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_report_is_a_download_with_a_name_in_russian(client: TestClient, form: str) -> None:
    answer = client.get(f"/roadmaps/1/report.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(BEGINNINGS[form])
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith(f"attachment; filename=\"report-1.{form}\"; filename*=UTF-8''")
    assert unquote(disposition.rpartition("''")[2]) == f"Отчёт 2021-06-08 Дорожная карта мониторинга.{form}"
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_report_says_what_was_done(
    town: House, client: TestClient, occurrence_id: Callable[..., int]
) -> None:
    hand_in(town, occurrence_id("1.1"), at=town.clock(), actor="test", note="Готово")
    words = read_docx_words(client.get("/roadmaps/1/report.docx").content)
    assert "Провести мониторинг" in words
    assert "Сдано 08.06.2021, на 29 дней позже срока, на проверке" in words
    assert "Подтверждение: Готово" in words


def test_nothing_of_a_report_stays_on_the_disk(client: TestClient) -> None:
    before = set(Path(gettempdir()).glob("sroki-report-*"))
    client.get("/roadmaps/1/report.pdf")
    assert set(Path(gettempdir()).glob("sroki-report-*")) <= before


@pytest.mark.parametrize(
    "path", ["/roadmaps/7/report.docx", "/roadmaps/1/report.exe", "/roadmaps/0/report.pdf"]
)
def test_what_there_is_not_is_a_plain_answer(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_somebody_sees_in_the_report_what_they_see_on_the_page(signed_in: Callable[..., TestClient]) -> None:
    """An executor's report holds the tasks of the executor, in every format."""
    browser = signed_in("institute", party="Методическая служба")
    word = read_docx_words(browser.get("/roadmaps/1/report.docx").content)
    texts = [browser.get(f"/roadmaps/1/report.{form}").text.replace("\r\n ", "") for form in ("html", "ics")]
    with zipfile.ZipFile(io.BytesIO(browser.get("/roadmaps/1/report.xlsx").content)) as book:
        texts += [word, book.read("xl/sharedStrings.xml").decode()]
    for text in texts:
        assert "Обучить тьюторов" in text
        assert "Провести мониторинг" not in text


def test_a_roadmap_out_of_reach_is_as_if_there_were_none(
    store: Callable[[ParsedDocument], int], signed_in: Callable[..., TestClient]
) -> None:
    other = store(ParsedDocument(file="other.txt", kind="roadmap", annex_title="Другая карта"))
    browser = signed_in("reviewer", roadmap_id=other)
    assert browser.get(f"/roadmaps/{other}/report.docx").status_code == 200
    refused, missing = (browser.get(f"/roadmaps/{number}/report.docx") for number in (3 - other, 77))
    assert refused.status_code == missing.status_code == 404
    assert "Такой дорожной карты нет" in refused.text


def test_nobody_gets_a_report_without_signing_in(
    signed_in: Callable[..., TestClient], client: TestClient
) -> None:
    signed_in("coordinator")
    assert client.get("/roadmaps/1/report.docx").status_code == 401
