"""Orders of the office: actions with their arguments, which no longer go through Prefect."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_order",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("run_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("placed_at", models.types.Moment(timezone=True), nullable=False),
        sa.Column("spent_at", models.types.Moment(timezone=True), nullable=True),
        sa.Column("flow_run_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )


def downgrade() -> None:
    op.drop_table("office_order")
