"""Titles of orders, of what they approve, and of plans that stand alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.dates import is_registration_line
from roadmaps.marks import APPROVAL
from roadmaps.readers.blocks import Paragraph
from roadmaps.wording import plain

_PLAN_TITLE = re.compile(
    r"план|дорожн|мероприят|карт|информация|отч[её]т|график|программ|циклограмм|рекоменд", re.IGNORECASE
)
_MAX_TITLE = 400
_TITLE_START = re.compile(
    r"(?:об?о?|о внесении)\s+[а-яё«]|(?:адресные\s+|методические\s+)?рекомендации(?!:)\b", re.IGNORECASE
)


def find_title(head: Sequence[Paragraph]) -> str | None:
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
        bool(APPROVAL.match(text))
        or is_registration_line(text)
        or bool(re.search(r"_{3,}|приказ\w* .*№", text))
    )


def captions(texts: Sequence[str], plan: int | None) -> list[str]:
    """The lines above the first table of measures that say for which years it is."""
    near = texts[max(0, (plan or 0) - 6) : plan or 0]
    return [text for text in near if re.search(r"\bна (?:период|(?:19|20)\d\d)", text)]
