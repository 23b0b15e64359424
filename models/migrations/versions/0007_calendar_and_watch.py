"""Calendar entries people were sent, and when each edition must be looked at again."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_entry",
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("moment", models.types.Moment(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_calendar_entry_edition", "calendar_entry", ["edition"])
    op.create_table(
        "watch",
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("purpose", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("next_at", models.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("edition", "purpose"),
    )
    op.create_index("ix_audit_event_edition_id", "audit_event", ["edition", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_event_edition_id", "audit_event")
    op.drop_table("watch")
    op.drop_table("calendar_entry")
