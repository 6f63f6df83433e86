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
FULL_NAME = re.compile(
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
    "губернатор": "губернатора губернатору губернатором",
    "президент": "президента президенту президентом",
    "мэр": "мэра мэру мэром",
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
    "заведующий": "заведующего заведующему",
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
    "правительство": "правительству правительства правительством",
    "совет": "совету совета советом",
    "мэрия": "мэрии мэрию мэрией",
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
    "лица": "лицам",
    "группа": "группе группу",
    "кафедра": "кафедре кафедру",
    "лаборатория": "лаборатории лабораторию",
}.items():
    for _other in _others.split():
        _HEADS.setdefault(_other, _nominative)

_RESPONSIBLE = re.compile(r"^([^(«]{1,80}? )(ответственн)ым\b")  # "лицам, ответственным за опрос"
# Endings of adjectives in front of such nouns, by what the noun is.
_STRESSED = r"(городск|областн|краев|окружн|заводск|головн)"  # областной центр, but районный
_MASCULINE = (
    (re.compile(rf"{_STRESSED}(?:ому|ого)$"), r"\1ой"),
    (re.compile(r"([кгхжшчщ])(?:[ое]му|[ое]го)$"), r"\1ий"),
    (re.compile(r"(?<=[нвлртдсмз])(?:ому|ого)$"), "ый"),
    (re.compile(r"н(?:ему|его)$"), "ний"),
)
_NEUTER = (
    (re.compile(r"([жшчщ])(?:[ое]му|[ое]го)$"), r"\1ее"),
    (re.compile(r"(?:ому|ого)$"), "ое"),
    (re.compile(r"н(?:ему|его)$"), "нее"),
)
_FEMININE = ((re.compile(r"(?<=н)(?:ей|юю)$"), "яя"), (re.compile(r"(?:[ое]й|ую)$"), "ая"))
_PLURAL = ((re.compile(r"^всем$"), "все"), (re.compile(r"ым$"), "ые"), (re.compile(r"им$"), "ие"))
_DATIVE_NOUN = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])у$")  # "оператору"
_ADJECTIVE = re.compile(r"(?:ому|ему|ого|его|ой|ей|ую|юю|ым|им|всем)$")


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
    index, nominative = _find_head(words)
    for at in range(index):
        words[at] = _agreeing(words[at], nominative)
    if nominative:
        mark = "," if words[index].endswith(",") else ""
        words[index] = _like(words[index], nominative) + mark
    named = " ".join(words)
    return _RESPONSIBLE.sub(r"\1\2ые", named) if nominative.endswith(("ы", "и", "а", "я")) else named


def _find_head(words: list[str]) -> tuple[int, str]:
    """Where the first noun stands, after adjectives alone, and its nominative; "" for an unknown noun."""
    for index, word in enumerate(words[:4]):
        bare = word.strip(",.()").lower()
        if bare in _HEADS:
            return index, _HEADS[bare]
        before = words[index - 1].lower() if index else ""
        if (plural := _plural(bare)) != bare and (not before or before.endswith(("ым", "им", "всем"))):
            return index, plural
        if not _ADJECTIVE.search(bare):
            known = before.endswith(("ому", "ему")) and _DATIVE_NOUN.search(bare)
            return index, bare[:-1] if known else ""
    return 0, ""


def _agreeing(adjective: str, noun: str) -> str:
    """An adjective in the nominative, as its noun wants it."""
    low = adjective.lower()
    rules: tuple[tuple[re.Pattern[str], str], ...]
    if low.endswith(("ым", "им", "всем")):
        rules = _PLURAL
    elif low.endswith(("ой", "ей", "ую", "юю")):
        rules = _FEMININE
    else:
        rules = _NEUTER if noun.endswith(("е", "о")) else _MASCULINE
    for ending, nominative in rules:
        if ending.search(low):
            return _like(adjective, ending.sub(nominative, low))
    return adjective


def _plural(word: str) -> str:
    """Dative plural of a noun: "руководителям" -> "руководители", "педагогам-психологам"."""
    parts = [_one_plural(part) for part in word.split("-")]
    return word if any(a == b for a, b in zip(parts, word.split("-"), strict=True)) else "-".join(parts)


def _one_plural(word: str) -> str:
    if word.endswith("ям"):
        return word[:-2] + ("я" if word.endswith(("ениям", "ованиям")) else "и")
    if word.endswith("ам") and len(word) > 4:
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
    full = FULL_NAME.search(phrase)
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
