"""What waits for a reviewer: the last version and, where there is one, the version before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.values import OccurrenceState
from roadmaps.store.evidence import EvidenceView, load_evidence
from roadmaps.store.extending import RequestView, list_waiting_requests
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, Reach, list_occurrences
from roadmaps.store.visitors import ReviewView, load_reviews


@dataclass(frozen=True)
class Waiting:
    """An occurrence that waits; ``former`` was returned before, ``decisions`` are those on what is shown."""

    occurrence: OccurrenceView
    evidence: EvidenceView
    former: EvidenceView | None
    decisions: tuple[ReviewView, ...]

    @property
    def accepted_once(self) -> tuple[ReviewView, ...]:
        """Who of two has accepted this version already."""
        version = self.evidence.version
        return tuple(
            d for d in self.decisions if (d.evidence_version, d.decision) == (version, "accepted once")
        )

    def as_json(self) -> dict[str, object]:
        """The stable JSON of ``sroki review-queue --json``: the keys of an occurrence and of its evidence."""
        return {
            **self.occurrence.as_json(),
            "evidence_version": self.evidence.version,
            "evidence_files": [item.file_sha256 for item in self.evidence.files],
            "evidence_urls": [item.url for item in self.evidence.links],
            "evidence_submitted_at": self.evidence.submitted_at.isoformat(),
            "accepted_once_by": [each.decided_by for each in self.accepted_once],
        }


def list_queue(
    session: Session, reach: Reach | None, as_of: datetime, roadmap_id: int | None = None
) -> list[Waiting]:
    """What waits for a decision within reach, by due date; a fixed number of statements per 500 rows."""
    wanted = OccurrenceFilter(state=OccurrenceState.SUBMITTED, held=False, reach=reach, roadmap_id=roadmap_id)
    views = list_occurrences(session, wanted, as_of)
    ids = [view.id for view in views]
    evidence, reviews = load_evidence(session, ids), load_reviews(session, ids)
    return [
        Waiting(view, versions[-1], versions[-2] if len(versions) > 1 else None, reviews.get(view.id, ()))
        for view in views
        if (versions := evidence.get(view.id, ()))
    ]


def list_asked(
    session: Session, reach: Reach | None, as_of: datetime
) -> list[tuple[OccurrenceView, RequestView]]:
    """Requests for more time that wait for an answer within reach, oldest first."""
    requests = list_waiting_requests(session)
    ids = {request.occurrence_id for request in requests}
    if not ids:
        return []
    views = {
        view.id: view for view in list_occurrences(session, OccurrenceFilter(ids=ids, reach=reach), as_of)
    }
    return [(views[request.occurrence_id], request) for request in requests if request.occurrence_id in views]
