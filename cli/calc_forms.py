"""The JSON that ``zhijiang calc`` reads and writes, as models whose schemas can be printed."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rules.eligibility import ApplicationFacts, Ban, DepartmentReply, PastPrize, Verification

PACK = "qinzhou-2021"


class Form(BaseModel):
    """A JSON object without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Exact = Annotated[
    str,
    Field(
        pattern=r"^\d+(\.\d+)?$|^\d+/[1-9]\d*$",
        description='准确的分数，小数或分数文本："712.5"、"1425/2"',
    ),
]


class DeadlineInput(Form):
    """From which day, how long."""

    pack: str = PACK
    from_: date = Field(alias="from", description="起算之日，不计入期限")
    days: int
    unit: Literal["working", "calendar"] = "working"


class DeadlineOutput(Form):
    """The last day of the period."""

    due: date


class SheetInput(Form):
    """One reviewer's percentages by item number."""

    reviewer: str
    items: dict[str, int]


class ConsensusInput(Form):
    """What a consensus talk about one item came to; null leaves the scores as they are."""

    item: str
    percent: int | None = None
    minute: str


class ScoreInput(Form):
    """Complete sheets of one applicant; combined as the pack says."""

    criteria: str
    sheets: list[SheetInput]
    pack: str = PACK
    consensus: list[ConsensusInput] = []
    leader: str = ""


class ItemOutput(Form):
    """Mean in points, spread in percentage points."""

    mean: str
    spread: int


class ScoreOutput(Form):
    """The panel's score: for reading, exactly, and item by item."""

    total: str
    exact: str
    items: dict[str, ItemOutput]
    consensus_needed: list[str]


class DrawInput(Form):
    """The frozen pool, who may not serve and why, and the panel's seed."""

    pool: list[str]
    excluded: dict[str, str] = {}
    size: int
    reserves: int = 0
    seed: str


class DrawOutput(Form):
    """Panel and reserves in drawn order."""

    pool_sha256: str
    panel: list[str]
    reserves: list[str]
    excluded: dict[str, str]


class CandidateInput(Form):
    """The exact combined score, and whether article 13(5) gives priority."""

    combined: Exact
    priority: bool = False


class TallyInput(Form):
    """The votes for one candidate in one round."""

    candidate: str
    for_: int = Field(alias="for")
    against: int
    blank: int
    recused: int = 0


class RoundInput(Form):
    """One round; a second one of the same prize is a run-off."""

    prize: str
    tallies: list[TallyInput]
    run_off: bool = False


class BallotInput(Form):
    """The meeting, the candidates and the rounds held so far."""

    pack: str = PACK
    appointed: int
    present: int
    candidates: dict[str, CandidateInput]
    rounds: list[RoundInput]


class BallotOutput(BaseModel):
    """The lists, each under its prize's id (`award`, `nomination`), and why."""

    model_config = ConfigDict(extra="allow", frozen=True)

    quorum: bool
    run_off: list[str]
    vacant: dict[str, int]
    reasons: dict[str, str]
    notes: list[str]
    next_prize: str
    chair_note: list[str]


class EligibilityInput(Form):
    """One applicant, and everybody's earlier prizes and bans."""

    pack: str = PACK
    reference_date: date
    application: ApplicationFacts
    history: list[PastPrize] = []
    bans: list[Ban] = []
    replies: list[DepartmentReply] = []
    verifications: list[Verification] = []


class FindingOutput(Form):
    """One condition and how it stands."""

    condition: str
    article: str
    outcome: Literal["pass", "fail", "evidence", "check"]
    code: str
    sentence: str
    settled_by: str


class EligibilityOutput(Form):
    """`eligible` is null while a human has to look."""

    eligible: bool | None
    findings: list[FindingOutput]


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of one form, with the names used in the JSON."""
    return model.model_json_schema(by_alias=True)
