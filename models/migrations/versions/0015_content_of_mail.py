"""The bytes of a message stand in a table of their own, so that claiming and settling do not rewrite them"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "outbox_content",
        sa.Column("outbox_id", sa.Integer(), sa.ForeignKey("outbox.id"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outbox_id"),
    )
    op.execute(
        "INSERT INTO outbox_content (outbox_id, content)"
        " SELECT id, content FROM outbox WHERE length(content) > 0"
    )
    op.drop_column("outbox", "content")


def downgrade() -> None:
    """The default stays behind: SQLite would have to copy the table, which others refer to."""
    nothing = sa.text("x''" if op.get_bind().dialect.name == "sqlite" else "''")
    op.add_column("outbox", sa.Column("content", sa.LargeBinary(), nullable=False, server_default=nothing))
    op.execute("UPDATE outbox SET content = c.content FROM outbox_content AS c WHERE c.outbox_id = outbox.id")
    op.drop_table("outbox_content")
