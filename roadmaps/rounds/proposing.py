"""Which points and rows of a document order a monitoring, and what hangs on it. Pure.

A proposal is only a plan: it asks nobody until a person has named participants and indicators. So what is
not clearly a monitoring with a window is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.values import fold

_MONITORING = re.compile(r"мониторинг(?:а|у|ом|е|и|ов)?")
# Holding it, or what makes it possible. Between these words and the monitoring only their kin may stand:
# «провести конференцию о мониторинге» orders a conference.
_HOLDING = re.compile(
    r"(?:провед|провест|провод|организ|обеспеч|осуществ|сопровожд|запуст)\w*|координац\w*|координир\w*"
)
_BETWEEN = re.compile(r"и|а|также|\w+(?:ое|ого|ый|ий|ая|ую|ой|ые|ых|ие|их)|[\w-]+-[\w-]+(?:ое|ого|ый|ая|ую)")
_AFTERWARDS = re.compile(
    r"\b(?:по (?:итогам|результатам)|итог\w*|результат\w*|на основ\w+|с уч[её]том)\b"
    r"[^.;]{0,60}?\bмониторинг\w*"
)
_REPORT = re.compile(r"\b(?:справк|отч[её]т|аналитическ|информаци)\w*")
_PUBLICATION = re.compile(r"\b(?:размест|размещ|опубликов|публикац)\w*")
_RECOMMENDATIONS = re.compile(r"\bрекоменд\w*")
_VOCATIONAL = re.compile(
    r"\b(?:спо|профессиональн\w+ (?:образован\w+|образовательн\w+)|колледж\w*|техникум\w*)\b"
)
_GENERAL = re.compile(r"\b(?:общего образования|общеобразовательн\w+|муниципальн\w+|школ\w*|мо)\b")
_LONGEST_DAYS = 123
_ABBREVIATION = re.compile(r"\s*\(далее\s*[-–—]\s*[^)]*\)")
_PERIODS = re.compile(r"\s*,?\s*\b(?:в период[ыа]?\b.*|в срок\b.*|с \d\d?\.\d\d\.\d{4}.*)$", re.DOTALL)


@dataclass(frozen=True)
class FollowUp:
    """A deadline that hangs on a round: the task's uid, its due date, what for and to whom."""

    task_uid: str
    due_on: date
    purpose: str  # report | publication | recommendations
    to_party: str | None = None


@dataclass(frozen=True)
class RoundProposal:
    """A monitoring that a document orders: the task's uid and its window say which."""

    task_uid: str
    title: str
    kind: str
    organiser: str | None
    opens_on: date
    due_on: date
    follow_ups: tuple[FollowUp, ...] = ()


def propose_rounds(items: Sequence[Mapping[str, Any]], parties: Sequence[str] = ()) -> list[RoundProposal]:
    """Rounds in the order of the document; ``items`` as ``task_items`` of the store yields them.

    ``parties``: names and aliases that may be told as the one to whom a report goes.
    """
    proposals: list[RoundProposal] = []
    for position, item in enumerate(items):
        if not orders_monitoring(item["title"]):
            continue
        windows = [w for w in _windows(item) if not _is_known(proposals, item, w)]
        nexts = [window[0] for window in windows[1:]] + [date.max]
        hanging = _hanging(items, position)
        for (opens_on, due_on), next_on in zip(windows, nexts, strict=False):
            proposals.append(
                RoundProposal(
                    item["uid"],
                    round_title(item["title"]),
                    kind_of(item["title"]),
                    next(iter(item["responsible"]), None),
                    opens_on,
                    due_on,
                    tuple(_follow_ups(hanging, due_on, next_on, parties)),
                )
            )
    return proposals


def orders_monitoring(text: str) -> bool:
    """Whether the words order that a monitoring be held, rather than speak of one that is over."""
    words = re.findall(r"[\w-]+", fold(text))
    for word in words:
        if _MONITORING.fullmatch(word):
            return True
        if not (_HOLDING.fullmatch(word) or _BETWEEN.fullmatch(word)):
            return False
    return False


def round_title(text: str) -> str:
    """``обеспечить сопровождение мониторинга качества в период с …`` → ``Мониторинг качества``."""
    bare = _PERIODS.sub("", _ABBREVIATION.sub("", " ".join(text.split())))
    found = re.search(r"\bмониторинг\w*\b(.*)", bare, re.IGNORECASE)
    return "Мониторинг" + (found[1].partition(". ")[0].rstrip(" .;,") if found else "")


def kind_of(text: str) -> str:
    """``vocational``, ``general``, or nothing where the words do not say."""
    folded = fold(text)
    if _VOCATIONAL.search(folded):
        return "vocational"
    return "general" if _GENERAL.search(folded) else ""


def _windows(item: Mapping[str, Any]) -> list[tuple[date, date]]:
    spans = [
        (date.fromisoformat(opens), date.fromisoformat(due))
        for opens, due in item["term"]["occurrences"]
        if opens and due
    ]
    # «В течение года» is no window in which anybody is asked.
    return sorted({(opens, due) for opens, due in spans if (due - opens).days <= _LONGEST_DAYS})


def _is_known(proposals: Sequence[RoundProposal], item: Mapping[str, Any], window: tuple[date, date]) -> bool:
    """Whether a point of the order has said the same before the table says it again, less exactly."""
    title, organiser = fold(round_title(item["title"])), next(iter(item["responsible"]), None)
    return any(
        (fold(known.title), known.organiser) == (title, organiser)
        and known.opens_on <= window[1]
        and window[0] <= known.due_on
        for known in proposals
    )


def _hanging(items: Sequence[Mapping[str, Any]], position: int) -> list[tuple[Mapping[str, Any], str]]:
    """What the same organiser owes after a monitoring, with its purpose; up to their next monitoring."""
    mine = set(items[position]["responsible"])
    found = []
    for item in items[position + 1 :]:
        if not mine & set(item["responsible"]):
            continue
        if orders_monitoring(item["title"]):
            break
        purpose = _purpose(item["title"])
        if purpose:
            found.append((item, purpose))
    return found


def _purpose(text: str) -> str | None:
    folded = fold(text)
    if not _AFTERWARDS.search(folded):
        return None
    if _RECOMMENDATIONS.search(folded):
        return "recommendations"
    if _REPORT.search(folded):
        return "publication" if _PUBLICATION.search(folded) else "report"
    return "publication" if _PUBLICATION.search(folded) else None


def _follow_ups(
    hanging: Sequence[tuple[Mapping[str, Any], str]], due_on: date, next_on: date, parties: Sequence[str]
) -> Iterator[FollowUp]:
    """Of each hanging task the first date after this window and before the next one."""
    for item, purpose in hanging:
        dates = sorted(date.fromisoformat(due) for _, due in item["term"]["occurrences"] if due)
        first = next((day for day in dates if due_on <= day < next_on), None)
        if first is not None:
            yield FollowUp(item["uid"], first, purpose, _addressee(item, parties))


def _addressee(item: Mapping[str, Any], parties: Sequence[str]) -> str | None:
    """Who is named in the words and does not carry the task out."""
    folded, own = fold(item["title"]), {fold(name) for name in item["responsible"]}
    if not re.search(r"\b(?:представ|предостав|направ|перед)\w*", folded):
        return None
    return next(
        (n for n in parties if fold(n) not in own and re.search(rf"\b{re.escape(fold(n))}\b", folded)), None
    )
