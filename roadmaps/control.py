"""Who controls an order and who answers for it: "контроль … возложить на начальника отдела …". Pure."""

from __future__ import annotations

import re

from models.values import unique
from roadmaps.marks import HEREAFTER
from roadmaps.persons import FULL_NAME, SURNAME, find_persons, person_to_nominative

_LAID = r"(?:возлож|оставля|возлага|закреп|поруч)\w+"
# The second of two clauses may leave out the verb: "контроль за исполнением – на консультанта …".
_CONTROL = re.compile(
    rf"(?:контрол\w+.{{0,120}}?{_LAID}\s+(?:на\s+|за\s+)?|"
    r"(?:^|[,;]\s*)(?:(?:а|и|общий)\s+){0,2}контроль\b[^.;]{0,120}?\s[-–—]\s*(?:на|за)\s+)(?P<whom>.+)",
    re.IGNORECASE,
)
_NAME = re.compile(rf"{SURNAME}\s+[А-ЯЁ]\.\s?[А-ЯЁ]\b\.?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?{SURNAME}|{FULL_NAME.pattern}")
_ANSWERING = re.compile(
    rf"(?:персональн\w+ )?ответственност\w+.{{0,160}}?(?:{_LAID}\s+(?:на\s+)?|\s[-–—]\s*на\s+)(?P<whom>.+)",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r"[,;]?\s+(?:а\s+|и\s+)?(?:общий\s+)?(?:контрол[ьи]|(?:персональн\w+\s+)?ответственность)\b.*",
    re.IGNORECASE,
)
_ONESELF = re.compile(r"(?:собой|себя|мной)", re.IGNORECASE)


def speaks_of_control(text: str) -> bool:
    """Whether a point says who controls the order."""
    return _CONTROL.search(" ".join(text.split())) is not None


def read_controllers(text: str, signatory: str | None = None) -> tuple[str, ...]:
    """Who controls the order, in the nominative. ``signatory`` is who keeps the control "за собой"."""
    match = _CONTROL.search(" ".join(text.split()))
    if match is None:
        return ()
    if _ONESELF.match(match["whom"]):
        return tuple(filter(None, [_as_controller(signatory)]))
    return _people(match["whom"])


def read_answering(text: str) -> tuple[str, ...]:
    """Who is made to answer for the order, in the nominative: "ответственность … возложить на …"."""
    match = _ANSWERING.match(" ".join(text.split()))
    return _people(match["whom"]) if match and not _ONESELF.match(match["whom"]) else ()


def _people(phrase: str) -> tuple[str, ...]:
    """Each person of "заместителя директора Фролова Д.Е. и начальника отдела Рябова С.К." """
    phrase = _OTHER_CLAUSE.sub("", HEREAFTER.sub("", phrase)).rstrip(" .")
    return unique(person_to_nominative(piece, "accusative") for piece in _split_people(phrase))


def _split_people(phrase: str) -> list[str]:
    """Behind each name where posts stand before the names, else before each name."""
    names = [match.span() for match in _NAME.finditer(phrase)]
    if len(names) < 2:
        return [phrase]
    post_first = bool(re.search(r"\w", phrase[: names[0][0]]))
    cuts = [end for _, end in names[:-1]] if post_first else [start for start, _ in names[1:]]
    pieces = [phrase[a:b] for a, b in zip([0, *cuts], [*cuts, len(phrase)], strict=True)]
    return [
        re.sub(r"^[\s,;)]*(?:(?:и|а также)\s+)?|[\s,;]*(?:\s(?:и|а также))?\s*$", "", piece)
        for piece in pieces
    ]


def _as_controller(signatory: str | None) -> str | None:
    """ "А.В. Громов, Начальник отдела" -> "начальник отдела Громов А.В."."""
    name, comma, post = (signatory or "").partition(", ")
    if not comma:
        return signatory
    return f"{post[:1].lower()}{post[1:]} {find_persons(name)[0] if find_persons(name) else name}"
