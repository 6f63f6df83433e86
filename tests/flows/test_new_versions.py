"""A new version of a plan that is being carried out: who keeps what, who hears of what."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from flows.evidence import hand_in
from flows.house import House
from flows.importing import ImportReport, compare_file, import_file
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.errors import CallerError
from models.occurrence import Evidence
from models.roadmap import Roadmap, Task
from models.values import OccurrenceState
from notifications.outbox import list_messages
from roadmaps.store import steps, versioning
from roadmaps.store.calendars import load_stamps
from roadmaps.store.drafts import find_roadmap
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences, list_trail
from small_plan import ARCHIVE, CENTRE, PLAN, moment

AMENDING = """УПРАВЛЕНИЕ ОБРАЗОВАНИЯ
ПРИКАЗ
от 01.04.2025 № 20

О внесении изменений в план мероприятий, утверждённый приказом от 11.01.2025 № 7

ПРИКАЗЫВАЮ:
1. Внести в план мероприятий, утверждённый приказом от 11.01.2025 № 7, следующие изменения:
1.1. Строку 1.2 исключить.
1.2. Строку 1.3 изложить в редакции согласно приложению.

Начальник управления                        А.В. Громов

Приложение
План мероприятий («дорожная карта») по развитию школьных музеев на 2025-2026 гг.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1.3\tПодготовить отчёт\tIII квартал 2025 г.\tМКУ «Архив»\tОтчёт
"""


def bring(
    house: House, plan: Path, text: str, month: int, day: int, *, approve: bool = True, **options: object
) -> ImportReport:
    path = plan.with_name(f"version-{month}-{day}.txt")
    path.write_text(text, encoding="utf-8")
    at = moment(month, day, 12)
    return import_file(house, path, approve=approve, as_of=at, actor="test", **options)  # type: ignore[arg-type]


def views(house: House, *, month: int = 4, day: int = 1) -> dict[str, OccurrenceView]:
    with open_reading(house.engine) as session:
        found = list_occurrences(session, OccurrenceFilter(), moment(month, day))
    return {view.task_number: view for view in found}


def picture(house: House) -> object:
    """All that must not change: tasks, dates, states."""
    with open_reading(house.engine) as session:
        tasks = [task.model_dump() for task in session.exec(select(Task).order_by(Task.id)).all()]  # type: ignore[arg-type]
        found = list_occurrences(session, OccurrenceFilter(), moment(4, 1))
    return tasks, [view.as_json() for view in found]


def mails(house: House) -> list[tuple[str, str, list[int]]]:
    with open_reading(house.engine) as session:
        return [(str(m["planned_on"]), str(m["to"]), list(m["occurrences"])) for m in list_messages(session)]  # type: ignore[call-overload]


def test_a_draft_of_a_version_shows_the_changes_and_changes_nothing(house: House, plan: Path) -> None:
    before = picture(house)
    report = bring(house, plan, PLAN.replace("до 15 апреля", "до 25 апреля"), 2, 1, approve=False)
    assert report.version is not None
    assert (report.version.roadmap_id, report.version.reason) == (1, "same_document")
    assert [c.new.number for c in report.version.comparison.changed] == ["1.2"]
    assert picture(house) == before
    assert compare_file(house, "1", plan).comparison.is_empty


def test_accepted_evidence_stays_accepted(house: House, plan: Path) -> None:
    number = views(house)["1.1"].id
    hand_in(house, number, at=moment(3, 10), actor="test", note="собраны")
    with open_session(house.engine) as session:
        steps.review(session, number, moment(3, 11), "test")
    title = "Собрать все сведения о музеях"
    text = PLAN.replace("Собрать сведения о музеях\tмарт", f"{title}\tмай")
    bring(house, plan, text, 3, 20)
    view = views(house)["1.1"]
    assert (view.id, view.state, view.title) == (
        number,
        OccurrenceState.ACCEPTED,
        "Собрать все сведения о музеях",
    )
    assert view.facts.due_on.isoformat() == "2025-03-31"
    with open_reading(house.engine) as session:
        assert [e.note for e in session.exec(select(Evidence)).all()] == ["собраны"]
        assert {t.roadmap_id for t in session.exec(select(Task)).all()} == {2}
        assert find_roadmap(session, "1").id == find_roadmap(session, "7").id == 2


def test_a_changed_term_moves_the_reminders_and_nobody_is_mailed_twice_a_day(
    house: House, plan: Path
) -> None:
    number = views(house)["1.2"].id
    for day in range(1, 130):
        tick(house, moment(1, 15) + timedelta(days=day))
        if day == 80:  # 5 April: reminders of 15 April have begun
            bring(house, plan, PLAN.replace("до 15 апреля", "до 12 мая"), 4, 5)
            tick(house, moment(4, 5, 13))
    view = views(house)["1.2"]
    assert (view.id, view.facts.due_on.isoformat(), view.original_due_on.isoformat()) == (
        number, "2025-05-12", "2025-05-12",
    )  # fmt: skip
    told = [day for day, to, ids in mails(house) if to == CENTRE and number in ids]
    assert "2025-04-01" in told
    assert not [day for day in told if "2025-04-05" < day < "2025-04-28"]
    assert {"2025-04-28", "2025-05-05", "2025-05-12"} <= set(told)
    assert max(Counter((day, to) for day, to, _ in mails(house)).values()) == 1
    with open_reading(house.engine) as session:
        (entry,) = session.exec(select(AuditEntry).where(AuditEntry.deed == "term changed")).all()
    assert (entry.subject, entry.details["from"], entry.details["to"]) == (
        f"occurrence:{number}", "2025-04-15", "2025-05-12",
    )  # fmt: skip


def test_a_removed_task_is_silent_and_an_added_one_speaks(house: House, plan: Path) -> None:
    old = views(house)["1.2"].id
    text = PLAN.replace(
        "1.2\tПровести семинар\tдо 15 апреля 2025 г.\tМБУ «Методцентр»\tПрограмма семинара",
        "1.2\tИздать альбом\tдо 20 апреля 2025 г.\tМКУ «Архив»\tАльбом",
    )
    bring(house, plan, text, 3, 1)
    for day in range(0, 70):
        tick(house, moment(3, 2) + timedelta(days=day))
    found = {view.id: view for view in _all(house)}
    assert found[old].state is OccurrenceState.CANCELLED
    assert not [day for day, _, ids in mails(house) if old in ids]
    fresh = views(house)["1.2"].id
    assert [to for day, to, ids in mails(house) if fresh in ids and day == "2025-04-20"] == [ARCHIVE]
    with open_reading(house.engine) as session:
        deeds = {e.subject: e for e in list_trail(session) if "by version" in e.deed}
    assert deeds[f"occurrence:{old}"].details["reason"] == "изменено документом № 7 от 11.01.2025"


def _all(house: House) -> list[OccurrenceView]:
    with open_reading(house.engine) as session:
        return list_occurrences(session, OccurrenceFilter(), moment(4, 1))


def test_who_hands_a_task_over_hears_no_more_of_it(house: House, plan: Path) -> None:
    number = views(house)["1.2"].id
    tick(house, moment(4, 1))
    text = PLAN.replace("2025 г.\tМБУ «Методцентр»\tПрограмма", "2025 г.\tМКУ «Архив»\tПрограмма")
    bring(house, plan, text, 4, 2)
    for day in range(2, 25):
        tick(house, moment(4, day))
    told = {(day, to) for day, to, ids in mails(house) if number in ids}
    assert {to for day, to in told if day > "2025-04-02"} == {ARCHIVE}


@pytest.mark.parametrize("spoil", ["bom", "crlf", "spaces", "cp1251"])
def test_the_same_words_in_other_bytes_are_the_same_document(house: House, plan: Path, spoil: str) -> None:
    data = {
        "bom": b"\xef\xbb\xbf" + PLAN.encode(),
        "crlf": PLAN.replace("\n", "\r\n").encode(),
        "spaces": (PLAN.replace("\n1.2", "\n\n1.2") + "\n \n").encode(),
        "cp1251": PLAN.encode("cp1251"),
    }[spoil]
    before = picture(house)
    path = plan.with_name("again.txt")
    path.write_bytes(data)
    report = import_file(house, path, approve=True, as_of=moment(2, 1), actor="test")
    assert (report.created, report.roadmap_id) == (False, 1)
    assert picture(house) == before


def test_a_version_approved_twice_changes_nothing(house: House, plan: Path) -> None:
    text = PLAN.replace("до 15 апреля", "до 25 апреля").replace(
        "Подготовить отчёт", "Подготовить годовой отчёт"
    )
    bring(house, plan, text, 2, 1)
    once = picture(house)
    report = bring(house, plan, text, 2, 3)
    assert report.approval is not None
    assert (report.created, report.approval.tasks, picture(house)) == (False, 0, once)
    import_file(house, plan, approve=True, as_of=moment(2, 4), actor="test")  # the first version again
    assert picture(house) == once


def test_a_crash_on_the_way_leaves_nothing(house: House, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = picture(house)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(versioning, "_finish", crash)
    with pytest.raises(KeyboardInterrupt):
        bring(house, plan, PLAN.replace("до 15 апреля", "до 25 апреля"), 2, 1)
    assert picture(house) == before
    with open_reading(house.engine) as session:
        assert [r.superseded_by_id for r in session.exec(select(Roadmap)).all()] == [None]


def test_an_amending_order_touches_only_what_it_names(house: House, plan: Path) -> None:
    report = bring(house, plan, AMENDING, 4, 2)
    assert report.version is not None
    assert report.version.reason == "amends"
    assert [item.number for item in report.version.comparison.untouched] == ["1.1"]
    now = views(house)
    assert now["1.2"].state is OccurrenceState.CANCELLED
    assert now["1.1"].state is not OccurrenceState.CANCELLED
    assert now["1.3"].facts.due_on.isoformat() == "2025-09-30"
    with open_reading(house.engine) as session:
        assert session.get_one(Roadmap, 2).title.startswith("План мероприятий")


def test_one_number_on_two_strange_documents_asks_a_person(house: House, plan: Path) -> None:
    head, _, _ = PLAN.partition("1.1\t")
    text = head + "1\tПокрасить забор\tмай 2025 г.\tМКУ «Архив»\tЗабор\n"
    with pytest.raises(CallerError, match="--as-new"):
        bring(house, plan, text, 2, 1)
    assert len(views(house)) == 3
    bring(house, plan, text, 2, 1, as_new=True)
    assert len(views(house)) == 4


def test_a_plan_without_rows_is_named_as_such_and_empties_nothing(house: House, plan: Path) -> None:
    head, _, _ = PLAN.partition("1.1\t")
    with pytest.raises(CallerError, match="--replaces"):
        bring(house, plan, head, 2, 1)
    report = bring(house, plan, head.replace("№ 7", "№ 8"), 2, 2)
    assert (report.rows, report.version) == (0, None)
    assert "empty_plan" in {problem["code"] for problem in report.problems}


def test_an_event_and_a_settled_term_survive(house: House, plan: Path) -> None:
    """What the user has said by hand stays as long as the words of the document do."""
    bring(house, plan, PLAN.replace("до 15 апреля 2025 г.", "когда зацветёт сирень"), 2, 1)
    with open_reading(house.engine) as session:
        task = session.exec(select(Task).where(Task.number == "1.2")).one()
    from roadmaps.store.settling import settle_task_term

    with open_session(house.engine) as session:
        settle_task_term(session, task.id or 0, "до 20 мая 2025 г.", moment(2, 2), "test")
    text = PLAN.replace("до 15 апреля 2025 г.", "когда зацветёт сирень").replace("II квартал", "III квартал")
    bring(house, plan, text, 2, 3)
    view = views(house)["1.2"]
    assert (view.facts.due_on.isoformat(), view.meaning) == ("2025-05-20", "до 20 мая 2025 года")


def test_calendars_keep_the_events_of_tasks_that_stay(house: House, plan: Path) -> None:
    def uids() -> set[str]:
        with open_reading(house.engine) as session:
            found = list_occurrences(session, OccurrenceFilter(), moment(4, 1))
            return {stamp.uid for stamp in load_stamps(session, found).values()}

    def sequences() -> dict[str, int]:
        with open_reading(house.engine) as session:
            found = list_occurrences(session, OccurrenceFilter(), moment(4, 1))
            return {stamp.uid: stamp.sequence for stamp in load_stamps(session, found).values()}

    before, numbers = uids(), sequences()
    bring(house, plan, AMENDING, 4, 1)
    assert uids() == before
    assert all(numbers[uid] <= sequence for uid, sequence in sequences().items())
    assert sum(sequences().values()) > sum(numbers.values())
    bring(house, plan, PLAN.replace("№ 7", "№ 30").replace("11.01.2025", "11.05.2025"), 5, 11, replaces="7")
    assert before <= uids()
