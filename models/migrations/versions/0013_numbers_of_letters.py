"""A letter of recommendations gets a number in the register of its round when it is approved"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("round_letter", sa.Column("register_number", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round_letter") as table:
        table.drop_column("register_number")
