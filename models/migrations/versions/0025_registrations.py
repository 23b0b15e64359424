"""Organisations that register to apply, and who brought an application through the pages."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0025"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uscc", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("registered_at", models.types.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uscc", "address"),
    )
    with op.batch_alter_table("registration") as batch_op:
        batch_op.create_index("ix_registration_address", ["address"], unique=False)
        batch_op.create_index("ix_registration_uscc", ["uscc"], unique=False)
    with op.batch_alter_table("application") as batch_op:
        batch_op.add_column(
            sa.Column(
                "brought_by",
                sqlmodel.sql.sqltypes.AutoString(),
                nullable=False,
                server_default="",
            )
        )
    with op.batch_alter_table("application") as batch_op:
        batch_op.alter_column("brought_by", server_default=None)
