"""Of a mail that may have left it is remembered; and when a person's address was last named"""

import sqlalchemy as sa
from alembic import op

from models.database import UtcDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column(
        "outbox", sa.Column("may_have_left", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("person", sa.Column("confirmed_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "confirmed_at")
    op.drop_column("outbox", "may_have_left")
