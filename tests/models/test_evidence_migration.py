"""What was handed in before versions became sets is still there, up and down."""

from __future__ import annotations

import io
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import select

import models.migrations
from flows.evidence import hand_in
from flows.house import House, open_house
from models.database import open_reading
from models.evidence import EvidenceItem, EvidenceLink
from models.migrations import migrate
from models.settings import Settings
from notifications.transports.memory import MemoryTransport
from small_plan import approve_plan, moment, write_plan

PAGE = "https://example.org/отчёт"


def go_below(engine: Engine) -> None:
    """Back to the tables before versions became sets."""
    config = Config()
    config.set_main_option("script_location", str(Path(models.migrations.__file__).parent))
    below = ScriptDirectory.from_config(config).get_revision("0005").down_revision
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, str(below))


def hand_in_three(house: House) -> None:
    """A file with an address and a note; the same address alone; a note."""
    file = ("отчёт.pdf", io.BytesIO(b"%PDF-1.4"))
    hand_in(house, 1, at=moment(3, 2), actor="test", files=[file], urls=[PAGE], note="Подписан")
    hand_in(house, 1, at=moment(3, 3), actor="test", urls=[PAGE])
    hand_in(house, 1, at=moment(3, 4), actor="test", note="Проведено")


def test_what_was_handed_in_survives_the_way_down_and_up(settings: Settings, tmp_path: Path) -> None:
    house = open_house(settings, MemoryTransport())
    approve_plan(house, write_plan(tmp_path))
    hand_in_three(house)
    go_below(house.engine)
    with house.engine.connect() as connection:
        old = connection.execute(
            text("SELECT kind, file_name, url, note FROM evidence ORDER BY version")
        ).all()
    assert [tuple(row) for row in old] == [
        ("file", "отчёт.pdf", PAGE, "Подписан"),
        ("link", None, PAGE, None),
        ("note", None, None, "Проведено"),
    ]
    migrate(house.engine)
    with open_reading(house.engine) as session:
        items = session.exec(select(EvidenceItem).order_by(EvidenceItem.id)).all()  # type: ignore[arg-type]
        links = session.exec(select(EvidenceLink)).all()
    assert [(item.evidence_id, item.position, item.kind) for item in items] == [
        (1, 1, "file"),
        (1, 2, "link"),
        (2, 1, "link"),
    ]
    assert [(link.url, link.next_check_at) for link in links] == [(PAGE, moment(3, 2))], "once, and due"
    house.close()
