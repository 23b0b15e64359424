"""A record of an edition that holds without us: written here, verified here, by rules alone.

`record_text` writes record.json from rule values, `verify` recomputes it; `manifest_text` lists
the files beside it. docs/record-format.md is enough for a second verifier in another language.

No files and no archives: reading and packing them is the caller's.
"""

from rules.record.discrepancy import Discrepancy
from rules.record.manifest import MANIFEST_FORMAT, check_manifest, manifest_text
from rules.record.model import (
    FORMAT,
    AssessmentRecord,
    AttemptRecord,
    BallotRecord,
    CombinedRecord,
    Decided,
    DrawsRecord,
    EligibilityRecord,
    PanelRecord,
    Record,
    ReviewRecord,
    ShortlistRecord,
)
from rules.record.verify import verify
from rules.record.write import record_text, sealed

__all__ = [
    "FORMAT",
    "MANIFEST_FORMAT",
    "AssessmentRecord",
    "AttemptRecord",
    "BallotRecord",
    "CombinedRecord",
    "Decided",
    "Discrepancy",
    "DrawsRecord",
    "EligibilityRecord",
    "PanelRecord",
    "Record",
    "ReviewRecord",
    "ShortlistRecord",
    "check_manifest",
    "manifest_text",
    "record_text",
    "sealed",
    "verify",
]
