"""Settings: the only reader of the environment (prefix ``SROKI_``)."""

from __future__ import annotations

import re
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL

from models.errors import CallerError

# What pydantic would say in English.
_REASONS = {
    "float_parsing": "нужно число",
    "int_parsing": "нужно целое число",
    "bool_parsing": "нужно true или false",
    "greater_than": "нужно больше {gt}",
    "less_than_equal": "нужно не больше {le}",
    "finite_number": "нужно конечное число",
}


class Settings(BaseSettings):
    """Everything that may differ between two houses.

    ``zone`` is the IANA name of the zone in which deadlines are local dates; ``tick_every_s`` how
    often the clock asks the agenda; ``lease_s`` how long a claimed message belongs to its sender.
    """

    model_config = SettingsConfigDict(env_prefix="SROKI_", extra="ignore", populate_by_name=True)

    home: Path = Path("var")
    database_url: str | None = None
    smtp_url: str | None = None
    mail_from: str = "Сроки <sroki@localhost>"
    base_url: str = "http://127.0.0.1:8765"
    zone: str = "Asia/Yekaterinburg"
    lang: str = "ru"
    coordinator: str | None = None  # mail address that hears of parties without an address
    bounce_url: str | None = None  # a mailbox to which undeliverable mail returns: imaps://…
    tick_every_s: float = Field(default=60.0, gt=0, le=86_400)
    lease_s: float = Field(default=600.0, gt=0, le=86_400)
    upload_limit_bytes: int = Field(default=25 * 1024 * 1024, gt=0)
    retention_years: int | None = Field(
        default=None, gt=0, le=100
    )  # evidence of closed roadmaps; None: for ever
    link_ports: str = "80,443"  # from which pages in evidence are fetched
    clamd: str | None = None  # ClamAV's daemon: the path of its socket, or host:port
    clamd_required: bool = True  # whether a file is refused when the daemon does not answer
    oidc_issuer: str | None = None  # single sign-on by OpenID Connect, where both are set
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    backup_passphrase: SecretStr | None = None  # of encrypted backups
    deadman_url: str | None = None  # is asked after each beat of the clock that went well
    metrics_token: SecretStr | None = None  # lets a machine other than this one read /metrics
    log_format: str = "text"  # text | json
    otlp_url: str | None = None  # an OpenTelemetry collector that is told of pieces of work
    prefect: bool = True  # serve runs due work as Prefect flows; off: the same plain functions
    # A Prefect server of its own with workers; Prefect's own names are understood too.
    prefect_api_url: str | None = Field(
        default=None, validation_alias=AliasChoices("SROKI_PREFECT_API_URL", "PREFECT_API_URL")
    )
    prefect_auth: SecretStr | None = Field(  # name:password
        default=None, validation_alias=AliasChoices("SROKI_PREFECT_AUTH", "PREFECT_API_AUTH_STRING")
    )
    pool: str = "sroki"  # the work pool, and the first part of the names of deployments
    shards: int = Field(default=1, gt=0, le=64)  # into how many parts planning and sending are split

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"часового пояса «{name}» нет в базе IANA") from error
        return name

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"«{address}» — не адрес вида https://…")
        return address

    @field_validator("link_ports")
    @classmethod
    def _ports(cls, words: str) -> str:
        if not re.fullmatch(r"\d{1,5}(,\d{1,5})*", words) or any(int(n) > 65535 for n in words.split(",")):
            raise ValueError(f"«{words}» — не порты через запятую, вроде 80,443")
        return words

    @field_validator("clamd")
    @classmethod
    def _scanner(cls, address: str | None) -> str | None:
        if address and not re.fullmatch(r"/.+|(?:tcp://)?[^/\s]+:\d{1,5}", address):
            raise ValueError(f"«{address}» — не путь сокета и не узел:порт")
        return address or None

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer_address(cls, address: str | None) -> str | None:
        if not address:
            return None
        parts = urlsplit(address)
        is_plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
        if not parts.hostname or not (parts.scheme == "https" or is_plain):
            raise ValueError(f"«{address}» — не адрес вида https://…")
        return address

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, sender: str) -> str:
        address = parseaddr(sender)[1]
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise ValueError(f"«{sender}» — не почтовый адрес отправителя")
        return sender

    @field_validator("deadman_url", "otlp_url")
    @classmethod
    def _asked_address(cls, address: str | None) -> str | None:
        parts = urlsplit(address or "")
        if address and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError(f"«{address}» — не адрес вида https://…")
        return address or None

    @field_validator("prefect_api_url")
    @classmethod
    def _prefect_address(cls, address: str | None) -> str | None:
        parts = urlsplit(address or "")
        if address and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError(f"«{address}» — не адрес вида http://узел:4200/api")
        return (address or "").rstrip("/") or None

    @field_validator("pool")
    @classmethod
    def _pool_name(cls, name: str) -> str:
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
            raise ValueError(f"«{name}» — не имя из латинских букв, цифр и дефисов")
        return name

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, name: str) -> str:
        if name not in ("text", "json"):
            raise ValueError(f"вид журнала «{name}» не поддерживается: есть text и json")
        return name

    @field_validator("lang")
    @classmethod
    def _known_language(cls, name: str) -> str:
        if name not in ("ru", "en"):
            raise ValueError(f"язык «{name}» не поддерживается: есть ru и en")
        return name

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def database_address(self) -> str:
        """The SQLAlchemy address; SQLite under ``home`` unless another is set."""
        if self.database_url:
            return with_driver(self.database_url)
        return URL.create("sqlite", database=str(self.home / "sroki.db")).render_as_string()

    @property
    def has_oidc(self) -> bool:
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def maildir(self) -> Path:
        return self.home / "mail"

    @property
    def link_port_numbers(self) -> frozenset[int]:
        return frozenset(int(number) for number in self.link_ports.split(","))

    @property
    def hand_in_limit_bytes(self) -> int:
        """All files of one hand-in together."""
        return 4 * self.upload_limit_bytes

    @property
    def evidence_dir(self) -> Path:
        return self.home / "evidence"

    @property
    def documents_dir(self) -> Path:
        """Imported documents as they came, each under its SHA-256."""
        return self.home / "documents"

    @property
    def audit_key(self) -> Path:
        """The private key that signs heads of the trail."""
        return self.home / "audit.key"


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and no other."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def with_driver(url: str) -> str:
    """PostgreSQL addresses without a driver get psycopg 3."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def load_settings(**overrides: object) -> Settings:
    """Read the environment; CallerError names the first setting that is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        name = name if name.startswith(("SROKI_", "PREFECT_")) else f"SROKI_{name}"
        reason = _REASONS.get(str(first["type"]), str(first["msg"]).removeprefix("Value error, "))
        reason = reason.format_map(first.get("ctx") or {})
        raise CallerError("Настройка {name} не годится: {reason}.", name=name, reason=reason) from error
