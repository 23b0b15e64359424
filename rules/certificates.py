"""Certificates of no interest (article 30): who may read what, before and after.

A reviewer signs a standing declaration, then a certificate per applicant before anything of that
applicant is readable; whoever reads, scores or votes signs once more after the meeting. A missing
certificate closes the door and never opens it by itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from rules.findings import Finding, Outcome
from rules.policy import Policy
from rules.policy.citing import Topic, articles

_CONDITION = Topic.RECUSAL.value


class Occasion(StrEnum):
    """When a certificate is signed."""

    STANDING = "standing"
    BEFORE_READING = "before_reading"
    AFTER_MEETING = "after_meeting"


@dataclass(frozen=True, slots=True)
class Certificate:
    """One person's signed word; `ref` is the applicant, "" for the standing declaration."""

    person: str
    occasion: Occasion
    ref: str = ""
    has_interest: bool = False


def may_read(person: str, ref: str, certificates: Iterable[Certificate], policy: Policy) -> Finding:
    """Whether a person may read, and so judge, what an applicant handed in."""
    article = articles(policy, Topic.RECUSAL)
    own = [one for one in certificates if one.person == person]
    if not any(one.occasion is Occasion.STANDING for one in own):
        sentence = f"{person}尚未签署利害关系总声明和保密承诺，不能查看任何申报材料。"
        return _closed(article, "no_standing", sentence, "利害关系总声明和保密承诺")
    about = [one for one in own if one.ref == ref]
    if any(one.has_interest for one in about):
        sentence = f"{person}与 {ref} 有利害关系，已回避，不能查看其材料。"
        return Finding(_CONDITION, article, Outcome.FAIL, "recused", sentence)
    if not any(one.occasion is Occasion.BEFORE_READING for one in about):
        sentence = f"{person}尚未就 {ref} 签署无利害关系声明，不能查看其材料。"
        return _closed(article, "no_certificate", sentence, f"就 {ref} 的无利害关系声明")
    return Finding(_CONDITION, article, Outcome.PASS, "ok", f"{person}可以查看 {ref} 的材料。")


def unsigned_after(
    judged: Collection[tuple[str, str]], certificates: Iterable[Certificate], policy: Policy
) -> tuple[Finding, ...]:
    """What is missing after the meeting, one finding for each person and applicant judged."""
    article = articles(policy, Topic.RECUSAL)
    signed = {(c.person, c.ref) for c in certificates if c.occasion is Occasion.AFTER_MEETING}
    return tuple(
        _closed(
            article, "not_confirmed", f"{person}会后尚未就 {ref} 签署回避确认。", "会后回避确认"
        )
        for person, ref in sorted(set(judged) - signed)
    )


def _closed(article: str, code: str, sentence: str, settled_by: str) -> Finding:
    return Finding(_CONDITION, article, Outcome.EVIDENCE, code, sentence, settled_by)
