"""Stages that are reopened or re-confirmed, late permits, corrections of records."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_MOMENT = models.types.Moment


def upgrade() -> None:
    op.add_column(
        "stage_attempt", sa.Column("input_sha256", _TEXT(), nullable=False, server_default="")
    )
    op.add_column("stage_attempt", sa.Column("confirms", sa.Integer(), nullable=True))
    _reopening()
    _late_permit()
    _correction()


def _reopening() -> None:
    op.create_table(
        "reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", _TEXT(), nullable=False),
        sa.Column("reason", _TEXT(), nullable=False),
        sa.Column("public_reason", _TEXT(), nullable=False),
        sa.Column("requested_by", _TEXT(), nullable=False),
        sa.Column("requested_at", _MOMENT(timezone=True), nullable=False),
        sa.Column("flow_run_id", _TEXT(), nullable=False),
        sa.Column("new_attempt", sa.Integer(), nullable=True),
        sa.Column("stale", sa.JSON(), nullable=False),
        sa.Column("settled_at", _MOMENT(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition", "number"),
        sa.UniqueConstraint("flow_run_id"),
    )
    op.create_index("ix_reopening_edition", "reopening", ["edition"])


def _late_permit() -> None:
    op.create_table(
        "late_permit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uscc", _TEXT(), nullable=False),
        sa.Column("name", _TEXT(), nullable=False),
        sa.Column("until", _MOMENT(timezone=True), nullable=False),
        sa.Column("reason", _TEXT(), nullable=False),
        sa.Column("requested_by", _TEXT(), nullable=False),
        sa.Column("requested_at", _MOMENT(timezone=True), nullable=False),
        sa.Column("flow_run_id", _TEXT(), nullable=False),
        sa.Column("granted_at", _MOMENT(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition", "number"),
        sa.UniqueConstraint("flow_run_id"),
    )
    op.create_index("ix_late_permit_edition", "late_permit", ["edition"])


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", _TEXT(), nullable=False),
        sa.Column("subject", _TEXT(), nullable=False),
        sa.Column("field", _TEXT(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("former", _TEXT(), nullable=False),
        sa.Column("value", _TEXT(), nullable=False),
        sa.Column("reason", _TEXT(), nullable=False),
        sa.Column("corrected_by", _TEXT(), nullable=False),
        sa.Column("corrected_at", _MOMENT(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("edition", "kind", "subject", "field", "number"),
    )
    op.create_index("ix_correction_edition", "correction", ["edition"])


def downgrade() -> None:
    for table in ("correction", "late_permit", "reopening"):
        op.drop_table(table)
    op.drop_column("stage_attempt", "confirms")
    op.drop_column("stage_attempt", "input_sha256")
