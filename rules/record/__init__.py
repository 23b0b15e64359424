"""A record of an edition that holds without us: written here, verified here, by rules alone.

`record_text` writes record.json from rule values, `verify` recomputes it; `manifest_text` lists
the files beside it. docs/record-format.md is enough for a second verifier in another language.

No files: opening them is the caller's. `write_pack` puts bytes into the one archive they make.
"""

from rules.record.discrepancy import Discrepancy
from rules.record.manifest import MANIFEST_FORMAT, check_manifest, manifest_text
from rules.record.model import (
    FORMAT,
    AssessmentRecord,
    AttemptRecord,
    BallotRecord,
    CaseRecord,
    CombinedRecord,
    ConflictsRecord,
    Decided,
    DrawsRecord,
    EligibilityRecord,
    PanelRecord,
    PublicityRecord,
    Record,
    ReviewRecord,
    ShortlistRecord,
    YearRecord,
)
from rules.record.pack import MANIFEST, RECORD, first_difference, write_pack
from rules.record.stamps import STAMPED, check_stamps
from rules.record.verify import verify
from rules.record.write import record_text, sealed

__all__ = [
    "FORMAT",
    "MANIFEST",
    "MANIFEST_FORMAT",
    "RECORD",
    "STAMPED",
    "AssessmentRecord",
    "AttemptRecord",
    "BallotRecord",
    "CaseRecord",
    "CombinedRecord",
    "ConflictsRecord",
    "Decided",
    "Discrepancy",
    "DrawsRecord",
    "EligibilityRecord",
    "PanelRecord",
    "PublicityRecord",
    "Record",
    "ReviewRecord",
    "ShortlistRecord",
    "YearRecord",
    "check_manifest",
    "check_stamps",
    "first_difference",
    "manifest_text",
    "record_text",
    "sealed",
    "verify",
    "write_pack",
]
