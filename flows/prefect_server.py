"""Asking a Prefect server, over its REST interface: importing Prefect's own client takes a second and more.

What is asked for here is as Prefect 3.8 has it, the version that we pin.
"""

from __future__ import annotations

from typing import Any, Self

import httpx

from models.errors import CallerError, SrokiError
from models.settings import Settings

_TIMEOUT_S = 15.0
MOST = 200  # rows that one question may be answered with


class PrefectServer:
    """The server of the settings. SrokiError when it does not answer, or refuses; nothing is tried twice."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None = None) -> None:
        if not settings.prefect_api_url:
            raise CallerError(
                "Не сказано, где сервер Prefect: задайте SROKI_PREFECT_API_URL, вроде http://узел:4200/api."
            )
        self.address = settings.prefect_api_url
        secret = settings.prefect_auth.get_secret_value() if settings.prefect_auth else ""
        name, _, password = secret.partition(":")
        self._client = httpx.Client(
            base_url=self.address,
            timeout=_TIMEOUT_S,
            auth=(name, password) if secret else None,
            transport=transport,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def read(self, path: str) -> Any:
        """The answer to GET; None where there is no such thing."""
        answer = self._ask("GET", path)
        return None if answer.status_code == httpx.codes.NOT_FOUND else self._checked(answer).json()

    def post(self, path: str, content: Any) -> Any:
        return self._checked(self._ask("POST", path, content)).json()

    def change(self, path: str, content: Any) -> None:
        self._checked(self._ask("PATCH", path, content))

    def remove(self, path: str) -> None:
        self._checked(self._ask("DELETE", path))

    def list_all(self, path: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
        """All rows of a ``…/filter``, page by page."""
        rows: list[dict[str, Any]] = []
        while True:
            page = self.post(path, {**wanted, "limit": MOST, "offset": len(rows)})
            rows += page
            if len(page) < MOST:
                return rows

    def _ask(self, method: str, path: str, content: Any = None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=content)
        except httpx.HTTPError as error:
            raise SrokiError(
                "Сервер Prefect по адресу {address} не отвечает ({reason}). Запустите его "
                "(prefect server start) или поправьте SROKI_PREFECT_API_URL.",
                address=self.address,
                reason=str(error) or type(error).__name__,
            ) from error

    def _checked(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise SrokiError(
                "Сервер Prefect по адресу {address} не пускает: задайте SROKI_PREFECT_AUTH (имя:пароль).",
                address=self.address,
            )
        if not answer.is_success:
            raise SrokiError(
                "Сервер Prefect по адресу {address} ответил {status} на {path}: {reason}",
                address=self.address,
                status=answer.status_code,
                path=answer.request.url.path,
                reason=answer.text[:200],
            )
        return answer
