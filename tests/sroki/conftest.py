"""A house of its own for each test of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models import language


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in; the language Russian again."""
    for name in [name for name in os.environ if name.startswith("SROKI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SROKI_HOME", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    language.choose_language("ru")
    return tmp_path
