"""Going through an approved stage once more: what falls with it, and who decides.

The regulation is silent. A stage rests on those before it in the policy's order, so all that come
after a reopened one are out of force until they are re-confirmed or done again.
"""

from collections.abc import Iterable

from rules.policy import Policy

_VOTE = "deliberation"
_WITHOUT_A_RULE = "chair"  # an edition pinned before its policy said who decides


def from_stage_on(policy: Policy, stage: str) -> tuple[str, ...]:
    """The stage and all that come after it, in the policy's order."""
    order = policy.stages.order.value
    return order[order.index(stage) :]


def approver_role(policy: Policy, approved: Iterable[str]) -> str:
    """Who decides; `approved` are the stages that were approved and are to fall."""
    rule = policy.reopening
    if rule is None:
        return _WITHOUT_A_RULE
    late = _VOTE in set(approved)
    return rule.approver_role_after_vote.value if late else rule.approver_role.value
