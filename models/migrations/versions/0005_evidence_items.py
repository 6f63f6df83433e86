"""A version of evidence is a set of files and addresses; pages are checked; tasks are disclaimed"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.database import UtcDateTime

revision = "0005"
down_revision = "0004"

_OLD = ("kind", "file_name", "file_sha256", "file_bytes", "url")
_NEW = ("nothing_to_report", "effective_on", "share_percent", "years", "result")

_evidence = sa.table(
    "evidence",
    *map(sa.column, ("id", *_OLD)),
    sa.column("submitted_at", UtcDateTime()),
)
_item = sa.table(
    "evidence_item",
    *map(
        sa.column,
        ("evidence_id", "position", "kind", "file_name", "file_sha256", "size_bytes", "url", "link_id"),
    ),
)
_link = sa.table(
    "evidence_link",
    *map(sa.column, ("id", "url", "url_sha256", "state", "failures", "steady")),
    sa.column("since_at", UtcDateTime()),
    sa.column("next_check_at", UtcDateTime()),
)


def upgrade() -> None:
    kept = op.get_bind().execute(sa.select(_evidence).order_by(_evidence.c.id)).all()
    # Plain ALTERs, which SQLite has too: a batch would make the table anew under what refers to it.
    with op.batch_alter_table("evidence", recreate="never") as batch_op:
        batch_op.add_column(
            sa.Column("nothing_to_report", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("effective_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("share_percent", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("years", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column("result", sa.String(), nullable=True))
        for name in _OLD:
            batch_op.drop_column(name)
    _create_tables()
    _fill_items(kept)


def downgrade() -> None:
    items = op.get_bind().execute(sa.select(_item).order_by(_item.c.evidence_id, _item.c.position)).all()
    for name in ("disclaimer", "link_check", "evidence_item", "evidence_link"):
        op.drop_table(name)
    with op.batch_alter_table("evidence", recreate="never") as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="note"))
        batch_op.add_column(sa.Column("file_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("file_sha256", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("file_bytes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("url", sa.Text(), nullable=True))
        for name in _NEW:
            batch_op.drop_column(name)
    # Reversed, so that the first file and the first address are what stays: there was room for one each.
    for item in reversed(items):
        if item.kind == "file":
            values = {
                "kind": "file",
                "file_name": item.file_name,
                "file_sha256": item.file_sha256,
                "file_bytes": item.size_bytes,
            }
        else:
            values = {"url": item.url}
        op.execute(_evidence.update().where(_evidence.c.id == item.evidence_id).values(**values))
    op.execute(
        _evidence.update().where(_evidence.c.kind == "note", _evidence.c.url.is_not(None)).values(kind="link")
    )


def _create_tables() -> None:
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since_at", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("steady", sa.Integer(), nullable=False),
        sa.Column("first_host", sa.Text(), nullable=True),
        sa.Column("first_failed_at", UtcDateTime(), nullable=True),
        sa.Column("next_check_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url_sha256"),
    )
    op.create_index("ix_evidence_link_next_check_at", "evidence_link", ["next_check_at"])
    op.create_index("ix_evidence_link_state", "evidence_link", ["state"])
    op.create_table(
        "evidence_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("content_type", sa.String(), nullable=True),
        sa.Column("scan", sa.String(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"]),
        sa.ForeignKeyConstraint(["link_id"], ["evidence_link.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("evidence_id", "position"),
    )
    op.create_index("ix_evidence_item_evidence_id", "evidence_item", ["evidence_id"])
    op.create_index("ix_evidence_item_link_id", "evidence_item", ["link_id"])
    op.create_table(
        "link_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        sa.Column("text_sha256", sa.String(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["evidence_link.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_link_check_link_id", "link_check", ["link_id"])
    op.create_table(
        "disclaimer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrence.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_disclaimer_occurrence_id", "disclaimer", ["occurrence_id"])


def _fill_items(kept: Sequence[sa.Row[Any]]) -> None:
    """One item for the file and one for the address of each version; every address once, due at once."""
    bind = op.get_bind()
    links: dict[str, int] = {}
    for row in kept:
        position = 1
        if row.file_sha256:
            bind.execute(
                _item.insert().values(
                    evidence_id=row.id,
                    position=position,
                    kind="file",
                    file_name=row.file_name,
                    file_sha256=row.file_sha256,
                    size_bytes=row.file_bytes,
                )
            )
            position += 1
        if row.url:
            if row.url not in links:
                links[row.url] = _add_link(bind, row.url, row.submitted_at)
            bind.execute(
                _item.insert().values(
                    evidence_id=row.id, position=position, kind="link", url=row.url, link_id=links[row.url]
                )
            )


def _add_link(bind: sa.Connection, url: str, at: object) -> int:
    digest = sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    bind.execute(
        _link.insert().values(
            url=url, url_sha256=digest, state="waiting", since_at=at, failures=0, steady=0, next_check_at=at
        )
    )
    return int(bind.execute(sa.select(_link.c.id).where(_link.c.url_sha256 == digest)).scalar_one())
