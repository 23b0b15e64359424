"""Writing a record: its text, sealed with the hash of everything else in it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from rules.canonical import canonical_json, sha256_of
from rules.criteria import Criteria
from rules.policy import Policy
from rules.record.model import (
    FORMAT,
    AttemptRecord,
    BallotRecord,
    CaseRecord,
    CombinedRecord,
    DrawsRecord,
    EligibilityRecord,
    PublicityRecord,
    ReviewRecord,
    ShortlistRecord,
)


def record_text(
    *,
    edition: int,
    exported_at: datetime,
    policy: Policy,
    criteria: Criteria | None = None,
    withdrawn: Sequence[str] = (),
    attempts: Sequence[AttemptRecord] = (),
    eligibility: EligibilityRecord | None = None,
    draws: DrawsRecord | None = None,
    reviews: Sequence[ReviewRecord] = (),
    shortlist: ShortlistRecord | None = None,
    combined: CombinedRecord | None = None,
    ballot: BallotRecord | None = None,
    publicity: PublicityRecord | None = None,
    cases: Sequence[CaseRecord] = (),
    events: Sequence[Mapping[str, object]] = (),
) -> str:
    """The text of record.json; `events` are stored ones with `prev_sha256` and `sha256`."""
    return sealed(
        {
            "format": FORMAT,
            "edition": edition,
            "exported_at": exported_at,
            "policy": policy,
            "policy_sha256": policy.sha256,
            "criteria": criteria,
            "withdrawn": withdrawn,
            "attempts": attempts,
            "eligibility": eligibility,
            "draws": draws,
            "reviews": reviews,
            "shortlist": shortlist,
            "combined": combined,
            "ballot": ballot,
            "publicity": publicity,
            "cases": cases,
            "events": events,
        }
    )


def sealed(content: Mapping[str, object]) -> str:
    """The canonical text of a record with its own `sha256` over everything else."""
    plain = json.loads(canonical_json({k: v for k, v in content.items() if k != "sha256"}))
    return canonical_json({**plain, "sha256": sha256_of(plain)})
