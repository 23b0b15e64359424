"""Recusals that somebody else ordered, or that an interest found later brought.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "recusal_order",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("edition", sa.Integer(), sa.ForeignKey("edition.number"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reviewer", text(), sa.ForeignKey("reviewer.id"), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("ground", text(), nullable=False),
        sa.Column("reason", text(), nullable=False),
        sa.Column("ordered_by", text(), nullable=False),
        sa.Column("new_leader", text(), nullable=False),
        sa.Column("requested_at", models.types.Moment(), nullable=False),
        sa.Column("in_force_at", models.types.Moment(), nullable=True),
        sa.Column("flow_run_id", text(), nullable=False),
        sa.UniqueConstraint("edition", "number"),
        sa.UniqueConstraint("flow_run_id"),
    )
    op.create_index("ix_recusal_order_edition", "recusal_order", ["edition"])


def downgrade() -> None:
    op.drop_table("recusal_order")
