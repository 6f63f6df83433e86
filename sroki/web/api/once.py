"""POST that happens once: the same Idempotency-Key gets the same answer, whatever was in between.

What is made and its answer are written in one transaction, so a crash leaves both or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from flows.accounts.answers import Call, claim_answer, keep_answer, recall_answer
from flows.accounts.tokens import TokenHolder
from flows.house import House
from models.chain import canonical_json
from models.database import open_reading, open_session
from sroki.web.access import HouseOf
from sroki.web.api.enforcing import bearer_of

_Prepared = TypeVar("_Prepared")


@dataclass(frozen=True)
class Once:
    """A call that may come twice. ``key`` is "" where the caller does not mind."""

    house: House
    holder: TokenHolder
    token: str
    key: str
    place: str

    def make(self, body: Any, make: Callable[[Session], BaseModel], status: int = 201) -> Response:
        """The answer of ``make``, or the one that this very call got before."""
        return self.make_prepared(body, lambda: None, lambda session, _: make(session), status)

    def make_prepared(
        self,
        body: Any,
        prepare: Callable[[], _Prepared],
        make: Callable[[Session, _Prepared], BaseModel],
        status: int = 201,
    ) -> Response:
        """The same for what takes long: ``prepare`` reads and keeps files before the transaction begins."""
        at, call = self.house.clock(), self._call(body)
        if call is not None:
            with open_reading(self.house.engine) as session:
                kept = recall_answer(session, call, at)
            if kept is not None:
                return _answer(kept.status, kept.content, is_repeated=True)
        prepared = prepare()
        with open_session(self.house.engine) as session:
            kept = claim_answer(session, call, at) if call is not None else None
            if kept is not None:
                return _answer(kept.status, kept.content, is_repeated=True)
            content = make(session, prepared).model_dump_json().encode()
            if call is not None:
                keep_answer(session, call, status, content)
        return _answer(status, content)

    def _call(self, body: Any) -> Call | None:
        if not self.key:
            return None
        said = body.model_dump(mode="json") if isinstance(body, BaseModel) else body
        digest = sha256(canonical_json([self.place, said]).encode("utf-8", "surrogatepass")).hexdigest()
        return Call(self.holder.token_id, self.token, self.key, digest)


def _answer(status: int, content: bytes, *, is_repeated: bool = False) -> Response:
    headers = {"Idempotency-Replayed": "true"} if is_repeated else {}
    return Response(content, status, headers, media_type="application/json")


def _once(
    request: Request,
    house: HouseOf,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[!-~]+$",
            description="Тот же ключ с тем же запросом в течение суток получает тот же ответ",
        ),
    ] = None,
) -> Once:
    holder: TokenHolder = request.state.caller.account
    place = f"{request.method} {request.url.path}"
    return Once(house, holder, bearer_of(request), idempotency_key or "", place)


OnceOf = Annotated[Once, Depends(_once)]
