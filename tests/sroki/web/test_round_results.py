"""Results of a monitoring as a page with charts, as CSV, as a workbook: everywhere the same figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from fastapi.testclient import TestClient

from finished_round import finish_two_rounds
from flows.house import House
from models.database import open_session
from models.round import Round


@pytest.fixture
def round_(town: House) -> Round:
    with open_session(town.engine) as session:
        return finish_two_rounds(session)[1]


@pytest.fixture
def organiser(round_: Round, signed_in: Callable[..., TestClient]) -> TestClient:
    return signed_in("coordinator")


def book(client: TestClient, path: str) -> dict[str, list[tuple[object, ...]]]:
    answer = client.get(path)
    assert answer.status_code == 200
    found = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in found}


def test_the_workbook_has_the_figures_of_the_page_as_numbers(round_: Round, organiser: TestClient) -> None:
    pages = book(organiser, f"/rounds/{round_.id}/results.xlsx")
    assert list(pages) == ["Рейтинг", "Уровни", "Критерии", "Показатели", "Ответы"]
    ranking = {row[1]: row for row in pages["Рейтинг"][1:]}
    assert ranking["Район Первый"][0] == 1
    assert ranking["Район Первый"][3] == 54.2
    assert ranking["Район Второй"][6] == "сдано, с опозданием"
    assert not ranking["Район без адреса"][3]
    page = organiser.get(f"/rounds/{round_.id}/results").text
    assert "54,2\xa0%" in page
    shares = next(row for row in pages["Показатели"] if row[0] == "2.1")
    assert shares[7] == "на 21,3\xa0п. п. выше, чем в 2023 году"
    answers = {row[0]: row for row in pages["Ответы"][1:]}
    assert answers["Район Первый"][4] == 62.5
    assert sum(row[1] for row in pages["Уровни"][1:]) == 2  # type: ignore[misc]


def test_files_hold_the_group_that_was_chosen(round_: Round, organiser: TestClient) -> None:
    base = f"/rounds/{round_.id}"
    page = organiser.get(f"{base}/results?grouping=города").text
    assert f"{base}/results.csv?grouping=%D0%B3" in page
    chosen = organiser.get(f"{base}/results.csv?grouping=города").text
    assert "Район без адреса" in chosen
    assert "Район Первый" not in chosen
    assert "Район Первый" in organiser.get(f"{base}/results.csv").text
    ranking = book(organiser, f"{base}/results.xlsx?grouping=города")["Рейтинг"]
    assert [row[1] for row in ranking[1:]] == ["Район без адреса"]


def test_each_chart_is_ours_and_says_in_words_what_it_draws(round_: Round, organiser: TestClient) -> None:
    page = organiser.get(f"/rounds/{round_.id}/results").text
    drawn = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page)
    assert [path.rpartition("/")[2] for path, _ in drawn] == ["levels.svg", "indicators.svg"]
    assert "средний — " in drawn[0][1]
    for path, _ in drawn:
        answer = organiser.get(path)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-security-policy"].startswith("sandbox")
        assert b"<svg" in answer.content
        assert b"<script" not in answer.content
    assert organiser.get(f"/rounds/{round_.id}/charts/other.svg").status_code == 404


def test_whoever_may_not_see_the_round_sees_no_file_of_it(
    round_: Round, signed_in: Callable[..., TestClient]
) -> None:
    stranger = signed_in("reviewer", "Посторонние")
    for path in ("results.xlsx", "results.csv", "answers.xlsx", "charts/levels.svg"):
        assert stranger.get(f"/rounds/{round_.id}/{path}").status_code == 404
