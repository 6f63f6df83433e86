"""The rules of the chain: canonical JSON as RFC 8785 prints it, links, salted digests."""

from __future__ import annotations

import hashlib
import struct

import pytest

from models.chain import GENESIS, canonical_json, cover, hash_content, link, veil, veils_in


def test_the_example_of_rfc_8785_comes_out_byte_for_byte() -> None:
    """RFC 8785, 3.2.2 and 3.2.4."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert canonical_json(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16_units() -> None:
    """RFC 8785, 3.2.3: the emoji (two surrogates) goes before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    printed = canonical_json(dict.fromkeys(keys, 0))
    places = [printed.index(canonical_json(key)) for key in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_printed_as_appendix_b_of_rfc_8785_has_them(bits: str, text: str) -> None:
    assert canonical_json(struct.unpack(">d", bytes.fromhex(bits))[0]) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        canonical_json(value)
    with pytest.raises(TypeError, match="not JSON"):
        canonical_json({"when": object()})


def test_a_link_covers_the_hash_before_it_and_the_content() -> None:
    content = hash_content({"deed": "принято"})
    assert content == hashlib.sha256('{"deed":"принято"}'.encode()).hexdigest()
    assert link(GENESIS, content) == hashlib.sha256(bytes(32) + bytes.fromhex(content)).hexdigest()
    assert link(content, content) != link(GENESIS, content)


def test_only_texts_under_keys_of_ours_stay_open() -> None:
    kept: list[str] = []

    def keep(value: str) -> str:
        kept.append(value)
        return veil("00" * 16, value)

    facts = {
        "to": "2025-04-15",
        "from": "boss@example.org",
        "version": 2,
        "reason": "Болеет Иванова",
        "who": ["anna@example.org", 3],
    }
    covered = cover(facts, keep)
    assert kept == ["boss@example.org", "Болеет Иванова", "anna@example.org"]
    assert covered["to"] == "2025-04-15"
    assert covered["version"] == 2
    assert set(veils_in(covered)) == {veil("00" * 16, value) for value in kept}
    assert veil("01" * 16, "Иванова") != veil("00" * 16, "Иванова")
