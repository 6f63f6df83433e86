"""Words by which the parts of a document are told: its kind, the paper, the mark of approval. Pure."""

from __future__ import annotations

import re

KIND_WORD = re.compile(
    r"(?:п\s?р\s?и\s?к\s?а\s?з|р\s?а\s?с\s?п\s?о\s?р\s?я\s?ж\s?е\s?н\s?и\s?е|"
    r"п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?е\s?н\s?и\s?е|решение|протокол|письмо)\b[ .:]*",
    re.IGNORECASE,
)
KIND_AT_END = re.compile(r"\s+(?:приказ|распоряжение|постановление)$", re.IGNORECASE)  # a page without gaps
PAPER = re.compile(
    r"(?:план|отч[её]т|информация|сведения|справка|дорожная карта|доклад|график|комплекс мер|перечень|"
    r"регламент|положение)\b",
    re.IGNORECASE,
)
STANDING = re.compile(r"(?:положение|порядок|регламент)\b", re.IGNORECASE)
# "(далее – Центр)": a short name that a document gives, or a remark of its own.
HEREAFTER = re.compile(r"\(\s*дал(?:ее|ьнейшем)[^)]*\)", re.IGNORECASE)
APPROVAL = re.compile(
    r"(?:«?\s*у\s?т\s?в\s?е\s?р\s?ж\s?д\s?[её]?\s?н|утверждаю|приложение\b(?!\))|согласован[оа]?\b)",
    re.IGNORECASE,
)
