"""The limit of mails a minute that the processes of a house share"""

import sqlalchemy as sa
from alembic import op

from models.database import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "relay_pace",
        sa.Column("relay", sa.String(), nullable=False),
        sa.Column("free_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("relay"),
    )


def downgrade() -> None:
    op.drop_table("relay_pace")
