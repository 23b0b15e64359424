"""The complete metadata: importing this module imports every table."""

from sqlmodel import SQLModel

from models import (  # noqa: F401  (imported for their tables)
    application,
    audit,
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
    matter,
    outbox,
    outside,
    panel,
    paper,
    people,
    publicity,
    reopening,
    review,
    silence,
    supervision,
)

METADATA = SQLModel.metadata
