"""Values of papers, the register of outgoing papers, and what is filed beside a paper."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("paper") as batch_op:
        batch_op.add_column(
            sa.Column("values_json", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column(
                "linked_sha256",
                sqlmodel.sql.sqltypes.AutoString(),
                nullable=False,
                server_default=sa.text("''"),
            )
        )
    op.create_table(
        "paper_issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("copies_to", sa.JSON(), nullable=False),
        sa.Column("secrecy", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("urgency", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("copy_number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", models.types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("paper_key"),
    )
    op.create_index("ix_paper_issue_edition", "paper_issue", ["edition"])
    op.create_table(
        "paper_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("PDF", "SCAN", name="copykind"), nullable=False),
        sa.Column("paper_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("filed_at", models.types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_key", "kind", "sha256"),
    )
    op.create_index("ix_paper_copy_edition", "paper_copy", ["edition"])
    op.create_index("ix_paper_copy_paper_key", "paper_copy", ["paper_key"])


def downgrade() -> None:
    op.drop_table("paper_copy")
    op.drop_table("paper_issue")
    with op.batch_alter_table("paper") as batch_op:
        batch_op.drop_column("linked_sha256")
        batch_op.drop_column("values_json")
    sa.Enum(name="copykind").drop(op.get_bind(), checkfirst=True)
