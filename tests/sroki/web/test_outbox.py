"""The ledger of mail as pages."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from flows.ticking import tick
from models.audit import AuditEntry
from models.authority import AccountRole
from models.database import open_reading, open_session
from models.outbox import OutboxContent, OutboxMessage
from models.values import MessageState


def one_failed(house: House) -> int:
    """Mail of the morning of which one was given up; its number."""
    tick(house, house.clock())
    with open_session(house.engine) as session:
        message = session.exec(select(OutboxMessage).order_by(OutboxMessage.address)).first()
        assert message is not None
        message.state, message.last_error = MessageState.FAILED.value, "550 no such user"
        session.add(message)
        session.add(OutboxContent(outbox_id=message.id or 0, content=b"as it was"))  # it has never left
        return message.id or 0


def test_the_list_is_narrowed_and_each_mail_leads_to_its_rows(town: House, client: TestClient) -> None:
    number = one_failed(town)
    page = client.get("/outbox").text
    assert "anna@example.org" in page
    assert "не доставлено" in page
    failed = client.get("/outbox", params={"state": "failed"}).text
    assert re.findall(r'href="/outbox/(\d+)"', failed) == [str(number)]
    assert "Таких писем нет" in client.get("/outbox?day=2019-01-01").text
    assert "Таких писем нет" in client.get("/outbox?to=nobody@example.org").text
    shown = client.get(f"/outbox/{number}").text
    assert "550 no such user" in shown
    assert re.search(r"order\.txt, строка \d+", shown)
    assert re.search(r'href="/tasks/\d+#o\d+"', shown)


def test_a_long_list_goes_on_where_the_page_ended(town: House, client: TestClient) -> None:
    tick(town, town.clock())
    with open_session(town.engine) as session:
        known = session.exec(select(OutboxMessage)).all()
        pattern = known[0].model_dump(exclude={"id"})
        for number in range(130 - len(known)):
            names = {"key": f"more:{number}", "message_id": f"<more{number}@example.org>"}
            session.add(OutboxMessage(**pattern | names))
    first = client.get("/outbox").text
    [following] = re.findall(r'href="(/outbox\?[^"]*before=\d+)"', first)
    rest = client.get(following.replace("&amp;", "&")).text
    numbers = [re.findall(r'href="/outbox/(\d+)"', page) for page in (first, rest)]
    assert [len(some) for some in numbers] == [100, 30]
    assert len({*numbers[0], *numbers[1]}) == 130
    assert not re.search(r'href="[^"]*before=', rest)


def test_what_was_given_up_is_sent_again_once_and_the_trail_says_so(
    town: House, signed_in: Callable[..., TestClient]
) -> None:
    number = one_failed(town)
    visitor = signed_in(AccountRole.COORDINATOR)
    form = {"csrf": visitor.csrf}  # type: ignore[attr-defined]
    assert visitor.post(f"/outbox/{number}/resend", data=form).status_code == 303
    with open_reading(town.engine) as session:
        assert session.get_one(OutboxMessage, number).state == MessageState.QUEUED.value
        deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.subject == f"outbox:{number}")).all()
    assert deeds == ["mail resent"]
    again = visitor.post(f"/outbox/{number}/resend", data=form)
    assert again.status_code == 409
    assert "Снова отправляют только то, что не доставлено." in again.text


def test_what_is_no_mail_no_day_and_no_number_is_said(client: TestClient) -> None:
    assert client.get("/outbox/999").status_code == 404
    assert client.get("/outbox?day=soon").status_code == 422
    assert client.get("/outbox?before=99999999999").status_code == 404
