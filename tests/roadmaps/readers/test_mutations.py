"""Spoilt documents of every format: a document or a sentence, never a crash, a hang or a traceback.

SROKI_MUTATIONS=10000 reads as many as the issue asks for; it takes about five minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "support" / "mutate_documents.py"
COUNT = os.environ.get("SROKI_MUTATIONS", "320")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each spoilt file is read in a forked process")
@pytest.mark.timeout(3600)
def test_spoilt_documents_end_as_a_document_or_a_sentence() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), COUNT], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    ends = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert int(ends["read"]) > int(COUNT) // 4
    assert int(ends["refused"]) > int(COUNT) // 8
