"""Drafts of forms that people outside the office fill in on a page."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sheet_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("saved_at", models.types.Moment(timezone=True), nullable=False),
        sa.Column("handed_in_at", models.types.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("owner", "key"),
    )
    op.create_index("ix_sheet_draft_owner", "sheet_draft", ["owner"], unique=False)


def downgrade() -> None:
    op.drop_table("sheet_draft")
