"""More than 500 hostile texts in one house, and a real browser on all its pages: none of them runs.

ASVS 5.0 1.2.1 (encoding by context), 1.3.7 (template injection), 3.2.2 (text is shown as text). Pages are
opened with our Content-Security-Policy, which must have nothing to stop, and again without it, where the
encoding stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from html import escape
from itertools import cycle, islice
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx
import pytest
from sqlmodel import col, select

from browser import BROWSERS, Tab, open_browser
from evidence_server import serving
from flows.accounts.register import add_grant, make_account
from flows.accounts.sessions import start_session
from flows.house import House, open_house
from flows.importing import import_file
from flows.reporting import write_report
from flows.ticking import tick
from hostile_markup import EVIL, MARKUP, PRODUCTS
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.party import AccessLink, Party, Person
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from roadmaps.store.contacts import set_contact
from small_plan import CENTRE, HEAD, PLAN, moment, name_controller
from sroki.web.callers import cookie_name
from system_programs import require_program

EXECUTOR, CONTROLLER = "a-token-of-the-executor", "a-token-of-the-controller"
_OVERHEAR = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "msgbox"])
  window[name] = () => __ran.push(name);
"""
_LOOK = """(() => {
  const banned = ["IFRAME", "OBJECT", "EMBED", "BASE", "VIDEO", "AUDIO", "FRAME", "MATH", "MARQUEE",
                  "TEMPLATE", "PLAINTEXT", "XMP", "NOSCRIPT"];
  const ours = ["/static/upload.js", "/static/sheet.js", "/static/keys.js", "/static/review.js"];
  const own = e => e.tagName === "SCRIPT" && ours.includes(new URL(e.src || "x:").pathname);
  const found = [...(window.__ran || [])];
  for (const e of document.querySelectorAll("*")) {
    const tag = e.tagName.toUpperCase();
    if (banned.includes(tag) || (tag === "SCRIPT" && !own(e))) found.push("<" + tag + ">");
    if (tag === "STYLE" && location.protocol !== "file:") found.push("<STYLE>");
    for (const a of e.attributes) {
      if (a.name.startsWith("on") || a.name === "srcdoc") found.push(tag + " " + a.name);
      if (["href", "src", "action", "formaction", "poster", "data", "xlink:href"].includes(a.name)
          && !["http:", "https:", "mailto:", "file:"].includes(new URL(a.value, location).protocol))
        found.push(tag + " " + a.name + "=" + a.value);
    }
  }
  const fields = [...document.querySelectorAll("input, textarea")].map(e => e.value);
  return {found, text: [document.documentElement.textContent, ...fields].join("\\n")};
})()"""


@dataclass
class World:
    """A house full of hostile texts, its server, and the addresses of all its pages."""

    house: House
    port: int
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    session: str = ""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def write_hostile_plan(folder: Path, order: str = "7") -> Path:
    """A row for each text: it is the title, its neighbours are result, party, term and section."""
    head, columns = PLAN[: PLAN.index("1.1\t")].replace("№ 7", f"№ {order}").strip().rsplit("\n", 1)
    texts, rows = islice(cycle(MARKUP), 1, None), [columns.split("\t")]
    for number, title in enumerate(MARKUP, start=1):
        if number % 40 == 1:
            rows.append([f"Раздел {number // 40 + 1}. {next(texts)}"])
        party = "МБУ «Методцентр»" + (f", Центр {next(texts)}" if number % 5 == 0 else "")
        term = f"когда-нибудь {next(texts)}" if number % 10 == 0 else "до 15 апреля 2025 г."
        rows.append([f"1.{number}", title, term, party, next(texts)])
    lines = [f"<p>{escape(line)}</p>" for line in head.splitlines()]
    lines += ["<table>", *map(_write_row, rows), "</table>"]
    path = folder / f"plan{order}.html"
    path.write_text(f"<html><meta charset=utf-8><body>{''.join(lines)}</body></html>", encoding="utf-8")
    return path


def _write_row(cells: list[str]) -> str:
    """Escaped twice: reading takes tags out of a cell, and entities that are left become their signs."""
    span = " colspan=5" if len(cells) == 1 else ""
    return "<tr>" + "".join(f"<td{span}>{escape(escape(cell))}</td>" for cell in cells) + "</tr>"


def fill(house: House, folder: Path) -> None:
    """Import, a draft beside it, people whose names are hostile, links for two of them."""
    import_file(house, write_hostile_plan(folder), approve=True, as_of=moment(1, 15), actor="test")
    import_file(house, write_hostile_plan(folder, "8"), approve=False, as_of=moment(1, 15), actor="test")
    with open_session(house.engine) as session:
        set_contact(session, "МБУ «Методцентр»", CENTRE, moment(1, 15), "test", name=MARKUP[0])
        parties = [name for name in session.exec(select(Party.name)) if name.startswith("Центр")]
        for number, party in enumerate(parties[:40]):
            address = f"p{number}@example.org"
            set_contact(session, party, address, moment(1, 15), "test", name=MARKUP[-number - 1])
    name_controller(house)
    with open_session(house.engine) as session:
        for address, token in ((CENTRE, EXECUTOR), (HEAD, CONTROLLER)):
            person = session.exec(select(Person).where(Person.address == address)).one()
            session.add(
                AccessLink(
                    token_sha256=sha256(token.encode()).hexdigest(),
                    person_id=person.id or 0,
                    message_key=token,
                    issued_at=moment(1, 15),
                    expires_at=moment(1, 15) + timedelta(days=36_500),
                )
            )


def act_by_forms(world: World, ids: list[int]) -> None:
    """Hand in, return, accept in part, disclaim and ask for time, all by the forms of the pages."""
    texts = cycle(MARKUP[::-1])
    with httpx.Client(base_url=world.url(f"/l/{EXECUTOR}/occurrences"), trust_env=False) as executor:
        for number in ids[:40]:
            files = [("file", (next(texts), b"x" * n, "text/html")) for n in (1, 2, 3)]
            data = {"note": next(texts), "url": f"https://pages.example/?q={quote(next(texts))}"}
            assert executor.post(f"/{number}/evidence", data=data, files=files).status_code == 303
        for number in ids[40:50]:
            assert executor.post(f"/{number}/not-mine", data={"reason": next(texts)}).status_code == 303
        for number in ids[50:60]:
            day = (world.house.clock() + timedelta(days=30)).date().isoformat()
            data = {"to_due_on": day, "reason": next(texts)}
            assert executor.post(f"/{number}/extension", data=data).status_code == 303
        refused = executor.post(f"/{ids[60]}/evidence", data={"url": f"javascript:{next(texts)}"})
        assert refused.status_code == 422
    with httpx.Client(base_url=world.url(f"/l/{CONTROLLER}/occurrences"), trust_env=False) as controller:
        for number in ids[:25]:
            part = {"decision": "part", "share": "60"} if number % 5 == 0 else {"decision": "return"}
            data = {"version": "1", "reason": next(texts)} | part
            assert controller.post(f"/{number}/review", data=data).status_code == 303


def list_pages(world: World, tasks: list[int], ids: list[int]) -> list[str]:
    """All kinds of pages, and addresses that say a hostile text back."""
    said = [quote(text, safe="") for text in MARKUP[::90]]
    return [
        *("/", "/tasks", "/tasks?state=all", "/problems", "/held", "/review", "/me", "/accounts", "/sign-in"),
        *("/import", "/drafts/1", "/drafts/2", "/drafts/2?page=2", "/drafts/2?row=1.7"),
        *(f"/tasks/{number}" for number in tasks[:60:2]),
        *(f"/l/{token}" for token in (EXECUTOR, CONTROLLER)),
        *(f"/l/{token}/preferences" for token in (EXECUTOR, CONTROLLER)),
        *(f"/l/{EXECUTOR}/received/{number}" for number in (1, 2)),
        *(f"/l/{CONTROLLER}/decided/{number}" for number in (1, 5)),
        *(f"/why?who={who}" for who in (CENTRE, ids[0], said[0])),
        *(f"/tasks?section={text}&executor={text}&quarter={text}" for text in said),
        *(f"/{text}" for text in said),
        *(f"/l/{text}" for text in said[:3]),
        *(f"/sign-in?next={text}" for text in said[:3]),
    ]


def write_files(house: House, folder: Path, mails: MemoryTransport) -> list[str]:
    """The report, and the HTML part of one mail to each person, as files that somebody opens."""
    report = folder / "report.html"
    write_report(house, None, report, house.clock())
    paths, seen = [report], set()
    for sent in mails.sent:
        message = cast(EmailMessage, message_from_bytes(sent.content, policy=default))
        body = message.get_body(("html",))
        mark = (message["To"], message["Subject"])
        if body is not None and mark not in seen and len(paths) < 30:
            seen.add(mark)
            path = folder / f"mail{len(paths)}.html"
            path.write_text(body.get_content(), encoding="utf-8")
            paths.append(path)
    return [path.as_uri() for path in paths]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    require_program(*BROWSERS)
    folder = tmp_path_factory.mktemp("xss")
    mails = MemoryTransport()
    house = open_house(Settings(home=folder / "var"), mails)
    fill(house, folder)
    tick(house, moment(4, 10))
    with open_reading(house.engine) as session:
        rows = session.exec(select(Occurrence.id, Occurrence.task_id).order_by(col(Occurrence.id))).all()
    ids, tasks = [row[0] or 0 for row in rows], [row[1] for row in rows]
    with serving(house.settings.home) as server:
        world = World(house, server.port)
        act_by_forms(world, ids)
        tick(house, house.clock())
        with open_session(house.engine) as session:
            admin = Grant(AccountRole.ADMINISTRATOR)
            account = make_account(session, "root@example.org", MARKUP[1], admin, house.clock(), "test")
            for role in (AccountRole.COORDINATOR, AccountRole.REVIEWER):
                add_grant(session, account, Grant(role), house.clock(), "test")
            world.session = start_session(session, account.id or 0, house.clock(), "127.0.0.1", MARKUP[2])
        world.pages, world.files = list_pages(world, tasks, ids), write_files(house, folder, mails)
        yield world
    house.close()


@pytest.fixture
def tab(world: World, tmp_path: Path) -> Iterator[Tab]:
    with open_browser(tmp_path / "profile") as tab:
        tab.call("Page.addScriptToEvaluateOnNewDocument", source=_OVERHEAR)
        cookie = {"name": cookie_name(world.house.settings), "value": world.session}
        tab.call("Network.setCookie", url=world.url("/"), **cookie)
        yield tab


def look(tab: Tab, url: str) -> dict[str, Any]:
    """What ran or could run on a page, and all its text."""
    tab.visit(url)
    return dict(tab.run(_LOOK))


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_the_browser_would_notice(tab: Tab, tmp_path: Path) -> None:
    """The same looks at a page that escapes nothing find everything."""
    path = tmp_path / "open.html"
    path.write_text(f"<meta charset=utf-8>{MARKUP[0]}<script>alert(1)</script><img src={EVIL}/x.png>T49T")
    seen = look(tab, path.as_uri())
    assert {"alert", "IMG onerror", "<SCRIPT>"} <= set(seen["found"])
    assert any(address.startswith(EVIL) for address in tab.asked)
    assert PRODUCTS[0] in seen["text"]


@pytest.mark.parametrize("policy", ["with our policy", "with no policy"])
def test_v1_2_1_no_text_of_a_stranger_runs_anywhere(world: World, tab: Tab, policy: str) -> None:
    alone = policy == "with no policy"
    tab.call("Page.setBypassCSP", enabled=alone)
    texts: list[str] = []
    for url in [*map(world.url, world.pages if alone else world.pages[::3]), *world.files]:
        seen = look(tab, url)
        assert not seen["found"], url
        assert tab.run("location.origin") in (f"http://127.0.0.1:{world.port}", "null", "file://"), url
        assert not [word for word in PRODUCTS if word in seen["text"]], url
        assert "Сбой на сервере" not in seen["text"], url
        texts.append(squeeze(seen["text"]))
    strangers = [a for a in tab.asked if not a.startswith((world.url("/"), "file:///", "data:"))]
    assert not strangers
    assert not [error for error in tab.errors if "Content Security Policy" in error]
    shown = [text for text in MARKUP if any(squeeze(text) in page for page in texts)]
    assert not alone or len(shown) >= 500, "they were there, word for word"
