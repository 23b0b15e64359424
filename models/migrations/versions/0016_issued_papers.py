"""Address and account of the offices that papers name; letters that wait for a sealed paper."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contact") as table:
        for name in ("address", "account"):
            table.add_column(
                sa.Column(
                    name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""
                )
            )
    with op.batch_alter_table("contact") as table:
        for name in ("address", "account"):
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("contact") as table:
        for name in ("account", "address"):
            table.drop_column(name)
