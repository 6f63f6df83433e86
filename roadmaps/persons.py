"""Posts and people in running text: finding them, and putting them into the nominative. Pure.

Not a morphology of Russian: only the heads of posts and offices and the endings of surnames, names and
patronymics that orders use in the accusative ("возложить на …"), the dative and the genitive.
"""

from __future__ import annotations

import re

INITIALS = r"[А-ЯЁ]\.?\s?[А-ЯЁ]\.?"
SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PERSON = re.compile(
    rf"(?P<a>{SURNAME})\s+(?P<ai>[А-ЯЁ]\.\s?[А-ЯЁ]\b\.?+)(?!\s*[А-ЯЁ]?[а-яё])|(?P<bi>[А-ЯЁ]\.\s?[А-ЯЁ]\b\.?\s?)(?P<b>{SURNAME})"
)
_FULL_NAME = re.compile(
    r"([А-ЯЁ][а-яё-]+)\s+([А-ЯЁ][а-яё]+)\s+([А-ЯЁ][а-яё]+(?:вич|вича|вичу|вичем|вна|вну|вне|вны|вной|ична|ичну|ичне|ичны|ичной))(?![а-яё])"
)


def _endings(pairs: str) -> tuple[tuple[str, str], ...]:
    """ "ую:ая у:а" -> (("ую", "ая"), ("у", "а")): the first that fits is used."""
    return tuple((pair.partition(":")[0], pair.partition(":")[2]) for pair in pairs.split())


# Nominative of the first nouns of posts and offices, by their other cases.
_HEADS: dict[str, str] = {}
for _nominative, _others in {
    "начальник": "начальника начальнику начальником",
    "заместитель": "заместителя заместителю заместителем",
    "директор": "директора директору директором",
    "руководитель": "руководителя руководителю руководителем",
    "специалист": "специалиста специалисту специалистом",
    "министр": "министра министру министром",
    "глава": "главу главе главой главы",
    "методист": "методиста методисту методистом",
    "консультант": "консультанта консультанту консультантом",
    "председатель": "председателя председателю председателем",
    "инспектор": "инспектора инспектору инспектором",
    "ректор": "ректора ректору ректором",
    "проректор": "проректора проректору проректором",
    "секретарь": "секретаря секретарю секретарём секретарем",
    "бухгалтер": "бухгалтера бухгалтеру бухгалтером",
    "координатор": "координатора координатору координатором",
    "советник": "советника советнику советником",
    "педагог": "педагога педагогу педагогом",
    "заведующий": "заведующего заведующему заведующим",
    "заведующая": "заведующую заведующей",
    "управляющий": "управляющего управляющему управляющим",
    "исполняющий": "исполняющего исполняющему исполняющим",
    "отдел": "отделу отдела отделом",
    "сектор": "сектору сектора сектором",
    "центр": "центру центра центром",
    "комитет": "комитету комитета комитетом",
    "департамент": "департаменту департамента департаментом",
    "институт": "институту института институтом",
    "управление": "управлению управления управлением",
    "министерство": "министерству министерства министерством",
    "учреждение": "учреждению учреждения учреждением",
    "администрация": "администрации администрацию администрацией",
    "служба": "службе службу службой",
    "организация": "организации организацию",
    "комиссия": "комиссии комиссию",
    "школа": "школе школу школой",
    "директора": "директорам директоров",
    "учителя": "учителям",
    "органы": "органам",
    "отделы": "отделам",
    "специалисты": "специалистам",
    "методисты": "методистам",
    "педагоги": "педагогам",
    "школы": "школам",
    "организации": "организациям",
    "учреждения": "учреждениям",
    "службы": "службам",
    "заведующие": "заведующим",
    "члены": "членам",
}.items():
    for _other in _others.split():
        _HEADS.setdefault(_other, _nominative)

_ADJECTIVES = _endings(
    "ского:ский скому:ский цкого:цкий цкому:цкий щего:щий щему:щий шего:ший шему:ший ного:ный "
    "ному:ный вого:вый вому:вый ескую:еская ную:ная вую:вая щую:щая щим:щие ским:ские ным:ные "
    "вым:вые льной:льная"
)


def find_persons(text: str) -> list[str]:
    """ "Surname I.O." of everybody named with initials, initials put last."""
    persons = []
    for match in PERSON.finditer(text):
        surname, initials = (match["a"], match["ai"]) if match["a"] else (match["b"], match["bi"])
        if surname.lower() not in _HEADS:
            persons.append(f"{surname} {_tidy_initials(initials)}")
    return persons


def _tidy_initials(initials: str) -> str:
    return "".join(f"{letter}." for letter in re.findall(r"[А-ЯЁ]", initials))


def post_to_nominative(phrase: str) -> str:
    """ "начальника управления" -> "начальник управления": the head and the adjectives before it."""
    words = phrase.split()
    for index, word in enumerate(words[:4]):
        bare = word.strip(",.()").lower()
        if bare in _HEADS:
            words[index] = _like(word, _HEADS[bare])
            break
        changed = _adjective(word) if word[:1].isalpha() else word
        changed = _plural(word) if changed == word and index == 0 else changed
        if changed == word:
            break
        words[index] = changed
        if not re.search(r"(?:ый|ий|ая|ые|ие)$", changed):
            break
    return " ".join(words)


def _adjective(word: str) -> str:
    low = word.lower()
    return next(
        (word[: -len(a)] + b for a, b in _ADJECTIVES if low.endswith(a) and len(low) > len(a) + 1), word
    )


def _plural(word: str) -> str:
    """Dative plural of a noun: "руководителям" -> "руководители"."""
    if word.lower().endswith("ям"):
        return word[:-2] + "и"
    if word.lower().endswith("ам") and len(word) > 4:
        return word[:-2] + ("и" if word[-3] in "гкхжшчщ" else "ы")
    return word


def _like(original: str, word: str) -> str:
    return word.capitalize() if original[0].isupper() else word


def surname_to_nominative(surname: str, case: str, feminine: bool | None = None) -> str:
    """The nominative of a surname met in ``case``: "accusative" or "dative".

    ``feminine`` helps where the form alone does not tell (Иванову: her in the accusative, him in the dative).
    """
    rules = _ACCUSATIVE if case == "accusative" else _DATIVE_FEMININE if feminine else _DATIVE
    for ending, nominative in rules:
        if surname.endswith(ending) and len(surname) > len(ending) + 1:
            return surname[: -len(ending)] + nominative
    return surname


_ACCUSATIVE = _endings(
    "скую:ская цкую:цкая ую:ая ову:ова еву:ева ёву:ёва ину:ина ыну:ына ского:ский цкого:цкий ого:ый "
    "его:ий ова:ов ева:ев ёва:ёв ина:ин ына:ын юка:юк ука:ук яка:як ака:ак ика:ик ича:ич мана:ман "
    "ера:ер яна:ян ана:ан еля:ель ая:ай ея:ей у:а ю:я"
)
_DATIVE = _endings(
    "скому:ский цкому:цкий ому:ый ской:ская цкой:цкая овой:ова евой:ева ёвой:ёва иной:ина ыной:ына "
    "ой:ая ову:ов еву:ев ёву:ёв ину:ин ыну:ын ичу:ич юку:юк уку:ук яку:як аку:ак ику:ик елю:ель "
    "ею:ей аю:ай"
)
_DATIVE_FEMININE = _DATIVE


def name_to_nominative(name: str, case: str) -> str:
    """ "Плесецкую Олесю Васильевну" -> "Плесецкая Олеся Васильевна"."""
    surname, given, patronymic = name.split()
    feminine = "вн" in patronymic[-5:] or "ичн" in patronymic[-5:]
    patronymic = (
        re.sub(r"(вн|ичн)(?:у|е|ы|ой)$", r"\1а", patronymic)
        if feminine
        else re.sub(r"вич(?:а|у|ем)$", "вич", patronymic)
    )
    if feminine:
        given = re.sub(
            r"ию$|ии$",
            "ия",
            re.sub(r"(?<!и)ю$|(?<=[лсткнрж])е$", "я", re.sub(r"у$|(?<=[нртлвдз])е$", "а", given)),
        )
    else:
        given = re.sub(
            r"(?:ея|ею)$",
            "ей",
            re.sub(
                r"(?:ия|ию)$",
                "ий",
                re.sub(r"(?<=[рл])(?:я|ю)$", "ь", re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])[ау]$", "", given)),
            ),
        )
    return f"{surname_to_nominative(surname, case, feminine)} {given} {patronymic}"


def person_to_nominative(phrase: str, case: str = "accusative") -> str:
    """A post with its holder: "начальника отдела Петрову А.Б." -> "начальник отдела Петрова А.Б."."""
    phrase = " ".join(phrase.split()).strip(" .;,")
    full = _FULL_NAME.search(phrase)
    if full:
        phrase = phrase[: full.start()] + name_to_nominative(full[0], case) + phrase[full.end() :]
        head, comma, post = phrase.partition(", ")
        return f"{head}, {post_to_nominative(post)}" if comma else post_to_nominative(phrase)
    match = PERSON.search(phrase)
    if match is None or (match["a"] or match["b"]).lower() in _HEADS:
        return post_to_nominative(phrase)
    surname = surname_to_nominative(match["a"] or match["b"], case)
    person = f"{surname} {_tidy_initials(match['ai'] or match['bi'])}"
    before, after = phrase[: match.start()].strip(" ,("), phrase[match.end() :].strip(" ,.)")
    post = post_to_nominative(before) if before else ""
    tail = f", {post_to_nominative(after)}" if after else ""
    return f"{post} {person}".strip() + tail
