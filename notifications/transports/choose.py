"""Which transport the settings ask for."""

from __future__ import annotations

from models.settings import Settings
from notifications.transports.base import Transport
from notifications.transports.maildir import MaildirTransport

LONGEST_MAIL_S = 60.0


def open_transport(settings: Settings) -> Transport:
    """SMTP where ``SROKI_SMTP_URL`` is set, otherwise a Maildir under ``SROKI_HOME``.

    CallerError for an address or sender that cannot be used. Nothing is connected or created yet.
    """
    if not settings.smtp_url:
        return MaildirTransport(settings.maildir)
    from notifications.transports.relay import parse_relay
    from notifications.transports.smtp import SmtpTransport

    # Well below half a lease: nobody else may get a message that is still being sent.
    timeout_s = min(LONGEST_MAIL_S, 0.4 * settings.lease_s)
    return SmtpTransport(parse_relay(settings.smtp_url), settings.mail_from, timeout_s)


def check_transport(settings: Settings) -> str:
    """Try the way out without sending anything: a sentence saying that it is open.

    CallerError for a setting, DeliveryError for a relay or folder that does not take mail.
    """
    if not settings.smtp_url:
        MaildirTransport(settings.maildir).check()
        return f"Почта складывается в папку {settings.maildir}."
    from notifications.headers import parse_sender
    from notifications.transports.connection import connect
    from notifications.transports.relay import parse_relay

    parse_sender(settings.mail_from)
    relay = parse_relay(settings.smtp_url)
    with connect(relay, min(10.0, LONGEST_MAIL_S)):
        return f"Почтовый сервер {relay} отвечает."
