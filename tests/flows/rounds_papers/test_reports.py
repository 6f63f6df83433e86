"""The summary report says what the round came to, to the last figure, in Word and in PDF alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from finished_round import at, finish_two_rounds
from flows.house import House, open_house
from flows.rounds_papers.reports import make_round_report, submit_round_report
from models.database import open_session, row_id
from models.errors import CallerError
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from papers_read_back import read_docx_words, read_pdf_pages


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    house = open_house(settings, MemoryTransport())
    yield house
    house.close()


def words_of(house: House, form: str) -> str:
    with open_session(house.engine) as session:
        number = row_id(finish_two_rounds(session)[1])
    content, name = make_round_report(house, str(number), form, at(2024, 5, 20))
    assert name.endswith(f".{form}")
    words = read_docx_words(content) if form == "docx" else " ".join(read_pdf_pages(content))
    return " ".join(words.replace("\u00a0", " ").split())


# Worked out by hand: 1.1 «нет» 0; 1.2 «отдел» 1, «методист» 1/2; 2.1 a share. 2024: (0 + 1 + 0,625) / 3 and
# (0 + 0,5 + 0,6) / 3; 2023: (0 + 1 + 0,2) / 3 and the same second.
EXPECTED = [
    "с 01.04.2024 по 30.04.2024. Организатор: Институт развития.",
    "Всего участников 3",
    "Сдали форму 2",
    "из них в срок 1",
    "из них с опозданием 1",
    "Не ответили 1",
    "45,4 % от возможного",
    "на 7,1 выше, чем в 2023 году",
]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_figures_are_those_worked_out_by_hand(house: House, form: str) -> None:
    words = words_of(house, form)
    assert [part for part in EXPECTED if part not in words] == []
    for figure in ("54,2 %", "36,7 %", "61,25 %", "14,2", "21,3"):
        assert figure in words


def test_a_cell_says_the_change_in_words_and_the_silent_are_named(house: House) -> None:
    words = words_of(house, "docx")
    assert "1 Район Первый районы 54,2 % средний на 14,2 выше, чем в 2023 году" in words
    assert "2 Район Второй районы 36,7 % ниже среднего столько же, сколько в 2023 году" in words
    assert "Район без адреса города форма не сдана" in words
    assert "61,25 % 61,3 % выше среднего на 21,3 п. п. выше, чем в 2023 году" in words
    assert "Район Второй 2.2, 2.3" in words
    assert "Район Первый 2.3" in words


def test_the_same_round_is_the_same_paper(house: House) -> None:
    with open_session(house.engine) as session:
        number = str(row_id(finish_two_rounds(session)[1]))
    first, second = (make_round_report(house, number, "docx", at(2024, 5, 20))[0] for _ in range(2))
    assert first == second


def test_a_report_that_no_order_wants_is_not_handed_in(house: House) -> None:
    with open_session(house.engine) as session:
        number = str(row_id(finish_two_rounds(session)[1]))
    with pytest.raises(CallerError, match="приказ не ждёт"):
        submit_round_report(house, number, at(2024, 5, 20), "test")
    with pytest.raises(CallerError, match="docx и pdf"):
        make_round_report(house, number, "odt", at(2024, 5, 20))
