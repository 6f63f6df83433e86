"""Cells with executors -> names in roles."""

from __future__ import annotations

import pytest

from roadmaps.abbreviations import acronyms_of, edit_distance_is_one, read_abbreviations
from roadmaps.parties import PartyBook, match_party

LETTERS = [
    "2. ГБУ ДПО «Озёрский институт повышения профессионального мастерства» (далее — ГБУ ДПО ОИППМ) "
    "(Лукин А.Б.)",
    "Аббревиатуры и условные обозначения:",
    "ГБУ ДПО ОИПМ – ГБУ ДПО «Озёрский институт повышения профессионального мастерства»",
    "ГБУ ДПО ОИРПО – ГБУ ДПО «Озёрский институт развития профессионального образования»",
    "ММС – муниципальная методическая служба",
]


def read(cell: str, *others: str, slash: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reading = PartyBook([cell, *others], {}).read_cell(cell, slash)
    return reading.responsible, reading.co_responsible


def test_the_first_slash_parts_co_executors_where_the_heading_says_so() -> None:
    assert read("А / Б, В / Г", slash=True) == (("А",), ("Б", "В", "Г"))
    assert read("А / Б, В / Г") == (("А", "Б", "В", "Г"), ())


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Органы управления, осуществляющие надзор / "
            "школы", ("Органы управления, осуществляющие надзор", "школы")),
        ("Отдел образования (по согласованию); школы", ("Отдел образования", "школы")),
        ("Центр «Наука, спорт и школа», лицей", ("Центр «Наука, спорт и школа»", "лицей")),
        ("Управление образования района МКУ «Центр развития» г. Энска",
         ("Управление образования района", "МКУ «Центр развития» г. Энска")),
        ("ГБУ ДПО АБВГ ГБУ ДПО ДЕЖЗ", ("ГБУ ДПО АБВГ", "ГБУ ДПО ДЕЖЗ")),
        ("руководители школ директор центра", ("руководители школ", "директор центра")),
        ("Лунина А.С., заместитель директора", ("Лунина А.С., заместитель директора",)),
        ("Лунина А.С., главный специалист, Сомов П.П.", ("Лунина А.С., главный специалист", "Сомов П.П.")),
        ("Лунина А.С. – начальник отдела", ("Лунина А.С. – начальник отдела",)),
        ("Лунина А.С., руководители школ", ("Лунина А.С.", "руководители школ")),
        ("зам.директора, гл. специалист отдела", ("заместитель директора", "главный специалист отдела")),
        ("родители и/или опекуны", ("родители и/или опекуны",)),
        ("директор ГБУ ДПО АБВГ", ("директор ГБУ ДПО АБВГ",)),
        ("• ГБУ ДПО АБВГ • отдел", ("ГБУ ДПО АБВГ", "отдел")),
        ("1) ГБУ ДПО АБВГ 2) школа № 5. Энск 3. отдел", ("ГБУ ДПО АБВГ", "школа № 5. Энск", "отдел")),
        ("школа № 5. Лицей", ("школа № 5. Лицей",)),
        ("", ()),
    ],
)  # fmt: skip
def test_names_of_a_cell(cell: str, names: tuple[str, ...]) -> None:
    assert read(cell)[0] == names


def test_names_that_ran_together_are_divided_by_those_that_stand_alone() -> None:
    book = PartyBook(
        [
            "МБУ ЦРО",
            "МБУ ЦРО образовательные организации",
            "МБУ ЦРО творческие группы образовательные организации",
        ],
        {},
    )
    reading = book.read_cell("МБУ ЦРО творческие группы образовательные организации")
    assert reading.responsible == ("МБУ ЦРО", "творческие группы", "образовательные организации")
    assert reading.unseparated


def test_a_post_behind_a_comma_stays_with_its_holder_who_stands_alone_elsewhere() -> None:
    book = PartyBook(["Лунина А.С., нач. отдела", "Лунина А.С."], {})
    assert book.read_cell("Лунина А.С., нач. отдела").responsible == ("Лунина А.С., начальник отдела",)
    assert book.read_cell("Лунина А.С.").responsible == ("Лунина А.С., начальник отдела",)


def test_a_person_with_two_posts_in_one_document_is_left_as_written() -> None:
    book = PartyBook(["Лунина А.С., методист", "директор Лунина А.С.", "Лунина А.С."], {})
    assert book.read_cell("Лунина А.С.").responsible == ("Лунина А.С.",)


def test_a_short_name_is_not_cut_out_of_a_longer_one() -> None:
    assert read("специалисты КМЦ", "КМЦ", "специалисты")[0] == ("специалисты КМЦ",)
    assert read("Управление образования города Энска", "Управление образования")[0] == (
        "Управление образования города Энска",
    )


def test_of_two_abbreviations_the_one_that_the_full_name_spells_is_canonical() -> None:
    book = PartyBook(["ГБУ ДПО ОИПМ"], read_abbreviations(LETTERS))
    reading = book.read_cell("ГБУ ДПО ОИПМ")
    assert reading.responsible == ("ГБУ ДПО ОИППМ",)
    assert reading.misprints == (("ГБУ ДПО ОИПМ", "ГБУ ДПО ОИППМ"),)


def test_a_misprint_is_one_letter_of_one_known_name_and_another_institute_is_no_misprint() -> None:
    book = PartyBook(["ГБУ ДПО ОИРО"], read_abbreviations(LETTERS))
    assert book.read_cell("ГБУ ДПО ОИРО").misprints == (("ГБУ ДПО ОИРО", "ГБУ ДПО ОИРПО"),)
    assert book.read_cell("ГБУ ДПО ОИРПО").misprints == ()
    assert book.read_cell("ММЦ").responsible == ("ММЦ",)  # three letters are too few to tell


def test_a_name_with_two_neighbours_is_left_alone() -> None:
    book = PartyBook(["АБВГД", "АБВГД", "АБВГЕ", "АБВГЕ", "АБВГЖ"], {})
    assert book.read_cell("АБВГЖ").responsible == ("АБВГЖ",)


def test_full_names_acronyms_and_bare_posts_are_one_party() -> None:
    book = PartyBook(["ПСП", "профессиональные сообщества педагогов", "специалисты", "специалисты КМЦ"], {})
    assert book.canonical("ПСП") == "профессиональные сообщества педагогов"
    assert book.canonical("специалисты") == "специалисты КМЦ"
    known = PartyBook([], read_abbreviations(LETTERS))
    assert (
        known.canonical("ГБОУ ДПО «Озёрский институт развития профессионального образования»")
        == "ГБУ ДПО ОИРПО"
    )


def test_abbreviations_of_the_order_and_of_the_legend() -> None:
    found = read_abbreviations(LETTERS)
    assert list(found) == ["ГБУ ДПО ОИППМ", "ГБУ ДПО ОИПМ", "ГБУ ДПО ОИРПО", "ММС"]
    assert found["ММС"] == "муниципальная методическая служба"
    assert read_abbreviations(["провести мониторинг работы школ (далее — мониторинг)"]) == {
        "мониторинг": "мониторинг работы школ"
    }
    assert read_abbreviations(["декабрь 2024 г. (далее — ежегодно)"]) == {}


def test_acronyms_and_edits() -> None:
    assert "ИМО" in acronyms_of("информационно-методический отдел")
    assert edit_distance_is_one("чипкро", "чиппкро")
    assert not edit_distance_is_one("чирпо", "чиппкро")
    assert not edit_distance_is_one("чирпо", "чирпо")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("гбу дпо оиппм", "ГБУ ДПО ОИППМ"),
        ("ОИППМ", "ГБУ ДПО ОИППМ"),
        ("Рябинина О. В.", "начальник отдела Рябинина О.В."),
        ("О.В. Рябинина", "начальник отдела Рябинина О.В."),
        ("Рябинина", None),
        ("МО", None),
        ("Сомов А.А.", None),
    ],
)
def test_a_name_typed_by_a_person(name: str, found: str | None) -> None:
    known = {
        "ГБУ ДПО ОИППМ": "ГБУ ДПО ОИППМ",
        "ОИППМ": "ГБУ ДПО ОИППМ",
        "начальник отдела Рябинина О.В.": "начальник отдела Рябинина О.В.",
        "МОУО": "МОУО",
        "Сомов А.А., директор": "Сомов А.А., директор",
        "методист Сомов А.А.": "методист Сомов А.А.",
    }
    assert match_party(name, known) == found
