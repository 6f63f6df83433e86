"""The index of the outbox yields the first messages of a channel in order, however many wait"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.drop_index("ix_outbox_claim", "outbox")
    op.create_index("ix_outbox_claim", "outbox", ["state", "channel", "next_attempt_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_claim", "outbox")
    op.create_index("ix_outbox_claim", "outbox", ["state", "next_attempt_at"])
