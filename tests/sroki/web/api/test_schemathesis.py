"""What the description of the API promises is held against requests that nobody would think of.

``SROKI_SCHEMATHESIS=200`` asks each operation that many times; otherwise it is 20.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import select

from api_callers import make_token
from flows.evidence import hand_in
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import create_database_engine, open_reading, open_session
from models.migrations import migrate
from models.occurrence import Occurrence
from models.settings import Settings
from notifications.transports import MemoryTransport
from roadmaps.store.extending import ask_extension
from small_plan import CENTRE, approve_plan, moment, name_controller, name_people, write_plan
from sroki.web.app import create_app

EXAMPLES = int(os.environ.get("SROKI_SCHEMATHESIS", "20"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
]


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
    yield create_app(house), make_token(house, CENTRE, Grant(AccountRole.ADMINISTRATOR))
    engine.dispose()


@pytest.fixture(scope="module")
def api(world: tuple[Any, str]) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", world[0])


schema = schemathesis.pytest.from_fixture("api")
# One's own token must last, and who may sign in must not change half way.
schema = schema.exclude(path_regex=r"^/me/token$")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_what_the_description_promises(case: Any, world: tuple[Any, str]) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {world[1]}"}, checks=CHECKS)


def test_the_world_is_small_and_in_a_folder_of_its_own(world: tuple[Any, str]) -> None:
    home: Path = world[0].state.house.settings.home
    assert home.is_relative_to(tempfile.gettempdir())
    assert moment(1, 15).year == 2025
