"""Abbreviations that a document defines itself, "(далее — X)" and its legend; derived acronyms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from models.values import fold
from roadmaps.wording import plain

_HEREAFTER = re.compile(
    r"\(\s*(?:именуем\w+ )?(?:в )?дал(?:ее|ьнейшем)\s*(?:по тексту\s*)?[-–—:]*\s*"
    r"(?:соответственно\s*)?([^()]{1,120})\)",
    re.IGNORECASE,
)
_LEGEND_HEADING = re.compile(r"аббревиатур|сокращени|условны\w+ обозначени", re.IGNORECASE)
_LEGEND_LINE = re.compile(r"([^–—=:;«»]{1,60}?)\s*(?:\s[-–—=]\s?|[–—=:])\s*(\S.{4,300})")
_LEGAL_FORM = re.compile(
    r"(?:ФГ|ОГ|КГ|ЛГ|СПб\s?Г|[ГМЧНА])(?:[БКАУ])?(?:Д|П|Н|С|К|В)?О?У[ОЗК]?|АНО|АНПОО|ООО|ПАО|АО|НКО|ФГАОУ|РОО|НОУ"
)
LEGAL_FORM = re.compile(rf"(?:{_LEGAL_FORM.pattern})(?![А-Яа-яЁё])")
_PREPOSITIONS = "и в во на по при для с со о об от до из к а или"
_SMALL_WORDS = frozenset(_PREPOSITIONS.split())


def read_abbreviations(paragraphs: Iterable[str]) -> dict[str, str]:
    """Short name -> full name, in the order of definition; "далее" comes before the legend."""
    texts = [plain(text) for text in paragraphs]
    found: dict[str, str] = {}
    for text in texts:
        for match in _HEREAFTER.finditer(text):
            short = match[1].strip(' «»"')
            if not re.match(r"ежегодн|по ", short):
                found.setdefault(short, _named_before(text[: match.start()], short))
    found.update({short: full for short, full in _read_legend(texts) if short not in found})
    return {short: full for short, full in found.items() if full and fold(full) != fold(short)}


def _named_before(text: str, short: str) -> str:
    """The words that a "(далее — …)" gives a short name to."""
    text = re.sub(r"^\s*\d+(?:\.\d+)*[.)]?\s+", "", text).rstrip()
    form = LEGAL_FORM.search(short)
    starts = [m.start() for m in LEGAL_FORM.finditer(text)] if form else []
    if starts:
        return text[starts[-1] :]
    quoted = re.search(r"[^,.;:()«»]*«[^«»]+»[^,.;:()«»]{0,40}$", text)
    if quoted and form:
        return re.sub(r"^\s*(?:[а-яё]+(?:ор|ик|ль|ора|ика|ля|ору|ику|лю)\s+)?", "", quoted[0])
    stem = fold(short)[:6]
    if short[:1].islower() and stem in fold(text):
        return text[text.lower().replace("ё", "е").rfind(stem) :]
    tail = re.split(r"(?<=[.;:])\s", text)[-1]
    matched = _tail_of_acronym(tail, short)
    return matched or tail


def _tail_of_acronym(text: str, short: str) -> str | None:
    """The shortest end of a text whose initials spell the acronym."""
    words = text.split()
    for start in range(len(words) - 1, -1, -1):
        candidate = " ".join(words[start:])
        if short.upper() in acronyms_of(candidate):
            return candidate
    return None


def _read_legend(texts: list[str]) -> Iterable[tuple[str, str]]:
    inside = False
    for text in texts:
        if len(text) < 80 and _LEGEND_HEADING.search(text):
            inside = True
            text = text.partition(":")[2].strip()
            if not text:
                continue
        if not inside:
            continue
        for part in text.split(";"):
            match = _LEGEND_LINE.fullmatch(part.strip(" .;-–—•*"))
            if match:
                yield match[1].strip(), _close_quotes(match[2].strip(" .;,"))
            elif len(part) > 150:
                inside = False


def _close_quotes(text: str) -> str:
    return text + "»" if text.count("«") > text.count("»") else text


def core_of(name: str) -> str:
    """What stands in the quotation marks of an organisation's name, else the name; folded."""
    match = re.search(r"«(.+?)(?:»|$)", name)
    return fold(match[1] if match else name)


def acronyms_of(name: str) -> frozenset[str]:
    """Acronyms of a name: with and without its small words, compounds as one letter or two."""
    words = re.findall(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*", name)
    variants = []
    for with_small in (False, True):
        for split_compounds in (False, True):
            letters = []
            for word in words:
                if not with_small and word.lower() in _SMALL_WORDS:
                    continue
                letters += [part[0] for part in word.split("-")] if split_compounds else [word[0]]
            variants.append("".join(letters).upper())
    return frozenset(v for v in variants if len(v) > 1)


def short_name_of(full: str) -> frozenset[str]:
    """Short names derived from a full one, folded: legal form + acronym ("гбу дпо чиппкро")."""
    match = re.match(r"(.*?)«(.+?)(?:»|$)", full)
    prefix, core = (match[1].strip(), match[2]) if match else ("", full)
    return frozenset(fold(f"{prefix} {acronym}") for acronym in acronyms_of(core))


def canonical_abbreviations(abbreviations: Mapping[str, str]) -> dict[str, str]:
    """Every abbreviation -> the one to use: of several for one full name, the one that its words spell."""
    by_core: dict[str, list[str]] = {}
    for short, full in abbreviations.items():
        by_core.setdefault(core_of(full), []).append(short)
    canonical: dict[str, str] = {}
    for core, shorts in by_core.items():
        spelled = [s for s in shorts if s.split()[-1].upper() in acronyms_of(core)]
        for short in shorts:
            canonical[short] = (spelled or shorts)[0]
    return canonical


def edit_distance_is_one(first: str, second: str) -> bool:
    """Exactly one letter put in, left out or changed."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    rest = first[start + 1 :] if len(first) == len(second) else first[start:]
    return rest == second[start + 1 :]
