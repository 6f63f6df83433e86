"""``sroki report``: one file of any kind, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import sroki
from roadmaps.documents import read_document
from small_plan import write_plan


@pytest.fixture(autouse=True)
def plan(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sroki(capsys, "import", str(write_plan(home)), "--approve", "--as-of", "2025-01-15")[0] == 0
    evidence = ("--note", "Реестр", "--as-of", "2025-03-20")
    assert sroki(capsys, "done", "1", *evidence)[0] == 0
    assert sroki(capsys, "review", "1", "--accept", "--as-of", "2025-03-21")[0] == 0


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_a_report_of_a_roadmap_holds_its_rows_with_what_became_of_them(
    home: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    arguments = ("--roadmap", "1", "--format", form, "-o", f"out/отчёт.{form}", "--as-of", "2025-04-20")
    code, said, _ = sroki(capsys, "report", *arguments)
    assert (code, said) == (0, f"Отчёт: out/отчёт.{form}\n")
    assert {row.number: row.status_raw for row in read_document(home / "out" / f"отчёт.{form}").rows} == {
        "1.1": "Выполнено 20.03.2025. Подтверждение: Реестр.",
        "1.2": "Не выполнено, просрочено на 5 дней (срок — до 15.04.2025).",
        "1.3": "В работе (срок — до 30.06.2025).",
    }


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_a_paper_is_of_one_roadmap(home: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, _, error = sroki(capsys, "report", "--format", form)
    assert (code, error.strip()) == (2, f"Для {form} назовите дорожную карту: --roadmap КАРТА.")
    assert not list(home.glob("sroki-report*"))


@pytest.mark.parametrize("form", ["html", "ics"])
def test_the_rest_is_of_all_roadmaps_too(home: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert sroki(capsys, "report", "--format", form)[0] == 0
    assert "Провести семинар" in (home / f"sroki-report-all.{form}").read_text(encoding="utf-8")


def test_a_folder_that_is_no_folder_is_one_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "файл").write_text("", encoding="utf-8")
    code, _, error = sroki(capsys, "report", "--roadmap", "1", "--format", "pdf", "-o", "файл/отчёт.pdf")
    assert code == 1
    assert error.startswith("Отчёт не удалось записать в файл/отчёт.pdf")
