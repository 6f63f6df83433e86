"""What reading a document yields: frozen values and their stable JSON (keys as in the gold). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from models.values import Place, Problem, Term
from roadmaps.amendments import Amendments


@dataclass(frozen=True)
class ParsedTask:
    """One whole row of a plan.

    ``uid`` is unique in the document: ``2021/1.5.1`` under a year row, ``2.3(2)`` for the second row
    numbered 2.3. Parties are canonical names. ``status_raw`` is the cell «Выполнение» (None where the
    table has no such column, "" where it is empty). ``details`` are cells of other columns with their
    headings.
    """

    uid: str
    number: str
    number_raw: str
    title: str
    term: Term
    place: Place
    section: str | None = None
    year_section: int | None = None
    expected_result: str = ""
    responsible: tuple[str, ...] = ()
    co_responsible: tuple[str, ...] = ()
    responsible_raw: str = ""
    status_raw: str | None = None
    details: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "uid": self.uid,
            "number": self.number,
            "number_raw": self.number_raw,
            "year_section": self.year_section,
            "section": self.section,
            "title": self.title,
            "raw_term": self.term.raw,
            "term": self.term.as_json(),
            "responsible_raw": self.responsible_raw,
            "responsible": list(self.responsible),
            "co_responsible": list(self.co_responsible),
            "result": self.expected_result,
            "status_raw": self.status_raw,
            "details": dict(self.details),
            "line": self.place.line,
            "page": self.place.page,
            "sheet": self.place.sheet,
            "row": self.place.row,
        }


@dataclass(frozen=True)
class ParsedPoint:
    """A numbered point of the order itself. ``number`` as printed, ``effective_number`` corrected.

    ``responsible`` are canonical names, ``persons`` the people named with them ("Хохлов А.В.").
    """

    number: str
    effective_number: str
    text: str
    place: Place
    responsible: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    persons: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "number": self.number,
            "effective_number": self.effective_number,
            "text": self.text,
            "responsible": list(self.responsible),
            "persons": list(self.persons),
            "terms": [term.as_json() for term in self.terms],
            "line": self.place.line,
        }


@dataclass(frozen=True)
class ParsedDocument:
    """A document as read; nothing stored, nothing dropped silently (see ``problems``).

    ``kind``: order_with_roadmap, order, status_report, regulation_with_plan, regulation,
    recommendation_letter, roadmap or unknown. ``aliases`` maps every variant of a party's name met
    in the document to the canonical one. ``indicators``, ``targets`` and ``monitorings`` are JSON-ready
    dicts with the gold's keys.
    """

    file: str
    kind: str
    title: str | None = None
    annex_title: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued_on: date | None = None
    place_name: str | None = None
    period: tuple[int, int] | None = None
    school_year: bool = False
    controllers: tuple[str, ...] = ()
    signatory: str | None = None
    addressee: str | None = None  # of a letter
    distribution: tuple[str, ...] = ()
    abbreviations: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    order_points: tuple[ParsedPoint, ...] = ()
    rows: tuple[ParsedTask, ...] = ()
    indicators: tuple[dict[str, object], ...] = ()
    targets: tuple[dict[str, object], ...] = ()
    monitorings: tuple[dict[str, object], ...] = ()
    problems: tuple[Problem, ...] = ()
    amendments: Amendments = field(default_factory=Amendments)

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki parse``: keys are added, never renamed."""
        organisations: dict[str, list[str]] = {}
        for variant, canonical in self.aliases.items():
            organisations.setdefault(canonical, []).append(variant)
        return {
            "document": {
                "file": self.file,
                "title": self.title,
                "annex_title": self.annex_title,
                "kind": self.kind,
                "issuer": self.issuer,
                "number": self.number,
                "date": self.issued_on.isoformat() if self.issued_on else None,
                "place": self.place_name,
                "period": list(self.period) if self.period else None,
                "school_year": self.school_year,
                "controllers": list(self.controllers),
                "signatory": self.signatory,
                "addressee": self.addressee,
                "distribution": list(self.distribution),
                "amendments": self.amendments.as_json(),
                "abbreviations": self.abbreviations,
                "organisations": [{"canonical": c, "variants": v} for c, v in organisations.items()],
            },
            "order_points": [point.as_json() for point in self.order_points],
            "rows": [row.as_json() for row in self.rows],
            "indicators": list(self.indicators),
            "targets": list(self.targets),
            "monitorings": list(self.monitorings),
            "problems": [problem.as_json() for problem in self.problems],
        }
