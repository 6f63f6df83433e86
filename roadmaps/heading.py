"""What a document says about itself: kind, titles, issuer, number, date, place, period, signatory. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.dates import is_registration_line, read_date, read_dated_number, read_number
from roadmaps.issuers import find_issuer
from roadmaps.marks import APPROVAL, KIND_WORD, PAPER
from roadmaps.order_points import COMMAND
from roadmaps.persons import PERSON, SURNAME, person_to_nominative
from roadmaps.readers.blocks import Paragraph
from roadmaps.title_periods import find_period
from roadmaps.titles import captions, find_annex_title, find_title
from roadmaps.wording import plain

_PLACE = re.compile(
    r"(?:г\.|город|с\.|село|п\.|пос\.|р\.\s?п\.|пгт\.?|ст\.)\s?[А-ЯЁ][\w-]+(?:[ -][\w-]+){0,3}|"
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+){0,3}(?:\s[А-ЯЁ][а-яё]+)?"
)
_CAPITAL_TOWN = re.compile(r"[А-ЯЁ]{4,}(?:-[А-ЯЁ]+){0,2}(?:\s[А-ЯЁ]{4,})?")  # "МОСКВА" below the date
_DISTRIBUTION = re.compile(r"(?:разослать|рассылка|разослано)\s*[:.–-]\s*(.+)", re.IGNORECASE)
_POST_LINE = re.compile(
    r"(?:(?:министр|начальник|директор|руководитель|глава|заместитель|председатель|председательствующ(?:ий|ая)|заведующ(?:ий|ая)|исполняющ(?:ий|ая)|"
    r"ректор|первый|управляющий|врио|губернатор|мэр|секретарь)\b|и\. ?о\.)",
    re.IGNORECASE,
)
_ONE_INITIAL = re.compile(rf"(?<![А-ЯЁ.])(?P<initial>[А-ЯЁ])\.\s?(?P<surname>{SURNAME})$")
_POINT_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})(?:\.(?!\d)|(\)))")


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


def read_heading(paragraphs: Sequence[Paragraph], plan: int | None) -> DocumentHead:
    """``plan``: how many paragraphs stand before the first table of measures; None without one."""
    texts = [plain(paragraph.text) for paragraph in paragraphs]
    command = next((i for i, text in enumerate(texts) if COMMAND.search(text) and _is_command(text)), None)
    first_point = next((i for i, text in enumerate(texts) if re.match(r"1\s?[.)]\s", text)), None)
    start = command if command is not None else first_point
    signature, signatory = _find_signatory(paragraphs, texts, start or 0)
    head_end = min(x for x in (command, first_point, signature, len(texts)) if x is not None)
    head = texts[:head_end] if head_end else texts[:12]
    addressee = _find_addressee(head)
    ordered = any(KIND_WORD.fullmatch(text) for text in head)
    annex = _find_annex(texts, start if command is not None or ordered else None, signature)
    title = find_title(
        paragraphs[: command if command is not None else head_end if addressee or ordered else 0]
    )
    above = plan if plan is not None else first_point if command is None else None
    annex_title = find_annex_title(paragraphs, texts, above)
    issued_on, number = _find_registration(head, texts)
    title_text = title or annex_title
    period, school = find_period([annex_title, title], issued_on)
    if period is None:
        period, school = find_period(captions(texts, plan), issued_on)
    return DocumentHead(
        title=title_text,
        annex_title=annex_title if title else None,
        issuer=find_issuer(head, texts),
        number=number,
        issued_on=issued_on,
        place_name=_find_place(head, ordered or command is not None),
        period=period,
        school_year=school,
        signatory=signatory,
        distribution=_find_distribution(texts),
        addressee=addressee,
        has_command=(ordered and first_point is not None)
        or (command is not None and not (addressee and _asks(head, texts[command]))),
        body=_find_body(
            texts,
            _first_of_body(head, command, first_point, plan, addressee),
            (signature, annex),
            plan,
        ),
    )


def _is_command(text: str) -> bool:
    """The word that orders ends its paragraph, or is the whole of it."""
    match = COMMAND.search(text)
    return match is not None and len(text) - match.end() < 60


def _asks(head: Sequence[str], command: str) -> bool:
    """A letter that recommends or asks orders nothing; an order says so at its top."""
    ordered = any(KIND_WORD.match(text) for text in head)
    return not ordered and re.search(r"рекоменду|прос|предлаг", command, re.IGNORECASE) is not None


def _first_of_body(
    head: Sequence[str], command: int | None, first_point: int | None, plan: int | None, addressee: str | None
) -> int | None:
    """Where the points begin. Above a table only those of an order or a letter: a plan numbers its parts."""
    if command is not None:
        return command + 1
    speaks = addressee is not None or any(KIND_WORD.fullmatch(text) for text in head)
    is_plan = plan is not None and (not speaks or any(map(APPROVAL.match, head)))
    return None if is_plan else first_point


def _find_body(
    texts: Sequence[str], start: int | None, ends: Sequence[int | None], plan: int | None
) -> range:
    """Where the points stand: from the first one to the signature, the annex or the table of measures.

    A table between two points belongs to the text of the order ("дополнить строками …:").
    """
    if start is None or (plan is not None and plan <= start):
        return range(0)
    end = min((end for end in ends if end is not None and end > start), default=len(texts))
    if plan is None or plan > end or _points_go_on(texts[start:plan], texts[plan:end]):
        return range(start, end)
    title = next((i for i in range(max(start, plan - 4), plan) if _heads_plan(texts[i])), plan)
    return range(start, title)


def _heads_plan(text: str) -> bool:
    return PAPER.match(text) is not None and not text.endswith((".", ";", ":"))


def _points_go_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the first number below a table follows one of those above it."""
    following = {_next_number(match) for match in map(_POINT_NUMBER.match, above) if match}
    first = next((match for match in map(_POINT_NUMBER.match, below) if match), None)
    return first is not None and (first[1], first[2]) in following


def _next_number(number: re.Match[str]) -> tuple[str, str | None]:
    parent, dot, last = number[1].rpartition(".")
    return f"{parent}{dot}{int(last) + 1}", number[2]


def _find_signatory(
    paragraphs: Sequence[Paragraph], texts: Sequence[str], start: int
) -> tuple[int | None, str | None]:
    """The index of the first line of the signature, and "Name, post"."""
    for index in range(start, len(texts)):
        text = texts[index]
        signed = None if len(text) > 150 or re.match(r"\d", text) else _signer(text)
        if signed is None:
            continue
        before, name = signed
        if before and _POST_LINE.match(before) and not before.endswith((",", ":")) and index > start:
            return index, f"{name}, {before}"
        goes_on = index > start and len(before) < 60 and _POST_LINE.match(texts[index - 1])
        if index and (_is_signature_post(texts, index) if not before else goes_on):
            first = _first_post_line(paragraphs, texts, index)
            return first, f"{name}, {' '.join([*texts[first:index], before]).strip()}"
    return None, None


def _signer(text: str) -> tuple[str, str] | None:
    """What stands before the name that ends a line, and that name; in a government they sign "М.Иванов"."""
    bare = text.rstrip(" .")
    match = PERSON.search(text)
    if match and match.end() >= len(bare):
        return text[: match.start()].strip(" ,_/"), _person_name(match)
    brief = _ONE_INITIAL.search(bare)
    return (bare[: brief.start()].strip(" ,_/"), f"{brief['initial']}. {brief['surname']}") if brief else None


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


def _find_annex(texts: Sequence[str], start: int | None, signature: int | None) -> int | None:
    start = signature if signature is not None else start
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
    seen = registered = False
    for text in head:
        if registered and is_order and _CAPITAL_TOWN.fullmatch(text) and not KIND_WORD.fullmatch(text):
            return text
        registered = is_registration_line(text)
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
