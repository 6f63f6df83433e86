"""Ways for a frozen message to leave the house."""

from notifications.transports.base import Transport
from notifications.transports.choose import check_transport, open_transport
from notifications.transports.maildir import MaildirTransport
from notifications.transports.memory import MemoryTransport, SentMail

__all__ = [
    "MaildirTransport",
    "MemoryTransport",
    "SentMail",
    "Transport",
    "check_transport",
    "open_transport",
]
