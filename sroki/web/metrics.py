"""Signs of life in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from flows.vitals import Ailment, Vitals, find_ailments
from models.release import program_version

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render_metrics(vitals: Vitals, now: datetime, beat_every_s: float) -> bytes:
    """All figures of one moment; what there is nothing of is left out rather than said to be nought."""
    registry = CollectorRegistry()
    registry.register(_House(vitals, now, beat_every_s))
    return generate_latest(registry)


class _House(Collector):
    def __init__(self, vitals: Vitals, now: datetime, beat_every_s: float) -> None:
        self._vitals, self._now, self._beat_every_s = vitals, now, beat_every_s

    def collect(self) -> Iterator[Metric]:
        vitals = self._vitals
        yield InfoMetricFamily("sroki_build", "The version that answers", {"version": program_version()})
        yield GaugeMetricFamily("sroki_database_up", "1 when it takes writes", float(vitals.database == "ok"))
        yield GaugeMetricFamily("sroki_disk_free_bytes", "Free beside the files", vitals.disk_free_bytes)
        yield GaugeMetricFamily("sroki_disk_total_bytes", "Size of that disk", vitals.disk_total_bytes)
        yield GaugeMetricFamily(
            "sroki_calendar_last_known_year", "Of the production calendar", vitals.calendar_last_year
        )
        for name, help_, at in (
            ("sroki_last_tick_age_seconds", "Since a pass that found work was done", vitals.last_tick_at),
            ("sroki_work_overdue_seconds", "How long the earliest due thing waits", vitals.due_since_at),
            ("sroki_mail_overdue_seconds", "How long mail that may leave waits", vitals.mail_due_since_at),
            ("sroki_oldest_unsent_mail_age_seconds", "Since it was written", vitals.oldest_unsent_at),
        ):
            if at is not None:
                yield GaugeMetricFamily(name, help_, (self._now - at).total_seconds())
        mail = GaugeMetricFamily("sroki_mail_messages", "In the ledger, by state", labels=["state"])
        for state, count in sorted(vitals.mail.items()):
            mail.add_metric([state], count)
        yield mail
        ailments = find_ailments(vitals, self._now, self._beat_every_s)
        ailing = GaugeMetricFamily("sroki_ailment", "1 where somebody should look", labels=["ailment"])
        for ailment in Ailment:
            ailing.add_metric([ailment.value], float(ailment in ailments))
        yield ailing
