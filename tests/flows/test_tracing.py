"""From a mail back to the rows of documents that it speaks of; and the records that lead to the mail."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from flows.house import House
from flows.ticking import tick
from flows.tracing import TracedMessage, trace_message
from models.database import open_reading
from models.errors import UnknownThingError
from notifications.outbox import list_messages
from small_plan import CENTRE, moment
from sroki.records import JsonFormatter


def messages(house: House) -> list[dict[str, Any]]:
    with open_reading(house.engine) as session:
        return list_messages(session)


def trace(house: House, reference: str) -> TracedMessage:
    with open_reading(house.engine) as session:
        return trace_message(session, reference)


def test_a_mail_leads_to_the_row_of_the_document_by_number_and_by_message_id(house: House) -> None:
    tick(house, moment(3, 17))
    [mail] = [message for message in messages(house) if message["to"] == CENTRE]
    traced = trace(house, mail["message_id"])
    assert traced == trace(house, str(mail["id"])) == trace(house, mail["message_id"].strip("<>"))
    opened, line = traced.lines
    assert (opened.kind, line.kind) == ("opened", "reminder")
    assert (line.task_number, line.planned_on) == ("1.1", moment(3, 17).date())
    written = (house.settings.documents_dir / line.source_sha256[:2] / line.source_sha256).read_text("utf-8")
    number = int((line.place or "").rpartition("строка ")[2])
    assert line.title in "\n".join(written.splitlines()[number - 1 : number + 4])


def test_what_is_no_mail_is_refused_in_words(house: House) -> None:
    for reference in ("<nobody@example.org>", "9" * 30):
        with pytest.raises(UnknownThingError, match=reference):
            trace(house, reference)


def test_the_records_of_planning_and_sending_name_the_same_mail_and_no_address(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "sroki.mail"):
        tick(house, moment(3, 17))
    [mail] = [message for message in messages(house) if message["to"] == CENTRE]
    lines = [JsonFormatter().format(record) for record in caplog.records if record.name == "sroki.mail"]
    records = [json.loads(line) for line in lines]
    mine = [record for record in records if record["message_id"] == mail["message_id"]]
    assert [record["message"] for record in mine] == ["mail planned", "mail sent"]
    assert {record["outbox_id"] for record in mine} == {mail["id"]}
    assert mine[0]["occurrences"] == mail["occurrences"]
    assert CENTRE not in "".join(lines)
