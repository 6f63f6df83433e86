"""How many phrases a second the language of terms reads, beside a plain regex scan of the same phrases.

    python benchmarks/terms.py [GOLD.jsonl]

Without a file: the phrases of this benchmark. No cache takes part in the figure.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from models.values import TermContext  # noqa: E402

PHRASES = [
    "Январь - февраль",
    "II, IV кварталы",
    "III IV кварталы",
    "1 раз в полгода",
    "В течение всего периода",
    "По отдельному плану в течение всего периода",
    "апрель–май2021 г.",
    "2021–2022 гг., март",
    "до 1 марта 2021 г.",
    "ноябрь-декабрь 2021 г. (далее — ежегодно)",
    "с 19 по 26 сентября",
    "в срок до 05.06.2021 г. и 30.05.2022 г.",
    "ежеквартально, до 25 числа месяца, следующего за отчетным кварталом",
    "в течение 10 рабочих дней со дня получения",
]
DATES = re.compile(
    r"\d{1,2}\.\d{1,2}(?:\.\d{2,4})?|\d{4}|\d{1,2}|[IVX]+|(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*"
    r"|кварт\w*|полугод\w*|год\w*|еже\w+",
    re.IGNORECASE,
)


def phrases(path: Path | None) -> list[tuple[str, TermContext]]:
    if path is None:
        return [(phrase, TermContext((2021, 2022))) for phrase in PHRASES]
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        (c["raw"], TermContext(tuple(c["context_period"]) if c["context_period"] else None)) for c in cases
    ]


def rate(read: Callable[[str, TermContext], object], cases: Iterable[tuple[str, TermContext]]) -> float:
    """The best of five rounds, in phrases a second of one core (processor time)."""
    cases = list(cases) * max(1, 1500 // len(list(cases)))
    best = 0.0
    for _ in range(5):
        started = time.process_time()
        for raw, context in cases:
            read(raw, context)
        best = max(best, len(cases) / (time.process_time() - started))
    return best


def main(argv: list[str]) -> int:
    started = time.process_time()
    from roadmaps.deadlines import parse_deadline

    parse_deadline("март", TermContext((2021, 2022)))
    print(f"start (imports and grammar): {time.process_time() - started:.3f} s of processor time")
    cases = phrases(Path(argv[1]) if len(argv) > 1 else None)
    ours = rate(parse_deadline.__wrapped__, cases)
    plain = rate(lambda raw, _: DATES.findall(raw), cases)
    print(f"terms: {ours:,.0f} phrases/s")
    print(f"plain regex scan: {plain:,.0f} phrases/s, {plain / ours:.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
