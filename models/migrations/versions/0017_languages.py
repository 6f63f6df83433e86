"""People and accounts choose the language that they are spoken to in"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    for table in ("account", "person"):
        op.add_column(table, sa.Column("language", sa.String(), nullable=False, server_default="ru"))


def downgrade() -> None:
    for table in ("account", "person"):
        op.drop_column(table, "language")
