"""A report with the column «Выполнение» is held against a roadmap and handed in for review."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.evidence import stored_path
from flows.house import House
from flows.importing import import_file
from flows.status_import import StatusReport, import_status
from models.database import open_reading, open_session
from models.errors import CallerError
from models.evidence import EvidenceItem
from models.occurrence import Evidence, Occurrence
from models.roadmap import Task
from roadmaps.statuses import Claim, read_claim
from roadmaps.store.reported import Match
from roadmaps.store.steps import review
from small_plan import moment

HEAD = """Информация о выполнении плана мероприятий («дорожная карта») «Школьные музеи» на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tВыполнение
"""
PLAN_HEAD = """План мероприятий («дорожная карта») «Школьные лесничества» на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
"""
ROWS = """1.1\tСобрать сведения о музеях\tмарт 2025 г.\tМБУ «Методцентр»\tВыполнено
1.2\tПровести семинар\tдо 15 апреля 2025 г.\tМБУ «Методцентр»\tВыполнено частично
1.3\tПодготовить отчёт\tII квартал 2025 г.\tМКУ «Архив»\tВыполнено
1.4\tПосадить сад\tмай 2025 г.\tМКУ «Архив»\tВыполнено
"""


def bring(
    house: House, folder: Path, *, apply: bool = False, rows: str = ROWS, month: int = 3
) -> StatusReport:
    path = folder / "Отчёт.txt"
    path.write_text(HEAD + rows, encoding="utf-8")
    return import_status(house, path, "1", apply=apply, at=moment(month, 20), actor="command:test")


def evidence(house: House) -> list[tuple[str, Evidence]]:
    with open_reading(house.engine) as session:
        statement = (
            select(Task.number, Evidence)
            .join(Occurrence, col(Occurrence.task_id) == col(Task.id))
            .join(Evidence, col(Evidence.occurrence_id) == col(Occurrence.id))
        )
        return list(session.exec(statement.order_by(col(Evidence.id))).all())


def test_a_preview_says_what_every_row_is_and_changes_nothing(house: House, tmp_path: Path) -> None:
    rows = {row.number: row for row in bring(house, tmp_path).rows}
    assert {n: (r.match, r.claim, len(r.claimed), len(r.ahead)) for n, r in rows.items()} == {
        "1.1": (Match.MATCHED, Claim.DONE, 1, 0),
        "1.2": (Match.MATCHED, Claim.PARTLY, 0, 0),
        "1.3": (Match.MATCHED, Claim.DONE, 0, 1),
        "1.4": (Match.UNMATCHED, Claim.DONE, 0, 0),
    }
    assert evidence(house) == []


def test_applied_it_waits_for_review_with_the_document_and_the_words(house: House, tmp_path: Path) -> None:
    report = bring(house, tmp_path, apply=True)
    assert report.handed_in == 1
    ((number, row),) = evidence(house)
    with open_reading(house.engine) as session:
        (item,) = session.exec(select(EvidenceItem).where(EvidenceItem.evidence_id == row.id))
    assert (number, item.kind, item.file_name, row.note, row.version) == (
        "1.1",
        "file",
        "Отчёт.txt",
        "Выполнено",
        1,
    )
    assert stored_path(house, item.file_sha256 or "").read_text(encoding="utf-8") == HEAD + ROWS
    with open_reading(house.engine) as session:
        occurrence = session.get_one(Occurrence, row.occurrence_id)
    assert occurrence.submitted_at == moment(3, 20)
    assert occurrence.accepted_at is None


def test_twice_is_once_and_what_a_reviewer_returned_is_not_handed_in_again(
    house: House, tmp_path: Path
) -> None:
    bring(house, tmp_path, apply=True)
    assert bring(house, tmp_path, apply=True).handed_in == 0
    ((_, row),) = evidence(house)
    with open_session(house.engine) as session:
        review(session, row.occurrence_id, moment(3, 21), "test", return_reason="нет приложений")
    again = bring(house, tmp_path, apply=True)
    assert (again.handed_in, again.rows[0].ready) == (0, (row.occurrence_id,))
    assert len(evidence(house)) == 1


def test_years_in_a_status_claim_the_occurrences_of_those_years(house: House, tmp_path: Path) -> None:
    path = tmp_path / "years.txt"
    path.write_text(
        PLAN_HEAD
        + "1\tВыявить затруднения учителей\tежегодно, март\tМКУ «Архив»\tСписок\n",
        encoding="utf-8",
    )  # fmt: skip
    made = import_file(house, path, approve=True, as_of=moment(1, 15), actor="test", as_new=True)
    report = tmp_path / "report.txt"
    report.write_text(
        HEAD + "1\tВыявить затруднения учителей\tежегодно, март\tМКУ «Архив»\tВыполнено 2025 г.\n",
        encoding="utf-8",
    )
    found = import_status(
        house, report, str(made.roadmap_id), apply=True, at=moment(6, 1, year=2026), actor="test"
    )
    assert (found.rows[0].claim, found.handed_in) == (Claim.DONE_IN_YEARS, 1)
    with open_reading(house.engine) as session:
        done = session.exec(select(Occurrence).where(col(Occurrence.submitted_at).is_not(None))).one()
    assert done.due_on.year == 2025


def test_a_row_that_fits_two_tasks_is_left_to_a_person(house: House, tmp_path: Path) -> None:
    plan = tmp_path / "twins.txt"
    plan.write_text(
        PLAN_HEAD
        + "1\tПровести совещание директоров\tмарт 2025 г.\tМКУ «Архив»\tПротокол\n"
        + "2\tПровести совещание директоров\tапрель 2025 г.\tМКУ «Архив»\tПротокол\n",
        encoding="utf-8",
    )  # fmt: skip
    made = import_file(house, plan, approve=True, as_of=moment(1, 15), actor="test", as_new=True)
    report = tmp_path / "report.txt"
    row = "7\tПровести совещание директоров\t2025 г.\tМКУ «Архив»\tВыполнено\n"
    report.write_text(HEAD + row, encoding="utf-8")
    found = import_status(house, report, str(made.roadmap_id), apply=True, at=moment(6, 1), actor="test")
    assert (found.rows[0].match, len(found.rows[0].rivals), found.handed_in) == (Match.AMBIGUOUS, 1, 0)


def test_a_document_without_the_column_is_refused(house: House, plan: Path) -> None:
    with pytest.raises(CallerError, match="Выполнение"):
        import_status(house, plan, "1", apply=True, at=moment(3, 20), actor="test")


@pytest.mark.shared
def test_the_real_report_of_penza_is_matched_to_its_own_plan(house: House, shared: Path) -> None:
    (path,) = (shared / "seeds").glob("001_*.txt")
    plan = import_file(house, path, approve=True, as_of=moment(1, 15, year=2020), actor="test", as_new=True)
    at = moment(12, 31, year=2021)
    preview = import_status(house, path, str(plan.roadmap_id), apply=False, at=at, actor="test")
    assert [row.number for row in preview.rows] == ["2", "4", "6", "7", "8", "9", "10", "14"]
    assert {row.match for row in preview.rows} == {Match.MATCHED}
    in_years = [row for row in preview.rows if row.claim is Claim.DONE_IN_YEARS]
    assert len(in_years) == 5
    assert all(len(row.partly) == 1 and not row.claimed for row in in_years)  # 2022 is not said to be done
    done = import_status(house, path, str(plan.roadmap_id), apply=True, at=at, actor="test")
    assert done.handed_in == sum(len(row.claimed) for row in preview.rows) > 0
    with open_reading(house.engine) as session:
        waiting = session.exec(select(Occurrence).where(col(Occurrence.submitted_at).is_not(None))).all()
    assert len(waiting) == done.handed_in
    assert not [o for o in waiting if o.accepted_at]


@pytest.mark.parametrize(
    ("status", "claim"),
    [
        ("Выполнено", Claim.DONE),
        ("Выполнено 2020 г. 2021 г.", Claim.DONE_IN_YEARS),
        ("Выполнено частично 2021 г.", Claim.PARTLY),
        ("Не выполнено", Claim.NOT_DONE),
        ("Перенесено", Claim.UNCLEAR),
        (" ", Claim.SILENT),
        (None, Claim.SILENT),
    ],
)
def test_a_status_is_sorted_by_what_it_claims(status: str | None, claim: Claim) -> None:
    assert read_claim(status) is claim
