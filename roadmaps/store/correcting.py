"""Drafts under review: rows with what was said of them, what still waits; nothing is reminded of them.

What a person says of a row lies in the draft's own JSON (``roadmaps.corrections``) and in the trail;
what was read stays as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from models.account import AccountGrant
from models.errors import CallerError, ForbiddenTransitionError, UnknownThingError
from models.outbox import CalendarFeed
from models.party import Coordinator, Party
from models.roadmap import PolicyText, ReadingProblem, Roadmap
from models.round import Round
from models.values import TermKind
from roadmaps.contexts import context_of
from roadmaps.corrections import (
    CORRECTIONS,
    DROPPED,
    JOINED,
    WAITING,
    Correction,
    Item,
    correct_item,
    read_correction,
    split_items,
)
from roadmaps.deadlines import parse_deadline
from roadmaps.store.tasks import read_items
from roadmaps.store.trail import record_deed

_FATES = ("", DROPPED, JOINED)
# Worth a look, and no doubt about what is due from whom by when.
_REMARKS = frozenset(
    ("undefined_abbreviation", "skipped_number", "misnumbered_point", "missing_result", "missing_status",
     "incomplete_status", "missing_metadata", "mixed_alphabets")
)  # fmt: skip


@dataclass(frozen=True)
class DraftRow:
    """One row of a draft: ``read`` as the document has it, ``item`` as its task will be."""

    position: int
    read: Item
    item: Item
    correction: Correction
    problems: tuple[ReadingProblem, ...] = ()

    @property
    def uid(self) -> str:
        return str(self.read["uid"])

    def is_doubt(self, problem: ReadingProblem) -> bool:
        """Whether a problem leaves open what is due from whom by when; if not, it is a remark."""
        return problem.code not in _REMARKS

    @property
    def has_days(self) -> bool:
        return any(due for _, due in self.item["term"]["occurrences"])

    @property
    def state(self) -> str:
        """``unclear`` (a doubt that nobody has settled) | dropped | joined | undated | clear."""
        if self.correction.fate:
            return self.correction.fate
        if any(self.is_doubt(problem) for problem in self.problems):
            return "unclear"
        return "clear" if self.has_days else "undated"


@dataclass(frozen=True)
class Draft:
    """A draft whole: its rows in the order of the document, problems that belong to none of them."""

    roadmap: Roadmap
    rows: tuple[DraftRow, ...]
    problems: tuple[ReadingProblem, ...] = ()
    party_names: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def unclear(self) -> tuple[str, ...]:
        """Uids of rows as read that wait for a person."""
        return tuple(dict.fromkeys(str(row.read["of"]) for row in self.rows if row.state == "unclear"))

    def in_order_of_need(self) -> list[DraftRow]:
        """What needs a person first, then what has no day, then the rest."""
        rank = {"unclear": 0, "undated": 1}
        return sorted(self.rows, key=lambda row: (rank.get(row.state, 2), row.position))

    def find(self, uid: str) -> DraftRow | None:
        return next((row for row in self.rows if row.uid == uid), None)


def list_drafts(session: Session) -> Sequence[tuple[int, str, datetime, int]]:
    """Documents that were read and not approved: id, title, when, problems that wait; newest first."""
    problems = (
        select(ReadingProblem.roadmap_id)
        .where(col(ReadingProblem.settled_at).is_(None))
        .join(Roadmap, col(Roadmap.id) == col(ReadingProblem.roadmap_id))
        .where(col(Roadmap.approved_at).is_(None))
    )
    waiting = list(session.exec(problems).all())
    columns = select(col(Roadmap.id), col(Roadmap.title), col(Roadmap.imported_at))
    drafts = columns.where(col(Roadmap.approved_at).is_(None)).order_by(col(Roadmap.id).desc())
    return [(number, title, at, waiting.count(number)) for number, title, at in session.execute(drafts)]


def load_draft(session: Session, roadmap_id: int) -> Draft:
    """A draft with its rows. UnknownThingError where there is none of this number."""
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise UnknownThingError("Карты № {id} нет. Список: sroki roadmaps.", id=roadmap_id)
    return make_draft(roadmap, _open_problems(session, roadmap_id), _known_parties(session, roadmap.parsed))


def make_draft(
    roadmap: Roadmap, problems: Sequence[ReadingProblem], party_names: tuple[str, ...] = ()
) -> Draft:
    """Rows and problems put together; a problem belongs to the row of its subject and its line."""
    parsed = roadmap.parsed
    said = parsed.get(CORRECTIONS) or {}
    left: defaultdict[str, list[ReadingProblem]] = defaultdict(list)
    for problem in problems:
        left[problem.subject or ""].append(problem)
    rows = []
    for position, read in enumerate(split_items(read_items(parsed), parsed)):
        correction = read_correction(said.get(read["uid"]))
        own = _take(left, read)
        rows.append(
            DraftRow(position, read, correct_item(read, correction, parsed["document"]), correction, own)
        )
    counts = Counter(row.state for row in rows)
    of_document = tuple(problem for problem in problems if problem in left[problem.subject or ""])
    return Draft(roadmap, tuple(rows), of_document, party_names, counts)


def _take(left: dict[str, list[ReadingProblem]], read: Item) -> tuple[ReadingProblem, ...]:
    """The problems of a row, which are nobody else's then."""
    own = []
    for subject in _subjects(read):
        found = [problem for problem in left.get(subject, ()) if _is_near(problem, read)]
        own += found
        if found:
            left[subject] = [problem for problem in left[subject] if problem not in found]
    return tuple(own)


def _subjects(read: Item) -> tuple[str, ...]:
    """How problems name a row or a point."""
    uid = str(read["of"])
    return (uid, uid.removeprefix("п. ")) if uid.startswith("п. ") else (uid,)


def _is_near(problem: ReadingProblem, read: Item) -> bool:
    """A point and a row of one document may have the same number; the line tells them apart."""
    return problem.source_line is None or read["line"] is None or problem.source_line == read["line"]


def _open_problems(session: Session, roadmap_id: int) -> Sequence[ReadingProblem]:
    statement = select(ReadingProblem).where(ReadingProblem.roadmap_id == roadmap_id)
    statement = statement.where(col(ReadingProblem.settled_at).is_(None))
    return session.exec(statement.order_by(col(ReadingProblem.id))).all()


def _known_parties(session: Session, parsed: dict[str, Any]) -> tuple[str, ...]:
    """Names to choose executors from: of this document and of all before it."""
    here = {party["canonical"] for party in parsed["document"].get("organisations") or ()}
    here |= {name for item in read_items(parsed) for name in (*item["responsible"], *item["co_responsible"])}
    return tuple(sorted(here | set(session.exec(select(Party.name)).all()), key=str.casefold))


def read_phrase(draft: Draft, uid: str, phrase: str) -> Item:
    """What a phrase would mean as the term of a row, as ``Term.as_json``; nothing is stored."""
    row = _require_row(draft, uid)
    context = context_of(draft.roadmap.parsed["document"], row.read["year_section"])
    return parse_deadline(phrase, context).as_json()


def correct_row(
    session: Session, roadmap_id: int, uid: str, correction: Correction, at: datetime, actor: str
) -> None:
    """Keep what was said of a row; its problems are settled with it. «As read» takes all of it back.

    CallerError for a phrase that cannot be read, ForbiddenTransitionError for what is approved already.
    """
    draft = _lock(session, roadmap_id)
    row = _require_row(draft, uid)
    correction = _trim(replace(correction, by=actor), row.read)
    if correction.phrase is not None:
        _require_readable(draft, uid, correction.phrase)
    if correction.fate not in _FATES or (correction.fate == JOINED and row.position == 0):
        raise CallerError("Выше этой строки ничего нет: присоединить не к чему.")
    before = row.correction.as_json()
    after = correction.as_json() if correction.changes or correction.is_checked else {}
    said = {key: value for key, value in (draft.roadmap.parsed.get(CORRECTIONS) or {}).items() if key != uid}
    parts = [f"{uid}/{number}" for number in range(len(correction.parts) + 1, 50)]
    said = {key: value for key, value in said.items() if key not in parts}
    _keep(session, draft.roadmap, CORRECTIONS, said | ({uid: after} if after else {}))
    _settle(session, draft.roadmap, row.read, at if after else None)
    record_deed(
        session, at, actor, "draft corrected", f"roadmap:{roadmap_id}", before=before, after=after, row=uid
    )


def note_problem(session: Session, roadmap_id: int, problem_id: int, at: datetime, actor: str) -> None:
    """A person has seen a problem of the document as a whole, and it stands in nobody's way."""
    draft = _lock(session, roadmap_id)
    found = next((problem for problem in draft.problems if problem.id == problem_id), None)
    if found is None:
        raise UnknownThingError("Такого замечания у черновика нет.")
    found.settled_at = at
    session.add(found)
    record_deed(session, at, actor, "problem noted", f"roadmap:{roadmap_id}", problem=found.sentence)


def keep_waiting(session: Session, roadmap_id: int, but: frozenset[str] = frozenset()) -> int:
    """Before an approval of what is clear: the tasks of unclear rows will have no days; how many rows.

    ``but``: uids of rows whose tasks stay as they are, of a version that changes nothing in them.
    """
    draft = _lock(session, roadmap_id)
    waiting = [uid for uid in draft.unclear if uid not in but]
    _keep(session, draft.roadmap, WAITING, waiting)
    return len(waiting)


def discard_draft(session: Session, roadmap_id: int, at: datetime, actor: str) -> None:
    """Take a draft away with its problems; the file it was read from stays among the documents."""
    roadmap = _lock(session, roadmap_id).roadmap
    _require_unused(session, roadmap_id)
    for table in (ReadingProblem, PolicyText, Coordinator):
        session.execute(delete(table).where(col(table.roadmap_id) == roadmap_id))
    session.delete(roadmap)
    record_deed(
        session,
        at,
        actor,
        "draft discarded",
        f"roadmap:{roadmap_id}",
        title=roadmap.title,
        file=roadmap.source_name,
        sha256=roadmap.source_sha256,
    )


def _require_unused(session: Session, roadmap_id: int) -> None:
    """What speaks of the draft would speak of whatever gets its number next."""
    users = (
        select(AccountGrant.account_id).where(AccountGrant.roadmap_id == roadmap_id),
        select(CalendarFeed.scope).where(CalendarFeed.scope == f"roadmap:{roadmap_id}"),
        select(Round.id).where(Round.source_roadmap_id == roadmap_id),
    )
    if any(session.exec(statement).first() is not None for statement in users):
        raise ForbiddenTransitionError(
            "На черновик № {id} ссылается роль, календарь или мониторинг: сначала снимите её.", id=roadmap_id
        )


def _lock(session: Session, roadmap_id: int) -> Draft:
    """The draft under a lock. ForbiddenTransitionError where it is a draft no more."""
    roadmap = session.get(Roadmap, roadmap_id)
    if roadmap is None:
        raise UnknownThingError("Карты № {id} нет. Список: sroki roadmaps.", id=roadmap_id)
    session.refresh(roadmap, with_for_update=True)
    if roadmap.approved_at is not None:
        raise ForbiddenTransitionError("Документ уже утверждён: черновика больше нет.")
    return make_draft(roadmap, _open_problems(session, roadmap_id))


def _require_row(draft: Draft, uid: str) -> DraftRow:
    row = draft.find(uid)
    if row is None:
        raise UnknownThingError("Строки {uid} в черновике нет.", uid=uid)
    return row


def _require_readable(draft: Draft, uid: str, phrase: str) -> None:
    term = read_phrase(draft, uid, phrase)
    if term["kind"] == TermKind.UNREADABLE.value:
        raise CallerError(
            "Срок «{phrase}» не понят: {why}",
            phrase=phrase,
            why=" ".join(term["problems"]) or "напишите иначе, например «до 15.12.2026».",
        )


def _trim(correction: Correction, read: Item) -> Correction:
    """Without words that are those of the document."""
    same: dict[str, bool] = {
        "title": correction.title == read["title"] or correction.title == "",
        "phrase": correction.phrase in (read["raw_term"], ""),
        "responsible": list(correction.responsible or ()) == list(read["responsible"]),
        "co_responsible": list(correction.co_responsible or ()) == list(read["co_responsible"]),
    }
    as_read: dict[str, Any] = {name: None for name, is_same in same.items() if is_same}
    return replace(correction, **as_read)


def _keep(session: Session, roadmap: Roadmap, key: str, value: Any) -> None:
    # Another object, or the database would not be told.
    roadmap.parsed = {k: v for k, v in roadmap.parsed.items() if k != key} | ({key: value} if value else {})
    session.add(roadmap)
    session.flush()


def _settle(session: Session, roadmap: Roadmap, read: Item, at: datetime | None) -> None:
    """The problems of a row: settled, or (None) open again."""
    statement = select(ReadingProblem).where(ReadingProblem.roadmap_id == roadmap.id)
    statement = statement.where(col(ReadingProblem.subject).in_(_subjects(read)))
    own = [problem.id for problem in session.exec(statement).all() if _is_near(problem, read)]
    session.execute(update(ReadingProblem).where(col(ReadingProblem.id).in_(own)).values(settled_at=at))
