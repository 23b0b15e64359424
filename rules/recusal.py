"""Recusal after the draw (article 30): declared, ordered by others, or found later.

A recusal takes the reviewer's score for that applicant out by force, whatever the sheet says; the
sheet stays on record. An interest that was kept silent ends the reviewer's part in the edition:
all of the scores are out. What a panel has left must still be a panel (article 10).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rules.errors import RuleError
from rules.findings import Finding, Outcome
from rules.policy import Policy
from rules.policy.citing import Topic, articles
from rules.sheet import Sheet


class RecusalInvalid(RuleError):
    """A recusal nobody may order, or one without a reason."""

    code = "recusal_invalid"


class Ground(StrEnum):
    """How a recusal came about."""

    DECLARED = "declared"
    ORDERED = "ordered"
    FOUND_LATER = "found_later"


@dataclass(frozen=True, slots=True)
class Recusal:
    """One reviewer who does not judge one applicant; `by` is who declared or ordered it."""

    reviewer: str
    ref: str
    ground: Ground
    reason: str
    by: str

    def covers(self, ref: str) -> bool:
        """Whether it takes this applicant's score out: an undeclared interest takes out all."""
        return self.ground is Ground.FOUND_LATER or self.ref == ref


@dataclass(frozen=True, slots=True)
class SheetsInForce:
    """Sheets by applicant: those that count, and those kept on record only."""

    counted: Mapping[str, tuple[Sheet, ...]]
    set_aside: Mapping[str, tuple[Sheet, ...]]


@dataclass(frozen=True, slots=True)
class UndeclaredInterest:
    """What follows when an interest was kept silent.

    `scores_out` are the applicants whose scores lose this reviewer, `reopen` says whether a vote
    already rests on them, and `approver` who may reopen then ("chair", else "office").
    """

    reviewer: str
    disqualified: bool
    scores_out: tuple[str, ...]
    reopen: bool
    approver: str
    sentence: str


def declare(reviewer: str, ref: str, note: str = "") -> Recusal:
    """The recusal a reviewer asks for; it needs nobody's consent and no reason."""
    return Recusal(reviewer, ref, Ground.DECLARED, note.strip() or "本人主动提出回避", reviewer)


def order(
    reviewer: str,
    ref: str,
    *,
    by: str,
    role: str,
    reason: str,
    policy: Policy,
) -> Recusal:
    """The recusal somebody else orders; raises RecusalInvalid without the role or a reason.

    Others may ask for it, but only the roles of the policy decide.
    """
    if role not in policy.hard.may_order_recusal.value:
        raise RecusalInvalid(f"{by}不能决定他人回避，请向承办机构提出申请。")
    if not reason.strip():
        raise RecusalInvalid(f"决定{reviewer}对 {ref} 回避须写明理由。")
    return Recusal(reviewer, ref, Ground.ORDERED, reason.strip(), by)


def sheets_in_force(
    sheets: Mapping[str, Iterable[Sheet]], recusals: Iterable[Recusal], policy: Policy
) -> SheetsInForce:
    """Sort the sheets of each applicant by whether they count.

    The sheets given are those handed in before the recusal: a policy may let them stand, though
    never those of an interest that was kept silent.
    """
    known = tuple(one for one in recusals if takes_out(one, policy))
    counted: dict[str, tuple[Sheet, ...]] = {}
    set_aside: dict[str, tuple[Sheet, ...]] = {}
    for ref, own in sheets.items():
        out = {recusal.reviewer for recusal in known if recusal.covers(ref)}
        given = tuple(own)
        counted[ref] = tuple(sheet for sheet in given if sheet.reviewer not in out)
        if aside := tuple(sheet for sheet in given if sheet.reviewer in out):
            set_aside[ref] = aside
    return SheetsInForce(counted, set_aside)


def takes_out(recusal: Recusal, policy: Policy) -> bool:
    """Whether a sheet handed in before the recusal is out of force."""
    return recusal.ground is Ground.FOUND_LATER or not policy.hard.keep_if_submitted.value


def panel_strength(
    ref: str, seated: Iterable[str], recusals: Iterable[Recusal], policy: Policy
) -> Finding:
    """Whether an applicant still has enough reviewers; a smaller panel's result is never signed."""
    out = {recusal.reviewer for recusal in recusals if recusal.covers(ref)}
    left = [reviewer for reviewer in seated if reviewer not in out]
    minimum, article = policy.panel.min_after_recusal.value, articles(policy, Topic.PANEL_SIZE)
    if len(left) >= minimum:
        sentence = f"{ref} 有 {len(left)} 名评审员，符合人数要求。"
        return Finding(Topic.PANEL_SIZE.value, article, Outcome.PASS, "ok", sentence)
    return Finding(
        condition=Topic.PANEL_SIZE.value,
        article=article,
        outcome=Outcome.FAIL,
        code="panel_too_small",
        sentence=(
            f"{ref} 回避后只剩 {len(left)} 名评审员，少于 {minimum} 名，"
            "评审暂停，评审结果不能签署。"
        ),
        settled_by="从候补评审员中递补",
    )


def undeclared_interest(
    reviewer: str,
    ref: str,
    *,
    reviewed: Sequence[str],
    disqualify: bool,
    committee_voted: bool,
) -> UndeclaredInterest:
    """What follows when `reviewer` is found to have hidden an interest in `ref`.

    `reviewed` are the applicants this reviewer scored in the edition, `disqualify` the policy's
    rule for breaches of discipline.
    """
    scores = "、".join(reviewed)
    sentence = f"{reviewer}未主动申报与 {ref} 的利害关系，"
    sentence += "取消评审资格，" if disqualify else ""
    sentence += f"其对 {scores} 的评分不再计入。" if reviewed else "尚无评分。"
    if committee_voted:
        sentence += "评审委员会已经表决，须经主任委员同意重新启动评审，并附监督意见。"
    return UndeclaredInterest(
        reviewer=reviewer,
        disqualified=disqualify,
        scores_out=tuple(reviewed),
        reopen=committee_voted,
        approver="chair" if committee_voted else "office",
        sentence=sentence,
    )


def presiding(officers: Sequence[str], recused: Collection[str]) -> str:
    """Who presides: the chair, or the first deputy who is not recused; chair first in `officers`.

    Raises RecusalInvalid when all of them are recused.
    """
    for officer in officers:
        if officer not in recused:
            return officer
    raise RecusalInvalid("主任委员和副主任委员均须回避，不能主持该项审议。")
