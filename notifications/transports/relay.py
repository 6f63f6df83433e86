"""The address of a mail relay, ``SROKI_SMTP_URL``, taken apart."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from models.errors import CallerError

_YES_OR_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_OPTIONS = ("starttls", "verify", "cafile", "connections", "per_minute")
_CONNECTIONS = 4  # where the address does not say
_MOST_CONNECTIONS, _MOST_PER_MINUTE = 32, 100_000


@dataclass(frozen=True)
class Relay:
    """A mail server and how to talk to it. The password is in no representation.

    ``tls`` from the first byte (``smtps``), ``starttls`` after the greeting; ``verify`` checks the
    certificate, against ``cafile`` (PEM) or what the system trusts. ``connections`` are open at
    once at most; ``per_minute`` mails leave at most, None for no limit.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = False
    verify: bool = True
    cafile: Path | None = None
    connections: int = _CONNECTIONS
    per_minute: int | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def parse_relay(url: str) -> Relay:
    """Read ``smtp://user:pass@host:port/?starttls=1&verify=0&connections=4&per_minute=600`` or ``smtps://…``.

    Ports by default: 465 for smtps, 587 with STARTTLS (RFC 8314), else 25. A login to another
    machine gets STARTTLS unless ``starttls=0`` says that the password may travel in the clear.
    CallerError, without the address itself, as it may hold a password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _refuse("порт или имя сервера записаны с ошибкой") from error
    if parts.scheme not in ("smtp", "smtps"):
        raise _refuse("адрес начинается с smtp:// или smtps://")
    if not parts.hostname:
        raise _refuse("не указано имя сервера")
    if parts.path not in ("", "/") or parts.fragment:
        raise _refuse("после имени сервера ожидается ? с параметрами; знаки / # ? @ в пароле пишутся как %XX")
    return _build_relay(parts, parts.hostname, port, _read_options(parts.query))


def _build_relay(parts: SplitResult, host: str, port: int | None, options: dict[str, str]) -> Relay:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if password and not user:
        raise _refuse("указан пароль, но не указано имя")
    tls = parts.scheme == "smtps"
    wanted = bool(user) and not is_this_machine(host)
    starttls = not tls and _read_switch(options, "starttls", default=wanted)
    return Relay(
        host=host,
        port=port or (465 if tls else 587 if starttls else 25),
        user=user,
        password=password,
        tls=tls,
        starttls=starttls,
        verify=_read_switch(options, "verify", default=True),
        cafile=_read_file(options),
        connections=_read_number(options, "connections", _MOST_CONNECTIONS) or _CONNECTIONS,
        per_minute=_read_number(options, "per_minute", _MOST_PER_MINUTE),
    )


def _read_options(query: str) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise _refuse(f"параметр «{name}» неизвестен, есть {', '.join(_OPTIONS)}")
    return options


def _read_switch(options: dict[str, str], name: str, *, default: bool) -> bool:
    if name not in options:
        return default
    try:
        return _YES_OR_NO[options[name].lower()]
    except KeyError as error:
        raise _refuse(f"параметр {name} может быть 1 или 0") from error


def _read_number(options: dict[str, str], name: str, most: int) -> int | None:
    if name not in options:
        return None
    text = options[name]
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise _refuse(f"параметр {name} — целое число от 1 до {most}")
    return int(text)


def _read_file(options: dict[str, str]) -> Path | None:
    if "cafile" not in options:
        return None
    path = Path(options["cafile"])
    if not path.is_file():
        raise _refuse(f"файла «{path}» из параметра cafile нет")
    return path


def is_this_machine(host: str) -> bool:
    """Whether a server stands on this very machine, so that nothing travels in the clear."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse(reason: str) -> CallerError:
    return CallerError("Настройка SROKI_SMTP_URL не годится: {reason}.", reason=reason)
