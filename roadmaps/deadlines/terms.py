"""The two ways in: a whole cell, and running text of an order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from models.values import DateSpan, Term, TermContext, TermKind, unique
from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.interpretation import interpret
from roadmaps.deadlines.lexing import tokenize
from roadmaps.deadlines.notes import Notes
from roadmaps.deadlines.reading import Island, Reading, read
from roadmaps.deadlines.recurrences import rule_of
from roadmaps.deadlines.tokens import Token
from roadmaps.deadlines.wording import GENITIVE, say_term

_INCLUSIVE = re.compile(r"\s+\(?включительно\)?", re.IGNORECASE)
_PAST = re.compile(r"\w+вш(?:ий|ая|ее|ие|их|им|ими|его|ему|ей|ую)(?:ся)?|(?:проведенн|состоявш|проводивш)\w+")
# "проводимого в мае", "утвержденных в мае", "который пройдет в мае" tell what is spoken of.
_TELLING = re.compile(
    r"\w+(?:[ую]ющ|[ая]щ|уем|аем|одим|(?<!ств)енн|анн)"
    r"(?:[ыо]й|[иаюе]й|ая|[ое]е|[ыи]е|[ое]го|[ое]му|ую|[ыи]х|[ыи]м|[оеё]м|[ыи]ми)(?:ся)?|котор\w+"
)
# A verb in the infinitive and at most two words of what is to be done, at the end of what stands before.
_TO_DO = re.compile(
    r"(?<!\w)(\w{2,}(?:[аяиеуы]ть(?:ся)?|ести(?:сь)?|йти(?:сь)?))(?:\s+[а-яё-]{3,}){0,2}$", re.IGNORECASE
)
_TO_DECREE = re.compile(r"установ|объяв|счит|призна|назнач|утверд|продл|перен", re.IGNORECASE)
_WORDS_TO_VERB = 3  # tokens: the verb and its object
_NO_TERM_AFTER = re.compile(r"[\s.,]*(?:№|(?:в|с|к)\s+\d{1,2}(?:[.:-]\d\d|\s*ч))", re.IGNORECASE)
_WHEN = re.compile(r"в (?!период|течение|срок)", re.IGNORECASE)
_NUMBER = r"\d{1,2}(?:-?(?:го|е|й))?(?![\d:]|\.\d)"
# Days as they stand in the plan of one month: "24", "до 7", "3, 10, 17", "с 6 по 10".
_DAYS = re.compile(
    rf"(?:(?:до|с|к|не позднее)\s+)?{_NUMBER}(?:\s*(?:[-–—,;]|и|по|до)\s*{_NUMBER})*", re.IGNORECASE
)
_NAMES_NO_MONTH = re.compile(
    rf"{_DAYS.pattern}|(?:в\s+)?(?:перв|втор|трет|четв|последн|I{{1,3}} )", re.IGNORECASE
)
LONGEST_CELL = 6000  # characters; no real cell has a tenth of it
_MOST_QUOTED, _LONGEST_QUOTED = 8, 200  # unread pieces named, and characters of each
# Words that turn a date into another one or into none.
_TURNING = re.compile(r"«(?:.*\W)?(?:отмен|перен[её]с|перенос|приостан|утратил|не(?!\w))", re.IGNORECASE)
_YEARS = ("year", "school_year")
_STRETCHES = ("half", "quarter", "month", "decade")  # "в IV квартале 2023 года провести": when to do it
_JOINING = frozenset({"COMMA", "AND", "LP", "RP", "DASH"})
_NAMES_EVENT = frozenset({"ANCHOR", "AFTER", "FROM", "TO", "WHEN", "EXPIRY"})
_STANDS_SINCE = 6  # tokens in which "действует" may stand before "до 31 декабря 2024 года"
_SILENT = frozenset(
    {"COMMA", "AND", "LP", "RP", "SEMI", "SLASH", "DASH", "DOT", "COLON", "BUT", "ALSO", "V", "NA", "EXCEPT"}
)


@lru_cache(maxsize=4096)
def parse_deadline(raw: str, context: TermContext) -> Term:
    """The meaning of a whole cell. Never raises; what it cannot read is UNREADABLE with a problem."""
    if len(raw) > LONGEST_CELL:
        problem = f"В ячейке {len(raw)} знаков: для срока это слишком много, не прочитано."
        return Term(raw, TermKind.UNREADABLE, meaning="не прочитано", problems=(problem,))
    term = _term(raw, read(tokenize(raw)), context)
    if term.spans or not _NAMES_NO_MONTH.match(raw):
        return term
    month = _month_of(context)
    return (_in_month(raw, context, month) if month else None) or term


def _month_of(context: TermContext) -> str | None:
    """The month of a plan that has only one, as it stands beside a day: "октября"."""
    if context.horizon is None or context.period is None:
        return None
    first_on, last_on = context.horizon
    is_one = (first_on.year, first_on.month) == (last_on.year, last_on.month)
    return GENITIVE[first_on.month - 1] if is_one else None


def _in_month(raw: str, context: TermContext, month: str) -> Term | None:
    """ "24", "15-17", "последняя декада" in the plan of a month; None where that is not what is written."""
    days = _DAYS.match(raw)
    written = [f"{raw} {month}", f"{raw[: days.end()]} {month}{raw[days.end() :]}" if days else ""]
    terms = [_term(words, read(tokenize(words)), context) for words in filter(None, written)]
    read_whole = (t for t in terms if t.spans and not any(map(_is_about_unread, t.problems)))
    term = next(read_whole, None)
    if term is None:
        return None
    return replace(term, raw=raw, assumed=(f"месяц взят из плана: {month}",))


def _is_about_unread(problem: str) -> bool:
    return problem.startswith("Не прочитано")


def _term(raw: str, reading: Reading, context: TermContext) -> Term:
    notes, unread = Notes(), _unread_words(raw, reading)
    outcome = interpret(reading, context, raw, notes)
    said = [*unread, *_words_of_no_date(raw, reading)] if outcome.spans else []
    if any(_TURNING.search(words) for words in said):
        problems = (*said, "Непрочитанные слова могут менять срок: даты не взяты.")
        return Term(raw, TermKind.UNREADABLE, meaning="не прочитано", problems=problems)
    spans, recurring = tuple(outcome.spans), outcome.kind is TermKind.RECURRING
    endless = context.period is None and context.year is None
    rule = rule_of(spans, outcome.frequency, endless=endless) if recurring else None
    meaning = say_term(outcome.kind, spans, outcome.frequency, outcome.event_rule)
    problems = unique([*notes.problems, *reading.remarks, *unread, *_wrong_weekdays(raw, reading, spans)])
    assumed = unique([*notes.assumed, *reading.assumed])
    return Term(raw, outcome.kind, spans, rule, meaning, assumed, problems, outcome.event_rule)


def _unread_words(raw: str, reading: Reading) -> list[str]:
    pieces: list[tuple[int, int]] = []
    last, weekdays = -2, set(_outer_weekdays(reading))
    for index in reading.unread:
        token = reading.tokens[index]
        if token.type in _SILENT or index in weekdays:
            continue
        start = pieces.pop()[0] if index == last + 1 else token.start
        pieces.append((start, token.end))
        last = index
    quoted = (" ".join(raw[start:end].split()) for start, end in pieces[:_MOST_QUOTED])
    return [f"Не прочитано: «{_shortened(words)}»." for words in quoted]


def _outer_weekdays(reading: Reading) -> list[int]:
    """Weekdays before or after all that was read: one in between may part what belongs together."""
    if not reading.islands:
        return []
    within = range(reading.islands[0].first, reading.islands[-1].tail)
    return [i for i in reading.unread if i not in within and reading.tokens[i].type == "WEEKDAY"]


def _wrong_weekdays(raw: str, reading: Reading, spans: tuple[DateSpan, ...]) -> Iterator[str]:
    """ "24 октября (пятница)": a weekday beside dates is theirs, or one of the two is a misprint."""
    days = {day.weekday() for span in spans for day in (span.opens_on, span.due_on) if day}
    for token in (reading.tokens[index] for index in _outer_weekdays(reading)):
        if token.value not in days:
            yield f"День недели «{raw[token.start : token.end]}» не сходится с датой."


def _words_of_no_date(raw: str, reading: Reading) -> list[str]:
    """What is said of a term without a date beside one that has a date: "до 1 марта, срок перенесён"."""
    found = []
    for island in reading.islands:
        if isinstance(island.node, ast.Undated) and island.tail > island.first:
            start, end = reading.tokens[island.first].start, reading.tokens[island.tail - 1].end
            found.append(f"Без даты: «{_shortened(' '.join(raw[start:end].split()))}».")
    return found


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTED else words[:_LONGEST_QUOTED].rstrip() + "…"


def find_deadlines(text: str, context: TermContext) -> list[Term]:
    """Explicit deadlines in running text, each with its words verbatim; dates of references are left out."""
    reading = read(tokenize(text))
    pieces = (_verbatim(text, reading, group) for group in _groups(text, reading))
    terms = (parse_deadline(piece, context) for piece in pieces)
    return [term for term in terms if term.kind is not TermKind.UNREADABLE and not _is_over(term, context)]


def _is_over(term: Term, context: TermContext) -> bool:
    """A stretch that ended before the document was signed is told, not set: "в мае выявлено …"."""
    issued_on, ends = context.as_of, [span.due_on for span in term.spans]
    if issued_on is None or not ends or _WHEN.match(term.raw) is None:
        return False
    return all(end is not None and end < issued_on for end in ends)


def _verbatim(text: str, reading: Reading, group: list[Island]) -> str:
    """The words of a group, with the dot of a closing "г."."""
    tokens = reading.tokens
    start, end = tokens[group[0].first].start, tokens[_stop_of(group[-1], tokens) - 1].end
    abbreviated = text[max(start, end - 1) : end].lower() == "г" and not text[end - 2 : end - 1].isalpha()
    end += len(inclusive[0]) if (inclusive := _INCLUSIVE.match(text, end)) else 0
    piece = text[start : end + (abbreviated and text[end : end + 1] == ".")].rstrip(" ,;:(")
    closes = piece.count("(") > piece.count(")") and text[start + len(piece) : start + len(piece) + 1] == ")"
    return piece + ")" if closes else piece


def _stop_of(island: Island, tokens: list[Token]) -> int:
    """Where an element of running text ends: "в трехдневный срок ознакомить работников" ends at "срок"."""
    node = island.node
    if not isinstance(node, ast.Within) or node.before or island.stop >= len(tokens):
        return island.tail
    named = {tokens[island.stop].type, tokens[island.stop - 1].type} & _NAMES_EVENT
    return island.tail if named else island.stop


def _groups(text: str, reading: Reading) -> list[list[Island]]:
    """Elements that make one deadline together: "с 15.04 по 10.05, с 01.04 по 30.04"."""
    groups: list[list[Island]] = []
    for index, island in enumerate(reading.islands):
        joined = bool(groups) and groups[-1][-1] is reading.islands[index - 1]
        if joined and set(reading.gap_before(index)) <= _JOINING and _continues(island):
            groups[-1].append(island)
        elif _is_deadline(text, reading, index):
            groups.append([island])
    return [group for group in groups if _sets_a_term(reading, group)]


def _sets_a_term(reading: Reading, group: list[Island]) -> bool:
    """Whether a group is a term by itself: "ежегодно" is none unless "Срок:" stands before it.

    "еженедельно, по пятницам" names days.
    """
    opening = reading.tokens[max(0, group[0].first - 3) : group[0].first]
    announced = any(token.type == "SROK" for token in opening)
    return announced or any(_names_days(island.node) for island in group)


def _names_days(node: ast.Node) -> bool:
    if isinstance(node, ast.Frequency):
        return bool(node.weekdays)
    return not isinstance(node, ast.Continuous)


def _is_deadline(text: str, reading: Reading, index: int) -> bool:
    """Whether an element of running text sets a deadline; years name plans, "за период с" names data."""
    island = reading.islands[index]
    node = island.node
    if _tells_the_past(text, reading, island):
        return False
    match node:
        case ast.At():
            opening = {token.type for token in reading.tokens[island.first : island.first + 2]}
            said = bool({"TECH", "SROK"} & opening) or _says_when(text, reading, island, node.stretches)
            return said or _is_to_be_done(text, reading, island, node.stretches)
        case ast.Until():
            if _says_validity(text, reading, island):
                return False
            days = all(stretch.is_day for stretch in node.stretches)
            return days or (node.formal and all(stretch.unit not in _YEARS for stretch in node.stretches))
        case ast.Range():
            if not node.formal:
                return _says_when(text, reading, island, (node.first, node.last))
            named = [token.type for token in reading.tokens[island.first : island.first + 2]]
            plans = named == ["NA", "PERIOD"]  # "утвердить план на период с 1 января по 31 декабря"
            return not plans and node.first.unit not in _YEARS and not _is_reported(reading, index)
        case ast.Within():
            return _names_its_event(reading, index)
        case ast.Since():
            starts = any(token.type == "STARTING" for token in reading.tokens[island.first : island.stop])
            return starts and not _says_validity(text, reading, island)
        case ast.DayOfMonth() | ast.Frequency() | ast.Offset() | ast.EndOf() | ast.Continuous():
            return not isinstance(node, ast.EndOf) or not node.label
    return False


def _says_when(text: str, reading: Reading, island: Island, stretches: Iterable[ast.Stretch]) -> bool:
    """ "в октябре – ноябре провести …", not "опроса, проводимого в октябре"."""
    if reading.tokens[island.first].type != "V" or any(one.unit not in _STRETCHES for one in stretches):
        return False
    return not any(map(_TELLING.fullmatch, _words_before(text, reading, island)))


def _is_to_be_done(text: str, reading: Reading, island: Island, stretches: Iterable[ast.Stretch]) -> bool:
    """ "выгрузить данные 19 мая 2025 г."; with an hour it is an event: "совещание 20.11.2021 в 14:00".

    What is decreed is not done on that day: "установить выходные дни 1 и 2 мая 2021 года".
    """
    dated = all(one.is_day for one in stretches) and any(isinstance(one.year, ast.Years) for one in stretches)
    if not dated or _NO_TERM_AFTER.match(text, reading.tokens[island.tail - 1].end):
        return False
    before = reading.tokens[max(0, island.first - _WORDS_TO_VERB) : island.first]
    verb = _TO_DO.search(text[before[0].start : before[-1].end]) if before else None
    return verb is not None and _TO_DECREE.match(verb[1]) is None


def _words_before(text: str, reading: Reading, island: Island) -> list[str]:
    """The two words in front of an element."""
    before = reading.tokens[max(0, island.first - 2) : island.first]
    return [text[token.start : token.end].lower().replace("ё", "е") for token in before]


def _names_its_event(reading: Reading, index: int) -> bool:
    """ "в течение 10 дней со дня …" is a deadline, "детей до 7 лет" is none."""
    island = reading.islands[index]
    opening = reading.tokens[island.first].type
    following = reading.tokens[island.stop].type if island.stop < island.tail else ""
    return opening in ("V", "NA", "TECH", "NE") or following in ("ANCHOR", "AFTER")


def _says_validity(text: str, reading: Reading, island: Island) -> bool:
    """ "действующее до 31 декабря 2024 года", "срок действия – до 31.12.2023": no deadline for anybody."""
    before = reading.tokens[max(0, island.first - _STANDS_SINCE) : island.first + 2]
    said = [text[token.start : token.end].lower() for token in before]
    return any(word.startswith(("действ", "распростран", "вступ", "примен")) for word in said)


def _tells_the_past(text: str, reading: Reading, island: Island) -> bool:
    """ "аттестации, проведенной с 1 по 15 марта", "не представившим отчет до 1 марта", "родившихся до"."""
    return any(map(_PAST.fullmatch, _words_before(text, reading, island)))


def _is_reported(reading: Reading, index: int) -> bool:
    before = reading.tokens[max(0, reading.islands[index].first - 2) : reading.islands[index].first]
    return any(token.type == "ZA" for token in before)


def _continues(island: Island) -> bool:
    node = island.node
    if isinstance(node, ast.At):
        return all(stretch.is_day for stretch in node.stretches)
    ends = isinstance(node, ast.Event) and node.ends  # "ежемесячно до завершения работ"
    return ends or isinstance(node, ast.Until | ast.Range | ast.DayOfMonth | ast.Frequency)
