"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest

from roadmaps.robots import may_fetch, read_rules

TWO = """User-Agent: *
Disallow: /

User-agent: SrokiLinkCheck/2.0   # us
User-agent: Other
Allow: /public
Disallow: /public/secret*.html$
Disallow: /x

User-agent: srokilinkcheck
Disallow: /later
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/public/a", True), ("/public/secret1.html", False), ("/public/secret1.html?v=2", True),
     ("/x/y", False), ("/later/x", False), ("/elsewhere", True), ("/robots.txt", True)],
)  # fmt: skip
def test_our_groups_are_joined_and_the_longest_rule_decides(path: str, allowed: bool) -> None:
    """RFC 9309, 2.2.1 and 2.2.2."""
    assert may_fetch(TWO, "SrokiLinkCheck", path) is allowed


def test_whoever_is_not_named_obeys_the_star() -> None:
    assert not may_fetch(TWO, "Somebody", "/public")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [("", "/a", True),
     ("garbage \x00 :: \n : \n", "/a", True),
     ("Disallow: /", "/a", True),  # a rule without a group
     ("User-agent: *\nDisallow:", "/a", True),
     ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # equal: the one that allows
     ("User-agent: *\nDisallow: /%D0%BE%D1%82%D1%87%D1%91%D1%82", "/%d0%be%d1%82%d1%87%d1%91%d1%82/1", False),
     ("User-agent: *\nDisallow: /отчёт", "/%D0%BE%D1%82%D1%87%D1%91%D1%82", False),
     ("\ufeffUser-agent: *\r\nDisallow: /*.pdf$\r\n", "/a.pdf", False),
     ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
     ("User-agent: *\nDisallow: /a*b$", "/ab", False),
     ("User-agent: *\nDisallow: /ab*b$", "/ab", True)],
)  # fmt: skip
def test_odd_files(text: str, path: str, allowed: bool) -> None:
    assert may_fetch(text, "SrokiLinkCheck", path) is allowed


def test_a_hostile_pattern_costs_no_time() -> None:
    text = "User-agent: *\n" + ("Disallow: /" + "*a" * 5_000 + "*b$\n") * 40
    begun_s = time.perf_counter()
    assert may_fetch(text, "SrokiLinkCheck", "/" + "a" * 2_000)
    assert time.perf_counter() - begun_s < 2
    assert len(read_rules("User-agent: *\n" + "Disallow: /x\n" * 50_000, "x")) == 2_000
