"""A small IMAP server on the loopback: enough of RFC 3501 to log in, search, fetch and mark. For tests."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "sroki", "se cret"


@dataclass
class SmallMailbox:
    """The mails of the one folder by UID, with their flags; ``keywords``: of one's own are taken."""

    mails: dict[int, bytes] = field(default_factory=dict)
    flags: dict[int, set[str]] = field(default_factory=dict)
    keywords: bool = True
    port: int = 0

    def put(self, content: bytes) -> int:
        uid = len(self.mails) + 11
        self.mails[uid], self.flags[uid] = content, set()
        return uid


class _Session(socketserver.StreamRequestHandler):
    mailbox: SmallMailbox

    def handle(self) -> None:
        self._say("* OK small server")
        while line := self.rfile.readline():
            tag, _, rest = line.decode().strip().partition(" ")
            command, _, arguments = rest.partition(" ")
            if command.upper() == "UID":
                command, _, arguments = arguments.partition(" ")
            answer = getattr(self, f"_{command.lower()}", self._unknown)(arguments)
            self._say(f"{tag} {answer}")
            if command.upper() == "LOGOUT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def _unknown(self, _: str) -> str:
        return "BAD unknown command"

    def _capability(self, _: str) -> str:
        self._say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def _login(self, arguments: str) -> str:
        right = arguments in (f'{USER} "{PASSWORD}"', f'"{USER}" "{PASSWORD}"')
        return "OK welcome" if right else "NO [AUTHENTICATIONFAILED] wrong name or password"

    def _select(self, arguments: str) -> str:
        if arguments.strip('"') != "INBOX":
            return "NO no such folder"
        self._say(f"* {len(self.mailbox.mails)} EXISTS")
        return "OK [READ-WRITE] done"

    def _search(self, arguments: str) -> str:
        assert arguments == "UNSEEN UNKEYWORD SrokiRead"
        waiting = [u for u, flags in self.mailbox.flags.items() if not flags & {"\\Seen", "SrokiRead"}]
        self._say(f"* SEARCH {' '.join(map(str, waiting))}")
        return "OK done"

    def _fetch(self, arguments: str) -> str:
        wanted = re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", arguments)
        assert wanted is not None
        content = self.mailbox.mails[int(wanted[1])][: int(wanted[2])]
        self._say(f"* 1 FETCH (UID {wanted[1]} BODY[]<0> {{{len(content)}}}")
        self.wfile.write(content)
        self._say(")")
        return "OK done"

    def _store(self, arguments: str) -> str:
        wanted = re.fullmatch(r"(\d+) \+FLAGS\.SILENT \((\S+)\)", arguments)
        assert wanted is not None
        if not wanted[2].startswith("\\") and not self.mailbox.keywords:
            return "NO no keywords here"
        self.mailbox.flags[int(wanted[1])].add(wanted[2])
        return "OK done"

    def _logout(self, _: str) -> str:
        self._say("* BYE")
        return "OK done"


@contextmanager
def serve_mailbox() -> Iterator[SmallMailbox]:
    """A server in a thread of its own, until the block ends."""
    mailbox = SmallMailbox()
    session = type("Session", (_Session,), {"mailbox": mailbox})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), session) as server:
        mailbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield mailbox
        finally:
            server.shutdown()
            thread.join()
