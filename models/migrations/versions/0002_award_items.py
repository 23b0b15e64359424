"""Certificates and plaques as things with a custody of their own."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import models.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KIND = ("CERTIFICATE", "PLAQUE")
_STATE = ("AT_OFFICE", "WITH_HOLDER", "LOST", "RETURNED")


def upgrade() -> None:
    state = sa.Enum(*_STATE, name="itemstate")
    items = op.create_table(
        "award_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("ref", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("uscc", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("holder", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sa.Enum(*_KIND, name="itemkind"), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_award_item_edition", "award_item", ["edition"])
    op.create_index("ix_award_item_uscc", "award_item", ["uscc"])
    op.create_table(
        "custody_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("state", _again(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", models.types.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["award_item.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_custody_event_item_id", "custody_event", ["item_id"])
    _enter_what_was_made(items)


def _again() -> sa.Enum:
    """The same type; PostgreSQL must not create it twice."""
    from sqlalchemy.dialects import postgresql

    plain = sa.Enum(*_STATE, name="itemstate")
    return plain.with_variant(
        postgresql.ENUM(*_STATE, name="itemstate", create_type=False), "postgresql"
    )


def _enter_what_was_made(items: sa.Table) -> None:
    """Certificates of earlier editions; whether they were handed over was never written down."""
    known = sa.table(
        "certificate",
        *(sa.column(name) for name in ("edition", "ref", "uscc", "name")),
        *(sa.column(name) for name in ("number", "plaque_number")),
    )
    for column, kind in (("number", "CERTIFICATE"), ("plaque_number", "PLAQUE")):
        made = sa.select(
            known.c.edition,
            known.c.ref,
            known.c.uscc,
            known.c.name,
            sa.literal(kind, type_=items.c.kind.type),
            known.c[column],
            sa.literal("AT_OFFICE", type_=items.c.state.type),
        )
        op.execute(
            items.insert().from_select(
                ["edition", "ref", "uscc", "holder", "kind", "number", "state"], made
            )
        )


def downgrade() -> None:
    op.drop_table("custody_event")
    op.drop_table("award_item")
    for name in ("itemkind", "itemstate"):
        sa.Enum(name=name).drop(op.get_bind(), checkfirst=True)
