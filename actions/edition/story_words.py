"""Events of an application in words."""

from typing import Any

EVENTS = {
    "application.received": "收到申报材料",
    "application.judged": "复核受理条件",
    "application.accepted": "列入受理名单",
    "application.refused": "不予受理",
    "application.assessed": "资格审查结果生效",
    "application.shortlisted": "入围现场评审",
    "application.not_shortlisted": "未入围",
    "application.candidate": "成为候选单位",
    "application.proposed": "列入建议名单",
    "application.not_proposed": "未列入建议名单",
    "application.removed": "取消资格",
    "application.awarded": "获奖",
    "application.withdrawn": "撤回申报",
    "application.set_back": "恢复原状态",
    "proposal.publicised": "公示",
    "proposal.cleared": "公示无碍",
    "proposal.removed": "从建议名单移出",
    "proposal.set_back": "恢复公示前状态",
    "proposal.awarded": "授奖决定生效",
    "approval.rechecked": "报批前复核",
    "record.corrected": "更正登记内容",
    "candidate.priority": "认定同等条件优先",
}


def outcome_word(own: dict[str, Any]) -> str:
    """What a decision says of one applicant."""
    word = {True: "合格", False: "不合格"}.get(own["eligible"], "") if "eligible" in own else ""
    reason = str(own.get("reason") or "")
    return "，".join(part for part in (word, reason) if part)
