"""The complete metadata: importing this module imports every table."""

from sqlmodel import SQLModel

from models import (  # noqa: F401  (imported for their tables)
    application,
    audit,
    case,
    conferral,
    custody,
    deliberation,
    edition,
    effects,
    eligibility,
    files,
    gate,
    matter,
    outbox,
    panel,
    paper,
    people,
    publicity,
    review,
    silence,
    supervision,
)

METADATA = SQLModel.metadata
