"""What a document says about itself: kind, titles, issuer, number, date, place, period, signatory. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.dates import is_registration_line, read_date, read_dated_number, read_number
from roadmaps.issuers import find_issuer
from roadmaps.marks import APPROVAL, KIND_WORD
from roadmaps.order_points import COMMAND
from roadmaps.persons import PERSON, person_to_nominative
from roadmaps.readers.blocks import Paragraph
from roadmaps.title_periods import find_period
from roadmaps.titles import captions, find_annex_title, find_title
from roadmaps.wording import plain

_PLACE = re.compile(
    r"(?:г\.|город|с\.|село|п\.|пос\.|р\.\s?п\.|пгт\.?|ст\.)\s?[А-ЯЁ][\w-]+(?:[ -][\w-]+){0,3}|"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+){0,3}(?:\s[А-ЯЁ][а-яё]+)?"
)
_DISTRIBUTION = re.compile(r"(?:разослать|рассылка|разослано)\s*[:.–-]\s*(.+)", re.IGNORECASE)
_POST_LINE = re.compile(
    r"(?:(?:министр|начальник|директор|руководитель|глава|заместитель|председатель|председательствующ(?:ий|ая)|заведующ(?:ий|ая)|исполняющ(?:ий|ая)|"
    r"ректор|первый|управляющий|врио|губернатор|мэр|секретарь)\b|и\. ?о\.)",
    re.IGNORECASE,
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
    ordered = any(KIND_WORD.fullmatch(text) for text in head)
    title = find_title(
        paragraphs[: command if command is not None else head_end if addressee or ordered else 0]
    )
    above = plan_position if plan_position is not None else first_point if command is None else None
    annex_title = find_annex_title(paragraphs, texts, above)
    issued_on, number = _find_registration(head, texts)
    title_text = title or annex_title
    period, school = find_period([annex_title, title], issued_on)
    if period is None:
        period, school = find_period(captions(texts, plan_position), issued_on)
    return DocumentHead(
        title=title_text,
        annex_title=annex_title if title else None,
        issuer=find_issuer(head, texts),
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
    ordered = any(KIND_WORD.match(text) for text in head)
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
    return next((i for i in range(start, len(texts)) if APPROVAL.match(texts[i])), None)


def _find_registration(head: Sequence[str], texts: Sequence[str]) -> tuple[date | None, str | None]:
    """Date and number from the lines of the head, else from the approval mark."""
    lines = [text for text in head if is_registration_line(text)]
    issued_on = next((day for day in map(read_date, lines) if day), None)
    number = next((number for number in map(read_number, lines) if number), None)
    if issued_on and number:
        return issued_on, number
    approval = next((i for i, text in enumerate(texts) if APPROVAL.match(text)), None)
    if approval is None:
        return issued_on, number
    block = " ".join(texts[approval : approval + 6])[:400]
    return issued_on or read_date(block), number or read_dated_number(block)


def _find_place(head: Sequence[str], is_order: bool) -> str | None:
    """A line that is only the name of a town, below the date or the number."""
    seen = False
    for text in head:
        seen = seen or is_registration_line(text) or KIND_WORD.fullmatch(text) is not None
        if seen and is_order and len(text) < 40 and _PLACE.fullmatch(text) and not KIND_WORD.fullmatch(text):
            return text
    return None


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
