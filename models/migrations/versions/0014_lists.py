"""Words of tasks for searches, saved views of lists, reminders that a coordinator asks for"""

import sqlalchemy as sa
from alembic import op

from models.database import UtcDateTime
from models.words import stem_words

revision = "0014"
down_revision = "0013"

_ROWS_AT_ONCE = 1_000
_TASK = sa.table(
    "task",
    *(sa.column(name) for name in ("id", "number", "section", "title", "expected_result", "raw_term")),
)


def upgrade() -> None:
    words = op.create_table(
        "task_word",
        sa.Column("stem", sa.String(length=60), nullable=False),
        sa.Column("task_id", sa.Integer(), sa.ForeignKey("task.id"), nullable=False),
        sa.PrimaryKeyConstraint("stem", "task_id"),
    )
    op.create_index("ix_task_word_task_id", "task_word", ["task_id"])
    op.create_index("ix_task_place", "task", ["roadmap_id", "position"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_saved_view_account_id", "saved_view", ["account_id"])
    op.add_column("occurrence", sa.Column("reminder_asked_at", UtcDateTime(), nullable=True))
    _fill(words)


def _fill(words: sa.Table) -> None:
    """The words of the tasks that are there, some at a time."""
    connection, last_id = op.get_bind(), 0
    while True:
        some = sa.select(_TASK).where(_TASK.c.id > last_id).order_by(_TASK.c.id).limit(_ROWS_AT_ONCE)
        rows = connection.execute(some).all()
        if not rows:
            return
        last_id = rows[-1].id
        found = [
            {"stem": stem, "task_id": row.id}
            for row in rows
            for stem in stem_words(" ".join(str(value) for value in row[1:] if value))
        ]
        if found:
            connection.execute(sa.insert(words), found)


def downgrade() -> None:
    op.drop_column("occurrence", "reminder_asked_at")
    op.drop_index("ix_task_place", "task")
    op.drop_table("saved_view")
    op.drop_table("task_word")
