"""What a check says: one finding per condition, in a form both people and machines can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How one condition stands."""

    PASS = "pass"
    FAIL = "fail"
    EVIDENCE = "evidence"
    """Something that can be asked for is still missing."""
    CHECK = "check"
    """A human has to judge; the rules never decide it silently."""

    @property
    def label(self) -> str:
        """The Chinese word printed on lists and forms."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.PASS: "满足",
    Outcome.FAIL: "不满足",
    Outcome.EVIDENCE: "待补充",
    Outcome.CHECK: "待人工认定",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition and how it stands.

    `condition` is the policy's id ("13(8)"), `article` the citation ("第十三条第（八）项"), `code`
    a word for machines ("ok" when there is nothing to say), `sentence` Chinese for people, and
    `settled_by` what would settle it ("" when settled). A PASS whose code is not "ok" is a
    remark: worth reading, without effect on the result.
    """

    condition: str
    article: str
    outcome: Outcome
    code: str
    sentence: str
    settled_by: str = ""


def remarks(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that pass and still have something to say."""
    return tuple(f for f in findings if f.outcome is Outcome.PASS and f.code != "ok")
