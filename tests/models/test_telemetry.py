"""Pieces of work as a real collector receives them: OTLP over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from models.telemetry import begin_telemetry, end_telemetry, span


@pytest.fixture
def collector() -> Iterator[tuple[str, list[Any]]]:
    """Its address, and the spans that it was told."""
    told: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                for scope in resource.scope_spans:
                    told.extend(scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", told
    end_telemetry()
    server.shutdown()
    thread.join()


def test_work_within_work_is_told_as_one_trace_and_an_error_by_its_type_only(
    collector: tuple[str, list[Any]],
) -> None:
    address, told = collector
    begin_telemetry(address)
    with pytest.raises(ValueError, match="anna"), span("outer", sroki__bytes=7), span("inner"):
        raise ValueError("anna@example.org")
    end_telemetry()
    outer, inner = sorted(told, key=lambda one: one.name, reverse=True)
    assert (outer.name, inner.name) == ("outer", "inner")
    assert (inner.trace_id, inner.parent_span_id) == (outer.trace_id, outer.span_id)
    values = {item.key: item.value for item in (*outer.attributes, *inner.attributes)}
    assert values["sroki.bytes"].int_value == 7
    assert values["error.type"].string_value == "ValueError"
    assert "anna" not in str(told)


def test_where_no_collector_is_named_nothing_is_told() -> None:
    with span("anything", sroki__bytes=1) as told:
        assert told is None


def test_a_collector_that_does_not_answer_holds_nobody_up() -> None:
    begin_telemetry("http://127.0.0.1:9")
    with span("anything") as told:
        assert told is not None
    end_telemetry()
    with span("anything") as told:
        assert told is None
