"""The complete metadata: importing this module imports every table."""

from sqlmodel import SQLModel

from models import (  # noqa: F401  (imported for their tables)
    after_declaration,
    application,
    applying,
    audit,
    calendar_entry,
    case,
    conferral,
    corrections,
    custody,
    deliberation,
    edition,
    effects,
    eligibility,
    files,
    gate,
    mail_review,
    matter,
    order,
    outbox,
    outside,
    panel,
    paper,
    people,
    person,
    publicity,
    recusal,
    reopening,
    review,
    sheet_draft,
    side_message,
    silence,
    supervision,
    watch,
)

METADATA = SQLModel.metadata
