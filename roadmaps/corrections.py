"""What a person says of the rows of a draft, beside what was read: applied when tasks are made. Pure.

The reading itself stays as it was; a correction lies beside it in the JSON of the draft, under the uid of
its row. A row that holds several tasks is split into parts, each with a uid of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from models.values import TermKind
from roadmaps.contexts import context_of
from roadmaps.deadlines import parse_deadline

CORRECTIONS, WAITING = "corrections", "waiting"  # keys of the draft's JSON
DROPPED, JOINED = "dropped", "joined"

Item = dict[str, Any]


@dataclass(frozen=True)
class Correction:
    """Of one row; None is «as read».

    ``phrase``: the term in words that can be read. ``fate``: "" | dropped (no task) | joined (the rest of
    the task before it). ``parts``: titles of the tasks that the row really holds. ``is_checked``: a person
    looked at the row and found it right. ``by``: who, as in the trail.
    """

    title: str | None = None
    phrase: str | None = None
    responsible: tuple[str, ...] | None = None
    co_responsible: tuple[str, ...] | None = None
    fate: str = ""
    parts: tuple[str, ...] = ()
    is_checked: bool = False
    by: str = ""

    @property
    def changes(self) -> bool:
        """Whether the task becomes another one than was read."""
        words = (self.title, self.phrase, self.responsible, self.co_responsible)
        return bool(self.fate or self.parts) or any(word is not None for word in words)

    def as_json(self) -> dict[str, Any]:
        """What was said, and nothing else."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", (), False)}
        said |= {n: () for n in ("responsible", "co_responsible") if getattr(self, n) == ()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def read_correction(said: Mapping[str, Any] | None) -> Correction:
    """A correction from the JSON of a draft."""
    lists = {"responsible", "co_responsible", "parts"}
    values: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in (said or {}).items()}
    return Correction(**values)


def split_items(items: Iterable[Item], parsed: Mapping[str, Any]) -> Iterator[Item]:
    """The rows as read, those that hold several tasks in parts; ``of`` is the uid of the row read."""
    said = parsed.get(CORRECTIONS) or {}
    for item in items:
        parts = read_correction(said.get(item["uid"])).parts
        yield item | {"of": item["uid"]}
        for number, title in enumerate(parts[1:], start=2):
            yield item | {"of": item["uid"], "uid": f"{item['uid']}/{number}", "title": title}


def correct_items(items: Iterable[Item], parsed: Mapping[str, Any]) -> Iterator[Item]:
    """The tasks that a draft becomes, in order: what was read with what was said of it.

    ``written_spans`` of a task are the dates as the document gave them; a row that waits for a person
    (``parsed["waiting"]``) has no other dates yet.
    """
    said, waiting = parsed.get(CORRECTIONS) or {}, frozenset(parsed.get(WAITING) or ())
    if not said and not waiting:
        yield from items
        return
    made: list[Item] = []
    for item in split_items(items, parsed):
        correction = read_correction(said.get(item["uid"]))
        if correction.fate == DROPPED:
            continue
        corrected = correct_item(item, correction, parsed["document"])
        if correction.fate == JOINED and made:
            made[-1] = _join(made[-1], corrected)
        else:
            made.append(corrected)
    yield from (_silence(item) if item["of"] in waiting else item for item in made)


def correct_item(item: Item, correction: Correction, document: Mapping[str, Any]) -> Item:
    """One row with what was said of it; the words of its term stay those of the document."""
    changed: Item = {}
    title = correction.title or (correction.parts[0] if correction.parts else None)
    if title is not None:
        changed["title"] = title
    for role in ("responsible", "co_responsible"):
        names = getattr(correction, role)
        if names is not None:
            changed[role] = list(names)
    if correction.phrase is not None:
        term = parse_deadline(correction.phrase, context_of(document, item["year_section"]))
        changed["term"] = term.as_json() | {"meaning": f"{term.meaning} (уточнено: «{correction.phrase}»)"}
        changed["written_spans"] = item["term"]["occurrences"]
    return item | changed


def _join(first: Item, second: Item) -> Item:
    """The second row goes on where the first one broke off; the term is of whichever has days."""
    has_days = any(due for _, due in first["term"]["occurrences"])
    return first | {
        "title": f"{first['title']} {second['title']}".strip(),
        "result": " ".join(filter(None, [first["result"], second["result"]])),
        "raw_term": first["raw_term"] if has_days or not second["raw_term"] else second["raw_term"],
        "term": first["term"] if has_days else second["term"],
        "responsible": list(dict.fromkeys([*first["responsible"], *second["responsible"]])),
        "co_responsible": list(dict.fromkeys([*first["co_responsible"], *second["co_responsible"]])),
    }


def _silence(item: Item) -> Item:
    """A row that nobody has settled: its task is there and has no day until a person names the term."""
    term = item["term"]
    read = f"; прочитано: {term['meaning']}" if term["meaning"] else ""
    quiet: Item = {"occurrences": [], "recurrence": None, "meaning": f"ждёт проверки{read}"}
    return item | {
        "written_spans": item.get("written_spans", term["occurrences"]),
        "term": term | quiet | {"kind": TermKind.UNSPECIFIED.value, "event_rule": None},
    }
