"""What a regulation declares rather than decides: purpose, principles, duties of holders."""

from rules.policy.after import Trigger
from rules.policy.leaf import Section, Text, leaf
from rules.sourced import Sourced


class Principles(Section):
    """Statements that papers repeat; `reported` are the grounds departments must report."""

    purpose: Sourced[Text] = leaf("设立目的", "call")
    basic: Sourced[tuple[Text, ...]] = leaf("基本原则", "call")
    scope: Sourced[Text] = leaf("适用范围", "call")
    support: Sourced[tuple[Text, ...]] = leaf("支持评审的机构", "eligibility")
    holder_duties: Sourced[tuple[Text, ...]] = leaf("获奖单位的义务", "conferral")
    reported: Sourced[tuple[Trigger, ...]] = leaf("须及时通报的情形", "conferral")
