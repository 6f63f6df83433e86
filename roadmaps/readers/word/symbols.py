"""Characters of Word's symbol fonts (``w:sym``, ECMA-376-1, 17.3.3.30). Pure."""

from __future__ import annotations

_PRIVATE = 0xF000  # symbol fonts keep their 256 characters here
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xAE: "→",
    0xBE: "—", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "•", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x76: "•", 0x9F: "•", 0xA7: "•", 0xA8: "☐", 0xD8: "•",
    0xE0: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol_text(font: str, code: str) -> str:
    """The character that a symbol prints, as near as Unicode has it; "" for mere ornaments."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    low = point - _PRIVATE if point >= _PRIVATE else point
    known = _FONTS.get(font.lower())
    if known is not None:
        return known.get(low, chr(low) if known is _SYMBOL and 0x20 < low < 0x7F else "")
    printable = 0x20 <= low < 0xD800 and chr(low).isprintable()
    return chr(low) if printable else ""
