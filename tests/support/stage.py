"""A house on a stage: its pages, its mail over SMTP, a clock of ours, and pictures of what people see.

Pictures land in ``SROKI_ARTEFACTS`` where that is set (all four kinds of each), else in the folder of the
test (the two that differ most: light on a wide screen, dark on a phone).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser, Page

from flows.accounts.links import keep_password
from flows.accounts.passwords import hash_password
from flows.accounts.register import make_account
from flows.house import House, open_house
from flows.ticking import tick
from live_pages import serve_here
from models.authority import AccountRole, Grant
from models.database import open_session
from models.settings import Settings
from smtp_sink import SmtpSink

PASSWORD = "у кота четыре лапы"
_PHONE, _DESK = 390, 1280


@dataclass
class Stage:
    """``now`` is what the clock of the house shows."""

    house: House
    address: str
    sink: SmtpSink
    browser: Browser
    now: datetime
    folder: Path
    title: str
    shots: list[str] = field(default_factory=list)

    def tick(self, now: datetime | None = None) -> None:
        """Let what is due be done, at ``now`` where given."""
        self.now = now or self.now
        tick(self.house, self.now)

    def mails(self, address: str) -> list[EmailMessage]:
        """What the server of ``address`` has taken so far."""
        taken = [mail for mail in self.sink.taken() if mail.address == address]
        return [
            cast(EmailMessage, message_from_bytes(self.sink.content(mail), policy=default)) for mail in taken
        ]

    def last_mail(self, address: str) -> tuple[str, str]:
        """Subject and text of the last mail to ``address``."""
        mail = self.mails(address)[-1]
        body = mail.get_body(("plain",))
        assert body is not None
        return str(mail["Subject"]), str(body.get_content())

    def open_mail(self, address: str, **context: object) -> Page:
        """What the link of the last mail to ``address`` opens, in a browser of its own."""
        text = self.last_mail(address)[1]
        found = re.search(r"https?://[^/\s]+(/l/[^\s>]+)", text)
        assert found, text
        return self.open(found[1], **context)

    def open(self, path: str, **context: object) -> Page:
        """A page in a browser of its own."""
        given = {"locale": "ru-RU", "viewport": {"width": _DESK, "height": 800}, **context}
        page = self.browser.new_context(**given).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(20_000)
        page.goto(self.address + path)
        return page

    def employ(self, address: str, name: str, role: AccountRole) -> None:
        """An account with a password."""
        with open_session(self.house.engine) as session:
            account = make_account(session, address, name, Grant(role), self.now, "test")
            keep_password(session, account, hash_password(PASSWORD), self.now, "test")

    def sign_in(self, address: str) -> Page:
        """Through the door, as everybody with an account."""
        page = self.open("/")
        page.get_by_label("Адрес почты").fill(address)
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        return page

    def photograph(self, page: Page, name: str, *, runs_scripts: bool = True) -> None:
        """Keep what is seen, and see that nothing sticks out, where the page can be asked."""
        self.shots.append(name)
        whole = bool(os.environ.get("SROKI_ARTEFACTS"))
        if page.get_by_role("img").count():
            page.wait_for_load_state("networkidle")
        for width in (_DESK, _PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            if runs_scripts:
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            for scheme in ("light", "dark"):
                if not whole and (scheme == "light") is (width == _PHONE):
                    continue
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                file = f"{self.title}-{len(self.shots):02}-{name}-{scheme}-{width}.png"
                page.screenshot(path=self.folder / file, full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": _DESK, "height": 800})


@contextmanager
def open_stage(browser: Browser, home: Path, title: str, now: datetime) -> Iterator[Stage]:
    """A new house at ``now``, its pages served from this process, its mail sent to a server of ours."""
    folder = Path(os.environ.get("SROKI_ARTEFACTS") or home / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    with SmtpSink(home / "sink", keeping=True) as sink:
        stage: Stage
        opened = open_house(Settings(home=home / "var", smtp_url=sink.url))
        house = replace(opened, clock=lambda: stage.now)
        with serve_here(house) as address:
            stage = Stage(house, address, sink, browser, now, folder, title)
            yield stage
        house.close()
