"""Precision and recall of the problems found, against the defects that were found by hand, by type.

    python benchmarks/defects.py [FOLDER WITH seeds/ AND gold/]

A hand-found defect counts as found when a problem of ours with a fitting code stands on one of its
lines; a problem counts as right when it stands on a line of a defect of a fitting type. Types that
need taste or knowledge of the world (wording, punctuation, typos in running text) are listed too:
nothing looks for them, and the figure says so.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from roadmaps.documents import read_document

FITTING = {
    "misnumbered_point": {"misnumbering"},
    "duplicate_number": {"duplicate_number"},
    "skipped_number": {"skipped_number"},
    "suspected_misprint": {"inconsistent_name", "typo", "ocr_error"},
    "past_at_signing": {"inconsistent_dates"},
    "order_against_table": {"inconsistent_dates", "inconsistent_executor"},
    "same_day": {"inconsistent_dates"},
    "missing_separator": {"missing_separator"},
    "missing_executor": {"missing_executor"},
    "missing_term": {"missing_term"},
    "missing_result": {"missing_result"},
    "shifted_words": {"layout", "ocr_error"},
    "row_before_heading": {"layout", "inconsistent_format", "misplaced"},
    "vague_term": {"vague_term"},
    "doubtful_term": {"ambiguous_term", "vague_term", "word_order"},
    "half_read_term": {"ambiguous_term", "vague_term", "word_order"},
    "undefined_abbreviation": {"undefined_abbreviation"},
    "missing_status": {"missing_status", "duplicate_status"},
    "incomplete_status": {"incomplete_status"},
    "missing_metadata": {"missing_metadata", "missing_title"},
    "period_assumed": {"missing_metadata"},
    "term_outside_period": {"inconsistent_term"},
}


def lines_of(defect: dict[str, object]) -> set[int]:
    """The line of a defect and those its words name: "(lines 58, 59)", "lines 62-67"."""
    lines = {int(str(defect["line"]))}
    for listed in re.findall(r"lines? ([\d, and-]+)", str(defect["text"])):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", listed):
            lines |= set(range(int(first), int(last or first) + 1))
    return lines


def main(folder: Path) -> None:
    found, total, right, made = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for gold_path in sorted((folder / "gold").glob("00?.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        document = read_document(next((folder / "seeds").glob(f"{gold_path.stem}_*")))
        problems = [(p.code, p.place.line if p.place else None) for p in document.problems]
        defects = [(str(d["type"]), lines_of(d)) for d in gold["defects"]]
        for kind, lines in defects:
            total[kind] += 1
            found[kind] += any(line in lines and kind in FITTING.get(code, ()) for code, line in problems)
        for code, line in problems:
            made[code] += 1
            right[code] += any(line in lines and kind in FITTING.get(code, ()) for kind, lines in defects)
    print("recall, by the type of the gold")
    for kind, number in total.most_common():
        print(f"  {kind:26} {found[kind]}/{number}")
    print("precision, by our code (what is right but not in the gold counts as wrong)")
    for code, number in made.most_common():
        print(f"  {code:26} {right[code]}/{number}")
    recall, precision = f"{found.total()}/{total.total()}", f"{right.total()}/{made.total()}"
    print(f"all: recall {recall}, precision {precision}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
