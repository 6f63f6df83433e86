"""Lines of one cell with executors: which breaks part two names, and which only wrap one. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from roadmaps.abbreviations import LEGAL_FORM
from roadmaps.persons import FULL_NAME, PERSON

# What a name of its own begins with; other cases of these words go on the line above ("Отдел\nУправления").
_OFFICE = re.compile(
    r"(?:(?:обще)?образовательные|управление|министерство|департамент|комитет|комиссия|администрация|отдел|"
    r"сектор|служба|центр|институт|органы?|предприятия|лице[йи]|колледжи?|музе[йи]|дворец|совет|союз|фонд|"
    r"агентство|инспекция|бюро|палата|директор|заместител[ьи]|начальники?|руководители?|руководитель|"
    r"специалисты?|методисты?|педагоги?|педагог-\w+|учитель|классные|заведующ(?:ий|ая|ие)|председател[ьи]|"
    r"секретарь|консультант|инспектор|бухгалтер)(?![\w-])",
    re.IGNORECASE,
)
# In small letters these go on a name: "директор\nшколы".
_IN_CAPITALS = re.compile(
    r"(?:Учреждения|Организации|Школы?|Гимнази[яи]|Библиотеки?|Директора|Учителя|Главы?)(?![\w-])"
)
_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё-]+(?:ый|ий|ая|яя|ое|ее|ые|ие)(?![\w-])")
_ENDS_OPEN = re.compile(
    r"(?:[,;:(«/–—-]|(?<!\w)(?:и|или|в|во|на|с|по|при|за|от|для|о|об|из|к|до|со)|"
    r"[а-яё]+(?:ый|ий|ая|яя|ое|ее|ые|ие|ого|его|ой|ей|ых|их))$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:директор|заместитель|начальник|руководитель|(?:главный|ведущий|старший) \w+|\w*специалист|методист|"
    r"заведующ|председатель|консультант|инспектор|глава|учитель|педагог|секретарь)(?![\w-])",
    re.IGNORECASE,
)


def separate_lines(cell: str) -> str:
    """The cell with a semicolon where a new line begins a new name; other line breaks stay."""
    lines = cell.split("\n")
    separated = lines[0]
    for before, line in pairwise(lines):
        separated += _between(before.strip(), line.strip()) + line
    return separated


def _between(before: str, line: str) -> str:
    ends_with_person = _is_person_at_end(before)
    if ends_with_person and _POST.match(line) and not PERSON.search(line):
        return ", "  # "Иванова И.И.\nначальник отдела"
    if _ENDS_OPEN.search(before) or LEGAL_FORM.fullmatch(before):
        return "\n"
    begins = (
        _OFFICE.match(line) or _IN_CAPITALS.match(line) or _ADJECTIVE.match(line) or LEGAL_FORM.match(line)
    )
    if begins or (ends_with_person and line[:1].isupper()):
        return "; "
    return "\n"


def _is_person_at_end(text: str) -> bool:
    found = [*PERSON.finditer(text), *FULL_NAME.finditer(text)]
    return any(match.end() >= len(text.rstrip(" .,;")) for match in found)
