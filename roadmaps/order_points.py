"""Numbered points of the order or letter itself: corrected numbers, terms, persons, the controller. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.values import Place, Problem, Term, TermContext, unique
from roadmaps.amendments import goes_on_in_quotes, instructed_words
from roadmaps.control import read_answering, read_controllers, speaks_of_control
from roadmaps.deadlines import find_deadlines, parse_deadline
from roadmaps.marks import HEREAFTER
from roadmaps.parsed import ParsedPoint
from roadmaps.parties import PartyBook
from roadmaps.persons import PERSON, find_persons, person_to_nominative, post_to_nominative
from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import join_pieces, plain

COMMAND = re.compile(
    r"п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?(?:ю|е\s?т)|р\s?а\s?с\s?п\s?о\s?р\s?я\s?ж\s?а\s?(?:ю\s?с\s?ь|е\s?т\s?с\s?я)|"
    r"п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?я\s?(?:ю|е\s?т)|обязываю|р\s?е\s?ш\s?и\s?л[аи]?\s?:|\bрешает:|\bпоручаю\b|"
    r"предлага(?:ю|ет|ем):|просим:|рекоменду(?:ю|ет|ем):",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?:слушали|выступили|решили|постановили|отметили)\s*:?", re.IGNORECASE)
# What opens another question of minutes: nothing below it belongs to the decision above.
_AGENDA = re.compile(r"[IVX]{1,4}\.\s+[А-ЯЁ]|(?:слушали|выступили|отметили)\s*:", re.IGNORECASE)
_ASKS = re.compile(r"[А-ЯЁ](?:[^.]{0,200}\s)?(?:просим|просьба)\s|(?:Прошу|Просим|Просьба)\s")
_NUMBER = re.compile(
    r"(?:п(?:ункт|\.)\s?)?(\d{1,3}(?:\.\d{1,2}){0,3})(?:[.)](?!\d)\s*|\s+(?=[А-ЯЁа-яё]))(?=\S)"
)
_APPOINT = re.compile(
    r"(?:назначить|определить|утвердить)\s+(?:[а-яё]+ым\s+){0,2}(?:ответственн\w+|координатор\w*|куратор\w*).*",
    re.IGNORECASE,
)
_INLINE_TERM = re.compile(
    r"(?:^|[.;(]\s*)срок(?:и)?(?:\s+(?:исполнения|выполнения|реализации))?\s*[-–—:]+\s*(.+?)(?=[.;)]?\s*(?:отв|исполнител)|[;)]|\.$|$)",
    re.IGNORECASE,
)
_INLINE_PARTY = re.compile(
    r"(?:отв(?:етственн\w+|\.)(?:\s+исполнител\w+|\s+за\s+исполнение)?|исполнител\w+)\s*[-–—:]+\s*(.+?)(?=[.;)]?\s*срок|;|$)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"\b(?:[а-яё-]{2,}(?:[аяиоуы]ть|[а-яё]еть)|[а-яё]*(?:вести|нести|везти|йти|грести|расти|лечь|мочь|беречь))(?:ся|сь)?\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(  # "Настоящее распоряжение разместить на сайте", "Следующее заседание группы провести …"
    r"(?:[а-яё]+(?:[ое]е|[ую]ю|[ыи]й|[ыи]е)\s){0,3}(?:(?:настоящ|данн(?:ый|ое|ую)|указанн)[а-яё]*|"
    r"(?:приказ|распоряжени|постановлени|положени|план|график|отч[её]т|сведени|материал|результат|копи|итог|"
    r"работ|заседани|совещани|собрани|мониторинг|семинар|конкурс|анализ|проверк|оценк|переч|спис|документ|"
    r"заявк|справк|протокол|информаци)(?:[аеёиуыюя]|ов|ки|ок|ень|ни)?|[а-яё]+[ую]ю [а-яё]+[ую])\b"
    r"\s[^,;:]{0,120}?(?<=\s)[а-яё]+(?:ть|ти)\b|"
    r"(?:приказ|распоряжение|постановление|положение|план|график|отч[её]т)\s[а-яё]+(?:ть|ти)\b",
    re.IGNORECASE,
)
# "Далее представлять", "По итогам года направить": such words name nobody.
_ADVERB = re.compile(r"(?:далее|впредь|также|затем|[а-яё]+[вджклмнрстч]но)\s+", re.IGNORECASE)
# "Отделу ЖКХ еженедельно, по пятницам, направлять …": when, and not who.
_HOW_OFTEN = re.compile(
    r"\s+(?:еже(?:дневно|недельно|месячно|квартально|годно)|постоянно|систематически|регулярно|незамедлительно)"
    r"(?:,? (?:по [а-я]+ам|до [^,]{1,30}|не позднее [^,]{1,40}))?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:во?|на|по|при|после|перед|до|со?|для|за|из|об?|ко?|от|через|согласно|совместно|не\s\w+)\s",
    re.IGNORECASE,
)
_OF_MANY = re.compile(r"[а-яё-]+(?:[ое]в|[^нщшч]ей)\b")
_ADJECTIVE = re.compile(r"[а-яё-]{3,}(?:ого|его|ой|ей|ых|их|ым|им)")
# "Отдел контроля готовит справку": who does it stands first, as regulations say it.
_SUBJECT = re.compile(
    r"((?:[А-ЯЁа-яё-]+(?:ый|ий|ая|ое|ые|ие) ){0,3}"
    r"(?:организаци[ия]|учреждени[ея]|школ[аы]|отдел[ы]?|управлени[ея]|министерство|центр[ы]?|институт[ы]?|"
    r"комитет[ы]?|департамент[ы]?|администраци[ия]|директор[а]?|руководител[ьи]|заместител[ьи]|методист[ы]?|"
    r"специалист[ы]?|координатор[ы]?|орган[ы]?|комисси[ия]|групп[аы]|[А-ЯЁ]{2,}[а-яё]?)(?:\s[^.;:,]{1,90}?)?)\s"
    r"(?:(?:еже[а-яё]+|по итогам [^,.;]{1,40}|в срок до \S+)\s)?"
    r"(?:представля|направля|размеща|обеспечива|организу|осуществля|разрабатыва|формиру|утвержда|созда|информиру|"
    r"назнача|готов|вед|сда|внос|анализиру|обобща|сообща|провод)[а-яё]{0,2}(?:[еёи]т|[юуая]т)\b",
    re.IGNORECASE,
)
_APPOINTED = re.compile(
    r"[А-ЯЁ][а-яё-]+ [А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вича?|вну)\b|[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?[А-ЯЁ]\."
)
_LEAD_VERB = re.compile(r"^(?:поручить|рекомендовать|предложить|предписать|просить)\s+", re.IGNORECASE)


@dataclass
class _Point:
    number: str
    text: str
    place: Place
    bracketed: bool = False  # "1)" rather than "1."
    lines: tuple[str, ...] = ()  # the sentences that begin on lines of their own: "Срок: …"


def collect_points(paragraphs: Sequence[Paragraph]) -> list[_Point]:
    """Numbered paragraphs, the unnumbered ones below them joined; what a letter asks for after its list."""
    points: list[_Point] = []
    is_open = True  # not below a heading of the agenda
    for paragraph in paragraphs:
        text = plain(paragraph.text)
        match = _NUMBER.match(text)
        quoted = bool(match and points and goes_on_in_quotes(points[-1].text, match[1]))
        if match and not quoted and not re.match(r"\d{1,2}\.\d{1,2}\.\d{4}", text):
            bracketed = match[0].rstrip().endswith(")")
            points.append(_Point(match[1], text[match.end() :].strip(), paragraph.place, bracketed))
            is_open = True
        elif _MINUTES.fullmatch(text):
            continue
        elif _AGENDA.match(text):
            is_open = False
        elif points and _ASKS.match(text):
            points.append(_Point("", text, paragraph.place, points[-1].bracketed))
        elif points and text and is_open:
            points[-1].text = join_pieces(points[-1].text, text)
            points[-1].lines = _add_line(points[-1].lines, text)
    return points


def _add_line(lines: tuple[str, ...], text: str) -> tuple[str, ...]:
    if lines and not text[:1].isupper():
        return (*lines[:-1], join_pieces(lines[-1], text))
    return (*lines, text)


def read_points(
    paragraphs: Sequence[Paragraph], book: PartyBook, context: TermContext, signatory: str | None = None
) -> tuple[list[ParsedPoint], list[Problem]]:
    """Points of an order in order. Sub-points without an addressee of their own have their parent's.

    ``signatory`` ("А.И. Кузнецов, Министр") is who keeps the control "за собой".
    """
    numbered, problems = correct_numbers(collect_points(paragraphs))
    points: list[ParsedPoint] = []
    addressed: dict[str, ParsedPoint] = {}
    for raw, effective in numbered:
        point = _read_point(raw, effective, book, context, signatory)
        parent = addressed.get(effective.rpartition(".")[0])
        if parent and not point.responsible:
            point = replace(point, responsible=parent.responsible, persons=parent.persons)
        addressed[effective] = point
        points.append(point)
    return points, problems


def read_running_points(paragraphs: Sequence[Paragraph], context: TermContext) -> list[ParsedPoint]:
    """A letter without numbered points: each paragraph that sets a deadline is one."""
    points: list[ParsedPoint] = []
    for paragraph in paragraphs:
        text = plain(paragraph.text)
        if not _INFINITIVE.search(text):
            continue
        number = str(len(points) + 1)
        terms = tuple(_read_terms(text, context))
        if terms:
            points.append(ParsedPoint("", number, text, paragraph.place, (), terms))
    return points


def correct_numbers(points: Sequence[_Point]) -> tuple[list[tuple[_Point, str]], list[Problem]]:
    """Each point with its effective number: "2.1" printed below point 3 is 3.1."""
    numbered: list[tuple[_Point, str]] = []
    problems: list[Problem] = []
    used: dict[str, int] = {}  # numbers given, and how often each parent handed out a corrected one
    top = 0
    nests = any(point.bracketed for point in points) and not all(point.bracketed for point in points)
    for point in points:
        if point.bracketed and nests and numbered:
            parent = next((e for p, e in reversed(numbered) if not p.bracketed), "")
            numbered.append((point, f"{parent}.{point.number}".lstrip(".")))
            continue
        effective = _effective_number(point.number or str(top + 1), top, used)
        if "." not in effective:
            if top and int(effective) > top + 1:
                sentence = f"После пункта {top} сразу пункт {effective}."
                problems.append(Problem("skipped_number", sentence, point.place, effective))
            top = int(effective)
        if point.number and effective != point.number:
            sentence = f"Пункт напечатан с номером {point.number}, по порядку это {effective}."
            problems.append(Problem("misnumbered_point", sentence, point.place, effective, point.text))
        used[effective] = 0
        numbered.append((point, effective))
    return numbered, problems


def _effective_number(number: str, top: int, used: dict[str, int]) -> str:
    first, dot, rest = number.partition(".")
    if not dot:
        return number if number not in used else str(top + 1)
    if int(first) == top and number not in used:
        return number
    moved = f"{top}.{rest}" if top else number
    parent, _, last = moved.rpartition(".")
    following = max(int(last), used.get(parent, 0) + 1) if moved in used else int(last)
    while f"{parent}.{following}" in used:
        following += 1
    used[parent] = following
    return f"{parent}.{following}"


def _read_point(
    point: _Point, effective: str, book: PartyBook, context: TermContext, signatory: str | None
) -> ParsedPoint:
    words = instructed_words(point.text)
    terms = tuple(_read_terms(words, context, point.lines))
    parties, persons = read_addressees(_without_terms(words, terms), book, signatory, point.lines)
    return ParsedPoint(
        number=point.number,
        effective_number=effective,
        text=point.text,
        place=point.place,
        responsible=parties,
        persons=persons,
        terms=terms,
    )


def _without_terms(text: str, terms: Sequence[Term]) -> str:
    """ "Отделу до 1 февраля обобщить …": whom a point speaks to is told by the words around its term."""
    for term in terms:
        text = text.replace(term.raw, " ")
    return text.strip(" ,")


def _read_terms(text: str, context: TermContext, lines: Sequence[str] = ()) -> list[Term]:
    """A term named as such ("Срок: …", first on a line of its own), else those in the running text."""
    named = _find_named(_INLINE_TERM, text, lines)
    if named:
        words = named[1].strip(" .;")
        return [parse_deadline(f"{words}." if words.endswith(" г") else words, context)]
    return find_deadlines(text, context)


def _find_named(pattern: re.Pattern[str], text: str, lines: Sequence[str]) -> re.Match[str] | None:
    """What "Срок: …" or "Отв.: …" names; a line that begins with it ends what it names."""
    return next(filter(None, map(pattern.match, lines)), None) or pattern.search(text)


def read_addressees(
    text: str, book: PartyBook, signatory: str | None = None, lines: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The organisations or posts a point speaks to, and the persons named with them."""
    charged = read_answering(text) or read_controllers(text, signatory)
    if charged:
        persons = tuple(person for name in charged for person in find_persons(name))
        return tuple(book.note(name) for name in charged), persons
    appointed = _APPOINT.match(text)
    if appointed:
        person = _appointed_person(HEREAFTER.sub("", appointed[0]))
        return ((book.note(person),), tuple(find_persons(person))) if person else ((), ())
    inline = _find_named(_INLINE_PARTY, text, lines)
    if inline:
        return book.read_cell(inline[1]).responsible, tuple(find_persons(inline[1]))
    return _read_dative(text, book)


def _appointed_person(text: str) -> str | None:
    """The name with the post before it: "… начальника отдела Лунину А.Б." from its first noun on."""
    name = _APPOINTED.search(text)
    if name is None:
        return None
    words = text[: name.start()].split()
    post = next((i for i, word in enumerate(words) if _is_post(word)), len(words))
    post -= post > 1 and post < len(words) and _ADJECTIVE.fullmatch(words[post - 1]) is not None
    return person_to_nominative(" ".join([*words[post:], text[name.start() :].rstrip(" .")]), "accusative")


def _is_post(word: str) -> bool:
    return (
        word.islower()
        and post_to_nominative(word) != word
        and not word.startswith(("ответствен", "координатор"))
    )


def _read_dative(text: str, book: PartyBook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ "Отделу общего образования (Иванова А.Б.) обеспечить …": what stands before the infinitive."""
    if _ASKS.match(text) or _OBJECT.match(text):
        return (), ()
    text = _LEAD_VERB.sub("", HEREAFTER.sub(" ", text))
    text = text[adverb.end() :] if (adverb := _ADVERB.match(text)) else text
    verb = _INFINITIVE.search(text)
    if (verb and verb.start() == 0) or _PREPOSITION.match(text):
        return (), ()
    head = text[: verb.start()] if verb else text
    head = _HOW_OFTEN.sub("", " ".join(head.split()).strip(" :,;.-–—"))
    if verb is None and (subject := _SUBJECT.match(text)):
        return (book.canonical(subject[1]),), tuple(find_persons(subject[1]))
    if verb is None and not (text.rstrip(" .;").endswith(":") or find_persons(head) or _is_dative(head)):
        return (), ()
    if not head or (verb is None and len(head) > 300) or not text[0].isalpha() or speaks_of_control(text):
        return (), ()
    persons = tuple(find_persons(head))
    names = []
    for part in _split_names(re.sub(r"\([^()]*\)", " ", head)):
        nominative = person_to_nominative(part, "dative") if PERSON.search(part) else post_to_nominative(part)
        names.append(book.canonical(nominative))
    return unique(names), tuple(_person_nominative(person, text) for person in persons)


def _split_names(head: str) -> list[str]:
    """At the commas, save those before a clause and those that enumerate what one name is about.

    "Отделу дошкольного, общего образования" is one name, and so is "Руководителям школ, колледжей".
    """
    names: list[str] = []
    for part in re.split(r",\s+(?!осуществл|подведомств|реализ|котор|ответственн)", head):
        part = " ".join(part.split()).strip(" :,;.")
        if names and part and (_OF_MANY.match(part) or _goes_on_adjectives(names[-1], part)):
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


def _goes_on_adjectives(before: str, after: str) -> bool:
    """Both words at the comma are adjectives in one case, and a noun stands before them."""
    words, following = before.lower().split(), after.lower().split()
    adjectives = [_ADJECTIVE.fullmatch(word) for word in (words[-1], following[0])]
    return len(words) > 1 and len(following) > 1 and all(adjectives) and words[-1][-2:] == following[0][-2:]


def _is_dative(head: str) -> bool:
    """ "Руководителям школ": an address without a verb, for sub-points to follow."""
    return len(head) < 200 and post_to_nominative(head) != head


def _person_nominative(person: str, text: str) -> str:
    """In brackets a person may stand in the nominative already (Толстой А.Б.), elsewhere in the dative."""
    surname = person.split()[0]
    plainly_dative = re.search(r"(?:[оеё]в|[иы]н|[сц]к)(?:ой|у|ому)$|[сц]кому$", surname)
    if not plainly_dative and re.search(rf"\([^()]*{re.escape(surname)}", text):
        return person
    return person_to_nominative(person, "dative")
