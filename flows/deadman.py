"""A sign of life to a watchman elsewhere, who raises the alarm when it stays out.

A house that is dead cannot say so; the silence of a ping can.
"""

from __future__ import annotations

import logging
from datetime import timedelta

import httpx

from flows.house import House

_log = logging.getLogger("sroki.deadman")
_TIMEOUT_S = 10.0
_MISSED_BEATS = 3


def ping_watchman(house: House) -> bool:
    """Ask ``SROKI_DEADMAN_URL`` once, if the clock of this process lately beat well; whether it answered.

    No beat, a failing one, or one longer ago than three rhythms: no ping. Errors are logged, not raised:
    the watchman's trouble is none of ours.
    """
    url, beat_at = house.settings.deadman_url, house.last_beat_at
    if not url or beat_at is None or house.is_clock_failing:
        return False
    rhythm = timedelta(seconds=max(house.settings.tick_every_s, 60.0))
    if house.clock() - beat_at > _MISSED_BEATS * rhythm:
        return False
    try:
        answer = httpx.get(url, timeout=_TIMEOUT_S, follow_redirects=False)
    except httpx.HTTPError as error:
        _log.warning("the watchman does not answer: %s", type(error).__name__)
        return False
    if not answer.is_success:
        _log.warning("the watchman answers %d", answer.status_code)
    return answer.is_success
