"""What a document says it does to earlier ones: amends, replaces or repeals them, drops rows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roadmaps.dates import read_date

_DAY = r"\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{4}|[«\"]?\d{1,2}[»\"]?\s+[а-я]{3,9}\s+\d{4}"
_NUMBER = r"[0-9А-Яа-яA-Za-z][^\s,;()»\"]*"
_REFERENCE = re.compile(
    rf"(?:от\s+)?(?P<day>{_DAY})\s*(?:года|г\.?)?[\s,]*(?:№|N)\s?(?P<number>{_NUMBER})|"
    rf"(?:№|N)\s?(?P<number_first>{_NUMBER})\s+от\s+(?P<day_behind>{_DAY})",
    re.IGNORECASE,
)
# At the beginning only: a preamble may cite an order "О внесении изменений в …" of somebody else.
_AMENDS = re.compile(
    r"[\d.\s]*(?:о внесении\s(?:.{0,60}\s)?|внести\s(?:.{0,400}?\s)?)(?:изменени|дополнени)",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\bвзамен\b", re.IGNORECASE)
_REPEALS = re.compile(
    r"(?:признать|считать|признаются?|признании)\s[^.]{0,60}утрати\w+\s+силу|\bотменить\s+(?:приказ|распоряж|"
    r"постановл)|утратившим[и]?\s+силу",
    re.IGNORECASE,
)
_ANEW = re.compile(
    r"(?:план\w*|карт[ауы]|приложени[ея]\w*|мероприяти[яй])\b[^;]{0,300}?\bизложи(?:ть|в)\b[^;]{0,60}\bредакции|"
    r"изложи(?:ть|в)\s+(?:его|её|ее|план|дорожную|приложение)\b[^;]{0,200}\bредакции",
    re.IGNORECASE,
)
_OF_ROW = re.compile(
    r"\b(?:строк[уаи]|пункт\w*|подпункт\w*|позици\w+|абзац\w*|слов[ао]|раздел\w*)\b", re.IGNORECASE
)
_DROPS = re.compile(
    r"(?:строк\w*|пункт\w*|подпункт\w*|позици\w+|мероприяти\w*)\s+(?:№\s*|с номером\s+)?"
    r"(?P<numbers>\d[\d.]*(?:(?:\s*,\s*|\s+и\s+)\d[\d.]*)*)[^.;]{0,120}?\s*[-–—]?\s*"
    r"(?:исключи(?:ть|в)|признать утратившим\w* силу|считать утратившим\w* силу|отменить|снять)\b",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"\b(?:изложить|заменить|дополнить|исключить|внести\b.*\bизменени|(?:признать|считать) утратившим)",
    re.IGNORECASE,
)


class Relation(StrEnum):
    """What one document does to another."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"


@dataclass(frozen=True)
class Amendment:
    """A document that this one speaks of as amended, replaced or repealed."""

    relation: Relation
    number: str
    issued_on: date | None

    def as_json(self) -> dict[str, object]:
        day = self.issued_on.isoformat() if self.issued_on else None
        return {"relation": self.relation.value, "number": self.number, "date": day}


@dataclass(frozen=True)
class Amendments:
    """All that a document does to earlier ones.

    ``anew``: an amending document that gives the plan as a whole in a new wording. ``dropped``: numbers
    of the rows that it strikes out.
    """

    documents: tuple[Amendment, ...] = ()
    anew: bool = False
    dropped: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "documents": [document.as_json() for document in self.documents],
            "anew": self.anew,
            "dropped": list(self.dropped),
        }


def read_amendments(paragraphs: Iterable[str]) -> Amendments:
    """What the paragraphs (title, preamble, points) say. Documents that are merely cited do not count."""
    texts = list(paragraphs)
    documents = dict.fromkeys(document for text in texts for document in _documents_in(text))
    amends = any(document.relation is Relation.AMENDS for document in documents)
    return Amendments(
        tuple(documents),
        anew=amends and any(_gives_anew(text) for text in texts),
        dropped=tuple(dict.fromkeys(n for text in texts for n in _dropped_in(text))) if amends else (),
    )


def is_instruction(text: str) -> bool:
    """A point that changes words of another document is no task, whatever dates it quotes."""
    return _INSTRUCTS.search(text) is not None


def _documents_in(text: str) -> Iterator[Amendment]:
    for pattern, relation in (
        (_REPEALS, Relation.REPEALS),
        (_REPLACES, Relation.REPLACES),
        (_AMENDS, Relation.AMENDS),
    ):
        match = pattern.match(text) if relation is Relation.AMENDS else pattern.search(text)
        if match is None:
            continue
        # The words "внести … изменения" may stand around the reference, the others stand before it.
        start = match.start() if relation is not Relation.REPLACES else match.end()
        for reference in _REFERENCE.finditer(text, start):
            yield _amendment(relation, reference)
        return


def _amendment(relation: Relation, reference: re.Match[str]) -> Amendment:
    number = reference["number"] or reference["number_first"]
    return Amendment(relation, number.rstrip("."), read_date(reference["day"] or reference["day_behind"]))


def _gives_anew(text: str) -> bool:
    match = _ANEW.search(text)
    return match is not None and not _OF_ROW.search(text[: match.end()])


def _dropped_in(text: str) -> Iterator[str]:
    for match in _DROPS.finditer(text):
        yield from (number.strip(".") for number in re.findall(r"\d[\d.]*", match["numbers"]))
