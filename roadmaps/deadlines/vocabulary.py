"""The words of the language of terms: every written form → (terminal of the grammar, value).

A form stands here in lower case with е for ё. To teach a new word, add it to the table of its
terminal; the grammar (``terms.lark``) says where the terminal may stand.
"""

from __future__ import annotations

from collections.abc import Iterable

Entry = tuple[str, object]

_ADJECTIVE_ENDINGS = [
    "ый",
    "ий",
    "ой",
    "ая",
    "яя",
    "ое",
    "ее",
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ом",
    "ем",
    "ую",
    "юю",
    "ые",
    "ие",
    "ых",
    "их",
    "ыми",
    "ими",
    "ей",
    "ою",
    "ею",
]


def _forms(stem: str, endings: str) -> list[str]:
    return [stem + ending.replace("0", "") for ending in endings.split()]


def _adjective(stem: str) -> list[str]:
    return [stem + ending for ending in _ADJECTIVE_ENDINGS]


def _all(*groups: Iterable[str]) -> list[str]:
    return [form for group in groups for form in group]


_MONTHS: dict[int, list[str]] = {
    1: [*_forms("январ", "ь я ю ем е и"), "янв"],
    2: [*_forms("феврал", "ь я ю ем е и"), "фев", "февр"],
    3: [*_forms("март", "0 а у ом е ы"), "мар"],
    4: [*_forms("апрел", "ь я ю ем е и"), "апр"],
    5: _forms("ма", "й я ю ем е и"),
    6: [*_forms("июн", "ь я ю ем е и"), "июн"],
    7: [*_forms("июл", "ь я ю ем е и"), "июл"],
    8: [*_forms("август", "0 а у ом е ы"), "авг"],
    9: [*_forms("сентябр", "ь я ю ем е и"), "сен", "сент"],
    10: [*_forms("октябр", "ь я ю ем е и"), "окт"],
    11: [*_forms("ноябр", "ь я ю ем е и"), "ноя", "нояб"],
    12: [*_forms("декабр", "ь я ю ем е и"), "дек"],
}

_ORDINALS: dict[int, list[str]] = {
    1: _adjective("перв"),
    2: _adjective("втор"),
    3: _all(_forms("трет", "ий ья ье ьего ьему ьим ьем ью ьей ьи ьих ьими")),
    4: _adjective("четверт"),
    5: _adjective("пят"),
    6: _adjective("шест"),
    7: _adjective("седьм"),
    8: _adjective("восьм"),
    9: _adjective("девят"),
    10: _adjective("десят"),
    11: _adjective("одиннадцат"),
    12: _adjective("двенадцат"),
    13: _adjective("тринадцат"),
    14: _adjective("четырнадцат"),
    15: _adjective("пятнадцат"),
    16: _adjective("шестнадцат"),
    17: _adjective("семнадцат"),
    18: _adjective("восемнадцат"),
    19: _adjective("девятнадцат"),
    20: _adjective("двадцат"),
    30: _adjective("тридцат"),
}

TENS = {"двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30}  # before an ordinal: 25-го

_CARDINALS: dict[int, list[str]] = {
    1: ["один", "одна", "одно", "одного", "одной", "одному", "одну", "одним"],
    2: ["два", "две", "двух", "двум", "двумя"],
    3: ["три", "трех", "трем", "тремя"],
    4: ["четыре", "четырех", "четырем"],
    5: ["пять", "пяти", "пятью"],
    6: ["шесть", "шести"],
    7: ["семь", "семи"],
    8: ["восемь", "восьми"],
    9: ["девять", "девяти"],
    10: ["десять", "десяти"],
    12: ["двенадцать", "двенадцати"],
    14: ["четырнадцать", "четырнадцати"],
    15: ["пятнадцать", "пятнадцати"],
    20: ["двадцать", "двадцати"],
    30: ["тридцать", "тридцати"],
    45: ["сорока"],
    60: ["шестьдесят", "шестидесяти"],
    90: ["девяносто", "девяноста"],
}

# "10-дневный", "двухнедельный", "месячный": amount (None: stands before as a number), unit
_SPAN_ADJECTIVES: dict[str, str] = {"дневн": "day", "недельн": "week", "месячн": "month", "часов": "hour"}
_AMOUNT_STEMS = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "пятнадцати": 15, "двадцати": 20, "тридцати": 30,
}  # fmt: skip

_WEEKDAYS: dict[int, list[str]] = {
    0: _forms("понедельник", "0 а у ом е и ам ов"),
    1: _forms("вторник", "0 а у ом е и ам ов"),
    2: _forms("сред", "а ы е у ой ам"),
    3: _forms("четверг", "0 а у ом е и ам ов"),
    4: _forms("пятниц", "а ы е у ей ам 0"),
    5: _forms("суббот", "а ы е у ой ам 0"),
    6: _forms("воскресень", "е я ю ем ям и"),
}

_FREQUENCIES: dict[str, list[str]] = {
    "day": ["ежедневно", "ежедн", "ежесуточно"],
    "week": ["еженедельно", "еженед"],
    "month": ["ежемесячно", "помесячно", "ежемес"],
    "quarter": ["ежеквартально", "поквартально", "ежекв", "ежекварт"],
    "half": ["полугодично", "ежеполугодно", "ежеполугодично"],
    "term": ["ежечетвертно", "почетвертно"],
    "year": ["ежегодно", "ежегод", "ежег"],
    "decade": ["ежедекадно", "подекадно"],
}
# "ежегодный отчет"; in the words of an event they say nothing
_FREQUENT: dict[str, list[str]] = {
    "day": _adjective("ежедневн"),
    "week": _adjective("еженедельн"),
    "month": _adjective("ежемесячн"),
    "quarter": _all(_adjective("ежеквартальн"), _adjective("квартальн")),
    "half": _adjective("ежеполугодн"),
    "year": _adjective("ежегодн"),
}

_TABLES: dict[str, list[str]] = {
    "YW": [*_forms("год", "0 а у ом е ы ов ам ами ах"), "г", "гг", "годд"],
    "YEARS_WORD": ["лет"],
    "SCHOOL": [*_adjective("учебн"), "уч"],
    "CAL": _all(_adjective("календарн"), _adjective("финансов"), _adjective("бюджетн"), ["фин", "кал"]),
    "CURRENT": _all(
        _adjective("текущ"),
        _adjective("настоящ"),
        _adjective("соответствующ"),
        ["этого", "данного", "сего", "нынешнего", "этом", "данном", "нынешнем", "сем", "тек"],
    ),
    "REPORT": _all(_adjective("отчетн"), _adjective("истекш"), ["отч"]),
    "FOLLOWING": _all(_adjective("следующ"), _adjective("последующ")),
    "PRECEDING": _all(
        _adjective("предшествующ"), _adjective("предыдущ"), _adjective("прошл"), _adjective("прошедш")
    ),
    "PLANNED": _all(
        _adjective("очередн"), _adjective("планируем"), _adjective("планов"), _adjective("предстоящ")
    ),
    "LAST": _adjective("последн"),
    "EVERY": _forms("кажд", "ый ая ое ого ой ому ом ую ые ых ым"),
    "MW": [*_forms("месяц", "0 а у ем е ы ев ам ами ах"), "мес"],
    "QW": [*_forms("квартал", "0 а у ом е ы ов ам ами ах"), "кв", "кварт", "квар"],
    "HW": _all(
        _forms("полугоди", "е я ю ем и й ям ях"),
        _forms("полугод", "у ом ы"),
        ["полугодье", "полуг", "полугод", "пг", "пол"],
    ),
    "POLGODA": ["полгода", "полугода"],
    "DAYW": [*_forms("д", "ень ня ню нем не ни ней ням нями нях"), "дн", "сутки", "суток", "сутки"],
    "WEEKW": _forms("недел", "я и е ю ей ь ям ями ях"),
    "HOURW": [*_forms("час", "0 а у ом е ы ов ам"), "ч", *_forms("минут", "0 а ы у")],
    "WORKING": [form for form in [*_adjective("рабоч"), "раб"] if form not in ("рабочего", "рабочий")],
    "CHISLO": _forms("чис", "ло ла лу лом ле л лам лах"),
    "DECADE": _forms("декад", "а ы е у ой 0 ам ах"),
    "HALFPART": _forms("половин", "а ы е у ой 0"),
    "UNTIL": ["до"],
    "TO": ["по"],
    "FROM": ["с", "со"],
    "FROMFORMAL": ["от"],
    "NE": ["не"],
    "LATER": ["позднее", "позже", "поздней"],
    "EARLIER": ["ранее", "раньше"],
    "LESS": ["реже", "менее", "меньше", "чаще", "более", "больше"],
    "THAN": ["чем"],
    "SROK": _forms("срок", "0 а у ом е и ов ам ах"),
    "V": ["в", "во"],
    "NA": ["на"],
    "ZA": ["за"],
    "STARTING": ["начиная"],
    "INCL": ["включительно", "вкл"],
    "RAZ": ["раз", "раза", "р"],
    "TECH": ["течение", "течении", "течени", "течениe", "теч", "протяжении", "продолжение", "продолжении"],
    "ALL": ["весь", "всего", "всей", "все", "всю", "всем", "всех", "целый", "целого"],
    "PERIOD": [*_forms("период", "0 а у ом е ы ов ам ах"), *_forms("этап", "0 а у ом е ы ов")],
    "PROGRAM_RUN": _all(
        _forms("реализаци", "я и ю ей"),
        _forms("действи", "я е ю ем и"),
        _forms("исполнени", "я е ю"),
        _forms("выполнени", "я е ю"),
    ),
    "AND": ["и", "или", "либо", "а"],
    "ALSO": ["также"],
    "BUT": ["но"],
    "EDGE_START": [*_forms("начал", "о а у ом е"), "старт"],
    "EDGE_MIDDLE": _forms("середин", "а ы е у ой"),
    "EDGE_END": _forms("кон", "ец ца цу цом це"),
    "ON_WHOLE": ["круглогодично", "круглый"],
    "CONTINUOUS": _all(
        [
            "постоянно",
            "пост",
            "непрерывно",
            "систематически",
            "регулярно",
            "бессрочно",
            "круглосуточно",
            "непрерывный",
            "постоянный",
            "постоянная",
            "перманентно",
        ],
    ),
    "PERMANENT": _adjective("постоянн"),
    "BASIS": _forms("основ", "а е у ы") + _forms("режим", "е а"),
    "AT_ONCE": [
        "немедленно",
        "незамедлительно",
        "безотлагательно",
        "своевременно",
        "сразу",
        "срочно",
        "тотчас",
    ],
    "NEED": _forms("необходимост", "ь и") + _forms("надобност", "ь и") + _forms("потребност", "ь и"),
    "MEASURE": ["мере"],
    "PLAN": _all(
        _forms("план", "0 а у ом е ы ам ами ов"),
        _forms("график", "0 а у ом е и ам ами ов"),
        _forms("расписани", "е я ю ем и"),
        _forms("приказ", "0 а у ом ам ами"),
        _forms("распоряжени", "е я ю ем ям ями"),
        _forms("решени", "е я ю ем ям"),
        _forms("регламент", "0 а у ом"),
        _forms("положени", "е я ю ем"),
        _forms("соглашени", "е я ю ем"),
        _forms("договор", "у ом"),
        _forms("программ", "е ой"),
        _forms("календар", "ю ем"),
        _forms("циклограмм", "е ой"),
        _forms("назначени", "ю"),
        _forms("заявк", "е ам"),
        ["планам-графикам", "указанию", "законодательством", "условиям", "срокам", "нормативам"],
        ["предписанию", "поручению", "схеме", "сценарию", "перечню", "списку", "регламентам", "контракту"],
    ),
    "AGREED": [*_forms("согласовани", "ю и"), "договоренности", "усмотрению"],
    "ACCORDING": ["согласно", "согл"],
    "CORRESPONDENCE": ["соответствии", "соотв", "соответствие"],
    "SET": _all(
        _adjective("установленн"),
        _adjective("указанн"),
        _adjective("определенн"),
        _adjective("предусмотренн"),
        _adjective("утвержденн"),
        _adjective("согласованн"),
        _adjective("устанавливаем"),
        _adjective("определяем"),
        _adjective("необходим"),
        _adjective("кратчайш"),
        _adjective("намеченн"),
        _adjective("назначенн"),
    ),
    "TERM": [
        "четверть",
        "четверти",
        "четвертью",
        "четвертях",
        "четвертей",
        "четвертям",
        "четв",
        *_forms("триместр", "0 а у ом е ы ов ам ах"),
        *_forms("модул", "ь я ю е"),
    ],
    "IS_SET": _all(
        _forms("установлен", "0 ы"),
        _forms("определен", "0 ы"),
        _forms("указан", "0 ы"),
        _forms("предусмотрен", "0 ы"),
        _forms("назначен", "0 ы"),
    ),
    "WORKDAYS": _forms("будн", "и ям ях"),
    "SEMESTER": _forms("семестр", "0 а у ом е"),
    "EXCEPT": ["кроме", "исключая", "исключением"],
    "UNKNOWN": ["уточняется", "уточняются", "уточнится", "определяется", "определяются", "неопределен"],
    "ONWARD": ["далее", "дальнейшем", "затем", "впоследствии"],
    "AFTER": ["после", "следом"],
    "THROUGH": ["через", "спустя"],
    "EXPIRY": ["истечении", "истечению"],
    "BEFORE": ["перед", "накануне"],
    "WHEN": ["при", "одновременно", "параллельно", "вместе", "вслед"],
    "OUTCOME": _forms("итог", "ам ах") + _forms("результат", "ам ах"),
    "FINISH": [
        "истечения",
        *_forms("окончани", "и ю я е ем"),
        *_forms("завершени", "и ю я е ем"),
        *_forms("заверш", "ая"),
        "финиш",
    ],
    "MOMENT": _forms("момент", "а у") + _forms("дат", "ы е") + ["времени"],
    "CASE": ["случае", "ходе", "момент", "процессе", "рамках", "связи", "время", "преддверии", "канун"],
    "ON_EVENT": _forms("факт", "у")
    + _forms("запрос", "у ам")
    + _forms("требовани", "ю ям")
    + _forms("обращени", "ю ям")
    + _forms("поступлени", "ю и")
    + _forms("готовност", "и")
    + _forms("прибыти", "и ю")
    + _forms("получени", "и ю")
    + _forms("предъявлени", "и ю")
    + _forms("возникновени", "и ю")
    + _forms("сигнал", "у")
    + _forms("команд", "е")
    + _forms("прошестви", "и ю"),
    "LIMIT_NOUN": [
        *_forms("месячник", "0 а у ом е и ов ам ах"),
        *_forms("декадник", "0 а у ом е"),
        "двухмесячника",
        *_forms("каникул", "ы 0 ам ами ах"),
        *_forms("кампани", "я и ю ей"),
        "сессии",
        "отпуска",
        "смены",
        *_adjective("каникулярн"),
    ],
    "TWICE": ["дважды", "двукратно"],
    "THRICE": ["трижды"],
    "ONCE": ["однократно", "единовременно", "разово"],
}

# the season, and what is of the season: "весной", "весенний период"
_SEASONS: dict[str, tuple[list[str], list[str]]] = {
    "winter": (_forms("зим", "а ы е у ой"), [*_adjective("зимн"), "зимне"]),
    "spring": (_forms("весн", "а ы е у ой"), [*_adjective("весенн"), "весенне"]),
    "summer": (_forms("лет", "о а у ом"), [*_adjective("летн"), "летне"]),
    "autumn": (_forms("осен", "ь и ью"), [*_adjective("осенн"), "осенне"]),
}


def _build() -> dict[str, Entry]:
    words: dict[str, Entry] = {}

    def add(forms: Iterable[str], terminal: str, value: object = None) -> None:
        for form in forms:
            words.setdefault(form, (terminal, value))

    for month, forms in _MONTHS.items():
        add(forms, "MONTH", month)
    for number, forms in _ORDINALS.items():
        add(forms, "ORD", number)
    add(["рабочего", "рабочий"], "WORKING", "nth")  # "5 рабочего дня" is the fifth, "5 рабочих дней" are five
    add(["к", "ко"], "UNTIL", "к")
    for number, forms in _CARDINALS.items():
        add(forms, "NUM", number)
    for weekday, forms in _WEEKDAYS.items():
        add(forms, "WEEKDAY", weekday)
    for unit, forms in _FREQUENCIES.items():
        add(forms, "FREQ", unit)
    for unit, forms in _FREQUENT.items():
        add(forms, "FREQADJ", unit)
    for terminal, forms in _TABLES.items():
        add(forms, terminal)
    for season, (nouns, adjectives) in _SEASONS.items():
        add(nouns, "SEASON", season)
        add(adjectives, "SEASONAL", season)
    for stem, unit in _SPAN_ADJECTIVES.items():
        add(_adjective(stem), "SPANADJ", (None, unit))
        for amount_stem, amount in _AMOUNT_STEMS.items():
            add(_adjective(amount_stem + stem), "SPANADJ", (amount, unit))
    return words


WORDS: dict[str, Entry] = _build()

MONTH_FORMS: frozenset[str] = frozenset(form for forms in _MONTHS.values() for form in forms if len(form) > 3)
# forms whose misprints are worth a guess: see ``misprints``
SPELLED: dict[str, Entry] = {
    form: WORDS[form]
    for form in _all(
        *(f for f in _MONTHS.values()),
        *([forms[0]] for forms in _FREQUENCIES.values()),
        *(_TABLES[name] for name in ("QW", "HW")),
        ["течение", "течении", "постоянно", "регулярно", "систематически", "включительно", "позднее"],
    )
    if len(form) > 4 or form in ("март", "июнь", "июль", "июня", "июля", "июне", "июле")
}
PREPOSITIONS: tuple[str, ...] = ("до", "по", "на", "со", "во", "ко", "в", "с", "к", "и")
