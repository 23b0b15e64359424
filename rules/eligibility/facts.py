"""The facts an assessment is made from: what was declared, recorded, replied and verified."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rules.findings import Finding, Outcome
from rules.policy import Policy
from rules.policy.entry import Condition


@dataclass(frozen=True, slots=True)
class Incident:
    """An accident or violation; `major` is the authority's classification, None if not known.

    `level` is the authority's own word ("较大"): the policy says which words mean major. `cured`
    says what has been put right since.
    """

    facts: str
    occurred_on: date | None = None
    major: bool | None = None
    level: str = ""
    cured: str = ""

    def is_major(self, levels: Collection[str]) -> bool | None:
        """Whether its level is one of the policy's; None while nobody has said, or not clearly.

        A level weighs more than a tick, and a tick that its own words contradict is not clear.
        A policy that names no levels goes by the tick.
        """
        if not levels:
            return self.major
        if self.level:
            return self.level in levels
        told = set(_GRADED.findall(self.facts))
        return None if self.major and told and not told & set(levels) else self.major


_GRADED = re.compile(r"(特别重大|重大|较大|一般)(?=[^，。；、]{0,12}事故)")


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What an applicant declared and its papers show; what is left out is not known.

    `legal_form` is one of the codes in the policy's `legal_forms` (or `sole_trader`,
    `partnership`, `branch`); `registered_region` a six-digit division code from the licence;
    `evidence` and `attested` ids of conditions with papers handed in or declared met; `listings`
    and `figures` the named lists and reported figures a city's own conditions ask for,
    `unknown_lists` those of the lists that nobody has handed in.
    """

    uscc: str
    name: str
    legal_person: bool | None = None
    legal_form: str = ""
    registered_region: str = ""
    established_on: date | None = None
    moved_in_on: date | None = None
    interrupted: bool = False
    accidents: tuple[Incident, ...] = ()
    evidence: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    unknown_lists: tuple[str, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    former_names: tuple[str, ...] = ()
    group: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class PastPrize:
    """A prize of an earlier edition; `award_year` is the year of `decided_on` if not given."""

    uscc: str
    prize: str
    decided_on: date
    name: str = ""
    edition: int | None = None
    award_year: int | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Ban:
    """Barred from applying, from `starts_on` to `until`, both days included."""

    uscc: str
    until: date
    starts_on: date = date.min
    article: str = "第二十五条"
    reason: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentReply:
    """What one consulted department said about one applicant.

    `conditions` are those an objection is about (none named: all it was asked about). `silent`
    is recorded when the deadline has passed; `accepted_by` names the officer who accepted the
    silence in writing. `occurred_on`, `major`, `level` and `cured` describe the fact objected to.
    """

    department: str
    answer: Literal["clean", "objects", "silent"]
    conditions: tuple[str, ...] = ()
    facts: str = ""
    occurred_on: date | None = None
    major: bool | None = None
    accepted_by: str = ""
    level: str = ""
    cured: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """A report of experts or a third party on one condition; None: they could not tell."""

    condition: str
    satisfied: bool | None
    by: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one assessment looks at; `until` is the last day whose facts count."""

    application: ApplicationFacts
    policy: Policy
    history: tuple[PastPrize, ...]
    bans: tuple[Ban, ...]
    replies: tuple[DepartmentReply, ...]
    verifications: tuple[Verification, ...]
    reference_date: date
    until: date
    edition: int | None


def found(
    condition: Condition, outcome: Outcome, code: str, sentence: str, settled_by: str = ""
) -> Finding:
    """A finding about a condition of the policy."""
    return Finding(condition.id, condition.article, outcome, code, sentence, settled_by)


def passed(condition: Condition, sentence: str) -> Finding:
    """A condition that is met, with nothing else to say."""
    return found(condition, Outcome.PASS, "ok", sentence)
