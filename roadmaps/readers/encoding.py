"""Bytes of a text file -> characters, by content: UTF-8/16, CP1251, KOI8-R, CP866. Pure."""

from __future__ import annotations

import codecs
from collections import Counter

# Share of each letter in running Russian text, per cent; ё counts with е.
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        [10.9, 8.5, 8, 7.4, 6.7, 6.3, 5.5, 4.7, 4.5, 4.3, 3.5, 3.2, 3, 2.8, 2.6, 2, 1.9, 1.7, 1.7, 1.6, 1.6,
         1.4, 1.2, 1, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.3, 0.1, 0.1],
        strict=True,
    )
)  # fmt: skip
_PUNCTUATION = frozenset("«»„“”–—№§…°’‘\u00a0")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 200_000


def decode_text(content: bytes) -> str | None:
    """The text of a file; None where the bytes are no text in any encoding we know."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decode(content, encoding)
    wide = _guess_utf16(content)
    if wide is not None:
        return _decode(content, wide)
    if b"\0" in content[:_SAMPLE_BYTES]:
        return None
    text = _decode(content, "utf-8")
    if text is None:
        text = _decode_damaged_utf8(content)
    return text if text is not None else _decode_single_byte(content)


def _decode_damaged_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes: in any other encoding Russian text holds hardly one valid pair."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum("\u0400" <= char <= "\u04ff" for char in text)
    return text if broken * 50 < sound else None


def _decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess_utf16(content: bytes) -> str | None:
    """UTF-16 without a BOM: Russian text has 0x04 in every other byte, Latin text 0x00."""
    sample = content[: _SAMPLE_BYTES & ~1]
    if len(sample) < 4 or len(content) % 2:
        return None
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = Counter(sample[offset::2])
        if high[0x04] + high[0x00] + high[0x20] > 0.9 * sum(high.values()) and high[0x04] + high[0x00] > 1:
            return encoding
    return None


def _decode_single_byte(content: bytes) -> str | None:
    """The single-byte encoding whose reading looks most like Russian."""
    sample = content[:_SAMPLE_BYTES]
    scored = [(_likeness(sample.decode(name, "replace")), name) for name in ("cp1251", "koi8-r", "cp866")]
    best, name = max(scored)
    return content.decode(name, "replace") if best > 0 else None


def _likeness(text: str) -> float:
    """How Russian a text looks: frequent letters score high, box drawing and controls far below nothing."""
    score = 0.0
    for char, count in Counter(text).items():
        if char.lower() in _FREQUENCY:
            # The wrong Cyrillic table swaps the cases: capitals are worth less.
            score += count * _FREQUENCY[char.lower()] * (1.0 if char.islower() else 0.3)
        elif char in _PUNCTUATION or char.isascii():
            score -= count * (20.0 if ord(char) < 32 and char not in "\t\n\r\f\v" else 0.0)
        else:
            score -= count * 10.0
    return score
