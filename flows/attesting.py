"""The head of the trail, signed with Ed25519 (RFC 8032): kept elsewhere, it can be held against us."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlmodel import Session

from flows.house import House
from models.audit import AuditHead
from models.chain import canonical_json, format_moment
from models.durable import sync_folder
from models.errors import CallerError, SrokiError, UnreadableFileError
from roadmaps.store.verifying import Head, Verdict, verify_trail


@dataclass(frozen=True)
class SignedHead:
    """A head, the moment (UTC) it speaks of, the public key and the signature over all of these (hex)."""

    head: Head
    at: str
    key: str
    signature: str

    def as_json(self) -> dict[str, object]:
        return _payload(self.head, self.at, self.key) | {"signature": self.signature}


def sign_head(house: House, session: Session, at: datetime | None = None) -> SignedHead:
    """Sign where the chain ends now. Without ``at`` the moment is that of the last entry."""
    stored = session.get(AuditHead, 1)
    if stored is None:
        raise SrokiError("Вершины журнала в базе нет: проверьте его командой sroki audit verify.")
    moment = at or stored.at
    key = load_key(house)
    head, when = Head(stored.sequence, stored.hash), format_moment(moment) if moment else ""
    public = public_key(key)
    return SignedHead(head, when, public, key.sign(_signed_bytes(head, when, public)).hex())


def public_key(key: Ed25519PrivateKey) -> str:
    """The public half, 32 bytes in hex."""
    return key.public_key().public_bytes_raw().hex()


def load_key(house: House) -> Ed25519PrivateKey:
    """The key of this house; made at first use under ``SROKI_HOME``, readable by its owner only."""
    path = house.settings.audit_key
    try:
        if not path.exists():
            _make_key(path)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise SrokiError("Ключ журнала {path} не читается: {reason}.", path=path, reason=error) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SrokiError("Ключ журнала {path} не Ed25519.", path=path)
    return key


def _make_key(path: Path) -> None:
    """Written aside and linked into place: of two processes at once one makes the key, both use it."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    sync_folder(path.parent)


def read_head(path: Path, trusted_key: str | None = None) -> SignedHead:
    """A signed head from a file. CallerError when it is none, or its signature or key does not hold."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        head = Head(int(given["sequence"]), str(given["hash"]))
        signed = SignedHead(head, str(given["at"]), str(given["key"]), str(given["signature"]))
        verifier = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key))
        verifier.verify(bytes.fromhex(signed.signature), _signed_bytes(head, signed.at, signed.key))
    except OSError as error:
        raise UnreadableFileError("Файл {path} не читается.", path=path) from error
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableFileError("{path} — не вершина журнала (sroki audit head).", path=path) from error
    except InvalidSignature as error:
        raise CallerError("Подпись вершины в {path} неверна: файл изменён.", path=path) from error
    if trusted_key is not None and signed.key != trusted_key.strip().lower():
        raise CallerError("Вершина в {path} подписана другим ключом: {key}.", path=path, key=signed.key)
    return signed


def verify(house: House, session: Session, witness: Path | None = None, key: str | None = None) -> Verdict:
    """Go over the chain; with ``witness``, a signed head of this house kept elsewhere, hold it against that.

    ``key``: the public key the witness must bear; without it the present key of this house.
    """
    head = read_head(witness, key or public_key(load_key(house))).head if witness else None
    return verify_trail(session, head)


def _payload(head: Head, at: str, key: str) -> dict[str, object]:
    return {"sequence": head.sequence, "hash": head.hash, "at": at, "key": key}


def _signed_bytes(head: Head, at: str, key: str) -> bytes:
    return canonical_json({"sroki": "audit head", **_payload(head, at, key)}).encode()
