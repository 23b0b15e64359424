"""What does not hold in a record, one finding each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rules.errors import RuleError


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that does not hold.

    `section` is the record's section, `subject` the applicant, panel or event in it ("" for the
    whole section), `code` for machines, `sentence` Chinese for people.
    """

    section: str
    subject: str
    code: str
    sentence: str


def guarded(
    section: str, subject: str, check: Callable[[], Iterable[Discrepancy]]
) -> Iterator[Discrepancy]:
    """The findings of a check; input that the rules refuse is a finding too."""
    try:
        yield from list(check())
    except RuleError as error:
        yield Discrepancy(section, subject, error.code, error.sentence)
    except (ArithmeticError, LookupError, ValueError) as error:
        # A record from anywhere: a year 9999 or a stage nobody has must not stop the rest.
        sentence = f"记录中的数值无法核对（{error}）。"
        yield Discrepancy(section, subject, "impossible", sentence)
