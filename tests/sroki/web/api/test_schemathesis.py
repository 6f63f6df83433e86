"""What the description of the API promises is held against requests that nobody would think of.

``SROKI_SCHEMATHESIS=200`` asks each operation that many times; otherwise it is 20.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import select

from api_callers import make_token
from finished_round import finish_two_rounds
from flows.accounts import locks
from flows.evidence import hand_in
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import create_database_engine, open_reading, open_session
from models.migrations import migrate
from models.occurrence import Occurrence
from models.round import Round
from models.settings import Settings
from notifications.transports import MemoryTransport
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.extending import ask_extension
from roadmaps.store.rounds.letters import Stationery, draft_letters
from roadmaps.store.rounds.library import store_library
from small_plan import CENTRE, approve_plan, name_controller, name_people, write_plan
from sroki.web.api.app import MODULES
from sroki.web.app import create_app
from sroki.web.rules import list_routes

EXAMPLES = int(os.environ.get("SROKI_SCHEMATHESIS", "20"))


def bad_data_is_refused(context: Any, response: Any, case: Any) -> bool | None:
    """Also by 413, which schemathesis does not count among refusals."""
    return None if response.status_code == 413 else negative_data_rejection(context, response, case)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    bad_data_is_refused,
    ignored_auth,
]

# A form has no types: whatever stands in the place of the file is a list of one column.
ANY_FILE = {"/parties/import", "/parties/import/preview"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """The application over a small plan with evidence and requests, and the token of an administrator."""
    folder = tmp_path_factory.mktemp("schemathesis")
    engine = create_database_engine(f"sqlite:///{folder / 'sroki.db'}")
    migrate(engine)
    now = datetime(2025, 4, 2, 6, tzinfo=UTC)
    house = House(
        Settings(home=folder / "var", base_url="http://testserver"), engine, lambda: now, MemoryTransport()
    )
    approve_plan(house, write_plan(folder))
    name_people(house)
    name_controller(house)
    with open_reading(engine) as session:
        first, second, *_ = session.exec(select(Occurrence.id)).all()
    hand_in(house, first or 0, at=now, actor="test", files=[("proof.txt", BytesIO(b"proof"))])
    with open_session(engine) as session:
        ask_extension(session, second or 0, date(2025, 6, 1), "Ждём", now, "test")
        finish_two_rounds(session)
        text = LibraryText("", "", "Изучить итоги", "до 01.09.2025")
        store_library(session, "Методическая работа", [text], now, "test")
        draft_letters(session, session.get_one(Round, 2), Stationery(), now, "test")
    yield create_app(house), make_token(house, CENTRE, Grant(AccountRole.ADMINISTRATOR))
    engine.dispose()


@pytest.fixture(scope="module")
def api(world: tuple[Any, str]) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", world[0])


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrong tokens are tried more often here than is good for a house."""
    monkeypatch.setattr(locks, "FREE_FAILURES_OF_CLIENT", 1_000_000)


OPERATIONS = [
    (method, route.path)
    for module in MODULES
    for route in list_routes(module.router.routes)
    for method in sorted(route.methods - {"HEAD"})
    # The description is no part of itself, and one's own token must last.
    if route.path not in ("/openapi.json", "/me/token")
]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_operation_keeps_what_the_description_promises(
    api: Any, world: tuple[Any, str], method: str, path: str, mode: GenerationMode
) -> None:
    checks = [check for check in CHECKS if path not in ANY_FILE or check is not bad_data_is_refused]

    @given(case=api[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES // 2,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:  # otherwise nearly every number is of nothing
            for name, value in case.path_parameters.items():
                case.path_parameters[name] = value % 4 + 1 if isinstance(value, int) else value
        # A value that climbs out of its place in the address asks something else, or the pages.
        assume(not any(re.search(r"[/\\]|%2f|^\.+$", str(v), re.I) for v in case.path_parameters.values()))
        case.call_and_validate(headers={"Authorization": f"Bearer {world[1]}"}, checks=checks, timeout=60)

    ask()
