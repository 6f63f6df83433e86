"""Reviewers accept a part: its share and years; a decision is found by its kind"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("review") as batch_op:
        batch_op.add_column(sa.Column("share_percent", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("years", sa.JSON(), nullable=True))
    op.execute("UPDATE review SET years = '[]'")
    with op.batch_alter_table("review") as batch_op:
        batch_op.alter_column("years", existing_type=sa.JSON(), nullable=False)
    op.create_index("ix_review_decision", "review", ["decision"])


def downgrade() -> None:
    """Older code knows no parts: what was accepted in part was returned, and still is."""
    op.drop_index("ix_review_decision", table_name="review")
    op.execute("UPDATE review SET decision = 'returned' WHERE decision = 'accepted in part'")
    with op.batch_alter_table("review") as batch_op:
        batch_op.drop_column("years")
        batch_op.drop_column("share_percent")
