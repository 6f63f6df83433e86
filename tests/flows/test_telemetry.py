"""What a collector is told of a pass and of pages: the way of a mail, and no address and no secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from flows.house import House
from flows.ticking import tick
from models import telemetry
from models.database import open_reading
from notifications.outbox import list_messages
from small_plan import CENTRE, moment
from sroki.web.app import create_app


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What would be told; ``tests/models/test_telemetry.py`` asks a real collector."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(telemetry, "_tracer", provider.get_tracer("test"))
    yield exporter
    provider.shutdown()


def named(exporter: InMemorySpanExporter, name: str) -> list[ReadableSpan]:
    return [one for one in exporter.get_finished_spans() if one.name == name]


def test_a_mail_is_a_span_below_its_pass_and_names_its_row_in_the_ledger(
    house: House, told: InMemorySpanExporter
) -> None:
    tick(house, moment(3, 17))
    with open_reading(house.engine) as session:
        mails = {mail["id"]: mail["message_id"] for mail in list_messages(session)}
    [passed] = named(told, "deliver")
    sent = named(told, "send mail")
    assert {
        one.attributes["sroki.outbox_id"]: one.attributes["messaging.message.id"] for one in sent
    } == mails  # type: ignore[index]
    assert {one.parent.span_id for one in sent if one.parent} == {passed.context.span_id}  # type: ignore[union-attr]
    assert passed.attributes["sroki.sent"] == len(mails)  # type: ignore[index]
    assert named(told, "advance")[0].attributes["sroki.queued"] == len(mails)  # type: ignore[index]
    everything: list[Any] = [one.to_json() for one in told.get_finished_spans()]
    assert CENTRE not in "".join(everything)


def test_a_page_is_told_by_the_pattern_of_its_route(house: House, told: InMemorySpanExporter) -> None:
    house.settings = house.settings.model_copy(update={"otlp_url": "http://127.0.0.1:9"})
    client = TestClient(create_app(house), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    client.get("/l/a-secret-token")
    client.get("/api/v1/no-such-thing")
    page, call = told.get_finished_spans()[-2:]
    assert page.name == "GET /l/{token}"
    assert page.attributes["http.response.status_code"] == client.get("/l/other").status_code  # type: ignore[index]
    assert "a-secret-token" not in page.to_json()
    assert call.name == "GET" or call.name.startswith("GET /")
