"""A count written in a number format of Word (ECMA-376-1, 17.18.59). Pure."""

from __future__ import annotations

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # Word leaves out ё, й, ъ, ы, ь
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN = 5_000
_MAX_LETTERS = 780  # Word repeats a letter thirty times and no more


def write_figure(count: int, style: str) -> str:
    """The count as digits, roman numerals or letters; formats of other scripts as digits."""
    if style in ("none", "bullet"):
        return ""
    if style == "decimalZero":
        return f"{count:02d}"
    if style in ("lowerRoman", "upperRoman") and 0 < count <= _MAX_ROMAN:
        return _cased(_write_roman(count), style)
    letters = {"Letter": _LATIN, "ssianLower": _RUSSIAN, "ssianUpper": _RUSSIAN}
    alphabet = next((text for end, text in letters.items() if style.endswith(end)), None)
    if alphabet and 0 < count <= _MAX_LETTERS:
        return _cased(_write_letters(count, alphabet), style)
    return str(count)


def _cased(text: str, style: str) -> str:
    return text.upper() if "pper" in style else text


def _write_roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text


def _write_letters(count: int, alphabet: str) -> str:
    """a … z, aa, bb …: Word repeats the letter."""
    repeats, index = divmod(count - 1, len(alphabet))
    return alphabet[index] * (repeats + 1)
