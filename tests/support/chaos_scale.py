"""How long the chaos suite runs: SROKI_CHAOS, 1 for whole (``make chaos``), a tenth by default."""

from __future__ import annotations

import os

SCALE = float(os.environ.get("SROKI_CHAOS", "0.1"))


def scaled(whole: int, least: int = 1) -> int:
    """So many of ``whole`` as this run does, ``least`` at the least."""
    return max(least, round(whole * SCALE))
