"""Single sign-on by OpenID Connect: code flow with PKCE, nonce and state (RFC 9700, OIDC Core 3.1).

The account is the one of the e-mail that the provider has verified; nobody gets an account by signing
on. What the provider may ask of us ends with the sign-in: no tokens are kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlmodel import Session, select

from flows.accounts.journal import warn
from flows.accounts.purging import purge_past
from flows.accounts.rules import choose_landing
from flows.accounts.signing_in import Visit, admit
from flows.house import House, read_clock
from models.account import Account, OidcRequest
from models.database import open_session
from models.errors import SrokiError

_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")  # never "none", never a shared secret
_UNDER_WAY = timedelta(minutes=10)
_LEEWAY_S = 60
_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Departure:
    """Where to send the browser, and the state that it must bring back (also in a cookie)."""

    address: str
    state: str


@dataclass(frozen=True)
class Arrival:
    """A session's ``token`` and where to go; no token when nobody was let in."""

    token: str = ""
    goes_to: str = "/"


class OidcError(SrokiError):
    """The provider does not answer as OpenID Connect says it should."""


def depart(house: House, goes_to: str) -> Departure:
    """Begin a sign-on: remember nonce and verifier under the hash of the state."""
    provider, at = _discover(house), house.clock()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    address = prepare_grant_uri(
        provider["authorization_endpoint"],
        client_id=house.settings.oidc_client_id,
        response_type="code",
        redirect_uri=_way_back(house),
        scope="openid email",
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    with open_session(house.engine) as session:
        purge_past(session, at)
        session.add(
            OidcRequest(
                state_sha256=_digest(state),
                nonce=nonce,
                verifier=verifier,
                goes_to=choose_landing(goes_to),
                expires_at=at + _UNDER_WAY,
            )
        )
    return Departure(str(address), state)


def arrive(house: House, query: Mapping[str, str], state_of_browser: str, visit: Visit) -> Arrival:
    """Finish a sign-on. OidcError when the provider fails; no token when nobody here is meant."""
    state = query.get("state", "")
    if not state or not secrets.compare_digest(state.encode(), state_of_browser.encode()):
        warn("oidc_refused", why="state", client=visit.client)
        return Arrival()
    request = _take_request(house, state)
    if request is None or "code" not in query:
        why = "expired" if request is None else "provider said no"
        warn("oidc_refused", why=why, client=visit.client)
        return Arrival()
    provider = _discover(house)
    if "iss" in query and query["iss"] != provider["issuer"]:  # RFC 9207: another provider's answer
        warn("oidc_refused", why="issuer", client=visit.client)
        return Arrival()
    claims = _fetch_claims(house, provider, query["code"], request)
    return _let_in(house, claims, request.goes_to, visit)


def _let_in(house: House, claims: Mapping[str, Any], goes_to: str, visit: Visit) -> Arrival:
    address = str(claims.get("email", "")).strip().lower()
    if not address or claims.get("email_verified") is not True:
        warn("oidc_refused", why="e-mail not verified", client=visit.client)
        return Arrival()
    at = house.clock()
    with open_session(house.engine) as session:
        account = session.exec(select(Account).where(Account.address == address)).first()
        if account is None or account.disabled_at is not None:
            warn("oidc_refused", why="no account", client=visit.client)
            return Arrival()
        return Arrival(admit(session, account, at, visit, "oidc"), goes_to)


def _take_request(house: House, state: str) -> OidcRequest | None:
    """The sign-on of a state, which can be finished once."""
    with open_session(house.engine) as session:
        return _pop(session, _digest(state), house.clock())


def _pop(session: Session, key: str, at: datetime) -> OidcRequest | None:
    row = session.exec(select(OidcRequest).where(OidcRequest.state_sha256 == key).with_for_update()).first()
    if row is None:
        return None
    session.delete(row)
    session.flush()
    return row if at < row.expires_at else None


def _discover(house: House) -> dict[str, Any]:
    """The provider's own description (OIDC Discovery 4); it must be about the issuer that was set."""
    issuer = house.settings.oidc_issuer or ""
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    found = _get_json(address)
    if found.get("issuer") != issuer:
        raise OidcError("Служба входа называет себя иначе, чем SROKI_OIDC_ISSUER.")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe_endpoint(str(found.get(name, "")), issuer):
            raise OidcError("Служба входа называет небезопасный адрес: {name}.", name=name)
    return found


def is_safe_endpoint(address: str, issuer: str) -> bool:
    """https, or plain http where the issuer itself is plain (which settings allow on loopback only)."""
    parts = urlsplit(address)
    same_host = parts.hostname == urlsplit(issuer).hostname
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and issuer.startswith("http://") and same_host)
    )


def _fetch_claims(
    house: House, provider: Mapping[str, Any], code: str, request: OidcRequest
) -> Mapping[str, Any]:
    """Trade the code for an ID token and check it: signature, issuer, audience, times, nonce."""
    try:
        tokens = _redeem_code(house, str(provider["token_endpoint"]), code, request.verifier)
        keys = KeySet.import_key_set(_get_json(provider["jwks_uri"]))  # type: ignore[arg-type]
        token = jwt.decode(str(tokens.get("id_token", "")), keys, algorithms=list(_ALGORITHMS))
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": provider["issuer"]},
                "aud": {"essential": True, "value": house.settings.oidc_client_id},
                "nonce": {"essential": True, "value": request.nonce},
            },
            {"nonce": request.nonce, "client_id": house.settings.oidc_client_id},
        )
        # Tokens live by the clock on the wall, whatever moment the house is shown at.
        claims.validate(now=int(read_clock().timestamp()), leeway=_LEEWAY_S)
    except (JoseError, httpx.HTTPError, ValueError, KeyError) as error:
        warn("oidc_failed", kind=type(error).__name__)
        raise OidcError("Служба входа прислала не то, что нужно. Попробуйте войти ещё раз.") from error
    return dict(token.claims)


def _redeem_code(house: House, address: str, code: str, verifier: str) -> dict[str, Any]:
    """The tokens for a code (RFC 6749 4.1.3, RFC 7636 4.5); ValueError for what is none."""
    settings = house.settings
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _way_back(house),
        "code_verifier": verifier,
    }
    secret = settings.oidc_client_secret
    login = None
    if secret is None:
        form["client_id"] = settings.oidc_client_id or ""
    else:  # RFC 6749 2.3.1: both are form-encoded before they are joined
        login = (quote_plus(settings.oidc_client_id or ""), quote_plus(secret.get_secret_value()))
    answer = httpx.post(
        address, data=form, auth=login, timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False
    )
    answer.raise_for_status()
    return _as_object(answer)


def _way_back(house: House) -> str:
    return f"{house.settings.base_url.rstrip('/')}/oidc/back"


def _as_object(answer: httpx.Response) -> dict[str, Any]:
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _get_json(address: str) -> dict[str, Any]:
    try:
        answer = httpx.get(address, timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False)
        answer.raise_for_status()
        return _as_object(answer)
    except (httpx.HTTPError, ValueError) as error:
        raise OidcError("Служба входа не отвечает. Войдите по паролю или попробуйте позже.") from error


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
