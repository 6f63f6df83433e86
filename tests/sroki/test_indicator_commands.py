"""Sets of indicators and recommendations by command: in, listed, shown, out, and in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from command_line import sroki
from question_sets import AT, EVERY_KIND, LETTER
from roadmaps.rounds.questions import write_question_set
from roadmaps.rounds.set_sheets import write_set_sheets

SET = "Музейная работа"


@pytest.fixture
def stored(home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A house with one set."""
    (home / "set.xlsx").write_bytes(write_set_sheets(EVERY_KIND, AT))
    code, out, err = sroki(capsys, "indicators", "import", "set.xlsx")
    assert (code, err) == (0, "")
    assert out == f"Набор «{SET}»: № 1, версия 1, критериев 3, показателей 5.\n"
    return home


def test_a_set_goes_in_and_comes_out_the_same(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(sroki(capsys, "indicators", "show", SET, "--json")[1]) == write_question_set(EVERY_KIND)
    assert sroki(capsys, "indicators", "export", SET, "out.xlsx")[0] == 0
    code, out, _ = sroki(capsys, "indicators", "import", "out.xlsx")
    assert (code, out) == (0, f"Набор «{SET}» тот же: № 1, версия 1.\n")


def test_a_changed_set_is_the_next_version_and_the_old_one_stays(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook("set.xlsx")
    book["Показатели"]["C2"] = "Есть план выставок"
    book.save("set.xlsx")
    assert sroki(capsys, "indicators", "import", "set.xlsx")[1].startswith(f"Набор «{SET}»: № 2, версия 2")
    rows = json.loads(sroki(capsys, "indicators", "list", "--json")[1])
    assert [(row["id"], row["version"], row["indicators"]) for row in rows] == [(2, 2, 5), (1, 1, 5)]
    first, newest = (json.loads(sroki(capsys, "indicators", "show", n, "--json")[1]) for n in ("1", SET))
    assert (first["indicators"][0]["title"], newest["indicators"][0]["title"]) == (
        "Есть план",
        "Есть план выставок",
    )
    deeds = [entry["deed"] for entry in json.loads(sroki(capsys, "audit", "--json")[1])]
    assert deeds.count("indicators stored") == 2


def test_a_wrong_workbook_stores_nothing_and_names_every_cell(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = load_workbook("set.xlsx")
    book["Показатели"]["D2"], book["Показатели"]["E3"] = "оценка", "много"
    book.save("set.xlsx")
    code, out, err = sroki(capsys, "indicators", "import", "set.xlsx")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "set.xlsx, лист «Показатели», строка 2: тип «оценка» не понят; бывают: "
        "да/нет; число; доля, %; выбор; текст.",
        "set.xlsx, лист «Показатели», строка 3: «много» — не число.",
    ]
    assert len(json.loads(sroki(capsys, "indicators", "list", "--json")[1])) == 1
    err = sroki(capsys, "--lang", "en", "indicators", "import", "set.xlsx")[2]
    assert err.splitlines()[1] == "set.xlsx, sheet «Показатели», row 3: “много” is not a number."


def test_a_letter_becomes_a_set_under_the_name_given(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "letter.txt").write_text(LETTER, encoding="utf-8")
    code, out, _ = sroki(capsys, "indicators", "import", "letter.txt", "--name", "Музеи")
    assert (code, out) == (0, "Набор «Музеи»: № 1, версия 1, критериев 2, показателей 2.\n")
    assert "Наличие кафе" in sroki(capsys, "indicators", "show", "Музеи")[1]
    assert sroki(capsys, "indicators", "show", "Другой")[0] == 2


def test_recommendations_go_out_are_edited_and_come_in(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sroki(capsys, "recommendations", "export", "r.xlsx", "--set", SET)[0] == 0
    book = load_workbook("r.xlsx")
    sheet = book["Рекомендации"]
    sheet.append(["1.1", None, "низкий", "=составить план", "до 1 октября"])
    sheet["D2"].data_type = "s"
    sheet.append(["в целом", None, "любой", "изучить итоги", None])
    book.save("r.xlsx")
    code, out, _ = sroki(capsys, "recommendations", "import", "r.xlsx", "--set", SET)
    assert (code, out) == (0, f"Рекомендаций для набора «{SET}»: 2.\n")
    listed = ("recommendations", "list", "--set", SET, "--json")
    assert json.loads(sroki(capsys, *listed)[1]) == [
        {"code": "1.1", "level": "low", "text": "=составить план", "term": "до 1 октября"},
        {"code": "", "level": "", "text": "изучить итоги", "term": ""},
    ]
    out = sroki(capsys, "recommendations", "import", "r.xlsx", "--set", SET)[1]
    assert out == f"Рекомендации для набора «{SET}» те же: 2.\n"


def test_a_letter_adds_what_it_recommends_and_says_what_does_not_fit(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (stored / "letter.txt").write_text(LETTER, encoding="utf-8")
    code, out, err = sroki(capsys, "recommendations", "import", "letter.txt", "--set", SET)
    assert (code, out) == (0, f"Рекомендаций для набора «{SET}»: 2.\n")
    assert err == "Внимание: показателя 9.1 в наборе нет, не введено: открыть кафе\n"
    texts = json.loads(sroki(capsys, "recommendations", "list", "--set", SET, "--json")[1])
    pairs = [(text["code"], text["text"]) for text in texts]
    assert pairs == [("1.1", "обновить план"), ("3", "найти площадки")]
    assert "те же" in sroki(capsys, "recommendations", "import", "letter.txt", "--set", SET)[1]
