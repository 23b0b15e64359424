"""Who may apply (article 13, with the bans of article 25), as findings condition by condition.

The rules decide what can be computed: registration, waiting period, bans, lists. What a department
or a verifier must say stays open until they say it; silence is a state of its own and never
consent. A finding that fails on a report is a proposal: the office decides with the list.

Nothing here asks anybody; it only reads what was answered.
"""

from rules.eligibility.assess import assess, eligible, recheck, reference_date_of
from rules.eligibility.facts import (
    ApplicationFacts,
    Ban,
    DepartmentReply,
    Incident,
    PastPrize,
    Verification,
)
from rules.eligibility.links import Link, links_between, over_limit

__all__ = [
    "ApplicationFacts",
    "Ban",
    "DepartmentReply",
    "Incident",
    "Link",
    "PastPrize",
    "Verification",
    "assess",
    "eligible",
    "links_between",
    "over_limit",
    "recheck",
    "reference_date_of",
]
