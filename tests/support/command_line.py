"""The command line as a test calls it."""

from __future__ import annotations

import pytest

from sroki.cli import main


def sroki(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; exit code, standard output, standard error."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(leaving.value.code or 0), captured.out, captured.err
