"""Applicants that belong together: shown to the committee, barred by no article."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rules.eligibility.facts import ApplicationFacts
from rules.findings import Finding, Outcome
from rules.names import same_organisation
from rules.policy import Policy
from rules.uscc import normalise_uscc


@dataclass(frozen=True, slots=True)
class Link:
    """Two applicants (positions in the list given) and why they are shown together."""

    first: int
    second: int
    code: str
    sentence: str


def links_between(applications: Sequence[ApplicationFacts]) -> tuple[Link, ...]:
    """Every pair with the same code, the same group or the same address."""
    pairs = combinations(enumerate(applications), 2)
    return tuple(
        Link(i, j, code, f"“{a.name}”与“{b.name}”{why}，请一并提示评审委员会。")
        for (i, a), (j, b) in pairs
        for code, why in _reasons(a, b)
    )


def _reasons(a: ApplicationFacts, b: ApplicationFacts) -> tuple[tuple[str, str], ...]:
    same_code = normalise_uscc(a.uscc) == normalise_uscc(b.uscc)
    group = any(_same(x, y) for x, y in ((a.group, b.group), (a.group, b.name), (b.group, a.name)))
    address = "".join(a.address.split())
    checks = (
        ("same_uscc", "统一社会信用代码相同", same_code),
        ("same_group", "属于同一集团或有控股关系", group),
        ("same_address", "地址相同", bool(address) and address == "".join(b.address.split())),
    )
    return tuple((code, why) for code, why, holds in checks if holds)


def _same(one: str, other: str) -> bool:
    return bool(one and other) and same_organisation(one, other)


def over_limit(applications: Sequence[ApplicationFacts], policy: Policy) -> tuple[Finding, ...]:
    """A question for each group with more applicants than the policy's limit; 0 sets none.

    No article says who of a group gives way, so nobody is refused here.
    """
    limit = policy.hard.max_per_group.value
    groups = _groups(applications) if limit else ()
    return tuple(
        Finding(
            condition="group",
            article=policy.hard.max_per_group.cite,
            outcome=Outcome.CHECK,
            code="over_group_limit",
            sentence=f"{'、'.join(names)}属于同一集团，共{len(names)}家，超过{limit}家的上限。",
            settled_by="集团书面确定的推荐单位",
        )
        for names in groups
        if len(names) > limit
    )


def _groups(applications: Sequence[ApplicationFacts]) -> tuple[tuple[str, ...], ...]:
    """Names that hang together through common groups, in the order given."""
    group = list(range(len(applications)))
    for link in (one for one in links_between(applications) if one.code == "same_group"):
        old, new = group[link.second], group[link.first]
        group = [new if own == old else own for own in group]
    return tuple(
        tuple(a.name for a, own in zip(applications, group, strict=True) if own == number)
        for number in dict.fromkeys(group)
    )
