"""Two indexes of the outbox fewer: another begins with the state, and each cost every letter."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_COLUMNS = ("state", "next_try_at")


def upgrade() -> None:
    for column in _COLUMNS:
        op.drop_index(f"ix_outbox_message_{column}", "outbox_message")


def downgrade() -> None:
    for column in _COLUMNS:
        op.create_index(f"ix_outbox_message_{column}", "outbox_message", [column])
