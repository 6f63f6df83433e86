"""All tables at one name, so that the metadata is whole wherever it is needed."""

from models.account import (
    Account,
    AccountGrant,
    AccountLink,
    AccountSession,
    OidcRequest,
    SavedView,
    SignInLock,
)
from models.api import ApiAnswer, ApiToken
from models.audit import AuditEntry, AuditHead, AuditText
from models.evidence import Disclaimer, EvidenceItem, EvidenceLink, LinkCheck
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
from models.pause import SendingPause
from models.roadmap import PolicyText, ReadingProblem, Roadmap, Task, TaskWord
from models.round import (
    IndicatorSet,
    Recommendation,
    Round,
    RoundAnswer,
    RoundFollowUp,
    RoundLetter,
    RoundParticipant,
    RoundProof,
    RoundSubmission,
)

__all__ = [
    "AccessLink",
    "Account",
    "AccountGrant",
    "AccountLink",
    "AccountSession",
    "ApiAnswer",
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "AuditText",
    "CalendarFeed",
    "Coordinator",
    "DigestSubscription",
    "Disclaimer",
    "Evidence",
    "EvidenceItem",
    "EvidenceLink",
    "Extension",
    "ExtensionRequest",
    "IndicatorSet",
    "LinkCheck",
    "Membership",
    "Notice",
    "Occurrence",
    "OidcRequest",
    "OutboxMessage",
    "OutboxOccurrence",
    "Party",
    "PartyAlias",
    "Person",
    "PolicyText",
    "ReadingProblem",
    "Recommendation",
    "RelayPace",
    "Review",
    "Roadmap",
    "Round",
    "RoundAnswer",
    "RoundFollowUp",
    "RoundLetter",
    "RoundParticipant",
    "RoundProof",
    "RoundSubmission",
    "SavedView",
    "SendingPause",
    "SignInLock",
    "Task",
    "TaskParty",
    "TaskWord",
    "TickSlot",
    "Webhook",
    "agenda_queue",
]
