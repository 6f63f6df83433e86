"""What the program is busy with, told to an OpenTelemetry collector where the settings name one.

Spans go by OTLP over HTTP (protobuf), in the background. Where no collector is named, ``span`` costs a
comparison, and nothing of OpenTelemetry is imported. Spans hold numbers and names of our own: no mail
address, no token, no words of a document (an exception is told by its type only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from models.release import program_version

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span

_TIMEOUT_S = 5.0  # of one delivery to the collector; what it does not take is dropped, no work waits for it
_NOTHING: AbstractContextManager[None] = nullcontext()
_provider: TracerProvider | None = None
_tracer: Any = None


def begin_telemetry(url: str) -> None:
    """Tell the collector at ``url`` (its OTLP/HTTP endpoint without ``/v1/traces``) from now on.

    The second call of a process changes nothing. Headers for the collector (a key) are read by the
    exporter itself from ``OTEL_EXPORTER_OTLP_HEADERS``.
    """
    global _provider, _tracer
    if _provider is not None:
        return

    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    mine = program_version()
    exporter = OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces", timeout=_TIMEOUT_S)
    resource = Resource.create({"service.name": "sroki", "service.version": mine})
    _provider = TracerProvider(resource=resource)  # it tells what is left when the process ends
    _provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer = _provider.get_tracer("sroki", mine)


def end_telemetry() -> None:
    """Tell what is left and stop; waits for the collector, but not for long."""
    global _provider, _tracer
    if _provider is not None:
        _provider.shutdown()
    _provider = _tracer = None


def span(name: str, **attributes: str | int | float | bool) -> AbstractContextManager[Span | None]:
    """A piece of work as a span; None where nobody is told. Names of attributes have dots for ``__``."""
    return _NOTHING if _tracer is None else _begin(name, attributes)


def note_counts(told: Span | None, counts: Mapping[str, object]) -> None:
    """What a piece of work did, in numbers; what is no number is left out."""
    if told is not None:
        told.set_attributes({f"sroki.{name}": n for name, n in counts.items() if isinstance(n, int)})


@contextmanager
def _begin(name: str, attributes: dict[str, str | int | float | bool]) -> Iterator[Span]:
    from opentelemetry.trace import StatusCode

    named = {key.replace("__", "."): value for key, value in attributes.items()}
    with _tracer.start_as_current_span(
        name, attributes=named, record_exception=False, set_status_on_exception=False
    ) as begun:
        try:
            yield begun
        except BaseException as error:
            begun.set_attribute("error.type", type(error).__name__)
            begun.set_status(StatusCode.ERROR)
            raise
