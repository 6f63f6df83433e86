"""The API as an application of its own below /api/v1: tokens instead of cookies, JSON instead of pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI

from flows.house import House
from sroki.web.api import (
    absences,
    accounts,
    calendars,
    description,
    directory_import,
    drafts,
    evidence,
    extensions,
    indicators,
    me,
    occurrences,
    outbox,
    parties,
    policies,
    reading_problems,
    reviews,
    roadmaps,
    round_answers,
    round_letters,
    round_planning,
    round_results,
    rounds,
    status,
    tasks,
    trail,
    views,
    webhooks,
)
from sroki.web.api.failures import answer_failures
from sroki.web.api.guarding import BodyLimit
from sroki.web.api.schema import describe, failure_responses
from sroki.web.summaries import Summaries

ROOT = "/api/v1"
MODULES = (
    description, me, status, roadmaps, tasks, occurrences, evidence, reviews, extensions, reading_problems,
    drafts, parties, directory_import, absences, outbox, trail, webhooks, calendars, policies, accounts,
    rounds, round_planning, round_answers, round_results, round_letters, indicators, views,
)  # fmt: skip


def create_api(house: House, summaries: Summaries) -> FastAPI:
    """The API of ``house``; every route has its rule, held by ``RuledApiRoute`` before a body is read.

    ``summaries``: what the pages sum up is not summed up again.
    """
    api = FastAPI(
        title="Сроки",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        responses=failure_responses(),
    )
    api.state.house, api.state.summaries = house, summaries
    for module in MODULES:
        api.include_router(module.router)
    answer_failures(api)
    root = urlsplit(house.settings.base_url).path.rstrip("/") + ROOT

    def openapi() -> dict[str, Any]:
        return describe(api, root)

    api.openapi = openapi  # type: ignore[method-assign]
    api.add_middleware(BodyLimit, files_bytes=house.settings.hand_in_limit_bytes)
    return api
