"""Drafts of applications, and the addresses that write them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("uscc", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("address", text, nullable=False),
        sa.Column("asked_at", models.types.Moment(timezone=True), nullable=False),
        sa.Column("confirmed_at", models.types.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition", "uscc", "address"),
    )
    op.create_index("ix_registration_edition", "registration", ["edition"])
    op.create_index("ix_registration_address", "registration", ["address"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("uscc", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("began_at", models.types.Moment(timezone=True), nullable=False),
        sa.Column("updated_by", text, nullable=False),
        sa.Column("updated_at", models.types.Moment(timezone=True), nullable=False),
        sa.Column("ref", text, nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition", "uscc"),
    )
    op.create_index("ix_draft_edition", "draft", ["edition"])


def downgrade() -> None:
    op.drop_table("draft")
    op.drop_table("registration")
