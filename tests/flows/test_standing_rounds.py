"""Rounds of the monitorings that a regulation tells of in its text: on its days, each once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.house import House
from flows.importing import import_file
from models.database import open_reading
from roadmaps.store.rounds.listing import list_rounds
from small_plan import moment

REGULATION = """ПРИКАЗ

от 09.01.2025 № 3

Об утверждении положения о школьных лесничествах

ПРИКАЗЫВАЮ:

1. Утвердить прилагаемое положение.

Начальник управления                    И. И. Иванов

Положение о школьных лесничествах

2.1. Мониторинг лесничеств проводится ежегодно с 5 апреля по 10 мая.

2.2. Мониторинг питомников проводится раз в три года, в ноябре.

2.3. Отчёты о посадках представляются до 15 января и до 15 июля.

№ п/п\tМероприятие\tСрок\tИсполнитель\tРезультат
1\t{row}\tМКУ «Архив»\tСводка
"""
FORESTS = (date(2025, 4, 5), date(2025, 5, 10))
NURSERIES = (date(2025, 11, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    "row", ["Собрать отчёты\tежегодно, март", "Провести мониторинг лесничеств\tежегодно с 5 апреля по 10 мая"]
)
def test_rounds_have_the_days_of_the_text(house: House, tmp_path: Path, row: str) -> None:
    path = tmp_path / "regulation.txt"
    path.write_text(REGULATION.format(row=row), encoding="utf-8")
    import_file(house, path, approve=True, as_of=moment(1, 15), actor="test", as_new=True)
    with open_reading(house.engine) as session:
        windows = [(each.opens_on, each.due_on) for each in list_rounds(session)]
    assert [window for window in sorted(windows) if window[1].year == 2025] == [FORESTS, NURSERIES]
