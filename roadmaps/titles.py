"""Titles of orders, of what they approve, and of plans that stand alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.dates import is_registration_line
from roadmaps.marks import APPROVAL, STANDING
from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import plain

_PLAN_TITLE = re.compile(
    r"план|дорожн|мероприят|карт|информация|отч[её]т|график|программ|циклограмм|рекоменд|комплекс|"
    r"перечень мер",
    re.IGNORECASE,
)
_MAX_TITLE = 400
_TITLE_START = re.compile(
    r"(?:об?о?|о внесении)\s+[а-яё«]|(?:адресные\s+|методические\s+)?рекомендации(?!:)\b", re.IGNORECASE
)


# "приказом управления от 21.02.2025 № 47 План …": the mark of approval and the title on one line.
_MARK_ABOVE = re.compile(
    r"^(?:«?утвержд\w+»?\s+)?(?:(?:приказом|распоряжением|постановлением|решением)\b.{0,200}?\s)?"
    r"от\s[^№]{6,30}№\s?\S+\s+(?=[А-ЯЁ])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?!(?:г|с|п|пос|пгт|ст|р)\.)[а-яё]")  # but for "г. Энск"
_SPACED_WORD = re.compile(r"(?<!\w)(?:[А-ЯЁ] ){2,}[А-ЯЁ](?!\w)")
_MINUTES = re.compile(r"п\s?р\s?о\s?т\s?о\s?к\s?о\s?л\b(?!\s*№)", re.IGNORECASE)
_STANDING_LINE = re.compile(
    rf"{STANDING.pattern}\s+(?:об?|проведения|организации|осуществления|подготовки)\s", re.IGNORECASE
)


def find_title(head: Sequence[Paragraph]) -> str | None:
    """The title of minutes, else the line "О …" of an order."""
    texts = [plain(paragraph.text) for paragraph in head]
    return next(
        (_join_title(texts, i) for i, t in enumerate(texts) if _MINUTES.match(t)), None
    ) or _find_about(head)


def _join_title(texts: Sequence[str], start: int) -> str | None:
    """ "РЕГЛАМЕНТ" and below it "проведения мониторинга …"; None where nothing tells what it is of."""
    end = start + 1
    while end < len(texts) and _GOES_ON.match(texts[end]) and not is_registration_line(texts[end]):
        end += 1
    title = " ".join(texts[start:end])
    return title if " " in title and len(title) < _MAX_TITLE else None


def _find_about(head: Sequence[Paragraph]) -> str | None:
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


def find_annex_title(paragraphs: Sequence[Paragraph], texts: Sequence[str], plan: int | None) -> str | None:
    """ "Положение о …" or the lines right above the first table of measures."""
    for index, text in enumerate(texts):
        if _STANDING_LINE.match(text) and len(text) < 250:
            return text
        if STANDING.fullmatch(text) and (title := _join_title(texts, index)):
            return title
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
        group = _SPACED_WORD.sub(lambda word: word[0].replace(" ", ""), " ".join(texts[start:end]))
        group = _MARK_ABOVE.sub("", group)
        if _PLAN_TITLE.search(group) and len(group) < _MAX_TITLE and not group.endswith(":"):
            return group
    return None


def _ends_approval(text: str) -> bool:
    """The line above a title that belongs to the approval mark, not to the title."""
    return (
        bool(APPROVAL.match(text))
        or is_registration_line(text)
        or bool(re.search(r"_{3,}|приказ\w* .*№", text))
    )


def captions(texts: Sequence[str], plan: int | None) -> list[str]:
    """The lines above the first table of measures that say for which years it is."""
    near = texts[max(0, (plan or 0) - 6) : plan or 0]
    return [text for text in near if re.search(r"\bна (?:период|(?:19|20)\d\d)", text)]
