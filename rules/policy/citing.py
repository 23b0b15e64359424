"""Which articles a matter rests on, as papers and letters cite them.

The citation is that of the policy's own values. What only this project proposes (`project_default`)
has no article, so a city whose text is not known cites nothing rather than another city's number.
"""

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from rules.policy.model import Policy
from rules.sourced import Basis, Sourced

_NOTE = re.compile(r"（(?![一二三四五六七八九十]+）)[^（）]*(?:（[^（）]*）[^（）]*)*）$")
_ITEM = re.compile(r"第（[一二三四五六七八九十]+）项$")

_Leaves = Callable[[Policy], Iterable[Sourced[Any]]]


def _titles(*stages: str) -> _Leaves:
    """The titles of the stages, where the policy has them: they carry the stage's own article."""
    return lambda p: [one.title for name in stages for one in p.stages.stage if one.name == name]


class Topic(Enum):
    """What a paper, a letter or a sentence is about."""

    COMMITTEE = "committee"
    MAJOR = "major"
    DISCIPLINE = "discipline"
    WORK_PLAN = "work_plan"
    NOTICE = "notice"
    CALL = "call"
    RECEIPT = "receipt"
    REFUSAL = "refusal"
    RECEIVED = "received"
    COMPLETION = "completion"
    CONSULTATION = "consultation"
    VERIFICATION = "verification"
    ELIGIBILITY = "eligibility"
    DRAW = "draw"
    INVITATION = "invitation"
    RECUSAL = "recusal"
    PANEL_SIZE = "panel_size"
    DOCUMENT_REVIEW = "document-review"
    SITE_REVIEW = "site-review"
    DELIBERATION = "deliberation"
    PRIORITY = "priority"
    VACANCY = "vacancy"
    MINUTES = "minutes"
    PUBLICITY = "publicity"
    APPROVAL = "approval"
    RECHECK = "recheck"
    AWARD = "award"
    CONFERRAL = "conferral"
    FUND = "fund"
    FUND_USE = "fund_use"
    TITLE_USE = "title_use"
    FRAUD = "fraud"
    REVOCATION = "revocation"
    REPORT = "report"
    WINNER_DUTIES = "winner_duties"
    ASSESSMENT = "assessment"


_SOURCES: dict[Topic, _Leaves] = {
    Topic.COMMITTEE: lambda p: [p.committee.chair],
    Topic.MAJOR: lambda p: [p.bodies.committee, p.bodies.discipline],
    Topic.DISCIPLINE: lambda p: [p.bodies.discipline],
    Topic.WORK_PLAN: lambda p: [p.bodies.office],
    Topic.NOTICE: _titles("call"),
    Topic.CALL: lambda p: [*_titles("call")(p), p.recommendation.who],
    Topic.RECEIPT: lambda p: [p.recommendation.who],
    Topic.RECEIVED: lambda p: [*_titles("intake")(p), p.recommendation.who],
    Topic.REFUSAL: lambda p: [
        *_titles("intake")(p), p.recommendation.who, *_titles("eligibility")(p)
    ],
    Topic.COMPLETION: _titles("eligibility"),
    Topic.CONSULTATION: _titles("eligibility"),
    Topic.VERIFICATION: lambda p: [p.verification.by],
    Topic.ELIGIBILITY: lambda p: [
        *(c.text for c in p.eligibility.conditions), *_titles("eligibility")(p)
    ],
    Topic.DRAW: lambda p: [*_titles("panels")(p), p.panel.size_min],
    Topic.INVITATION: lambda p: [
        *_titles("panels")(p), p.panel.size_min, p.discipline.disqualify
    ],
    Topic.RECUSAL: lambda p: [p.discipline.disqualify],
    Topic.PANEL_SIZE: lambda p: [p.panel.size_min],
    Topic.DOCUMENT_REVIEW: _titles("document-review"),
    Topic.SITE_REVIEW: _titles("site-review"),
    Topic.DELIBERATION: _titles("deliberation"),
    Topic.PRIORITY: lambda p: [p.texts.priority],
    Topic.VACANCY: lambda p: [p.prizes[0].may_be_vacant],
    Topic.MINUTES: lambda p: [p.prizes[0].max_orgs, *_titles("deliberation")(p)],
    Topic.PUBLICITY: _titles("publicity"),
    Topic.APPROVAL: _titles("approval"),
    Topic.AWARD: _titles("approval", "conferral"),
    Topic.CONFERRAL: _titles("conferral"),
    Topic.FUND: lambda p: [p.prizes[0].money_fen, p.bodies.finance],
    Topic.FUND_USE: lambda p: [p.fund.allowed_uses],
    Topic.TITLE_USE: lambda p: [p.texts.title_notice],
    Topic.FRAUD: lambda p: [s.revoke for s in p.sanctions if s.trigger == "fraud"],
    Topic.REVOCATION: lambda p: [s.revoke for s in p.sanctions if s.revoke.value],
    Topic.REPORT: lambda p: [p.aftermath.triage_role] if p.aftermath else [],
    Topic.ASSESSMENT: lambda p: (
        [p.aftermath.assessed_by] if p.aftermath and p.aftermath.assessed_by else []
    ),
    Topic.WINNER_DUTIES: lambda p: [p.aftermath.self_report_years] if p.aftermath else [],
    Topic.RECHECK: lambda p: [
        *(c.text for c in p.eligibility.conditions if c.params.value.clean_period),
        *_SOURCES[Topic.FRAUD](p),
    ],
}  # fmt: skip


def articles(policy: Policy, topic: Topic) -> str:
    """“第四条、第十九条”, "" where the policy knows no article."""
    found = _cited(_SOURCES[topic](policy))
    if topic is Topic.ELIGIBILITY:
        found = tuple(_ITEM.sub("", one) for one in found)
    return "、".join(dict.fromkeys(found))


def noted(policy: Policy, topic: Topic) -> str:
    """“（第十九条）” to be put after a sentence, "" where the policy knows no article."""
    found = articles(policy, topic)
    return f"（{found}）" if found else ""


def _cited(leaves: Iterable[Sourced[Any]]) -> tuple[str, ...]:
    """The citations without the notes behind them."""
    known = (one for one in leaves if one.basis is not Basis.PROJECT_DEFAULT)
    return tuple(_NOTE.sub("", one.cite) for one in known)
