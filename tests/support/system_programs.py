"""Programs of the system that some tests need: skipped without them, except where CI promises them."""

from __future__ import annotations

import os
import shutil

import pytest


def require_program(*names: str) -> str:
    """The path of the first program found; skips the test, or fails it under CI, where there is none."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    reason = f"not installed: {' or '.join(names)} (tests/install_system_packages.sh)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
