"""No page in evidence leads inside (OWASP ASVS 5.0, V13.2.4, V13.2.5; CWE-918)."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from roadmaps.public_addresses import AddressPolicy

PUBLIC = AddressPolicy()
INNER = {
    "unspecified": ["0.0.0.0", "0.1.2.3", "0.255.255.255", "::"],
    "loopback": ["127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.255", "::1"],
    "private": [
        "10.0.0.0", "10.1.2.3", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1",
        "192.168.255.255", "fc00::1", "fd00::1", "fdff:ffff::1",
    ],
    "link-local": ["169.254.0.1", "169.254.169.254", "169.254.255.255", "fe80::1", "febf::1", "fec0::1"],
    "shared": ["100.64.0.0", "100.64.0.1", "100.100.100.200", "100.127.255.255"],
    "benchmark": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
    "documentation": ["192.0.2.1", "198.51.100.7", "203.0.113.9", "2001:db8::1", "3fff::1", "3fff:fff::1"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": ["192.0.0.1", "192.0.0.170", "240.0.0.1", "255.255.255.255", "192.31.196.1", "192.52.193.1",
                 "192.175.48.1", "100::1", "2620:4f:8000::1", "4000::1", "5f00::1", "8000::1", "2001:1::1"],
    "6to4": ["192.88.99.1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1"],
    "Teredo": ["2001::1", "2001:0:53aa:64c::f5ff:fffe"],
    "mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1"],
    "compatible": ["::127.0.0.1", "::10.0.0.1", "::8.8.8.8"],
    "scoped": ["fe80::1%eth0", "2a00:1450::1%eth0"],
}  # fmt: skip
CASES = [pytest.param(address, id=f"{kind}-{address}") for kind, some in INNER.items() for address in some]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 70
    assert len(CASES) + len(TARGETS) >= 110


@pytest.mark.parametrize("address", CASES)
def test_an_inner_address_is_refused_with_a_reason(address: str) -> None:
    """ASVS V13.2.4: only what is meant to be reached is reached."""
    assert PUBLIC.refuse_address(ip_address(address))
    assert PUBLIC.refuse_answers(["93.184.216.34", address]), "one inner answer spoils a name"
    assert PUBLIC.refuse_answers([address, "93.184.216.34"])


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "11.0.0.1",
     "126.255.255.255", "128.0.0.1", "223.255.255.255", "198.17.255.255", "198.20.0.1", "192.0.1.1",
     "2a00:1450:4010:c0e::71", "2606:2800:220:1:248:1893:25c8:1946", "2001:4860:4860::8888"],
)  # fmt: skip
def test_a_public_address_is_fine(address: str) -> None:
    assert PUBLIC.refuse_address(ip_address(address)) is None
    assert PUBLIC.refuse_answers([address]) is None


def test_no_answer_and_a_strange_answer_are_refused() -> None:
    assert PUBLIC.refuse_answers([])
    assert PUBLIC.refuse_answers(["not an address"])


TARGETS = [
    pytest.param("ftp", False, "example.org", None, id="another scheme"),
    pytest.param("file", False, "example.org", None, id="a file"),
    pytest.param("gopher", False, "example.org", 70, id="gopher"),
    pytest.param("", False, "example.org", None, id="no scheme"),
    pytest.param("http", True, "example.org", None, id="a name and a password"),
    pytest.param("http", False, "example.org", 22, id="the port of ssh"),
    pytest.param("http", False, "example.org", 6379, id="the port of redis"),
    pytest.param("http", False, "example.org", 8080, id="a port that is not set"),
    pytest.param("http", False, "", None, id="no host"),
    pytest.param("http", False, "localhost", None, id="a bare name"),
    pytest.param("http", False, "intranet", None, id="a name without a dot"),
    pytest.param("http", False, "127.0.0.1", None, id="loopback"),
    pytest.param("http", False, "127.0.0.1.", None, id="loopback with a dot"),
    pytest.param("http", False, "127.1", None, id="short loopback"),
    pytest.param("http", False, "127.0.1", None, id="three parts"),
    pytest.param("http", False, "2130706433", None, id="decimal"),
    pytest.param("http", False, "0x7f000001", None, id="hexadecimal"),
    pytest.param("http", False, "0x7f.1", None, id="hexadecimal and short"),
    pytest.param("http", False, "0x7F.0.0.0x1", None, id="hexadecimal parts"),
    pytest.param("http", False, "0177.0.0.1", None, id="octal"),
    pytest.param("http", False, "017700000001", None, id="octal whole"),
    pytest.param("http", False, "0177.0.0.01", None, id="octal parts"),
    pytest.param("http", False, "00000000177.0.0.1", None, id="octal with zeros"),
    pytest.param("http", False, "134744072", None, id="decimal of a public address"),
    pytest.param("http", False, "0", None, id="zero"),
    pytest.param("http", False, "1.1.1.1.1", None, id="five parts"),
    pytest.param("http", False, "256.1.1.1", None, id="a part too large"),
    pytest.param("http", False, "example.0x1", None, id="a name that ends in a number"),
    pytest.param("http", False, "example.42", None, id="a name that ends in digits"),
    pytest.param("http", False, "169.254.169.254", None, id="the metadata of a cloud"),
    pytest.param("http", False, "::1", None, id="IPv6 loopback"),
    pytest.param("http", False, "::ffff:127.0.0.1", None, id="mapped"),
    pytest.param("http", False, "fe80::1%25eth0", None, id="a card"),
    pytest.param("http", False, "exa%20mple.org", None, id="an escaped sign"),
    pytest.param("http", False, "ex ample.org", None, id="a space"),
    pytest.param("http", False, "пример.рф", None, id="a name that was not encoded"),
    pytest.param("http", False, "a" * 250 + ".org", None, id="too long a name"),
]


@pytest.mark.parametrize(("scheme", "userinfo", "host", "port"), TARGETS)
def test_a_strange_target_is_refused_before_it_is_looked_up(
    scheme: str, userinfo: bool, host: str, port: int | None
) -> None:
    """ASVS V1.2.2 (safe schemes), V13.2.5: old spellings of addresses are no way round."""
    assert PUBLIC.refuse_target(scheme, userinfo, host, port)


@pytest.mark.parametrize(
    ("host", "port"),
    [("example.org", None), ("example.org", 443), ("EXAMPLE.org.", 80), ("xn--e1afmkfd.xn--p1ai", None),
     ("93.184.216.34", None), ("2a00:1450:4010:c0e::71", None), ("sub.0x.org", None), ("7.example", None)],
)  # fmt: skip
def test_an_ordinary_target_is_fine(host: str, port: int | None) -> None:
    assert PUBLIC.refuse_target("https", False, host, port) is None


def test_tests_may_name_what_they_need_and_nothing_else_opens() -> None:
    policy = AddressPolicy(frozenset({8080}), (ip_network("127.0.0.1/32"),))
    assert policy.refuse_target("http", False, "127.0.0.1", 8080) is None
    assert policy.refuse_target("http", False, "127.0.0.2", 8080)
    assert policy.refuse_target("http", False, "127.0.0.1", None), "port 80 was not named"
    assert policy.refuse_answers(["127.0.0.1"]) is None
    assert policy.refuse_answers(["10.0.0.1"])
