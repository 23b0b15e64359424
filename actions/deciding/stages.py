"""The gate at the end of a stage's attempt."""

from functools import partial

from actions.attempts import advance, get_attempt
from actions.deciding.spec import AGAIN, GateSpec
from actions.reopening.confirming import evidence_of_confirmation, ruling_in_confirmation
from actions.stage import Judgement
from actions.stages import STAGES, input_sha256
from documents.papers.wording import edition_text
from models.edition import Phase, StageAttempt
from models.gate import Outcome, gate_at
from models.types import id_of
from runtime.desk import Desk

_CONFIRMATION = Judgement(evidence_of_confirmation, ruling_in_confirmation)


def stage_gate(desk: Desk, row: StageAttempt) -> GateSpec:
    """Its approver's role is the policy's; an earlier result is re-confirmed or not, no more."""
    stage = desk.policy(row.edition).stage(row.stage)
    what = "提请再确认" if row.confirms is not None else "提请决定"
    own = _CONFIRMATION if row.confirms is not None else STAGES[row.stage].decision
    attempt = id_of(row)
    return GateSpec(
        key=gate_at(row.key),
        edition=row.edition,
        title=f"{edition_text(row.edition)}·{stage.title.value}：{what}",
        role=stage.approver_role.value,
        follows=AGAIN,
        evidence=lambda desk: own.evidence(desk, get_attempt(desk, attempt)),
        details=own.details,
        ruling=lambda desk, details: own.ruling(desk, get_attempt(desk, attempt), details),
        open_rows=lambda desk: own.rows(desk, get_attempt(desk, attempt)),
        decided=partial(_settled, attempt),
    )


def _settled(attempt_id: int, desk: Desk, outcome: Outcome) -> None:
    attempt = get_attempt(desk, attempt_id)
    if outcome is Outcome.APPROVED:
        advance(desk, attempt, Phase.ENACTING, input_sha256=input_sha256(desk, attempt))
    else:
        advance(desk, attempt, Phase.RETURNED)
