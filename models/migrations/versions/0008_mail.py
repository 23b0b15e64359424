"""Review of mass mail, other channels, and what proves that a letter was sent."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

import models.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString()
_MOMENT = models.types.Moment(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("outbox_message") as table:
        table.add_column(sa.Column("batch", _TEXT, nullable=False, server_default=""))
        table.add_column(sa.Column("review_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("due_at", _MOMENT, nullable=True))
        table.add_column(sa.Column("message_id", _TEXT, nullable=False, server_default=""))
        table.create_index("ix_outbox_message_batch", ["batch"])
        table.create_index("ix_outbox_message_review_id", ["review_id"])
        table.create_index("ix_outbox_message_due", ["state", "next_try_at", "id"])
    op.create_table(
        "mail_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", _TEXT, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("message", _TEXT, nullable=False),
        sa.Column(
            "state", sa.Enum("HELD", "RELEASED", "CANCELLED", name="reviewstate"), nullable=False
        ),
        sa.Column("held_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_by", _TEXT, nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("batch"),
    )
    op.create_index("ix_mail_review_edition", "mail_review", ["edition"])
    op.create_index("ix_mail_review_state", "mail_review", ["state"])
    op.create_table(
        "side_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("channel", _TEXT, nullable=False),
        sa.Column("to_name", _TEXT, nullable=False),
        sa.Column("phone", _TEXT, nullable=False),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", _mail_state(), nullable=False),
        sa.Column("queued_at", _MOMENT, nullable=False),
        sa.Column("next_try_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("answer", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_side_message_edition", "side_message", ["edition"])
    op.create_index("ix_side_message_state", "side_message", ["state"])


def _mail_state() -> sa.Enum:
    """The type there already is: PostgreSQL must not be told to make it again."""
    return sa.Enum("QUEUED", "SENT", "FAILED", name="mailstate").with_variant(
        postgresql.ENUM("QUEUED", "SENT", "FAILED", name="mailstate", create_type=False),
        "postgresql",
    )


def downgrade() -> None:
    op.drop_table("side_message")
    op.drop_table("mail_review")
    with op.batch_alter_table("outbox_message") as table:
        for name in ("due", "review_id", "batch"):
            table.drop_index(f"ix_outbox_message_{name}")
        for name in ("message_id", "due_at", "note", "review_id", "batch"):
            table.drop_column(name)
