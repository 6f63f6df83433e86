"""Answers as people type them, as JSON keeps them and as officials print them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from models.errors import CallerError
from models.language import is_unclear_number, say, write_decimal
from models.values import fold
from roadmaps.rounds.values import AnswerValue, Indicator, IndicatorKind

LONGEST_TEXT = 10_000  # characters of an answer in words
_LARGEST = Decimal(10) ** 15
_YES = frozenset({"да", "+", "есть", "имеется", "yes", "true", "1"})
_NO = frozenset({"нет", "-", "не имеется", "отсутствует", "no", "false", "0"})


def read_answer(indicator: Indicator, text: str) -> AnswerValue:
    """What somebody typed; None for nothing. CallerError says what would do."""
    text = join_lines(text.replace("\x00", "")).strip()
    if not text:
        return None
    if indicator.kind is IndicatorKind.YES_NO:
        return _read_yes_no(indicator, text)
    if indicator.kind in (IndicatorKind.NUMBER, IndicatorKind.SHARE):
        return _read_number(indicator, text)
    if indicator.kind is IndicatorKind.CHOICE:
        return _read_choice(indicator, text)
    if len(text) > LONGEST_TEXT:
        raise CallerError(
            "Показатель {code}: ответ длиннее {most} знаков.", code=indicator.code, most=LONGEST_TEXT
        )
    return text


def join_lines(text: str) -> str:
    """Lines end alike, whether a browser, a workbook or a program wrote them: else all would be changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_yes_no(indicator: Indicator, text: str) -> bool:
    word = fold(text)
    if word in _YES or word in _NO or text in "+-–—":
        return word in _YES
    raise CallerError("Показатель {code}: ответьте «да» или «нет».", code=indicator.code)


def _read_number(indicator: Indicator, text: str) -> Decimal:
    if is_unclear_number(text):
        raise CallerError(
            "Показатель {code}: запятая может отделять и тысячи, и дробь. Напишите 1250 или 1.25.",
            code=indicator.code,
        )
    digits = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".").replace("−", "-")
    if indicator.kind is IndicatorKind.SHARE:
        digits = digits.removesuffix("%")
    try:
        if not re.fullmatch(r"[+-]?[0-9]{1,16}(\.[0-9]{1,6})?", digits):
            raise InvalidOperation
        value = Decimal(digits).normalize()
    except InvalidOperation as error:
        raise CallerError("Показатель {code}: нужно число, например 42,5.", code=indicator.code) from error
    if indicator.kind is IndicatorKind.SHARE and not 0 <= value <= 100:
        raise CallerError("Показатель {code}: доля бывает от 0 до 100 %.", code=indicator.code)
    if abs(value) > _LARGEST:
        raise CallerError("Показатель {code}: число слишком велико.", code=indicator.code)
    return value


def _read_choice(indicator: Indicator, text: str) -> str:
    for choice in indicator.choices:
        if fold(choice) == fold(text):
            return choice
    raise CallerError(
        "Показатель {code}: такого варианта нет; есть: {choices}.",
        code=indicator.code,
        choices="; ".join(indicator.choices),
    )


def answer_to_json(value: AnswerValue) -> bool | str | None:
    """Numbers as text, so that nothing is rounded on the way."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def answer_from_json(indicator: Indicator, value: object) -> AnswerValue:
    """The value that ``answer_to_json`` wrote."""
    if value is None:
        return None
    if indicator.kind in (IndicatorKind.NUMBER, IndicatorKind.SHARE):
        return Decimal(str(value))
    return bool(value) if indicator.kind is IndicatorKind.YES_NO else str(value)


def format_number(value: Decimal) -> str:
    """``42,5`` as officials write; thousands apart by a space that does not break."""
    whole, _, part = f"{abs(value):f}".partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 else whole
    sign = "−" if value < 0 else ""
    return f"{sign}{grouped}{write_decimal('.')}{part}" if part else f"{sign}{grouped}"


def format_answer(indicator: Indicator, value: AnswerValue) -> str:
    """The answer in words; ``нет ответа`` where there is none."""
    if value is None:
        return say("нет ответа")
    if isinstance(value, bool):
        return say("Да" if value else "Нет").lower()  # «нет» alone is also that there is none
    if isinstance(value, Decimal):
        unit = "%" if indicator.kind is IndicatorKind.SHARE else indicator.unit
        return f"{format_number(value)}\u00a0{unit}".rstrip()
    return value
