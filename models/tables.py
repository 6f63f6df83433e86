"""All tables at one name, so that the metadata is whole wherever it is needed."""

from models.audit import AuditEntry
from models.occurrence import Evidence, Extension, ExtensionRequest, Occurrence, Review, agenda_queue
from models.outbox import (
    CalendarFeed,
    DigestSubscription,
    Notice,
    OutboxMessage,
    OutboxOccurrence,
    RelayPace,
    TickSlot,
    Webhook,
)
from models.party import AccessLink, Coordinator, Membership, Party, PartyAlias, Person, TaskParty
from models.roadmap import PolicyText, ReadingProblem, Roadmap, Task

__all__ = [
    "AccessLink",
    "AuditEntry",
    "CalendarFeed",
    "Coordinator",
    "DigestSubscription",
    "Evidence",
    "Extension",
    "ExtensionRequest",
    "Membership",
    "Notice",
    "Occurrence",
    "OutboxMessage",
    "OutboxOccurrence",
    "Party",
    "PartyAlias",
    "Person",
    "PolicyText",
    "ReadingProblem",
    "RelayPace",
    "Review",
    "Roadmap",
    "Task",
    "TaskParty",
    "TickSlot",
    "Webhook",
    "agenda_queue",
]
