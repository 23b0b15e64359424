"""Scores from outside, open votes, and lists that conditions name.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("list_name", text(), nullable=False),
        sa.Column("uscc", text(), nullable=False),
        sa.Column("name", text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.UniqueConstraint("list_name", "uscc", "since"),
    )
    op.create_index("ix_listing_list_name", "listing", ["list_name"])
    op.create_table(
        "open_vote",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("attempt_id", sa.Integer(), sa.ForeignKey("stage_attempt.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("member", text(), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("choice", text(), nullable=False),
        sa.UniqueConstraint("attempt_id", "round", "member", "ref"),
    )
    op.create_index("ix_open_vote_attempt_id", "open_vote", ["attempt_id"])
    op.create_table(
        "outside_score",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("edition", sa.Integer(), sa.ForeignKey("edition.number"), nullable=False),
        sa.Column("component", text(), nullable=False),
        sa.Column("ref", text(), nullable=False),
        sa.Column("score", text(), nullable=False),
        sa.Column("source", text(), nullable=False),
        sa.Column("file_sha256", text(), nullable=False),
        sa.Column("recorded_at", models.types.Moment(), nullable=False),
        sa.UniqueConstraint("edition", "component", "ref"),
    )
    op.create_index("ix_outside_score_edition", "outside_score", ["edition"])


def downgrade() -> None:
    for table in ("outside_score", "open_vote", "listing"):
        op.drop_table(table)
