"""Which version of this program runs."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """As installed, ``0.1.0``; ``0`` in a checkout that was never installed."""
    try:
        return version("sroki")
    except PackageNotFoundError:
        return "0"
