"""What reviewers declare after a review.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "after_declaration",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("attempt_id", sa.Integer(), sa.ForeignKey("stage_attempt.id"), nullable=False),
        sa.Column("reviewer", text(), sa.ForeignKey("reviewer.id"), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("note", text(), nullable=False),
        sa.Column("declared_at", models.types.Moment(), nullable=False),
        sa.UniqueConstraint("attempt_id", "reviewer", "ref"),
    )
    op.create_index("ix_after_declaration_attempt_id", "after_declaration", ["attempt_id"])


def downgrade() -> None:
    op.drop_table("after_declaration")
