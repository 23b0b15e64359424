"""Re-confirming a stage whose input did not change: one decision puts its results in force again.

The earlier attempt is enacted a second time with its own decision. Everything that leaves it has
that attempt's keys, so no letter is sent and no paper written twice.
"""

from typing import Any

from actions.details import NoDetails
from actions.errors import ActionRefused
from actions.gates import Evidence, decision_row
from actions.papers import publishing
from actions.stages import input_sha256
from models.edition import StageAttempt, rests_on
from models.gate import find_gate, gate_at
from models.paper import papers_of
from notifications.outbox import Attachment
from notifications.wording import day_text
from runtime.desk import Desk


def evidence_of_confirmation(desk: Desk, attempt: StageAttempt) -> Evidence:
    """What was decided then, by whom, and that its input is the same now."""
    original = rests_on(desk.session, attempt)
    decision = decision_row(desk, gate_at(original.key))
    gate, present = find_gate(desk.session, gate_at(original.key)), input_sha256(desk, original)
    same, decided_on = present == original.input_sha256, day_text(decision.decided_at.date())
    text = "\n\n".join(
        [
            f"### 再确认第{original.attempt}次的结果",
            "前面的阶段重新进行后，本阶段所依据的内容没有变化，可以不重做。"
            if same
            else "**本阶段所依据的内容又有变化，不能再确认，请退回后重新进行。**",
            f"原决定：{decision.approver}，{decided_on}，意见“{decision.opinion}”。",
            "同意：原结果恢复效力，已发出的通知不再重发。退回：本阶段重新进行。",
            f"### 原决定所依据的材料\n\n{gate.evidence if gate else ''}",
        ]
    )
    facts = {
        "confirms": original.attempt,
        "input": present,
        "evidence_sha256": decision.evidence_sha256,
    }
    return Evidence(text, facts)


def ruling_in_confirmation(
    desk: Desk, attempt: StageAttempt, _details: NoDetails
) -> dict[str, Any]:
    """What is confirmed.

    Raises:
        ActionRefused: the input has changed after all.
    """
    original = rests_on(desk.session, attempt)
    if input_sha256(desk, original) != original.input_sha256:
        raise ActionRefused("本阶段所依据的内容已有变化，不能再确认，请退回后重新进行。")
    return {"confirms": original.attempt}


def publish_again(desk: Desk, original: StageAttempt) -> None:
    """The public papers of a re-confirmed attempt go back to the public folder."""
    for paper in papers_of(desk.session, original.edition):
        if paper.is_public and paper.key.startswith(f"{original.key}/"):
            publishing.publish(desk, Attachment(paper.file_name, paper.sha256))
