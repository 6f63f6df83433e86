"""What a document says about itself: kind, titles, issuer, number, date, place, period, signatory. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from models.values import fold
from roadmaps.abbreviations import LEGAL_FORM
from roadmaps.columns import MONTH
from roadmaps.dates import is_registration_line, read_date, read_dated_number, read_number
from roadmaps.order_points import COMMAND
from roadmaps.persons import PERSON, person_to_nominative, post_to_nominative
from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import plain

_KIND_WORD = re.compile(
    r"(?:п\s?р\s?и\s?к\s?а\s?з|р\s?а\s?с\s?п\s?о\s?р\s?я\s?ж\s?е\s?н\s?и\s?е|"
    r"п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?е\s?н\s?и\s?е|решение|протокол|письмо)\b[ .:]*",
    re.IGNORECASE,
)
_KIND_AT_END = re.compile(r"\s+(?:приказ|распоряжение|постановление)$", re.IGNORECASE)  # a page without gaps
_PAPER = re.compile(
    r"(?:план|отч[её]т|информация|сведения|справка|дорожная карта|доклад|график)\b", re.IGNORECASE
)
_APPROVAL = re.compile(
    r"(?:«?\s*у\s?т\s?в\s?е\s?р\s?ж\s?д\s?[её]?\s?н|утверждаю|приложение\b(?!\))|согласован[оа]?\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:г\.|город|с\.|село|п\.|пос\.|р\.\s?п\.|пгт\.?|ст\.)\s?[А-ЯЁ][\w-]+(?:[ -][\w-]+){0,3}|"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+){0,3}(?:\s[А-ЯЁ][а-яё]+)?"
)
_PERIODS = (
    re.compile(r"((?:19|20)\d\d)\s?(?:года?|г\.?)?\s?[-–—]\s?[а-я]+\s((?:19|20)\d\d)", re.IGNORECASE),
    re.compile(r"((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\s?(?:гг|год|учеб|уч\.)", re.IGNORECASE),
    re.compile(r"((?:19|20)\d\d)\s?[/-]\s?((?:20)?\d\d)\s?уч", re.IGNORECASE),
    re.compile(
        r"(?:с|на период с)\s((?:19|20)\d\d)\s?(?:года?|г\.)?\s?(?:по|до)\s((?:19|20)\d\d)", re.IGNORECASE
    ),
    re.compile(
        r"на\s((?:19|20)\d\d)\s?(?:год|г\.?)?\s?(?:и|,)\s?(?:плановый период\s)?((?:19|20)\d\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?:на|в|за)\s((?:19|20)\d\d)\s?(?:год|г\.|г\b)()", re.IGNORECASE),
    re.compile(
        rf"(?:на|за)\s(?:{MONTH}[а-я]*|[^.,;]{{1,12}}(?:квартал|кв\.|полугодие))"
        rf"(?:\s?[-–—]\s?{MONTH}[а-я]*)?\s?((?:19|20)\d\d)()",
        re.IGNORECASE,
    ),
    re.compile(r"на\s((?:19|20)\d\d)\s?[-–—/]\s?((?:19|20)\d\d)", re.IGNORECASE),
)
_UNTIL = re.compile(r"\b(?:на период )?до ((?:19|20)\d\d) года", re.IGNORECASE)
_DISTRIBUTION = re.compile(r"(?:разослать|рассылка|разослано)\s*[:.–-]\s*(.+)", re.IGNORECASE)
_POST_LINE = re.compile(
    r"(?:(?:министр|начальник|директор|руководитель|глава|заместитель|председатель|председательствующ(?:ий|ая)|заведующ(?:ий|ая)|исполняющ(?:ий|ая)|"
    r"ректор|первый|управляющий|врио|губернатор|мэр|секретарь)\b|и\. ?о\.)",
    re.IGNORECASE,
)
_PLAN_TITLE = re.compile(
    r"план|дорожн|мероприят|карт|информация|отч[её]т|график|программ|циклограмм|рекоменд", re.IGNORECASE
)
_TOWNS = ("ГОРОДА", "ПОСЁЛКА", "ПОСЕЛКА", "СЕЛА", "СТАНИЦЫ", "Г.")
_MAX_TITLE = 400
_TITLE_START = re.compile(
    r"(?:об?о?|о внесении)\s+[а-яё«]|(?:адресные\s+|методические\s+)?рекомендации(?!:)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class DocumentHead:
    """The head and the foot of a document. ``body``: indexes of the paragraphs that hold its points."""

    title: str | None
    annex_title: str | None
    issuer: str | None
    number: str | None
    issued_on: date | None
    place_name: str | None
    period: tuple[int, int] | None
    school_year: bool
    signatory: str | None
    distribution: tuple[str, ...]
    addressee: str | None
    has_command: bool
    body: range


def read_heading(paragraphs: Sequence[Paragraph], plan_position: int | None) -> DocumentHead:
    """``plan_position``: how many paragraphs stand before the first table of measures; None without one."""
    texts = [plain(paragraph.text) for paragraph in paragraphs]
    command = next((i for i, text in enumerate(texts) if COMMAND.search(text) and _is_command(text)), None)
    first_point = next((i for i, text in enumerate(texts) if re.match(r"1\s?[.)]\s", text)), None)
    signature, signatory = _find_signatory(
        paragraphs, texts, command if command is not None else first_point or 0
    )
    annex = _find_annex(texts, command, signature)
    head_end = min(x for x in (command, first_point, signature, annex, len(texts)) if x is not None)
    head = texts[:head_end] if head_end else texts[:12]
    addressee = _find_addressee(head)
    ordered = any(_KIND_WORD.fullmatch(text) for text in head)
    title = _find_title(
        paragraphs[: command if command is not None else head_end if addressee or ordered else 0]
    )
    above = plan_position if plan_position is not None else first_point if command is None else None
    annex_title = _find_annex_title(paragraphs, texts, above)
    issued_on, number = _find_registration(head, texts)
    title_text = title or annex_title
    period, school = _find_period([annex_title, title], issued_on)
    if period is None:
        period, school = _find_period(_captions(texts, plan_position), issued_on)
    return DocumentHead(
        title=title_text,
        annex_title=annex_title if title else None,
        issuer=_find_issuer(head, texts),
        number=number,
        issued_on=issued_on,
        place_name=_find_place(head, command is not None),
        period=period,
        school_year=school,
        signatory=signatory,
        distribution=_find_distribution(texts),
        addressee=addressee,
        has_command=(ordered and first_point is not None)
        or (command is not None and not (addressee and _asks(head, texts[command]))),
        body=_find_body(command, first_point, signature, annex, plan_position, len(texts)),
    )


def _is_command(text: str) -> bool:
    """The word that orders ends its paragraph, or is the whole of it."""
    match = COMMAND.search(text)
    return match is not None and len(text) - match.end() < 60


def _asks(head: Sequence[str], command: str) -> bool:
    """A letter that recommends or asks orders nothing; an order says so at its top."""
    ordered = any(_KIND_WORD.match(text) for text in head)
    return not ordered and re.search(r"рекоменду|прос|предлаг", command, re.IGNORECASE) is not None


def _find_body(
    command: int | None,
    first_point: int | None,
    signature: int | None,
    annex: int | None,
    plan: int | None,
    count: int,
) -> range:
    """Where the points stand: from the command, or the first number of a letter, to the signature."""
    start = command + 1 if command is not None else first_point
    if start is None or (command is None and plan is not None):
        return range(0)
    ends = [end for end in (signature, annex, plan, count) if end is not None and end > start]
    return range(start, min(ends, default=start))


def _find_signatory(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], start: int
) -> tuple[int | None, str | None]:
    """The index of the first line of the signature, and "Name, post"."""
    for index in range(start, len(texts)):
        text = texts[index]
        match = PERSON.search(text)
        if match is None or len(text) > 150 or re.match(r"\d", text) or match.end() < len(text.rstrip(" .")):
            continue
        before = text[: match.start()].strip(" ,_/")
        if before and _POST_LINE.match(before) and not before.endswith((",", ":")) and index > start:
            return index, f"{_person_name(match)}, {before}"
        if not before and index and _is_signature_post(texts, index):
            first = _first_post_line(paragraphs, texts, index)
            return first, f"{_person_name(match)}, {' '.join(texts[first:index])}"
    return None, None


def _is_signature_post(texts: Sequence[str], index: int) -> bool:
    return any(_POST_LINE.match(texts[i]) and len(texts[i]) < 150 for i in range(max(0, index - 3), index))


def _first_post_line(paragraphs: Sequence[Paragraph], texts: Sequence[str], index: int) -> int:
    first = index - 1
    while first > max(0, index - 3) and not _POST_LINE.match(texts[first]):
        first -= 1
    while first > 0 and not paragraphs[first].after_gap and _POST_LINE.match(texts[first - 1]):
        first -= 1
    return first


def _person_name(match: re.Match[str]) -> str:
    surname, initials = (match["a"], match["ai"]) if match["a"] else (match["b"], match["bi"])
    return f"{'.'.join(re.findall('[А-ЯЁ]', initials))}. {surname}"


def _find_annex(texts: Sequence[str], command: int | None, signature: int | None) -> int | None:
    start = signature if signature is not None else command
    if start is None:
        return None
    return next((i for i in range(start, len(texts)) if _APPROVAL.match(texts[i])), None)


def _find_title(head: Sequence[Paragraph]) -> str | None:
    """The line "О …" / "Об …" of an order, with the lines that follow it without a gap."""
    lines: list[str] = []
    for paragraph in head:
        text = plain(paragraph.text)
        if lines:
            if paragraph.after_gap and not text[:1].islower():
                break
            lines.append(text)
        elif _TITLE_START.match(text) and text[0].isupper():
            lines.append(text)
    return " ".join(lines) or None


def _find_annex_title(paragraphs: Sequence[Paragraph], texts: Sequence[str], plan: int | None) -> str | None:
    """ "Положение о …" or the lines right above the first table of measures."""
    for text in texts:
        if (
            re.match(
                r"(?:положение|порядок|регламент)\s+(?:об?|проведения|организации)\s", text, re.IGNORECASE
            )
            and len(text) < 250
        ):
            return text
    if not plan:
        return None
    for end in range(plan, max(0, plan - 6), -1):
        start = end - 1
        while start > 0 and not paragraphs[start].after_gap and not _ends_approval(texts[start - 1]):
            start -= 1
        while start > 0 and texts[start][:1].islower() and not _ends_approval(texts[start - 1]):
            start -= 1
        while end < plan and texts[end][:1].islower():  # "ПЛАН" and below it "по устранению недостатков"
            end += 1
        group = " ".join(texts[start:end])
        if _PLAN_TITLE.search(group) and len(group) < _MAX_TITLE and not group.endswith(":"):
            return group
    return None


def _ends_approval(text: str) -> bool:
    """The line above a title that belongs to the approval mark, not to the title."""
    return (
        bool(_APPROVAL.match(text))
        or is_registration_line(text)
        or bool(re.search(r"_{3,}|приказ\w* .*№", text))
    )


def _captions(texts: Sequence[str], plan: int | None) -> list[str]:
    """The lines above the first table of measures that say for which years it is."""
    near = texts[max(0, (plan or 0) - 6) : plan or 0]
    return [text for text in near if re.search(r"\bна (?:период|(?:19|20)\d\d)", text)]


def _find_registration(head: Sequence[str], texts: Sequence[str]) -> tuple[date | None, str | None]:
    """Date and number from the lines of the head, else from the approval mark."""
    lines = [text for text in head if is_registration_line(text)]
    issued_on = next((day for day in map(read_date, lines) if day), None)
    number = next((number for number in map(read_number, lines) if number), None)
    if issued_on and number:
        return issued_on, number
    approval = next((i for i, text in enumerate(texts) if _APPROVAL.match(text)), None)
    if approval is None:
        return issued_on, number
    block = " ".join(texts[approval : approval + 6])[:400]
    return issued_on or read_date(block), number or read_dated_number(block)


def _find_place(head: Sequence[str], is_order: bool) -> str | None:
    """A line that is only the name of a town, below the date or the number."""
    seen = False
    for text in head:
        seen = seen or is_registration_line(text) or _KIND_WORD.fullmatch(text) is not None
        if seen and is_order and len(text) < 40 and _PLACE.fullmatch(text) and not _KIND_WORD.fullmatch(text):
            return text
    return None


def _find_issuer(head: Sequence[str], texts: Sequence[str]) -> str | None:
    """The capital lines at the top, in the case that the text itself uses; else from the approval mark."""
    lines: list[str] = []
    for text in head[:8]:
        if (
            _KIND_WORD.fullmatch(text)
            or _PAPER.match(text)
            or _APPROVAL.match(text)
            or is_registration_line(text)
        ):
            break
        letters = [char for char in text if char.isalpha()]
        if len(letters) < 5 or sum(map(str.isupper, letters)) < 0.8 * len(letters):
            break
        lines.append(_KIND_AT_END.sub("", text))
    if lines:
        return sentence_case(" ".join(lines), texts)
    signed = next((below for text, below in pairwise(head[:8]) if _KIND_WORD.fullmatch(text)), "")
    if re.match(
        r"(?:главы|администрации|министерства|управления|комитета|департамента)\s", signed, re.IGNORECASE
    ):
        return _upper_first(post_to_nominative(signed))
    block = re.search(
        r"(?:приказ|распоряжени|постановлени)(?:ом|ем|у|ю)\s+(.{5,150}?)\s+от\s",
        " ".join(texts[:12]),
        re.IGNORECASE,
    )
    if block is None or " " not in block[1]:  # "распоряжением главы": of what?
        return None
    name = re.sub(r"^(?:начальника|директора|руководителя|министра|главы)\s+", "", block[1])
    return _upper_first(person_to_nominative(name, "dative"))


def sentence_case(capitals: str, texts: Sequence[str]) -> str:
    """ "МИНИСТЕРСТВО … ЧЕЛЯБИНСКОЙ ОБЛАСТИ" as the running text writes it, place names kept capital."""
    for text in texts:
        start = text.lower().find(capitals.lower())
        if start >= 0 and not text[start : start + len(capitals)].isupper():
            return _upper_first(text[start : start + len(capitals)])
    words = capitals.split()
    result = []
    for index, word in enumerate(words):
        following = " ".join(words[index + 1 : index + 3]).lower()
        if LEGAL_FORM.fullmatch(word) or word in ("ДПО", "РФ"):
            result.append(word)
        else:
            named = _names_place(word, following) or (index and words[index - 1] in _TOWNS)
            result.append(word.capitalize() if index == 0 or named else word.lower())
    return re.sub(r"«[а-яё]", lambda match: match[0].upper(), " ".join(result))


def _names_place(word: str, following: str) -> bool:
    """ "Челябинской" before "области": an adjective made from the name of a place."""
    common = re.match(r"муниципальн|городск|автономн|област", word.lower())
    before = re.match(r"област|кра[йяю]|район|округ|республик|муниципальн|городского окр", following)
    return bool(before) and not common and word.lower().endswith(("ой", "ого", "ий"))


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _find_period(texts: Sequence[str | None], issued_on: date | None) -> tuple[tuple[int, int] | None, bool]:
    """First and last year that the titles name, and whether they are school years."""
    for text in texts:
        for pattern in _PERIODS:
            match = pattern.search(text or "")
            if match:
                first = int(match[1])
                last = int(match[2]) if match[2] else first
                last += first // 100 * 100 if last < 100 else 0
                school = "уч" in fold(text or "")[fold(text or "").find(str(first)) :][:30]
                if first <= last <= first + 20:
                    return (first, first + 1 if school and first == last else last), school
    until = next((m for m in map(_UNTIL.search, filter(None, texts)) if m), None)
    if until and issued_on and issued_on.year <= int(until[1]) <= issued_on.year + 20:
        return (issued_on.year, int(until[1])), False
    return None, False


def _find_distribution(texts: Sequence[str]) -> tuple[str, ...]:
    for text in texts:
        match = _DISTRIBUTION.match(text)
        if match:
            return tuple(part.strip(" .") for part in re.split(r"[,;]", match[1]) if part.strip(" ."))
    return ()


def _find_addressee(head: Sequence[str]) -> str | None:
    """ "Начальнику ИМО, Семякиной М.В." at the top of a letter, in the nominative."""
    for text, below in zip(head, [*head[1:], ""], strict=False):
        named = re.match(r"кому\s*:\s*(\S.*)", text, re.IGNORECASE)
        if named and len(text) < 400:
            return named[1]
        if len(text) < 150 and re.match(
            r"(?:начальник|руководител|директор|заведующ|глав|председател)(?:у|ю|ям|ам|ему|ей|е)\b",
            text,
            re.IGNORECASE,
        ):
            holder = f" {below}" if not PERSON.search(text) and PERSON.fullmatch(below) else ""
            return person_to_nominative(text + holder, "dative").replace(" ,", ",")
    return None
