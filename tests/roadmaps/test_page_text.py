"""The words of a page, in whatever encoding, without what nobody reads."""

from __future__ import annotations

import time

import pytest

from roadmaps.page_text import read_page

PAGE = """<!doctype html><html><head><title> Отчёт &amp; план </title><style>p{}</style></head>
<body><h1>Приказ № 5</h1><script>alert('нет')</script><p>О школьных <b>музеях</b></p>
<table><tr><td>до<td>05.06</table><noscript>включите</noscript></body></html>"""


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PAGE.encode(), "text/html; charset=utf-8"),
     (PAGE.encode("cp1251"), "text/html; charset=windows-1251"),
     (PAGE.encode("cp1251"), "text/html"),
     (PAGE.replace("<head>", "<head><meta charset=windows-1251>").encode("cp1251"), "text/html"),
     (PAGE.encode(), "text/html; charset=no-such")],
)  # fmt: skip
def test_title_and_words(content: bytes, kind: str) -> None:
    page = read_page(content, kind)
    assert page.title == "Отчёт & план"
    assert page.text == "Приказ № 5\nО школьных музеях\nдо 05.06"


def test_plain_text_is_itself_and_a_picture_has_no_words() -> None:
    assert read_page("Отчёт\x07 готов\n\n".encode(), "text/plain").text == "Отчёт готов"
    assert read_page(b"\x89PNG", "image/png").text is None
    assert read_page(b"", "text/html").text is None


@pytest.mark.parametrize(
    "content", [b"<div>" * 2_000_000, b"<" * 9_000_000, b"<!--" * 2_000_000, b"\0" * 9_000_000]
)
def test_a_hostile_page_takes_seconds_at_most(content: bytes) -> None:
    begun_s = time.perf_counter()
    read_page(content, "text/html")
    assert time.perf_counter() - begun_s < 10
