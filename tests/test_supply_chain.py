"""Known holes: in our own code (bandit) and in the libraries that are pinned (pip-audit)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
FLOORS = ["models", "roadmaps", "notifications", "flows", "sroki"]
HOLE = "import subprocess\n\n\ndef run(words: str) -> None:\n    subprocess.run(words, shell=True)\n"


def run_bandit(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "bandit"), "-q", "-c", "pyproject.toml", "-f", "json", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_v15_bandit_finds_nothing_in_the_product() -> None:
    done = run_bandit("-r", *FLOORS)
    found = json.loads(done.stdout)
    lines = [f"{r['filename']}:{r['line_number']} {r['test_id']} {r['issue_text']}" for r in found["results"]]
    assert not lines, "\n".join(lines)
    assert not found["errors"]
    assert found["metrics"]["_totals"]["loc"] > 10_000, "it has read the product"


def test_bandit_would_find_a_hole(tmp_path: Path) -> None:
    path = tmp_path / "hole.py"
    path.write_text(HOLE)
    assert [r["test_id"] for r in json.loads(run_bandit(str(path)).stdout)["results"]] == ["B602"]


def test_every_finding_that_stands_names_its_check_and_its_reason() -> None:
    bare, known = [], 0
    for path in (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if "nosec" in line:
                known += 1
                comments = "".join(near.partition("#")[2] for near in lines[max(0, number - 2) : number + 1])
                reason = re.sub(r"(nosec|noqa):?\s*\w+", "", comments)
                if not re.search(r"# nosec B\d{3}$", line) or not re.search(r"[a-z]{3}", reason):
                    bare.append(f"{path.relative_to(ROOT)}:{number + 1}")
    assert known, "else this test looks at nothing"
    assert not bare


def test_v15_2_1_no_pinned_library_has_a_known_hole() -> None:
    """Asks the vulnerability service of the package index; skips, and says so, where it does not answer."""
    command = [str(BIN / "pip-audit"), "--disable-pip", "--require-hashes", "-r", "requirements.lock"]
    done = subprocess.run(
        [*command, "-f", "json", "--progress-spinner", "off", "--timeout", "10"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    if not done.stdout.lstrip().startswith("{"):
        pytest.skip(f"the vulnerability service is not reachable: {done.stderr.strip().splitlines()[-1:]}")
    answers = json.loads(done.stdout)["dependencies"]
    holes = [f"{a['name']} {a['version']}: {v['id']}" for a in answers for v in a.get("vulns", ())]
    assert not holes
    unknown = [answer["name"] for answer in answers if "skip_reason" in answer]
    if len(unknown) == len(answers):
        pytest.skip(f"the vulnerability service knows none of the {len(answers)} pinned libraries")
    assert not unknown
