"""A small OpenID provider on loopback: discovery, keys, authorization, tokens signed with a real key."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET = "sroki", "s%cret: of the house"


class Provider:
    """Holds what a test may turn: ``claims`` replace those of the next token, ``key`` signs it."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = self.published_key = RSAKey.generate_key(2048, {"kid": "one"})
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []

    def authorize(self, address: str) -> str:
        """What the provider does when the person has said yes: the address it sends the browser back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked.append(query)
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT_ID
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.issuer}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def redeem(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Tokens for a code, once, for the right client and the right verifier (RFC 7636 4.6)."""
        query = self.codes.pop(form.get("code", ""), None)
        login = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        if query is None or [unquote_plus(part) for part in login.split(":")] != [CLIENT_ID, SECRET]:
            return None
        challenge = _encode(sha256(form["code_verifier"].encode()).digest())
        if challenge != query["code_challenge"] or form["redirect_uri"] != query["redirect_uri"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT_ID, "sub": "7", "iat": now, "exp": now + 60,
            "nonce": query["nonce"], "email": "Anna@example.org", "email_verified": True,
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return {"access_token": "unused", "token_type": "Bearer", "id_token": self.sign(claims)}

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        } | self.discovery

    def sign(self, claims: dict[str, Any]) -> str:
        """The token; by hand where it is one of the classical forgeries, which no library helps with."""
        if self.algorithm == "RS256":
            return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        head = ".".join(_encode(json.dumps(part).encode()) for part in ({"alg": self.algorithm}, claims))
        if self.algorithm == "none":
            return f"{head}."
        secret = self.published_key.as_pem(private=False)  # everybody knows it
        return f"{head}.{_encode(hmac.digest(secret, head.encode(), 'sha256'))}"


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def run_provider() -> Iterator[Provider]:
    """The provider, listening on a free port of loopback until the block ends."""
    provider: Provider

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                self.answer(200, provider.describe())
            elif self.path == "/keys":
                self.answer(200, {"keys": [provider.published_key.as_dict(private=False)]})
            else:
                self.answer(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            tokens = provider.redeem(form, self.headers.get("Authorization", ""))
            self.answer(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def answer(self, status: int, value: object) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
