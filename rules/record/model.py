"""The record of an edition: what the rule functions took and what they gave back.

A record is the canonical JSON (`rules.canonical`) of these values, so its field names are those
of the values. Sections that an edition has not reached are null or empty. docs/record-format.md
tells a stranger how to check one without this code.
"""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal

from rules.ballot import BallotResult, Candidate, RoundTally
from rules.casting import OpenVote
from rules.commitment import FailedDraw, Opening, Terms
from rules.criteria import Criteria
from rules.draw import Draw, Stratum
from rules.eligibility import ApplicationFacts, Ban, DepartmentReply, PastPrize, Verification
from rules.findings import Finding
from rules.interests import ApplicantFacts, ReviewerFacts
from rules.policy import Policy
from rules.policy.leaf import Section, Text
from rules.publicity import ChannelProof, Period
from rules.recusal import Recusal
from rules.replacement import Replacement
from rules.scoring import Consensus, Score, Sheet
from rules.shortlist import Choice, Shortlist

FORMAT = "zhijiang-record/1"


class Decided(Section):
    """What the office decided where the findings leave room, or against them; with its reason."""

    eligible: bool
    reason: str = ""


class AssessmentRecord(Section):
    """One applicant against article 13: facts in, findings out."""

    ref: Text
    application: ApplicationFacts
    reference_date: date
    recheck_on: date | None = None
    replies: tuple[DepartmentReply, ...] = ()
    verifications: tuple[Verification, ...] = ()
    findings: tuple[Finding, ...]
    decided: Decided | None = None


class EligibilityRecord(Section):
    """All assessments, with the prizes and bans they were made against."""

    history: tuple[PastPrize, ...] = ()
    bans: tuple[Ban, ...] = ()
    assessments: tuple[AssessmentRecord, ...]


class PanelRecord(Section):
    """One panel: the frozen pool (id to specialty), the draw, and every change since.

    `refs` are the applicants it reviews, `stages` the stages it does so in.
    """

    number: int
    refs: tuple[str, ...]
    stages: tuple[str, ...]
    pool: Mapping[str, str]
    strata: tuple[Stratum, ...] = ()
    size: int
    reserves: int
    draw: Draw
    replacements: tuple[Replacement, ...] = ()
    leader: str = ""


class ConflictsRecord(Section):
    """What conflicts were looked for in on the day `on`: the pool, and whom it was to review."""

    on: date
    reviewers: tuple[ReviewerFacts, ...]
    applicants: tuple[ApplicantFacts, ...]


class DrawsRecord(Section):
    """Where the chance came from, the panels it drew, and why members were kept out of them.

    `terms` is what was announced before the value was known, `openings` what the witnesses opened
    after it; None and empty for draws from before that was asked for. `failed` came to nothing.
    """

    public_value: str
    witnesses: tuple[str, ...]
    edition_seed: str
    panels: tuple[PanelRecord, ...]
    conflicts: ConflictsRecord | None = None
    terms: Terms | None = None
    openings: tuple[Opening, ...] = ()
    failed: tuple[FailedDraw, ...] = ()


class ReviewRecord(Section):
    """One applicant's review in one stage.

    `sheets` are those that count, `set_aside` those of recused reviewers; `reasons` say why an
    item moved since the document review.
    """

    stage: Text
    ref: Text
    panel: int
    sheets: tuple[Sheet, ...]
    set_aside: tuple[Sheet, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    leader: str = ""
    reasons: Mapping[str, str] = {}
    score: Score


class ShortlistRecord(Section):
    """The shortlist: exact document scores, the office's choices, the result after them."""

    scores: Mapping[str, Fraction]
    choices: Mapping[str, Choice] = {}
    result: Shortlist


class CombinedRecord(Section):
    """Combined scores by applicant; `outside` has components no stage here produced."""

    outside: Mapping[str, Mapping[str, Fraction]] = {}
    scores: Mapping[str, Fraction]


class BallotRecord(Section):
    """The meeting and the vote; `appointed` is the number the quorum counts from.

    `votes` are those of each round in the order of `rounds` where the committee votes by name.
    """

    appointed: int
    present: int
    candidates: Mapping[str, Candidate]
    rounds: tuple[RoundTally, ...]
    result: BallotResult
    votes: tuple[tuple[OpenVote, ...], ...] = ()


class AttemptRecord(Section):
    """One attempt of a stage; ``confirms``: the earlier one it put in force again."""

    stage: Text
    attempt: int
    phase: Text
    confirms: int | None = None


class YearRecord(Section):
    """The holiday plan of one year, as `rules.calendar.YearPlan` with its days in order."""

    year: int
    off_days: tuple[date, ...]
    make_up_workdays: tuple[date, ...]
    source: str


class PublicityRecord(Section):
    """Proof of publication, the years its period touches, the period, and when it was closed."""

    proofs: tuple[ChannelProof, ...]
    years: tuple[YearRecord, ...]
    period: Period
    closed_at: datetime


class CaseRecord(Section):
    """One decided case about an organisation, and the bar from applying it led to.

    `edition_end` is the day the edition was concluded, for grounds that count from it.
    """

    number: int
    trigger: Text
    uscc: Text
    decided_on: date
    edition_end: date | None = None
    ban: Ban | None = None


class Record(Section):
    """One edition, as far as it got, with the attempts that are in force.

    `events` are the audit chain from its beginning; an event of another edition may be reduced
    to its two hashes. `sha256` is that of the canonical text without `sha256`.
    """

    format: Literal["zhijiang-record/1"]
    edition: int
    exported_at: datetime
    policy: Policy
    policy_sha256: str
    criteria: Criteria | None = None
    withdrawn: tuple[str, ...] = ()
    attempts: tuple[AttemptRecord, ...] = ()
    eligibility: EligibilityRecord | None = None
    draws: DrawsRecord | None = None
    reviews: tuple[ReviewRecord, ...] = ()
    shortlist: ShortlistRecord | None = None
    combined: CombinedRecord | None = None
    ballot: BallotRecord | None = None
    publicity: PublicityRecord | None = None
    cases: tuple[CaseRecord, ...] = ()
    events: tuple[Mapping[str, Any], ...] = ()
    sha256: str

    def reviews_of(self, stage: str) -> dict[str, ReviewRecord]:
        """The reviews of one stage by applicant."""
        return {review.ref: review for review in self.reviews if review.stage == stage}
