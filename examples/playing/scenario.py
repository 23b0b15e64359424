"""scenario.toml as values; what each part means is said in the file itself."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from rules.commitment import commitment

Prize = Literal["award", "nomination"]


class Part(BaseModel):
    """A table of the file; a key nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Witness(Part):
    name: str
    office: str
    salt: str
    entry: str

    @property
    def commitment(self) -> str:
        """What the witness hands in before the value is known."""
        return f"{self.name} {commitment(self.salt, self.entry)}"

    @property
    def opening(self) -> str:
        """What the witness opens afterwards."""
        return f"{self.name} {self.salt} {self.entry}"


class DrawPart(Part):
    """`source` is named when the edition opens, `public_value` is what it later shows."""

    source: str
    public_value: str
    observer: str
    witnesses: tuple[Witness, ...]


class DepartmentObjection(Part):
    department: str
    uscc: str
    conditions: tuple[str, ...]
    facts: str
    occurred_on: date
    major: bool
    level: Literal["特别重大", "重大", "较大", "一般"] | None = None


class Consultation(Part):
    silent: str
    accepted_by: str
    acceptance: str
    objections: tuple[DepartmentObjection, ...]


class Verification(Part):
    verifiers: tuple[str, ...]
    outcome: Literal["满足", "不满足", "无法认定"]
    evidence: str


class DeclaredInterest(Part):
    """Places count from 1: the reviewer by drawn order, the applicant by receipt number."""

    panel: int
    place: int
    applicant: int
    note: str


class Dissent(Part):
    """The one item on which a panel lies too far apart, and what its talk came to."""

    uscc: str
    item: str
    odd_percent: int
    other_percent: int
    agreed_percent: int
    minute: str


class Cut(Part):
    """Two that score exactly alike where the places run out; the first one gets the place."""

    usccs: tuple[str, str]
    reasons: tuple[str, str]


class Scores(Part):
    """`levels` by credit code and `strictness` by reviewer id, both in percentage points."""

    site_reason: str
    levels: dict[str, int]
    strictness: dict[str, int]
    consensus: Dissent
    cut: Cut


class MemberRecusal(Part):
    member: str
    rank: int
    reason: str


class Meeting(Part):
    """Votes in favour by rank; every `blank_every`-th candidate gets one blank vote."""

    appointed: int
    present: int
    presided_by: str
    tellers: tuple[str, str]
    observer: str
    observer_note: str
    award_votes: tuple[int, ...]
    run_off_votes: tuple[int, ...]
    nomination_votes: tuple[int, ...]
    blank_every: int
    recusal: MemberRecusal


class Channel(Part):
    channel: str
    url: str
    after_hours: int


class PublicObjection(Part):
    """One objection and what its investigation finds; `place` counts from 1 in the prize's list."""

    number: str
    prize: Prize
    place: int
    after_hours: int
    objector: str
    contact: str
    matter: str
    evidence: str
    method: str
    findings: str
    opinion: Literal["成立", "部分成立", "不成立"]


class Opinions(Part):
    silent: str
    opposed: str
    agreed_text: str
    opposed_text: str


class CityReplyPart(Part):
    number: str
    decision: Literal["同意", "不同意"]


class Scenario(Part):
    """The whole file."""

    edition: int
    opens_at: datetime
    intake_closes_on: date
    draw: DrawPart
    consultation: Consultation
    verification: Verification
    declared_interests: tuple[DeclaredInterest, ...]
    scores: Scores
    meeting: Meeting
    channels: tuple[Channel, ...]
    objections: tuple[PublicObjection, ...]
    opinions: Opinions
    city_reply: CityReplyPart


def read_scenario(path: Path) -> Scenario:
    """The scenario; `pydantic.ValidationError` names what is missing or unknown."""
    return Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
