"""All tables at one name, so that the metadata is whole wherever it is needed."""

from models.audit import AuditEntry
from models.occurrence import Evidence, Extension, Occurrence, Review, agenda_queue
from models.outbox import Notice, OutboxMessage, OutboxOccurrence, TickSlot
from models.party import AccessLink, Membership, Party, PartyAlias, Person, TaskParty
from models.roadmap import ReadingProblem, Roadmap, Task

__all__ = [
    "AccessLink",
    "AuditEntry",
    "Evidence",
    "Extension",
    "Membership",
    "Notice",
    "Occurrence",
    "OutboxMessage",
    "OutboxOccurrence",
    "Party",
    "PartyAlias",
    "Person",
    "ReadingProblem",
    "Review",
    "Roadmap",
    "Task",
    "TaskParty",
    "TickSlot",
    "agenda_queue",
]
