"""Facts verified on site, channels looked at again, and who proposed a member."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()


def upgrade() -> None:
    op.create_table(
        "site_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("ref", _TEXT, nullable=False),
        sa.Column("matter", _TEXT, nullable=False),
        sa.Column("conclusion", _TEXT, nullable=False),
        sa.Column("evidence", _TEXT, nullable=False),
        sa.Column("checker", _TEXT, nullable=False),
        sa.Column("representative", _TEXT, nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("file_sha256", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["stage_attempt.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("attempt_id", "ref", "matter"),
    )
    op.create_index("ix_site_fact_attempt_id", "site_fact", ["attempt_id"])
    for table, columns in {
        "committee_member": ("proposed_by",),
        "channel_proof": ("check_result", "check_sha256"),
    }.items():
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.add_column(sa.Column(name, _TEXT, nullable=False, server_default=""))
                batch.alter_column(name, server_default=None)
    with op.batch_alter_table("channel_proof") as batch:
        batch.add_column(sa.Column("checked_at", models.types.Moment(timezone=True), nullable=True))
