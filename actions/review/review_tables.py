"""What the gate of a review shows: tables in markdown, and the plain facts they rest on."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from actions.errors import ActionRefused
from actions.review import consensus, review
from actions.review.review import Reviewed
from models.edition import StageAttempt
from rules.policy import Policy
from rules.policy.citing import Topic, noted
from rules.ranking import display
from rules.severity import severities
from rules.sheet import item_points
from runtime.desk import Desk


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A markdown table; blanks and bars in cells do not break it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def missing_table(reviews: Sequence[Reviewed]) -> str:
    """Who has not handed in which sheet."""
    rows = [
        (one.ref, one.applicant.name, "、".join(f"{m.name}（{m.id}）" for m in one.missing))
        for one in reviews
        if one.missing
    ]
    if not rows:
        return "评分表已全部收齐。"
    return "### 缺少的评分表\n\n" + table(("受理编号", "申报单位", "未提交的评审员"), rows)


def spread_table(reviews: Sequence[Reviewed], policy: Policy) -> str:
    """Items that need a consensus talk."""
    rows = [
        (one.ref, item, consensus.percents_text(one, item), f"{one.score.items[item].spread}")
        for one in reviews
        if one.score is not None
        for item in one.score.consensus_needed
    ]
    limit = policy.scoring.spread_limit.value
    if not rows:
        return f"没有评审员分差超过{limit}个百分点而须合议的条款。"
    head = table(("受理编号", "条款", "各评审员（%）", "极差（百分点）"), rows)
    return f"### 须合议的条款（分差超过{limit}个百分点）\n\n{head}\n\n请逐条写明合议结果和记录。"


def few_sheets(reviews: Sequence[Reviewed], policy: Policy) -> list[Reviewed]:
    """Applicants judged by fewer reviewers than a panel must have (art. 10)."""
    minimum = policy.panel.min_after_recusal.value
    return [one for one in reviews if len(one.sheets) < minimum]


def refuse_few_sheets(reviews: Sequence[Reviewed], policy: Policy) -> None:
    """Raise ActionRefused where fewer judged than a panel must have: no reason mends that."""
    if few := few_sheets(reviews, policy):
        named = "、".join(one.ref for one in few)
        least = f"{policy.panel.min_after_recusal.value}份{noted(policy, Topic.PANEL_SIZE)}"
        raise ActionRefused(
            f"{named} 的评分表份数不足{least}，结果不能签署，请退回补评或递补评审员。"
        )


def few_sheets_text(reviews: Sequence[Reviewed], policy: Policy) -> str:
    """A warning naming them, "" when there are none."""
    few = few_sheets(reviews, policy)
    if not few:
        return ""
    named = "、".join(f"{one.ref}（{len(one.sheets)}份）" for one in few)
    minimum = policy.panel.min_after_recusal.value
    cited = noted(policy, Topic.PANEL_SIZE)
    return (
        f"**评分表少于{minimum}份{cited}：{named}。**"
        "结果不能签署，只能退回补评，人数不够的先递补评审员。"
    )


def severity_text(desk: Desk, reviews: Sequence[Reviewed], policy: Policy) -> str:
    """Reviewers who score far from the others, "" when there are none; nothing is adjusted."""
    if not reviews:
        return ""
    criteria = desk.criteria(reviews[0].applicant.edition)
    sheets = {one.ref: [review.sheet_of(sheet) for sheet in one.sheets] for one in reviews}
    limit = Fraction(policy.hard.severity_points.value)
    found = severities(sheets, item_points(criteria), limit=limit)
    said = [f"- {one.sentence}" for one in found if one.sentence]
    return "\n".join(["### 评分宽严提示\n", *said]) if said else ""


def facts_of(desk: Desk, attempt: StageAttempt, reviews: Sequence[Reviewed]) -> dict[str, Any]:
    """What a decision on this review is bound to."""
    return {
        "stage": attempt.stage,
        "policy": desk.policy(attempt.edition).sha256,
        "reviews": [
            {
                "ref": one.ref,
                "total": review.exact(one.score.total) if one.score else None,
                "sheets": {s.reviewer: s.file_sha256 for s in one.sheets},
                "missing": [member.id for member in one.missing],
                "consensus_needed": list(one.score.consensus_needed) if one.score else [],
            }
            for one in reviews
        ],
    }


def total_text(one: Reviewed) -> str:
    return display(one.score.total) if one.score else "无评分"


def join(*parts: str) -> str:
    """Sections under one another, empty ones left out."""
    return "\n\n".join(part for part in parts if part)


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")
