"""Raw text → tokens of the grammar. Repairs what typing and conversion break; linear in the text.

Every token keeps its place in the raw text, so that a found deadline can be quoted verbatim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import isleap
from collections.abc import Callable

from roadmaps.deadlines.bounds import name_bounds, put_days_first
from roadmaps.deadlines.clock import drop_times
from roadmaps.deadlines.rearranging import reorder_parts
from roadmaps.deadlines.repairs import join_phrases, repair
from roadmaps.deadlines.tokens import Token
from roadmaps.deadlines.vocabulary import MONTH_FORMS, PREPOSITIONS, WORDS

# Characters that are nothing at all: soft hyphen, zero width, bidi marks.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_ONE_TO_ONE = {
    **{ord(c): "-" for c in "‐‑‒–—―−﹘﹣－"},
    **{
        ord(c): " "
        for c in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t"
    },
    ord("ё"): "е",
    ord("Ё"): "Е",
    ord("İ"): "I",
    ord("․"): ".",
    ord("÷"): "-",
}
_LATIN_TO_CYRILLIC = str.maketrans("aceopxykmthbiru", "асеорхукмтнвіги")
_ROMAN_LOOK_ALIKES = str.maketrans("іїl1уyх", "iiiivvx")

_ROMANS = {
    roman: number
    for number, roman in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1
    )
} | {"iiii": 4}
_ROMAN_SIGNS = {chr(0x2160 + n): n + 1 for n in range(12)} | {chr(0x2170 + n): n + 1 for n in range(12)}

_TOKEN = re.compile(
    r"""
    (?P<plain>[а-я]{2,}(?![а-яіїa-z]))
  | (?P<thisyear>(?<![а-яa-z\d])[тс]\.\s?г(?![а-яa-z]))
  | (?P<halfyear>(?<![а-яa-z])(?:п\s?/\s?г(?:од\w*)?|п(?:ол)?-[ея])(?![а-яa-z]))
  | (?P<hhour>(?<![а-я])[чд]\s?\+\s?\d{1,3}(?:[.:]\d\d)?(?:\s?ч(?:ас\w*)?)?(?![а-я\d]))
  | (?P<romandate>(?<![\d.])\d{1,2}[.\s/]\s?[ivxіїх]{1,4}[.\s-]\s?(?:19|20)\d\d(?!\d))
  | (?P<romanday>(?<![\d.])\d{1,2}[./](?:iv|ix|vi{0,3}|xi{0,2}|i{1,3})(?![а-яa-z\d.]))
  | (?P<romanmonth>(?<![а-яa-z\d.])[ivxіїх]{1,4}\.(?:19|20)\d\d(?!\d))
  | (?P<quarter>(?<![а-яa-z\d])(?:q[1-4]|[1-4]q)(?![а-яa-z\d]))
  | (?P<monthword>(?<![а-яa-z])м-ц[аеу]?(?![а-яa-z]))
  | (?P<iso>(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)|(?<![\d.])(?:19|20)\d\d\.\d\d\.\d\d(?![\d.]))
  | (?P<dashdate>
      (?<![\d.№-])(?<!№\s)\d\d-\d\d-(?:19|20)\d\d(?![\d-])
    | (?:(?<=до\s)|(?<=по\s)|(?<=^))\d\d-\d\d-\d\d(?![\d-]))
  | (?P<lostdot>(?<![\d.])\d\d\.(?:0[1-9]|1[0-2])(?:19|20)\d\d(?!\d))
  | (?P<years>
      (?<!\d)(?:19|20)\d\d\s*(?:-\s*-|[-/\\])\s*(?:19|20)\d\d(?!\d|\.\d)
    | (?<!\d)(?:19|20)\d\d[-/\\]\d\d(?=\s*(?:г|уч|$|[,;)(]))(?!\.\d))
  | (?P<xyear>
      (?<![а-яa-z])[xх]\s{0,3}(?:[-+]\s{0,3}\d)?(?=\s{0,3}-?\s{0,3}г(?:од|\b))(?:\s{0,3}-(?=\s{0,3}г))?)
  | (?P<date>
      (?<![\d.])\d{1,2}\s?[./]{1,2}\s?\d{1,2}\s?[./]{1,2}\s?(?:19|20)\d\d(?!\d)
    | (?<![\d.])(?<!\d[\s,])\d\d\s(?:0[1-9]|1[0-2])\s(?:19|20)\d\d(?!\d)
    | (?<![\d.,])\d{1,2}[.,]\d\d[.,](?:19|20)\d\d(?!\d)
    | (?<![\d.])\d{1,2}[./]\d{1,2}[./]\d\d(?![\d:]|\.\d)
    | (?<![\d.])\d{1,2}\.\d{1,2}\.\s\d\d(?=\s*(?:$|г|[,;)])))
  | (?P<my>(?<![\d.])\d{1,2}[./](?:19|20)\d\d(?!\d))
  | (?P<clock>
      (?<!\d)\d{1,2}(?::\d\d|[-.]00(?=\s*(?:ч|мин|$|[^\d.\s]))|[.\-]\d\d(?=\s*(?:ч\b|час|мск)))(?!\d))
  | (?P<dm>(?<![\d.])\d{1,2}\.\s?\d\d(?![\d:])(?!\.\d))
  | (?P<suffixed>
      \d{1,3}\s?-\s?(?:[оеи]?го|о?е|[ыои]й|ь?я|[аья]я|[уьи]ю|[оея]?му|[оеыиь][мх]|ти|ми|ье|ью|[йхмюа])(?![а-яa-z])
    | \d{1,3}(?:го|ое|ый|ой|ий|ти|ех|ая|ье)(?![а-яa-z]))
  | (?P<roman>
      (?<![а-яa-z\d])(?=[\divxіїlухy]*[ivxіїl]|1[уy](?![а-я]))[1ivxіїlухy]{1,5}
      (?:\s?-\s?(?:го|ый|ой|ом|й|м|е|я))?(?:(?![а-яa-z\d])|(?=кв|пол|п/г|декад|нед))
    | [ⅰ-ⅻⅠ-Ⅻ])
  | (?P<number>\d+(?:(?<=\d{4})\s?-\s?(?:го|ый|й|м|ом|х)(?![а-я]))?)
  | (?P<word>[а-яіїa-z]+)
  | (?P<blank>_[_\s.]*_)
  | (?P<dash>-+)
  | (?P<comma>,)
  | (?P<plus>\+)
  | (?P<semicolon>[;\n])
  | (?P<lparen>[(\[])
  | (?P<rparen>[)\]])
  | (?P<slash>[/\\])
  | (?P<colon>:)
  | (?P<dot>\.)
  | (?P<other>[^\s"'«»“”„‟`])
    """,
    re.VERBOSE,
)


# letters that stand for digits: "3О июня", "15.О5.2021", "0l.09.2021", "З0 мая"
_DIGIT_LIKE = re.compile(
    r"(?<=\d)[oо](?=$|[\d\s.,/])|(?<=\d[./])[oо](?=\d)|(?<![^\W\d_])[oо](?=\d[./\s])"
    r"|(?<=\d)[li|і](?=\d|[./]\d)|(?<![^\W\d_])[l|](?=\d[./]\d)|(?<![^\W\d_])з(?=[01](?:\s|[./]\d))"
)
_TOUCHES_DIGIT = re.compile(r"\d[oоliі|]|[oоl|з]\d|\.[oо]")  # a cheap look before the dear one
_DIGITS_MEANT = {"o": "0", "о": "0", "l": "1", "i": "1", "|": "1", "і": "1", "з": "3"}
_HYPHENATED = re.compile(r"(?<![а-я])([а-я]+)(-\s+)([а-я]+)")


def fold_text(raw: str) -> tuple[str, list[int] | None]:
    """Lower case and plain signs, one character for one; the map back to raw places if any vanished."""
    text = raw.translate(_ONE_TO_ONE).lower()
    if "…" in text:  # "май…июнь"; "до … мая" is a blank
        text = re.sub(r"(?<=\w)…(?=\w)", "-", text)
    gone = {match.start() for match in INVISIBLE.finditer(text)} if not text.isascii() else set()
    for match in _HYPHENATED.finditer(text) if "-" in text else ():
        if match[1] + match[3] in WORDS and not (match[1] in WORDS and match[3] in WORDS):
            gone |= set(range(match.start(2), match.end(2)))
    if not gone:
        return text, None
    places = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in places), places


def tokenize(raw: str) -> list[Token]:
    """All tokens of ``raw`` in order; words the language does not know are ``WORD``."""
    text, places = fold_text(raw)
    meant = [match.start() for match in _DIGIT_LIKE.finditer(text)] if _TOUCHES_DIGIT.search(text) else []
    if meant:
        text = _DIGIT_LIKE.sub(lambda match: _DIGITS_MEANT[match.group()], text)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("plain", "word"):
            _add_word(tokens, match.group(), match.start(), match.end())
        else:
            _READERS[kind or "other"](tokens, match)
    if (
        tokens and tokens[0].type == "WEEKDAY" and {token.type for token in tokens} <= _WEEKDAYS_ALONE
    ):  # "вторник, четверг": every one
        tokens.insert(0, Token("EVERY", None, tokens[0].start, tokens[0].end))
    for place in meant:
        spot = min(bisect_right(tokens, place, key=lambda token: token.end), len(tokens) - 1)
        tokens[spot].note = "Буква в числе прочитана как цифра."
    tokens = name_bounds(drop_times(repair(tokens, text), text), text)
    tokens = reorder_parts(put_days_first(join_phrases(tokens, text)), text)
    if places is not None:
        for token in tokens:
            token.end = places[token.end - 1] + 1
            token.start = places[token.start]
    return tokens


def _add_word(tokens: list[Token], word: str, start: int, end: int) -> None:
    entry = WORDS.get(word) or _look_alike(word)
    if entry is not None:
        tokens.append(Token(entry[0], entry[1], start, end))
        return
    for prefix in PREPOSITIONS:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and (rest in MONTH_FORMS or rest in ("мае", "течение", "течении", "срок")):
            middle = start + len(prefix)
            tokens.append(Token(*WORDS[prefix], start, middle))
            tokens.append(Token(*WORDS[rest], middle, end))
            return
    tokens.append(Token("WORD", word, start, end))


def _look_alike(word: str) -> tuple[str, object] | None:
    cyrillic = word.translate(_LATIN_TO_CYRILLIC)
    return WORDS.get(cyrillic) if cyrillic != word else None


def _put(terminal: str) -> Callable[[list[Token], re.Match[str]], None]:
    def reader(tokens: list[Token], match: re.Match[str]) -> None:
        tokens.append(Token(terminal, None, match.start(), match.end()))

    return reader


def _read_iso(tokens: list[Token], match: re.Match[str]) -> None:
    year, month, day = (int(part) for part in re.findall(r"\d+", match.group()))
    _add_date(tokens, match, day, month, year)


def _read_date(tokens: list[Token], match: re.Match[str]) -> None:
    day, month, year = (int(part) for part in re.findall(r"\d+", match.group()))
    century = 0 if year >= 100 else 2000 if year < 50 else 1900
    _add_date(tokens, match, day, month, year + century)


def _read_roman_date(tokens: list[Token], match: re.Match[str]) -> None:
    """ "15.III.2016"."""
    day, roman, year = re.split(r"[.\s/-]+", match.group())
    _add_date(tokens, match, int(day), _roman_month(roman), int(year))


def _roman_month(roman: str) -> int:
    return _ROMANS.get(roman.translate(_ROMAN_LOOK_ALIKES), 0)


def _read_roman_day(tokens: list[Token], match: re.Match[str]) -> None:
    """ "7.VI"."""
    day, roman = re.split(r"[./]", match.group())
    _add_date(tokens, match, int(day), _roman_month(roman), None)


def _read_roman_month(tokens: list[Token], match: re.Match[str]) -> None:
    """ "X.2024"; up to IV it might be a quarter."""
    roman, year = match.group().split(".")
    month = _roman_month(roman)
    note = "Римская цифра прочитана как месяц; возможно, это квартал." if month <= 4 else ""
    tokens.append(Token("MY" if month else "OTHER", (month, int(year)), match.start(), match.end(), note))


def _read_quarter(tokens: list[Token], match: re.Match[str]) -> None:
    """ "Q3 2024"."""
    start, end = match.span()
    tokens.append(Token("ROMAN", int(match.group().strip("q")), start, end))
    tokens.append(Token("QW", None, start, end))


def _read_without_dot(tokens: list[Token], match: re.Match[str]) -> None:
    """ "01.062025"."""
    text = match.group()
    _add_date(tokens, match, int(text[:2]), int(text[3:5]), int(text[5:]))
    tokens[-1].note = "В дате пропущена точка."


def _read_day_month(tokens: list[Token], match: re.Match[str]) -> None:
    day, month = (int(part) for part in re.findall(r"\d+", match.group()))
    if _plausible(day, month):
        _add_date(tokens, match, day, month, None)
    else:
        terminal = "CLOCK" if day < 24 and month < 60 else "OTHER"
        tokens.append(Token(terminal, match.group(), match.start(), match.end()))


def _plausible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _add_date(tokens: list[Token], match: re.Match[str], day: int, month: int, year: int | None) -> None:
    leap = year is None or isleap(year)
    terminal = "DATE" if _plausible(day, month) and (leap or (day, month) != (29, 2)) else "BADDATE"
    tokens.append(Token(terminal, (day, month, year), match.start(), match.end()))


def _read_month_year(tokens: list[Token], match: re.Match[str]) -> None:
    month, year = (int(part) for part in re.findall(r"\d+", match.group()))
    terminal = "MY" if 1 <= month <= 12 else "OTHER"
    tokens.append(Token(terminal, (month, year), match.start(), match.end()))


def _read_years(tokens: list[Token], match: re.Match[str]) -> None:
    first, last = (int(part) for part in re.findall(r"\d+", match.group()))
    last = last + first // 100 * 100 if last < 100 else last
    span = "/" if "/" in match.group() or "\\" in match.group() else "-"
    terminal = "YEARS" if first <= last <= first + 40 else "OTHER"
    tokens.append(Token(terminal, (first, last, span), match.start(), match.end()))


def _read_x_year(tokens: list[Token], match: re.Match[str]) -> None:
    offset = re.search(r"([-+])\s*(\d)", match.group())
    value = int(offset[1] + offset[2]) if offset else 0
    tokens.append(Token("XYEAR", value, match.start(), match.end()))


def _read_number(tokens: list[Token], match: re.Match[str]) -> None:
    digits = match.group().partition("-")[0].rstrip()
    number = int(digits) if len(digits) <= 4 else -1
    terminal = "NUM" if 0 <= number <= 400 else "YEAR" if 1950 <= number <= 2099 else "OTHER"
    if len(digits) > 3 and terminal == "NUM":
        terminal = "OTHER"
    tokens.append(Token(terminal, number, match.start(), match.end()))


def _read_suffixed(tokens: list[Token], match: re.Match[str]) -> None:
    digits = re.match(r"\d+", match.group())
    counts = match.group().endswith(("ти", "х", "ми", "мя", "-и"))  # "10-ти дней"; "5-го" is an ordinal
    terminal = "NUM" if counts else "ORD"
    tokens.append(Token(terminal, int(digits[0]) if digits else -1, match.start(), match.end()))


def _read_roman(tokens: list[Token], match: re.Match[str]) -> None:
    text = match.group().partition("-")[0].rstrip()
    number = _ROMAN_SIGNS.get(text) or _ROMANS.get(text.translate(_ROMAN_LOOK_ALIKES))
    if number is None:
        tokens.append(Token("OTHER", text, match.start(), match.end()))
    else:
        tokens.append(Token("ROMAN", number, match.start(), match.end()))


def _read_this_year(tokens: list[Token], match: re.Match[str]) -> None:
    """ "т.г.", "с.г.": of the current year."""
    start, end = match.span()
    tokens += [Token("CURRENT", None, start, end - 1), Token("YW", None, end - 1, end)]


_WEEKDAYS_ALONE = frozenset({"WEEKDAY", "COMMA", "AND", "SLASH", "DASH"})
_READERS = {
    "halfyear": _put("HW"),
    "thisyear": _read_this_year,
    "hhour": _put("AT_ONCE"),
    "romandate": _read_roman_date,
    "romanday": _read_roman_day,
    "romanmonth": _read_roman_month,
    "quarter": _read_quarter,
    "monthword": _put("MW"),
    "dashdate": _read_date,
    "lostdot": _read_without_dot,
    "iso": _read_iso,
    "years": _read_years,
    "xyear": _read_x_year,
    "date": _read_date,
    "my": _read_month_year,
    "clock": _put("CLOCK"),
    "dm": _read_day_month,
    "suffixed": _read_suffixed,
    "roman": _read_roman,
    "number": _read_number,
    "blank": _put("BLANK"),
    "dash": _put("DASH"),
    "comma": _put("COMMA"),
    "plus": _put("AND"),
    "semicolon": _put("SEMI"),
    "lparen": _put("LP"),
    "rparen": _put("RP"),
    "slash": _put("SLASH"),
    "colon": _put("COLON"),
    "dot": _put("DOT"),
    "other": _put("OTHER"),
}
