"""Objections to a published list (article 20): whether they can be taken, and what they lead to.

Every objection is logged and answered. One that comes too late or cannot be taken is passed on
to the reporting route of articles 25 and 31, never lost. Nothing here handles an objection: the
written opinions of the members come first (`opinions`), and the office decides with them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rules.errors import RuleError
from rules.policy import Policy
from rules.policy.citing import Topic, articles, noted
from rules.publicity import Period


class ObjectionInvalid(RuleError):
    """An outcome that does not follow from a verdict."""

    code = "objection_invalid"


class Verdict(StrEnum):
    """What the handling opinion says."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """One objection as received; `ref` is the published name it is about."""

    received_at: datetime
    ref: str
    matter: str
    is_real_name: bool
    has_contact: bool = True


@dataclass(frozen=True, slots=True)
class Admissibility:
    """Whether an objection enters the procedure of article 20.

    `code` is "ok" or why not; `route` is "publicity", or "report" for the route of articles 25
    and 31; `sentence` tells the objector.
    """

    is_admissible: bool
    in_time: bool
    code: str
    route: str
    sentence: str


def admissible(
    objection: ObjectionFacts, period: Period, listed: Collection[str], policy: Policy
) -> Admissibility:
    """Whether an objection is taken, by the policy: in time, about a published name, and so on."""
    required = policy.publicity.objection.real_name.value == "required"
    in_time = not period.has_ended(objection.received_at)
    code = "late"
    if in_time:
        code = _refusal(objection, listed, real_name_required=required)
    return Admissibility(
        is_admissible=code == "ok",
        in_time=in_time,
        code=code,
        route="publicity" if code == "ok" else "report",
        sentence=_answer(code, policy),
    )


def _answer(code: str, policy: Policy) -> str:
    if code == "ok":
        return f"异议已受理，将依据{articles(policy, Topic.PUBLICITY) or '办法'}调查核实。"
    if code == "late":
        cited = noted(policy, Topic.REVOCATION)
        return f"异议在公示期满后收到，不按公示异议办理；已登记，按监督管理的规定{cited}处理。"
    return _ANSWERS[code]


_FALSE = re.compile("弄虚作假|虚假|伪造|变造|造假|骗取|篡改|冒用")
_DENIED = re.compile("(不存在|不属于|没有|未发现|未见|并非)[^，。；]*")

_ANSWERS = {
    "not_listed": "反映的单位不在公示名单内，不按公示异议办理；已登记并按职责转办。",
    "no_matter": "没有写明反映的事项，无法调查核实；已登记，请补充具体情况。",
    "anonymous": "本次公示要求实名反映并留联系方式，不按公示异议办理；已登记，线索另行核查。",
}


def _refusal(
    objection: ObjectionFacts,
    listed: Collection[str],
    *,
    real_name_required: bool,
) -> str:
    if objection.ref not in listed:
        return "not_listed"
    if not objection.matter.strip():
        return "no_matter"
    if real_name_required and not (objection.is_real_name and objection.has_contact):
        return "anonymous"
    return "ok"


def tells_of_fraud(verdict: Verdict, matter: str, reason: str) -> bool:
    """Whether what was upheld is false papers (article 25), by the words used.

    Of an objection upheld in part only the reason counts: the rest of the matter was not found.
    Whether it was fraud is then for the case to find, after a hearing.
    """
    if verdict is Verdict.NOT_UPHELD:
        return False
    told = f"{matter}。{reason}" if verdict is Verdict.UPHELD else reason
    return bool(_FALSE.search(_DENIED.sub("", told)))


def leaves_list(verdict: Verdict, *, removed: bool | None) -> bool:
    """Whether the name leaves the list.

    Upheld means yes, not upheld means no; for a partly upheld objection the office must say
    (`removed`). Raises ObjectionInvalid when it does not, or contradicts the verdict.
    """
    if verdict is Verdict.PARTLY_UPHELD:
        if removed is None:
            raise ObjectionInvalid("异议部分成立时，须写明该单位是否退出建议名单。")
        return removed
    leaves = verdict is Verdict.UPHELD
    if removed is not None and removed is not leaves:
        raise ObjectionInvalid("异议成立的须退出建议名单，不成立的不得因此退出。")
    return leaves
