"""What an objection leads to once it is handled (art. 4, 20): who leaves, who is told."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from actions import applications, proposals
from actions.details import Details, Reason
from actions.errors import ActionRefused
from actions.letters.letters import write
from actions.publicity.final_list import applicant
from actions.publicity.objection_cases import file_report, tell_result
from actions.publicity.period import ARTICLE, admitted
from models.application import ApplicationState
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt
from models.gate import Decision
from models.publicity import Objection, ObjectionState
from notifications.outbox import Recipient
from rules.objection import Verdict, leaves_list
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

VERDICTS = {
    "成立": Verdict.UPHELD,
    "部分成立": Verdict.PARTLY_UPHELD,
    "不成立": Verdict.NOT_UPHELD,
}
LEAVES, STAYS = "退出名单", "保留名单"
_WORDS = {verdict: word for word, verdict in VERDICTS.items()}


class ObjectionRuling(Details):
    """How one objection is handled."""

    number: str = Field(title="异议编号", description="如 Y001")
    verdict: Literal["成立", "部分成立", "不成立"] = Field(
        title="处理意见", description="依据调查核实情况和委员书面意见"
    )
    name: Literal["", "退出名单", "保留名单"] = Field(
        "", title="对名单的影响", description="部分成立的须选定该单位退出还是保留；其他不选"
    )
    reason: Reason


def ruling_on(said: ObjectionRuling) -> dict[str, Any]:
    """One ruling as it is kept: verdict, whether the name leaves, why.

    Raises:
        ActionRefused: partly upheld, without what becomes of the name.
    """
    own, removed = VERDICTS[said.verdict], None
    if own is Verdict.PARTLY_UPHELD:
        if not said.name:
            raise ActionRefused(f"异议{said.number}部分成立，请选定该单位{LEAVES}还是{STAYS}。")
        removed = said.name == LEAVES
    return {
        "verdict": own.value,
        "leaves": leaves_list(own, removed=removed),
        "reason": said.reason,
    }


def handle(
    desk: Desk,
    attempt: StageAttempt,
    row: Objection,
    ruling: Mapping[str, Any],
    decision: Decision,
) -> None:
    """Write the handling down, attach it to the report, and answer the objector."""
    verdict = Verdict(ruling["verdict"])
    row.state = ObjectionState(verdict.value)
    row.handled_by, row.handled_at = decision.approver, desk.at
    desk.session.add(row)
    said = f"反映的问题{_WORDS[verdict]}。{ruling['reason']}"
    file_report(desk, attempt, row, handling=said)
    result = f"反映的问题{_WORDS[verdict]}"
    tell_result(desk, attempt, row, result=result, reasons=[ruling["reason"]])
    desk.record(
        "objection.handled", f"{attempt.key}/{row.number}", actor=decision.approver,
        edition=attempt.edition, ref=row.ref, **ruling,
    )  # fmt: skip


def leaving(
    desk: Desk, attempt: StageAttempt, handled: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """Receipt numbers of those who leave the list, with the reason."""
    return {
        row.ref: str(handled[row.number]["reason"])
        for row in admitted(desk, attempt)
        if row.number in handled and handled[row.number]["leaves"]
    }


def remove(desk: Desk, attempt: StageAttempt, proposal: Proposal, reason: str) -> None:
    """Strike a name; its place stays vacant (art. 4) unless the chair reopens the deliberation."""
    one, policy = applicant(desk, proposal), desk.policy(attempt.edition)
    place = (
        f"{policy.prize(proposal.prize).name.value}空出的名额空缺{noted(policy, Topic.VACANCY)}。"
    )
    proposals.move(desk, proposal, ProposalState.REMOVED, reason=reason, place=place)
    if not one.state.is_out:
        applications.move(desk, one, ApplicationState.REMOVED, reason=reason)
    write(
        desk, attempt.edition, "candidate-removed", key=f"{attempt.key}/{proposal.ref}/removed",
        to=Recipient(one.contact or one.name, one.email), addressee=one.name, basis=ARTICLE,
        ref=proposal.ref, prize=policy.prize(proposal.prize).name.value,
        reasons=("公示期间反映的问题经调查核实成立", reason.rstrip("。")),
    )  # fmt: skip


def withdraw(desk: Desk, proposal: Proposal) -> None:
    """Who withdrew after the vote leaves the place empty."""
    proposals.move(desk, proposal, ProposalState.REMOVED, reason="已撤回申报")
