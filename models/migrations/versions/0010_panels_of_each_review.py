"""An applicant may have a panel in each review: once in a panel, no longer once in an attempt.

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


NEW = "assignment_panel_id_ref_key"


def upgrade() -> None:
    with op.batch_alter_table("assignment", naming_convention=_CONVENTION) as batch_op:
        batch_op.drop_constraint(_old(), type_="unique")
        batch_op.create_unique_constraint(NEW, ["panel_id", "ref"])


def downgrade() -> None:
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_constraint(NEW, type_="unique")
        batch_op.create_unique_constraint(_old(), ["attempt_id", "ref"])


_CONVENTION = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def _old() -> str:
    """It had no name of ours: PostgreSQL made one up, and SQLite has none until it is given one."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    return "uq_assignment_attempt_id" if sqlite else "assignment_attempt_id_ref_key"
