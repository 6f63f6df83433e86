"""What went wrong, as problem+json (RFC 9457): a stable code for programs, a Russian sentence for people."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from flows.accounts.answers import OtherRequestError
from models.errors import (
    CallerError,
    ForbiddenTransitionError,
    SeveralMistakesError,
    SrokiError,
    UnknownThingError,
    UnreadableFileError,
)
from models.language import say, say_error
from sroki.web.rendering import PageError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("sroki.web")
_CODES = {
    400: ("bad_request", "Запрос не разобран."),
    401: ("token_refused", "Нужен действующий ключ: Authorization: Bearer …"),
    403: ("forbidden", "Этот ключ или его учётная запись этого не может."),
    404: ("not_found", "Такого здесь нет."),
    405: ("method_not_allowed", "Так к этому адресу не обращаются."),
    409: ("conflict", "Состояние этого не позволяет."),
    413: ("too_large", "Запрос слишком велик."),
    422: ("cannot_be_done", "Так сделать нельзя."),
    429: ("too_many_attempts", "Слишком много попыток с неверным ключом. Подождите."),
    500: ("failure", "Сбой на сервере. Попробуйте ещё раз позже."),
    503: ("unavailable", "Сейчас не получается. Попробуйте ещё раз через минуту."),
}
STATUSES = tuple(_CODES)


class Mistake(BaseModel):
    """Одна из ошибок запроса."""

    place: str = Field(description="Где: body.reason, query.limit …")
    detail: str


class Problem(BaseModel):
    """Что случилось (RFC 9457)."""

    type: str = Field(description="urn:sroki:problem:КОД")
    title: str
    status: int
    detail: str = Field(description="Русская фраза: что случилось и что делать")
    code: str = Field(description="Постоянный код для программ")
    errors: list[Mistake] = Field(default_factory=list, description="Ошибки по местам, если их несколько")


def answer_problem(
    status: int,
    sentence: str = "",
    code: str = "",
    *,
    mistakes: list[Mistake] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The answer for a failure; what is not said follows from the status."""
    known, title = _CODES.get(status, _CODES[400])
    code = code or known
    problem = Problem(
        type=f"urn:sroki:problem:{code}",
        title=say(title),
        status=status,
        detail=_clean(sentence or say(title)),
        code=code,
        errors=mistakes or [],
    )
    headers = {"WWW-Authenticate": 'Bearer realm="sroki"'} if status == 401 else headers
    return JSONResponse(problem.model_dump(), status, headers, media_type=MEDIA_TYPE)


def _clean(sentence: str) -> str:
    """A sentence may repeat what the caller wrote; half a character of UTF-16 is no text (RFC 8259, 8.2)."""
    return sentence.encode("utf-8", "replace").decode()


class ApiError(Exception):
    """A failure of the API itself; ``sentence`` is Russian and said in the language of the call."""

    def __init__(self, status: int, sentence: str = "", code: str = "", **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.code = status, say(sentence), code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answer_failures(app: FastAPI) -> None:
    """Every failure of the API leaves as problem+json."""

    @app.exception_handler(ApiError)
    def answer_own(_request: Request, error: ApiError) -> JSONResponse:
        return answer_problem(error.status, error.sentence, error.code, headers=error.headers)

    @app.exception_handler(PageError)
    def answer_page(_request: Request, error: PageError) -> JSONResponse:
        return answer_problem(error.status, error.sentence)

    @app.exception_handler(HTTPException)
    def answer_http(_request: Request, error: HTTPException) -> JSONResponse:
        return answer_problem(error.status_code, headers=dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def answer_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        mistakes = [
            Mistake(place=_clean(".".join(map(str, one["loc"]))), detail=_clean(_sentence_of(one)))
            for one in error.errors()
        ]
        said = "; ".join(f"{one.place}: {one.detail}" for one in mistakes[:3])
        sentence = say("Запрос не такой, как описано: {said}", said=said)
        return answer_problem(422, sentence, "invalid_request", mistakes=mistakes)

    @app.exception_handler(SrokiError)
    def answer_failure(_request: Request, error: SrokiError) -> JSONResponse:
        if isinstance(error, SeveralMistakesError):
            mistakes = [Mistake(place="body", detail=_clean(say_error(one))) for one in error.mistakes]
            return answer_problem(422, say_error(error), mistakes=mistakes)
        return answer_problem(*_kind_of(error))

    @app.exception_handler(Exception)
    def answer_unforeseen(_request: Request, _error: Exception) -> JSONResponse:
        return answer_problem(500)  # the guard around the whole application writes it to the log

    @app.exception_handler(DBAPIError)
    def answer_database(_request: Request, error: DBAPIError) -> JSONResponse:
        _log.error("the database failed a call: %s", error.orig)
        return answer_problem(503, say(_DATABASE), "database")


def _kind_of(error: SrokiError) -> tuple[int, str, str]:
    kinds: tuple[tuple[type[SrokiError], int, str], ...] = (
        (UnknownThingError, 404, ""),
        (ForbiddenTransitionError, 409, "state_forbids"),
        (OtherRequestError, 422, "key_reused"),
        (UnreadableFileError, 422, "unreadable_file"),
        (CallerError, 422, ""),
    )
    for kind, status, code in kinds:
        if isinstance(error, kind):
            return status, say_error(error), code
    return 503, say_error(error), ""


_DATABASE = "База данных не отвечает. Попробуйте ещё раз через минуту."
_WORDS = {
    "missing": "не хватает",
    "string_too_long": "длиннее {max_length} знаков",
    "string_too_short": "пусто или короче {min_length} знаков",
    "greater_than_equal": "меньше {ge}",
    "less_than_equal": "больше {le}",
    "int_parsing": "нужно целое число",
    "int_type": "нужно целое число",
    "string_type": "нужен текст",
    "bool_parsing": "нужно true или false",
    "bool_type": "нужно true или false",
    "enum": "нужно одно из: {expected}",
    "literal_error": "нужно одно из: {expected}",
    "json_invalid": "это не JSON",
    "extra_forbidden": "такого поля нет",
    "list_type": "нужен список",
    "too_long": "больше {max_length}",
    "model_attributes_type": "нужен объект JSON",
    "dict_type": "нужен объект JSON",
}


def _sentence_of(mistake: dict[str, object]) -> str:
    """What pydantic says, in our words; what we said ourselves, as it is."""
    words = _WORDS.get(str(mistake["type"]))
    context = mistake.get("ctx")
    if words is not None:
        return say(words, **(context if isinstance(context, dict) else {}))
    if mistake["type"] == "value_error":
        return say(str(mistake["msg"]).removeprefix("Value error, "))
    return say("такое значение не годится")
