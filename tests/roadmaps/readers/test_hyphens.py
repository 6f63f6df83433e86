"""Lines of a cell: what is one word is put together, what are two stays two."""

from __future__ import annotations

import pytest

from roadmaps.readers.hyphens import join_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["https://example.org/otchety/2025/", "itog-goda"], "https://example.org/otchety/2025/itog-goda"),
        (
            ["на сайте https://example.org/a?", "b=1, страница"],
            "на сайте https://example.org/a?b=1, страница",
        ),
        (["https://example.org/a,", "itog"], "https://example.org/a, itog"),
        (["https://example.org/a.", "Итог"], "https://example.org/a. Итог"),
        (["https://example.org/a", "размещено"], "https://example.org/a размещено"),
        (["приказ_об_утверждении_", "положения.pdf"], "приказ_об_утверждении_положения.pdf"),
        (["подпись ___", "дата"], "подпись ___ дата"),
        (["щщщ\u200b", "щщщ"], "щщщщщщ"),
        (["про-", "фессионального"], "профессионального"),
    ],
)
def test_a_divided_address_or_name_is_put_together(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_compounds_of_people_and_doings_keep_their_hyphen() -> None:
    assert join_lines(["учителя-", "предметники"]) == "учителя-предметники"
    assert join_lines(["семинар-", "практикум"]) == "семинар-практикум"
    assert join_lines(["нейро-", "психолог"]) == "нейропсихолог"
