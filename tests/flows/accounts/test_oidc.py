"""Single sign-on against a provider on loopback, with tokens that are really signed (ASVS 5.0 V9, V10)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from sqlmodel import select

from account_people import Watch
from flows.accounts.oidc import Arrival, OidcError, arrive, depart, is_safe_endpoint
from flows.accounts.register import disable_account
from flows.accounts.sessions import find_session
from flows.accounts.signing_in import Visit
from flows.house import House
from models.account import Account, OidcRequest
from models.database import open_reading, open_session
from models.errors import CallerError
from models.settings import load_settings
from oidc_provider import CLIENT_ID, SECRET, Provider, run_provider

pytestmark = pytest.mark.either_database

HOME = Visit("192.0.2.7")


@pytest.fixture
def provider(house: House, make: Callable[..., Account]) -> Iterator[Provider]:
    """The provider that the house is set to, and anna's account."""
    make()
    with run_provider() as running:
        house.settings.oidc_issuer = running.issuer
        house.settings.oidc_client_id = CLIENT_ID
        house.settings.oidc_client_secret = SecretStr(SECRET)
        yield running


def travel(house: House, provider: Provider, goes_to: str = "/", **changes: str) -> Arrival:
    """The whole way: there, yes, and back; ``changes`` replace what the browser brings back."""
    leaving = depart(house, goes_to)
    back = parse_qs(urlsplit(provider.authorize(leaving.address)).query)
    query = {name: values[0] for name, values in back.items()} | changes
    return arrive(house, query, leaving.state, HOME)


def test_v10_the_account_of_the_verified_address_is_let_in(house: House, provider: Provider) -> None:
    arrival = travel(house, provider, "/tasks/1")
    assert arrival.goes_to == "/tasks/1"
    with open_reading(house.engine) as session:
        found = find_session(session, arrival.token, house.clock())
        assert session.exec(select(OidcRequest)).all() == []
    assert found is not None
    assert found.address == "anna@example.org"


def test_v10_each_way_has_its_own_state_nonce_and_challenge(house: House, provider: Provider) -> None:
    travel(house, provider)
    travel(house, provider)
    first, second = provider.asked
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name]) >= 43


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"email": "nobody@example.org"},
        {"email": "anna@example.org.evil.example"},
    ],
)
def test_v10_an_address_that_is_not_verified_or_not_known_is_not_let_in(
    house: House, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = claims
    assert travel(house, provider) == Arrival()


def test_a_disabled_account_is_not_let_in(
    house: House, provider: Provider, make: Callable[..., Account]
) -> None:
    make("boris@example.org")
    with open_session(house.engine) as session:
        anna = session.exec(select(Account).where(Account.address == "anna@example.org")).one()
        disable_account(session, anna, house.clock(), "test")
    assert travel(house, provider) == Arrival()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another client"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": None},
        {"aud": [CLIENT_ID, "another client"], "azp": "another client"},
    ],
    ids=lambda claims: ",".join(claims),
)
def test_v9_2_a_token_for_somebody_else_or_of_another_time_is_refused(
    house: House, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = claims
    with pytest.raises(OidcError):
        travel(house, provider)


def test_v9_1_a_token_signed_by_another_key_is_refused(house: House, provider: Provider) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    with pytest.raises(OidcError):
        travel(house, provider)


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_v9_1_2_a_token_without_a_key_of_the_provider_is_refused(
    house: House, provider: Provider, algorithm: str
) -> None:
    """Not signed at all, or with the public key as a shared secret."""
    provider.algorithm = algorithm
    with pytest.raises(OidcError):
        travel(house, provider)


def test_v10_the_state_belongs_to_the_browser_and_works_once(house: House, provider: Provider) -> None:
    leaving = depart(house, "/")
    back = {k: v[0] for k, v in parse_qs(urlsplit(provider.authorize(leaving.address)).query).items()}
    other = depart(house, "/")
    assert arrive(house, back, other.state, HOME) == Arrival(), "the code of one browser in another"
    assert arrive(house, back, "", HOME) == Arrival()
    assert arrive(house, {"code": back["code"]}, "", HOME) == Arrival()
    assert arrive(house, back, leaving.state, HOME).token
    assert arrive(house, back, leaving.state, HOME) == Arrival()


def test_v10_a_way_that_takes_too_long_leads_nowhere(house: House, provider: Provider, watch: Watch) -> None:
    leaving = depart(house, "/")
    back = {k: v[0] for k, v in parse_qs(urlsplit(provider.authorize(leaving.address)).query).items()}
    watch.move(minutes=10)
    assert arrive(house, back, leaving.state, HOME) == Arrival()


def test_a_refusal_of_the_provider_leads_nowhere(house: House, provider: Provider) -> None:
    leaving = depart(house, "/")
    query = {"error": "access_denied", "state": leaving.state}
    assert arrive(house, query, leaving.state, HOME) == Arrival()


def test_v10_an_answer_of_another_provider_is_refused(house: House, provider: Provider) -> None:
    assert travel(house, provider, iss="https://evil.example") == Arrival()


def test_v10_a_code_needs_its_verifier(house: House, provider: Provider) -> None:
    leaving = depart(house, "/")
    back = {k: v[0] for k, v in parse_qs(urlsplit(provider.authorize(leaving.address)).query).items()}
    provider.codes[back["code"]]["code_challenge"] = "of somebody else"
    with pytest.raises(OidcError):
        arrive(house, back, leaving.state, HOME)


def test_v10_nobody_is_sent_elsewhere_afterwards(house: House, provider: Provider) -> None:
    assert travel(house, provider, "//evil.example").goes_to == "/"


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "ftp://127.0.0.1/keys"},
        {"authorization_endpoint": ""},
    ],
)
def test_a_description_that_is_not_of_the_provider_is_refused(
    house: House, provider: Provider, described: dict[str, object]
) -> None:
    provider.discovery = described
    with pytest.raises(OidcError):
        depart(house, "/")


def test_a_silent_provider_is_said_to_be_silent(house: House) -> None:
    house.settings.oidc_issuer, house.settings.oidc_client_id = "http://127.0.0.1:9", CLIENT_ID
    with pytest.raises(OidcError, match="не отвечает"):
        depart(house, "/")


def test_plain_http_is_for_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_safe_endpoint("https://login.example.org/token", "https://login.example.org")
    assert not is_safe_endpoint("http://login.example.org/token", "https://login.example.org")
    for wrong in ("http://login.example.org", "login.example.org", "https://"):
        monkeypatch.setenv("SROKI_OIDC_ISSUER", wrong)
        with pytest.raises(CallerError, match="SROKI_OIDC_ISSUER"):
            load_settings()
    monkeypatch.setenv("SROKI_OIDC_ISSUER", "http://127.0.0.1:8080")
    monkeypatch.setenv("SROKI_OIDC_CLIENT_SECRET", "hidden")
    assert "hidden" not in repr(load_settings())
