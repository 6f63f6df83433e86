"""Pages are fetched politely, within limits, and never from inside (OWASP ASVS 5.0, V13.2.4, V13.2.5)."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
from collections.abc import Iterator

import pytest
import trustme

from flows.fetching import (
    DisallowedError,
    Fetcher,
    Page,
    RefusedError,
    UnanswerableError,
    WebAccess,
    open_web,
)
from models.settings import Settings
from roadmaps.public_addresses import AddressPolicy
from web_site import Site, access, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as site:
        yield site


def fetch(web: WebAccess, *urls: str) -> list[Page]:
    async def run() -> list[Page]:
        fetcher = Fetcher(web)
        return [await fetcher.fetch(url) for url in urls]

    return asyncio.run(run())


def test_a_page_comes_with_its_address_status_and_bytes(site: Site) -> None:
    site.put("/a?b=1", "привет")
    (page,) = fetch(access(site), f"http://school.example:{site.port}/a?b=1")
    assert (page.status, page.host, page.content.decode()) == (200, "school.example", "привет")
    assert site.asked[-1] == (f"school.example:{site.port}", "/a?b=1"), "Host keeps the name"
    assert site.headers[-1]["User-Agent"] == "SrokiLinkCheck/1.0 (+https://sroki.example)"


def test_an_international_name_is_asked_for_in_its_ascii_form(site: Site) -> None:
    site.put("/%D0%B0", "да")
    (page,) = fetch(access(site), f"http://школа.рф:{site.port}/а")
    assert page.status == 200
    assert site.asked[-1] == (f"xn--80atdl2c.xn--p1ai:{site.port}", "/%D0%B0")


def test_three_redirects_are_followed_and_a_fourth_is_not(site: Site) -> None:
    for number in range(4):
        site.put(f"/{number}", status=302, Location=f"/{number + 1}")
    site.put("/4", "конец")
    web, base = access(site), f"http://a.example:{site.port}"
    assert fetch(web, f"{base}/1")[0].url == f"{base}/4"
    with pytest.raises(UnanswerableError, match="перенаправлений"):
        fetch(web, f"{base}/0")


INNER = ["10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"]


@pytest.mark.parametrize("address", INNER)
def test_a_redirect_to_an_inner_name_or_address_is_refused(site: Site, address: str) -> None:
    """ASVS V13.2.5."""
    literal = f"[{address}]" if ":" in address else address
    site.put("/name", status=302, Location=f"http://inner.example:{site.port}/")
    site.put("/literal", status=307, Location=f"http://{literal}:{site.port}/")
    web = access(site, names={"inner.example": [address]})
    for path in ("/name", "/literal"):
        with pytest.raises(RefusedError):
            fetch(web, f"http://a.example:{site.port}{path}")


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://user:word@a.example:{port}/",
     "http://a.example:6379/", "http://2130706433:{port}/", "http://0x7f.1:{port}/", "http://0177.0.0.1:{port}/"],
)  # fmt: skip
def test_a_redirect_to_a_strange_target_is_refused(site: Site, location: str) -> None:
    site.put("/go", status=302, Location=location.format(port=site.port))
    with pytest.raises((RefusedError, UnanswerableError)):
        fetch(access(site), f"http://a.example:{site.port}/go")
    assert site.pages == ["/go"]


@pytest.mark.parametrize("answers", [["93.184.216.34", "10.0.0.1"], ["127.0.0.1", "::1"], []])
def test_one_inner_answer_spoils_a_name(site: Site, answers: list[str]) -> None:
    with pytest.raises(RefusedError):
        fetch(access(site, names={"mixed.example": answers}), f"http://mixed.example:{site.port}/")
    assert site.asked == []


def test_a_name_that_changes_its_mind_is_asked_for_once_a_connection_and_checked_each_time(
    site: Site,
) -> None:
    """DNS rebinding: what was checked is what is connected to."""
    site.put("/", "да")
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked: list[str] = []

    async def rebind(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    allowed = access(site)
    web = WebAccess(allowed.policy, rebind, pause_s=0)
    # The first connection, for robots.txt, gets the good answer; the page itself the bad one.
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        fetch(web, f"http://rebind.example:{site.port}/")
    assert asked == ["rebind.example", "rebind.example"]
    assert site.pages == []


def test_the_public_policy_reaches_no_server_here(site: Site) -> None:
    """With the policy of a real house our own machine is out of reach, by any spelling."""
    web = WebAccess(AddressPolicy(frozenset({site.port})), pause_s=0)
    for host in ("127.0.0.1", "localhost", "[::1]", "2130706433", "0", "0.0.0.0", "[::ffff:127.0.0.1]"):
        with pytest.raises(RefusedError):
            fetch(web, f"http://{host}:{site.port}/")
    assert site.asked == []


def test_the_settings_name_ports_and_nothing_of_the_environment_opens_more(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    assert open_web(Settings(link_ports="80,443,8443")).policy == AddressPolicy(frozenset({80, 443, 8443}))
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{site.port}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{site.port}")
    with pytest.raises((RefusedError, UnanswerableError)):
        fetch(access(site, names={"a.example": ["10.0.0.1"]}), f"http://a.example:{site.port}/")
    assert site.asked == [], "no proxy was asked"


def test_robots_keep_us_out_where_they_name_us(site: Site) -> None:
    """RFC 9309."""
    site.put("/robots.txt", "User-agent: SrokiLinkCheck\nDisallow: /closed", Content_Type="text/plain")
    site.put("/open", "да")
    site.put("/round", status=302, Location="/closed/x")
    web, base = access(site), f"http://a.example:{site.port}"
    assert fetch(web, f"{base}/open", f"{base}/open")[1].status == 200
    assert [path for _, path in site.asked].count("/robots.txt") == 1, "asked once in a run"
    for path in ("/closed", "/round"):
        with pytest.raises(DisallowedError):
            fetch(web, base + path)
    assert "/closed" not in site.pages
    assert "/closed/x" not in site.pages


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_robots_file_that_fails_allows_or_forbids_as_the_rfc_says(
    site: Site, status: int, allowed: bool
) -> None:
    """RFC 9309, 2.3.1.3: 4xx allows all; 2.3.1.4: 5xx forbids all for now."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /", status)
    site.put("/", "да")
    web = access(site)
    if allowed:
        assert fetch(web, f"http://a.example:{site.port}/")[0].status == 200
    else:
        with pytest.raises(UnanswerableError, match="robots"):
            fetch(web, f"http://a.example:{site.port}/")


def test_a_page_is_cut_at_the_limit(site: Site) -> None:
    site.put("/big", b"x" * 300_000)
    (page,) = fetch(access(site, most_bytes=100_000), f"http://a.example:{site.port}/big")
    assert (len(page.content), page.is_cut) == (100_000, True)


def test_a_bomb_does_not_unfold(site: Site) -> None:
    """ASVS V5.2.3: what is unpacked is bounded."""
    site.put("/bomb", gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    site.put("/plain", gzip.compress("да".encode()), Content_Encoding="gzip")
    web, base = access(site, most_bytes=100_000), f"http://a.example:{site.port}"
    bomb, plain = fetch(web, f"{base}/bomb", f"{base}/plain")
    assert (len(bomb.content), bomb.is_cut) == (100_000, True)
    assert plain.content.decode() == "да"
    assert site.headers[-1]["Accept-Encoding"] == "identity"


def test_a_page_that_drips_is_given_up_in_time(site: Site) -> None:
    site.drip("/slow")
    begun_s = time.monotonic()
    with pytest.raises(UnanswerableError, match="вовремя"):
        fetch(access(site, total_s=1.0), f"http://a.example:{site.port}/slow")
    assert time.monotonic() - begun_s < 3


def test_a_closed_port_and_a_name_that_nobody_knows_are_no_answer(site: Site) -> None:
    async def fail(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    web = access(site)
    with pytest.raises(UnanswerableError):
        fetch(WebAccess(web.policy, fail, pause_s=0), f"http://a.example:{site.port}/")
    closed = AddressPolicy(frozenset({9}), web.policy.allowed)
    with pytest.raises(UnanswerableError):
        fetch(WebAccess(closed, web.resolve, pause_s=0), "http://a.example:9/")


def test_garbage_instead_of_http_is_no_answer(site: Site) -> None:
    site.answers["/"] = lambda handler: handler.wfile.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n") and None
    with pytest.raises(UnanswerableError):
        fetch(access(site), f"http://a.example:{site.port}/")


def test_a_host_is_given_time_between_two_requests(site: Site) -> None:
    site.put("/", "да")
    fetch(access(site, pause_s=0.3), *[f"http://a.example:{site.port}/"] * 3)
    gaps = [after - before for before, after in zip(site.moments_s, site.moments_s[1:], strict=False)]
    assert len(gaps) == 3
    assert min(gaps) >= 0.1, (
        "without a pause it would be a hundredth; a busy machine may take some of it away"
    )


def test_tls_is_checked_against_the_name_and_not_the_address() -> None:
    """ASVS V12.3.2: the certificate is validated, and for the name that was asked for."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("good.example").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    with open_site(server) as site:
        site.put("/", "да")
        web = access(site, tls=client)
        assert fetch(web, f"https://good.example:{site.port}/")[0].content.decode() == "да"
        for url, trusted in (
            (f"https://bad.example:{site.port}/", client),
            (f"https://good.example:{site.port}/", None),
        ):
            with pytest.raises(UnanswerableError):
                fetch(access(site, tls=trusted), url)
