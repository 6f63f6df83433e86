"""Lists of participants as people keep them: headings in any order, or none at all."""

from __future__ import annotations

import pytest

from models.errors import CallerError
from roadmaps.rounds.rosters import Roster, read_csv_rows, read_roster


def read(*lines: str) -> Roster:
    return read_roster([(n, line.split("|")) for n, line in enumerate(lines, start=1)])


def test_headings_may_stand_in_any_order_and_below_a_title() -> None:
    roster = read(
        "Список участников мониторинга",
        "№ п/п|Эл. почта|Наименование организации|Муниципалитет|Контактное лицо|Часовой пояс",
        "1|2|3|4|5|6",
        "1|school1@example.org|Школа № 1|Северный|Орлова М.|Asia/Omsk",
    )
    (entry,) = roster.entries
    assert (entry.row, entry.name, entry.grouping) == (4, "Школа № 1", "Северный")
    assert (entry.addresses, entry.contact, entry.zone) == (
        ("school1@example.org",),
        "Орлова М.",
        "Asia/Omsk",
    )
    assert not roster.problems


def test_a_municipality_without_an_organisation_is_asked_itself() -> None:
    roster = read("Муниципалитет|Почта", "Северный район|north@example.org")
    assert [(e.name, e.grouping) for e in roster.entries] == [("Северный район", "")]


def test_a_bare_column_of_names_is_a_list() -> None:
    assert [e.name for e in read("Школа № 1", "Школа № 2").entries] == ["Школа № 1", "Школа № 2"]


def test_a_lone_column_may_have_a_heading_and_a_participant_is_none() -> None:
    assert [e.name for e in read("Наименование организации", "Школа № 1").entries] == ["Школа № 1"]
    names = ["Учреждение «Росток»", "Организация отдыха «Лес»"]
    assert [e.name for e in read(*names).entries] == names


def test_without_headings_addresses_show_themselves() -> None:
    roster = read("1|Школа № 1|a@example.org", "2|Школа № 2|b@example.org")
    assert [(e.name, e.addresses) for e in roster.entries] == [
        ("Школа № 1", ("a@example.org",)),
        ("Школа № 2", ("b@example.org",)),
    ]


def test_several_addresses_stand_in_one_cell() -> None:
    roster = read("Организация|E-mail", "Школа № 1|a@example.org, <b@example.org>; a@example.org")
    assert roster.entries[0].addresses == ("a@example.org", "b@example.org")


def test_a_row_without_a_name_is_a_problem_and_the_others_are_read() -> None:
    roster = read("Организация|Почта", "|lost@example.org", "Школа № 2|b@example.org")
    assert [e.name for e in roster.entries] == ["Школа № 2"]
    (problem,) = roster.problems
    assert (problem.row, problem.what, problem.raw) == (2, "name", "lost@example.org")


def test_a_wrong_address_or_zone_is_told_and_the_participant_stays() -> None:
    roster = read_roster(
        [(1, ["Организация", "Почта", "Зона"]), (2, ["Школа № 1", "не знаю", "Марс"])],
        is_zone=lambda zone: zone == "Asia/Omsk",
    )
    assert [(e.name, e.addresses, e.zone) for e in roster.entries] == [("Школа № 1", (), None)]
    assert [p.what for p in roster.problems] == ["address", "zone"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_as_programs_write_it(encoding: str, delimiter: str) -> None:
    content = f'Организация{delimiter}Почта\r\n"Школа ""Росток"""{delimiter}a@example.org\r\n'.encode(
        encoding
    )
    roster = read_roster(read_csv_rows(content))
    assert [(e.name, e.addresses) for e in roster.entries] == [('Школа "Росток"', ("a@example.org",))]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(CallerError):
        read_csv_rows(b"\x98\x00\xff")


@pytest.mark.parametrize(
    ("cell", "language"),
    [("en", "en"), ("English", "en"), ("Английский", "en"), ("русский", "ru"), ("", None)],
)
def test_a_column_may_name_the_language_of_the_mail(cell: str, language: str | None) -> None:
    roster = read("Организация|Почта|Язык", f"Школа № 1|a@example.org|{cell}")
    assert [entry.language for entry in roster.entries] == [language]
    assert not roster.problems


def test_a_language_that_is_not_ours_is_told_and_left_out() -> None:
    roster = read("Организация|Почта|Язык писем", "Школа № 1|a@example.org|latin")
    assert [entry.language for entry in roster.entries] == [None]
    assert [(problem.what, problem.raw) for problem in roster.problems] == [("language", "latin")]
