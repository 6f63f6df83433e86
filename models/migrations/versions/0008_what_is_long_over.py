"""Sessions and links that are long over are found by their age; a known name beside the trail by itself"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NAMES = sa.text("kind <> 'text'")


def upgrade() -> None:
    op.create_index("ix_account_session_seen_at", "account_session", ["seen_at"])
    op.create_index("ix_account_link_expires_at", "account_link", ["expires_at"])
    op.create_index(
        "ix_audit_text_known",
        "audit_text",
        ["value"],
        sqlite_where=_NAMES,
        postgresql_where=_NAMES,
        postgresql_using="hash",
    )


def downgrade() -> None:
    op.drop_index("ix_audit_text_known", "audit_text")
    op.drop_index("ix_account_link_expires_at", "account_link")
    op.drop_index("ix_account_session_seen_at", "account_session")
