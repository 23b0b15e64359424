"""Letters that wait for a sealed paper, and who signed a paper off."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_message") as table:
        table.add_column(
            sa.Column(
                "awaits", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""
            )
        )
        table.create_index("ix_outbox_message_awaits", ["awaits"])
    with op.batch_alter_table("outbox_message") as table:
        table.alter_column("awaits", server_default=None)
    with op.batch_alter_table("paper_issue") as table:
        table.add_column(sa.Column("steps", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("paper_issue") as table:
        table.alter_column("steps", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("paper_issue") as table:
        table.drop_column("steps")
    with op.batch_alter_table("outbox_message") as table:
        table.drop_index("ix_outbox_message_awaits")
        table.drop_column("awaits")
