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
_ROWS = (
    r"(?:строк\w*|пункт\w*|подпункт\w*|позици\w+|мероприяти\w*)\s+(?:№\s*|с номером\s+)?"
    r"(?P<numbers>\d[\d.]*(?:(?:\s*,\s*|\s+и\s+)\d[\d.]*)*)"
)
_VOID = r"(?:признать|считать) утративш\w+ силу"
_DROPS = re.compile(
    rf"{_ROWS}[^.;]{{0,120}}?\s*[-–—]?\s*(?:исключи(?:ть|в)|{_VOID}|отменить|снять)\b", re.IGNORECASE
)
_DROPS_FIRST = re.compile(
    rf"(?:исключить|{_VOID}|снять)\s[^.;«]{{0,80}}?{_ROWS}(?!\s(?:приказ|постановл|распоряж))", re.IGNORECASE
)
_INSTRUCTS = re.compile(
    r"\b(?:изложить|заменить|дополнить|исключить|внести\b.*\bизменени|(?:признать|считать) утративш)",
    re.IGNORECASE,
)
# «строку 2.3 признать …», «в пункте 4 слова … заменить …»: what is changed stands first.
_PART = (
    r"(?:строк[аиуе]|(?:под)?пункт[аые]?|позици\w+|абзац\w*|граф[аеу]|раздел[аеы]?|приложени[ея]|столб\w+|"
    r"слов[ао]|цифр[аыу]|наименовани[еи]|преамбул[ауе])\b"
)
_CHANGES_PART = re.compile(
    rf"(?:в\s+)?{_PART}.{{0,400}}?\b(?:изложить|заменить|дополнить|исключить|{_VOID})|"
    r"внести\b.{0,400}?\b(?:изменени|дополнени)|"
    rf"дополнить\s[^;:]{{0,200}}?{_PART[:-2]}\w*\b|исключить\s(?:\w+\s){{0,3}}?{_PART}|{_VOID}\s",
    re.IGNORECASE | re.DOTALL,
)
_WORDING = re.compile(r"редакции\s*:\s*«\s*(?:(?P<number>\d{1,3})\.[\d.]*\s+)?(?P<text>\S.*)", re.DOTALL)
_INNER_NUMBER = re.compile(r"(?<=[:;.])\s\d{1,3}(?:\.\d{1,2})+\.?\s")  # of points below the new one
_REWORDS = re.compile(
    r"\b(?:строк|пункт|подпункт|позици)\w*\s+(?:№\s*)?(?P<number>\d[\d.]*\d|\d)\b[^;]{0,160}?\bслов[ао]\s*"
    r"«(?P<before>[^«»]+)»\s*заменить\s+слов(?:ами|ом)\s*«(?P<after>[^«»]+)»",
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
class Rewording:
    """Words of one row or point of the earlier document that others take the place of."""

    number: str
    before: str
    after: str

    def as_json(self) -> dict[str, object]:
        return {"number": self.number, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Amendments:
    """All that a document does to earlier ones.

    ``anew``: an amending document that gives the plan as a whole in a new wording. ``dropped``: numbers
    of the rows that it strikes out. ``reworded``: words of rows that it replaces.
    """

    documents: tuple[Amendment, ...] = ()
    anew: bool = False
    dropped: tuple[str, ...] = ()
    reworded: tuple[Rewording, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "documents": [document.as_json() for document in self.documents],
            "anew": self.anew,
            "dropped": list(self.dropped),
            "reworded": [change.as_json() for change in self.reworded],
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
        reworded=tuple(change for text in texts for change in _reworded_in(text)) if amends else (),
    )


def is_instruction(text: str) -> bool:
    """A point that changes words of another document is no task, whatever dates it quotes."""
    return _INSTRUCTS.search(text) is not None


def instructed_words(text: str) -> str:
    """The words of a point that set a task: of a change to another document only what its new wording says.

    «слова «до 1 мая» заменить словами «до 1 июня»» sets none, «пункт 4 изложить в следующей редакции:
    «4. Центру провести …»» sets that of the new point 4.
    """
    if not _CHANGES_PART.match(text):
        return text
    wording = _WORDING.search(text)
    return _INNER_NUMBER.sub(" ", wording["text"].rstrip(" ;.").removesuffix("»")) if wording else ""


def goes_on_in_quotes(text: str, number: str) -> bool:
    """Whether a paragraph numbered ``number`` still belongs to the new wording that ``text`` quotes."""
    wording = _WORDING.search(text) if _CHANGES_PART.match(text) else None
    is_open = wording is not None and not text.rstrip(" ;.").endswith("»")
    return is_open and wording is not None and number.partition(".")[0] == wording["number"]


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
    for match in (*_DROPS.finditer(text), *_DROPS_FIRST.finditer(text)):
        yield from (number.strip(".") for number in re.findall(r"\d[\d.]*", match["numbers"]))


def _reworded_in(text: str) -> Iterator[Rewording]:
    for match in _REWORDS.finditer(text):
        yield Rewording(match["number"], match["before"].strip(), match["after"].strip())
