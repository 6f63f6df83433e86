"""Who issued a document: the capital lines at its top, or its mark of approval. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from roadmaps.abbreviations import LEGAL_FORM
from roadmaps.dates import is_registration_line
from roadmaps.marks import APPROVAL, KIND_AT_END, KIND_WORD, PAPER
from roadmaps.persons import person_to_nominative, post_to_nominative

_TOWNS = ("ГОРОДА", "ГОРОД", "ПОСЁЛКА", "ПОСЕЛКА", "СЕЛА", "СТАНИЦЫ", "Г.", "ОКРУГА", "РЕСПУБЛИКИ")
# What may follow "городского округа" or "Республики" and is no name of a place.
_COMMON = re.compile(
    r"(?:(?:по|и|в|на)\b|управлени|отдел|комитет|департамент|министерств|администраци|город|муниципальн|"
    r"государственн|дума|думы|совет|собрани|мэр|глав|пос[её]л|сел[ао]\b|област|кра[йя]\b|район|республик)",
    re.IGNORECASE,
)
_FIRST_OF_TWO = re.compile(r"[а-яё]+(?:[ыи]й|ая|ое|[ыи]е|[ое]го|ой|[ыи]х|марий)", re.IGNORECASE)


def find_issuer(head: Sequence[str], texts: Sequence[str]) -> str | None:
    """The capital lines at the top, in the case that the text itself uses; else from the approval mark."""
    lines: list[str] = []
    for text in head[:8]:
        if (
            KIND_WORD.fullmatch(text)
            or PAPER.match(text)
            or APPROVAL.match(text)
            or is_registration_line(text)
        ):
            break
        letters = [char for char in text if char.isalpha()]
        if len(letters) < 5 or sum(map(str.isupper, letters)) < 0.8 * len(letters):
            break
        lines.append(KIND_AT_END.sub("", text))
    if lines:
        return sentence_case(" ".join(lines), texts)
    signed = next((below for text, below in pairwise(head[:8]) if KIND_WORD.fullmatch(text)), "")
    if re.match(
        r"(?:главы|администрации|министерства|управления|комитета|департамента)\s", signed, re.IGNORECASE
    ):
        return _upper_first(post_to_nominative(signed))
    block = re.search(
        r"(?:приказ|распоряжени|постановлени)(?:ом|ем|у|ю)\s+(.{5,150}?)\s+от\s",
        " ".join(texts[:12]),
        re.IGNORECASE,
    )
    if block is None or " " not in block[1]:  # "распоряжением главы": of what?
        return None
    name = re.sub(r"^(?:начальника|директора|руководителя|министра|главы)\s+", "", block[1])
    return _upper_first(person_to_nominative(name, "dative"))


def sentence_case(capitals: str, texts: Sequence[str]) -> str:
    """ "МИНИСТЕРСТВО … ЧЕЛЯБИНСКОЙ ОБЛАСТИ" as the running text writes it, place names kept capital."""
    for text in texts:
        start = text.lower().find(capitals.lower())
        if start >= 0 and not text[start : start + len(capitals)].isupper():
            return _upper_first(text[start : start + len(capitals)])
    words = capitals.split()
    result: list[str] = []
    after_name = False
    for index, word in enumerate(words):
        following = " ".join(words[index + 1 : index + 3]).lower()
        named = _names_place(word, following) or _is_name(words, index, after_name)
        if LEGAL_FORM.fullmatch(word) or word in ("ДПО", "РФ"):
            result.append(word)
        else:
            capital = index == 0 or named or word.startswith("РЕСПУБЛИК")
            result.append(_capitalize(word) if capital else word.lower())
        after_name = named and _FIRST_OF_TWO.fullmatch(word) is not None and words[index - 1] in _TOWNS
    return re.sub(r"«[а-яё]", lambda match: match[0].upper(), " ".join(result))


def _names_place(word: str, following: str) -> bool:
    """ "Челябинской" before "области": an adjective made from the name of a place."""
    common = re.match(r"муниципальн|городск|автономн|област", word.lower())
    before = re.match(r"област|кра[йяю]|район|округ|республик|муниципальн|городского окр", following)
    return bool(before) and not common and word.lower().endswith(("ой", "ого", "ий"))


def _is_name(words: Sequence[str], index: int, after_name: bool) -> bool:
    """A name behind "города" or "Республики", and its second word: "Марий Эл", "Великие Луки"."""
    follows = index > 0 and (after_name or words[index - 1] in _TOWNS)
    return follows and _COMMON.match(words[index]) is None


def _capitalize(word: str) -> str:
    """ "ОСЕТИЯ-АЛАНИЯ" -> "Осетия-Алания", "РОСТОВА-НА-ДОНУ" -> "Ростова-на-Дону"."""
    parts = [part if part in ("на", "де") else _upper_first(part) for part in word.lower().split("-")]
    return re.sub(r"^\W+[а-яё]", lambda start: start[0].upper(), "-".join(parts))


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
