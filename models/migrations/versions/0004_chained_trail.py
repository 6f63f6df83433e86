"""The trail becomes a chain: what is there is sealed, and the database refuses to change it"""

import json
import secrets

import sqlalchemy as sa
from alembic import op

from models.audit import entry_content
from models.chain import GENESIS, VEIL, cover, hash_content, link, veil
from models.database import UtcDateTime

revision = "0004"
down_revision = "0003"

_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", UtcDateTime()),
    sa.column("actor", sa.String),
    sa.column("deed", sa.String),
    sa.column("subject", sa.String),
    sa.column("details", sa.JSON),
    sa.column("identity", sa.String),
    sa.column("before", sa.JSON(none_as_null=True)),
    sa.column("after", sa.JSON(none_as_null=True)),
    sa.column("hash", sa.String),
)
_HEAD = sa.table(
    "audit_head",
    sa.column("id", sa.Integer),
    sa.column("sequence", sa.Integer),
    sa.column("hash", sa.String),
    sa.column("at", UtcDateTime()),
)
_TEXT = sa.table(
    "audit_text",
    sa.column("digest", sa.String),
    sa.column("salt", sa.String),
    sa.column("kind", sa.String),
    sa.column("value", sa.Text),
    sa.column("person_id", sa.Integer),
)
_OPERATIONS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit_text",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_audit_text_person_id", "audit_text", ["person_id"])
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("forgotten_at", UtcDateTime(), nullable=True))
    with op.batch_alter_table("audit") as batch_op:
        batch_op.add_column(sa.Column("identity", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("before", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("after", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("hash", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("audit") as batch_op:
        batch_op.alter_column("hash", existing_type=sa.String(), server_default=None)
    _seal_what_is_there(op.get_bind())
    _refuse_changes(op.get_bind())


def _seal_what_is_there(connection: sa.Connection) -> None:
    """Number the entries without gaps, move personal texts aside, chain the rest."""
    texts: dict[tuple[str, int | None, str], dict[str, object]] = {}

    def keep(value: str, kind: str = "text", person_id: int | None = None) -> str:
        known = texts.get((kind, person_id, value)) if kind != "text" else None
        if known is None:
            salt = secrets.token_hex(16)
            known = {"digest": veil(salt, value), "salt": salt, "kind": kind, "value": value}
            known["person_id"] = person_id
            texts[(kind, person_id, value if kind != "text" else salt)] = known
        return str(known["digest"])

    people = {
        number: f"{name} <{address}>".strip()
        for number, name, address in connection.execute(sa.text("SELECT id, name, address FROM person"))
    }
    rows = [dict(row) for row in connection.execute(sa.select(_AUDIT).order_by(_AUDIT.c.id)).mappings()]
    previous = GENESIS
    for sequence, row in enumerate(rows, 1):
        kind, _, rest = row["actor"].rpartition(":")
        person_id = int(rest) if kind.endswith("person") and rest.isdigit() else None
        if person_id in people:
            row["identity"] = keep(people[person_id], "identity", person_id)
        elif kind == "command":
            row["actor"], row["identity"] = kind, keep(rest, "account")
        row["id"], row["details"] = sequence, cover(row["details"], keep)
        row["hash"] = previous = link(previous, hash_content(entry_content(row)))
    connection.execute(sa.delete(_AUDIT))
    if rows:
        connection.execute(sa.insert(_AUDIT), rows)
    if texts:
        connection.execute(sa.insert(_TEXT), list(texts.values()))
    last_at = rows[-1]["at"] if rows else None
    connection.execute(sa.insert(_HEAD).values(id=1, sequence=len(rows), hash=previous, at=last_at))


def _refuse_changes(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        for operation in _OPERATIONS:
            connection.exec_driver_sql(
                f"CREATE TRIGGER audit_no_{operation.lower()} BEFORE {operation} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for operation in _OPERATIONS:
            connection.exec_driver_sql(f"DROP TRIGGER audit_no_{operation.lower()}")
    else:
        connection.exec_driver_sql("DROP TRIGGER audit_append_only ON audit")
        connection.exec_driver_sql("DROP FUNCTION refuse_audit_change()")
    texts = {row.digest: row.value for row in connection.execute(sa.select(_TEXT))}
    for row in connection.execute(sa.select(_AUDIT)).mappings().all():
        details = json.loads(json.dumps(row["details"]), object_hook=lambda part: _uncover(part, texts))
        actor = f"command:{texts.get(row['identity'], '?')}" if row["actor"] == "command" else row["actor"]
        bare = sa.update(_AUDIT).where(_AUDIT.c.id == row["id"])
        connection.execute(bare.values(details=details, actor=actor))
    with op.batch_alter_table("audit") as batch_op:
        for name in ("hash", "after", "before", "identity"):
            batch_op.drop_column(name)
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("forgotten_at")
    op.drop_table("audit_text")
    op.drop_table("audit_head")


def _uncover(part: dict[str, object], texts: dict[str, str]) -> object:
    return texts.get(str(part[VEIL]), "") if set(part) == {VEIL} else part
