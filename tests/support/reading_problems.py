"""Problems of a document without those that any short document of a test has."""

from __future__ import annotations

from models.values import Problem
from roadmaps.parsed import ParsedDocument

# Left open by nearly every small test document; tests/roadmaps/test_omissions.py looks at these.
LEFT_OPEN = {
    "missing_metadata",
    "undefined_abbreviation",
    "missing_result",
    "missing_status",
    "incomplete_status",
    "vague_term",
}


def telling(document: ParsedDocument) -> list[Problem]:
    """The problems that say something about this very document."""
    return [problem for problem in document.problems if not _is_left_open(problem)]


def _is_left_open(problem: Problem) -> bool:
    untimed = problem.code == "missing_term" and problem.sentence.startswith("Ни один пункт")
    return problem.code in LEFT_OPEN or untimed
