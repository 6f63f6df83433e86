"""A controller with an account in real Chromium: signs in, decides what waits, and looks where it is late."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import select

from flows.evidence import hand_in
from live_pages import open_chromium
from models.authority import AccountRole
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from roadmaps.store.extending import ask_extension
from small_plan import ARCHIVE, CENTRE, approve_plan, moment, name_people, write_plan
from stage import Stage, open_stage

REVIEWER = "reviewer@example.org"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """The registers and the seminar are handed in, the report asks for more time."""
    with open_stage(browser, tmp_path, "controller", moment(1, 15)) as stage:
        approve_plan(stage.house, write_plan(tmp_path))
        name_people(stage.house)
        stage.employ(REVIEWER, "Вера Контролёрова", AccountRole.REVIEWER)
        stage.tick(moment(4, 14, 10))
        with open_reading(stage.house.engine) as session:
            register, seminar, report = session.exec(select(Occurrence.id).order_by(Occurrence.id)).all()  # type: ignore[arg-type]
        for number, note in ((register, "Реестр во вложении"), (seminar, "Семинар прошёл в двух школах")):
            files = [("Подтверждение.pdf", io.BytesIO(b"%PDF-1.4 " + note.encode()))]
            hand_in(stage.house, number or 0, at=stage.now, actor="test", files=files, note=note)
        with open_session(stage.house.engine) as session:
            ask_extension(session, report or 0, date(2025, 7, 14), "Архив переезжает", stage.now, "test")
        yield stage


def test_from_the_door_to_what_is_late(stage: Stage) -> None:
    page = stage.sign_in(REVIEWER)
    expect(page.get_by_role("heading", level=1)).to_have_text("Состояние на 14.04.2025")
    page.get_by_role("link", name="На проверку").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ждут проверки: 2")
    stage.photograph(page, "queue")

    page.get_by_role("checkbox", name="Собрать сведения о музеях").check()
    page.get_by_label("Чего не хватает").fill("В реестре нет адресов")
    page.get_by_role("button", name="Вернуть отмеченные").click()
    expect(page.get_by_role("status")).to_contain_text("Решение записано: 1 срок")
    stage.photograph(page, "returned-one")

    page.get_by_role("link", name="всё об этом сроке", exact=True).click()
    page.get_by_text("Принять частично").click()
    page.get_by_label("Принятая доля, %").fill("60")
    page.get_by_label("Чего не хватает").first.fill("Нужна третья школа")
    page.get_by_role("button", name="Принять эту часть").click()
    expect(page.locator("main")).to_contain_text("Нужна третья школа")
    expect(page.locator("main")).to_contain_text("60")
    stage.photograph(page, "accepted-a-part")

    page.get_by_role("link", name="На проверку").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ждут вашего ответа")
    stage.photograph(page, "asked-for-time")
    page.get_by_role("button", name="Перенести на 14.07.2025").click()
    expect(page.locator("main")).to_contain_text("с 30.06.2025 на 14.07.2025: Архив переезжает")

    stage.tick(moment(4, 15, 10))
    assert "В реестре нет адресов" in stage.last_mail(CENTRE)[1]
    assert "14.07.2025" in stage.last_mail(ARCHIVE)[1]
    stage.tick(moment(4, 22, 10))
    page = stage.sign_in(REVIEWER)  # a week later
    stage.photograph(page, "overview")
    row = page.get_by_role("row", name=re.compile("МБУ «Методцентр»")).last
    row.get_by_role("link", name="0 / 1").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Список сроков")
    expect(page.get_by_role("table")).to_contain_text("Собрать сведения о музеях")
    stage.photograph(page, "list-of-a-cell")
    page.get_by_role("link", name="Собрать сведения о музеях").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Собрать сведения о музеях")
    expect(page.locator("main")).to_contain_text("В реестре нет адресов")
    stage.photograph(page, "task")
