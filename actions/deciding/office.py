"""The gates of what the office asks beside the stages: setup, matters, reopenings, permits …"""

from actions.cases.cases import aftermath_of
from actions.deciding.spec import GateSpec
from actions.edition import editions, matters
from actions.entry import intake, late_permits
from actions.reopening import reopening
from actions.reviewers import assessment, late_interest
from documents.papers.wording import edition_text
from models.edition import Phase, latest_attempt
from models.gate import Outcome, gate_at
from runtime.desk import Desk


def setup_gate(edition: int, run: str) -> GateSpec:
    """The chair confirms the project defaults and the committee (art. 8); one gate a run."""

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is Outcome.APPROVED:
            editions.confirm(desk, edition)

    return GateSpec(
        key=gate_at(f"{edition}/edition/{run[:8]}"),
        edition=edition,
        title=f"第{edition}届：确认本届政策取值与评审委员会组成",
        role="chair",
        follows="同意：开启本届，发出申报通知；退回：本届不开启",
        evidence=lambda desk: editions.evidence_of_setup(desk, edition),
        decided=settled,
    )


def matter_gate(desk: Desk, edition: int, number: int) -> GateSpec:
    """The committee's decision on a major matter (art. 7(2)), signed by its chair."""
    matters.get_matter(desk, edition, number)
    return GateSpec(
        key=gate_at(f"{edition}/matter/{number}"),
        edition=edition,
        title=f"第{edition}届：重大事项第{number}号",
        role="chair",
        follows="同意：按提请的办理；退回：不同意，意见存入档案",
        evidence=lambda desk: matters.evidence_of_matter(desk, edition, number),
        decided=lambda _desk, _outcome: None,
    )


def reopening_gate(desk: Desk, edition: int, number: int) -> GateSpec:
    """Who decides follows from the policy and from how far the edition has come."""
    row = reopening.get(desk, edition, number)

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is Outcome.APPROVED:
            reopening.carry_out(desk, edition, number)

    title = desk.policy(edition).stage(row.stage).title.value
    return GateSpec(
        key=gate_at(row.key),
        edition=edition,
        title=f"{edition_text(edition)}：重新进行“{title}”",
        role=reopening.role_for(desk, edition, row.stage),
        follows="同意：该阶段重新进行，其后各阶段随之失效或再确认；退回：不重新进行",
        evidence=lambda desk: reopening.evidence_of(desk, edition, number),
        decided=settled,
    )


def interest_gate(desk: Desk, edition: int, number: int) -> GateSpec:
    """Decided by the office, or by the chair once the committee has voted."""

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is Outcome.APPROVED:
            late_interest.confirm_interest(desk, edition, number)

    return GateSpec(
        key=gate_at(f"{edition}/recusal/{number}"),
        edition=edition,
        title=f"{edition_text(edition)}：事后发现评审员未申报的利害关系",
        role=late_interest.role_for(desk, edition, number),
        follows="同意：该评审员本届全部评分失效；退回：不作处理",
        evidence=lambda desk: late_interest.evidence_of(desk, edition, number),
        decided=settled,
    )


def permit_gate(desk: Desk, edition: int, number: int) -> GateSpec:
    """Decided by whoever decides on the list of the accepted."""
    late_permits.get_permit(desk, edition, number)

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is not Outcome.APPROVED:
            return
        late_permits.grant(desk, edition, number)
        attempt = latest_attempt(desk.session, edition, "intake")
        if attempt is not None and attempt.phase is Phase.DECIDING:
            intake.judge(desk, attempt)

    return GateSpec(
        key=gate_at(f"{edition}/late-permit/{number}"),
        edition=edition,
        title=f"{edition_text(edition)}：准许一家单位逾期提交",
        role=desk.policy(edition).stage("intake").approver_role.value,
        follows="同意：准许提交至所写时间；退回：不准许",
        evidence=lambda desk: late_permits.evidence_of(desk, edition, number),
        decided=settled,
    )


def assessment_gate(desk: Desk, year: int) -> GateSpec:
    """A person signs what was counted (art. 9(7)); the report is written with the signature."""
    filed = assessment.yearly(desk, year)
    terms = aftermath_of(desk, filed.edition)

    def settled(desk: Desk, outcome: Outcome) -> None:
        if outcome is Outcome.APPROVED:
            assessment.sign_assessment(desk, year)

    return GateSpec(
        key=gate_at(filed.key),
        edition=filed.edition,
        title=f"{year}年评审员考核：提请签署",
        role=(terms.assessed_by or terms.case_role).value,
        follows="同意：签署，意见印入报告；退回：不签署，报告不出具",
        evidence=lambda desk: assessment.evidence_of_assessment(desk, year),
        decided=settled,
    )
