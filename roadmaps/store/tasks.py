"""Rows of a parsed document become tasks with their parties and dated instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.database import row_id
from models.occurrence import Occurrence
from models.party import Party, PartyAlias, TaskParty
from models.roadmap import Task
from models.values import Role, fold
from roadmaps.corrections import correct_items
from roadmaps.letters import LETTER_KIND, letter_items
from roadmaps.policy import Policy
from roadmaps.statuses import claims_done
from roadmaps.store import words  # noqa: F401 - tasks that are stored have their words stored


def task_items(parsed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The tasks that a document becomes: what was read of it with what a person said of the draft."""
    yield from correct_items(read_items(parsed), parsed)


def read_items(parsed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows, and the points of the order that carry a term, in one shape; all that a letter recommends."""
    if parsed["document"].get("kind") == LETTER_KIND:
        yield from letter_items(parsed)
        return
    for point in parsed["order_points"]:
        if point["terms"]:
            yield point_as_item(point)
    for row in parsed["rows"]:
        yield row | {"origin": "row"}


def point_as_item(point: dict[str, Any]) -> dict[str, Any]:
    terms = point["terms"]
    spans = sorted(
        {(s, e) for term in terms for s, e in term["occurrences"]}, key=lambda s: (s[1] or "9", s[0] or "")
    )
    return {
        "origin": "point",
        "uid": f"п. {point['effective_number']}",
        "number": point["effective_number"],
        "title": point["text"],
        "section": None,
        "year_section": None,
        "result": "",
        "raw_term": "; ".join(term["raw"] for term in terms),
        "term": terms[0] | {"meaning": "; ".join(t["meaning"] for t in terms), "occurrences": spans},
        "responsible": point["responsible"],
        "co_responsible": [],
        "status_raw": None,
        "line": point["line"],
    }


def store_task(session: Session, roadmap_id: int, position: int, item: dict[str, Any]) -> Task:
    """A new task of the roadmap."""
    task = Task(
        roadmap_id=roadmap_id, position=position, **task_words(item), uid=item["uid"], origin=item["origin"]
    )
    session.add(task)
    session.flush()
    return task


def task_words(item: dict[str, Any]) -> dict[str, Any]:
    """All that a document says of a task, but for what it is called there and who carries it out."""
    term = item["term"]
    return {
        "number": item["number"],
        "section": item["section"],
        "year_section": item["year_section"],
        "title": item["title"],
        "expected_result": item["result"] or "",
        "raw_term": item["raw_term"],
        "term_kind": term["kind"],
        "meaning": term["meaning"],
        "recurrence": term["recurrence"],
        "event_rule": term.get("event_rule"),
        "written_spans": [list(span) for span in item.get("written_spans", term["occurrences"])],
        "status_raw": item["status_raw"],
        "source_line": item["line"],
    }


def store_parties(session: Session, task: Task, cast: Mapping[Role, Sequence[str]], desk: PartyDesk) -> None:
    """Put the parties of a new task (or those of the given roles) into their roles."""
    for role, names in cast.items():
        for position, party_id in enumerate(dict.fromkeys(desk.find_or_add(name) for name in names)):
            session.add(
                TaskParty(task_id=row_id(task), role=role.value, party_id=party_id, position=position)
            )


def cast_of(item: dict[str, Any], controllers: Sequence[str]) -> dict[Role, Sequence[str]]:
    """Who a document names for a task, by role."""
    return {
        Role.RESPONSIBLE: item["responsible"],
        Role.CO_RESPONSIBLE: item["co_responsible"],
        Role.CONTROLLER: controllers,
    }


def store_occurrences(
    session: Session,
    task: Task,
    spans: Iterable[tuple[str | None, str | None]],
    approved_on: date,
    policy: Policy,
    first_ordinal: int = 0,
) -> list[Occurrence]:
    """Lay out the dated instances of a task; those past on ``approved_on`` or reported done are held.

    A due date on a day off moves as the policy says; the written one stays beside it.
    """
    occurrences = []
    for ordinal, (opens, due) in enumerate(spans, start=first_ordinal):
        if due is None:  # open-ended: it begins, and no day is named by which it is done
            continue
        written_on = date.fromisoformat(due)
        opens_on = date.fromisoformat(opens) if opens else None
        due_on = policy.due_date(written_on, opens_on)
        occurrences.append(
            Occurrence(
                task_id=row_id(task),
                ordinal=ordinal,
                opens_on=opens_on,
                due_on=due_on,
                original_due_on=written_on,
                watched_from_on=approved_on,
                held=due_on < approved_on or claims_done(task.status_raw, due_on),
            )
        )
    session.add_all(occurrences)
    return occurrences


def next_ordinal(session: Session, task_id: int) -> int:
    """Behind all instances that the task has had."""
    ordinals = session.exec(select(Occurrence.ordinal).where(Occurrence.task_id == task_id)).all()
    return max(ordinals, default=-1) + 1


class PartyDesk:
    """Parties by every spelling known, from the database and from the document at hand."""

    def __init__(self, session: Session, aliases: dict[str, str]) -> None:
        self._session = session
        self._canonical = {fold(variant): canonical for variant, canonical in aliases.items()}
        self._variants = aliases

    def find_name(self, name: str) -> str:
        """What a party is called here, nothing stored: the name of the one it stands for, or its own."""
        name = self._canonical.get(fold(name), name)
        folded = fold(name)
        party = self._session.exec(select(Party.name).where(Party.folded == folded)).first()
        if party is None:
            alias = select(Party.name).join(PartyAlias, col(PartyAlias.party_id) == col(Party.id))
            party = self._session.exec(alias.where(PartyAlias.folded == folded)).first()
        return party or name

    def find_or_add(self, name: str) -> int:
        """The id of the party called ``name``; made, with the document's aliases, when it is new."""
        name = self._canonical.get(fold(name), name)
        folded = fold(name)
        party = self._session.exec(select(Party).where(Party.folded == folded)).first()
        if party is None:
            alias = self._session.get(PartyAlias, folded)
            if alias is not None:
                return alias.party_id
            party = Party(name=name, folded=folded)
            self._session.add(party)
            self._session.flush()
        self._add_aliases(row_id(party), name)
        return row_id(party)

    def _add_aliases(self, party_id: int, name: str) -> None:
        for variant, canonical in self._variants.items():
            folded = fold(variant)
            if canonical != name or folded == fold(name) or self._knows_alias(folded):
                continue
            self._session.add(PartyAlias(folded=folded, party_id=party_id))
            self._session.flush()

    def _knows_alias(self, folded: str) -> bool:
        return self._session.get(PartyAlias, folded) is not None
