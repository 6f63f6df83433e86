"""Whether the house lives, whether it can work, and in figures: for monitors, without a sign-in."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from flows.vitals import SERIOUS, UNREACHABLE, find_ailments, read_vitals
from models.settings import Settings
from sroki.web.access import HouseOf
from sroki.web.callers import is_at_home
from sroki.web.rendering import PageError
from sroki.web.rules import Rule, ruled

router = APIRouter(include_in_schema=False)


@router.api_route("/healthz", methods=["GET", "HEAD"])
@ruled(Rule.PUBLIC)
def show_health(house: HouseOf) -> JSONResponse:
    """Moments in UTC, ages in seconds; null where there is nothing.

    503 when the database is silent or takes nothing (``locked`` | ``read_only`` | ``failing``), and when the
    last beat of the clock ended in an error. The reasons stand in the log: anybody may ask here.
    """
    now = house.clock()
    vitals = read_vitals(house, now)
    if vitals.database == UNREACHABLE:
        return JSONResponse({"database": UNREACHABLE}, 503)
    is_well = vitals.database == "ok" and not vitals.is_clock_failing
    return JSONResponse(
        {
            "database": vitals.database,
            "clock": "failing" if vitals.is_clock_failing else "ok",
            "last_tick_at": _iso(vitals.last_tick_at),
            "last_tick_age_s": _age_s(vitals.last_tick_at, now),
            "oldest_unsent_mail_at": _iso(vitals.oldest_unsent_at),
            "oldest_unsent_mail_age_s": _age_s(vitals.oldest_unsent_at, now),
        },
        200 if is_well else 503,
    )


@router.api_route("/readyz", methods=["GET", "HEAD"])
@ruled(Rule.PUBLIC)
def show_readiness(house: HouseOf) -> JSONResponse:
    """Whether work can be done here: 503 names in a word each what stands in the way.

    ``look`` are things that do not stop the work, but somebody should look at.
    """
    now = house.clock()
    ailments = find_ailments(read_vitals(house, now), now, house.settings.tick_every_s)
    serious = sorted(ailment.value for ailment in ailments & SERIOUS)
    look = sorted(ailment.value for ailment in ailments - SERIOUS)
    return JSONResponse({"ready": not serious, "reasons": serious, "look": look}, 503 if serious else 200)


@router.api_route("/metrics", methods=["GET", "HEAD"])
@ruled(Rule.PUBLIC)
def show_metrics(request: Request, house: HouseOf) -> Response:
    """Figures for Prometheus: to this machine, or to whoever brings ``SROKI_METRICS_TOKEN``."""
    if not _may_read_metrics(house.settings, request):
        raise PageError(404, "Такой страницы нет.")
    from sroki.web.metrics import CONTENT_TYPE, render_metrics

    now = house.clock()
    vitals = read_vitals(house, now, with_counts=True)
    return Response(render_metrics(vitals, now, house.settings.tick_every_s), media_type=CONTENT_TYPE)


def _may_read_metrics(settings: Settings, request: Request) -> bool:
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    if not token:
        return is_at_home(settings, request)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), token.encode())


def _iso(moment: datetime | None) -> Any:
    return moment.isoformat() if moment else None


def _age_s(moment: datetime | None, now: datetime) -> float | None:
    return round((now - moment).total_seconds(), 1) if moment else None
