"""``zhijiang calc``: the rules by hand, JSON in and JSON out, without a database.

Each calculation is a pair of forms and one function between them; the rules decide.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ValidationError

from cli import calc_forms as forms
from cli.refusal import InputRefused
from cli.shelf import criteria_named, policy_named
from rules import ballot, draw, scoring
from rules.calendar import add_days
from rules.eligibility import assess, eligible
from rules.policy.problems import sentence_of
from runtime.days import calendar


@dataclass(frozen=True, slots=True)
class Calculation:
    """One thing that can be calculated: what it reads, what it writes, and how."""

    input: type[BaseModel]
    output: type[BaseModel]
    run: Callable[[Any], dict[str, object]]


def calculate(name: str, data: object) -> dict[str, Any]:
    """The result of one calculation as plain JSON values.

    `data` is the parsed input. Raises InputRefused for an unknown name or input that does not
    fit, RuleError for input the rules refuse; both say in Chinese what to do.
    """
    calculation = _named(name)
    try:
        # Strict JSON: a date is text, a number is a number, nothing is converted on the quiet.
        given = calculation.input.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise InputRefused(_sentence(error)) from error
    result = calculation.output.model_validate(calculation.run(given))
    return result.model_dump(mode="json")


def schemas(name: str) -> dict[str, Any]:
    """The JSON schemas of what a calculation reads and writes; raises InputRefused."""
    calculation = _named(name)
    return {
        "input": forms.schema_of(calculation.input),
        "output": forms.schema_of(calculation.output),
    }


def deadline(given: forms.DeadlineInput) -> dict[str, object]:
    """The last day of a period; the day it is counted from is not counted."""
    policy_named(given.pack)
    return {"due": add_days(calendar(), given.from_, given.days, given.unit)}


def score(given: forms.ScoreInput) -> dict[str, object]:
    """One applicant's score from complete sheets."""
    policy = policy_named(given.pack)
    result = scoring.combine(
        [scoring.Sheet(sheet.reviewer, sheet.items) for sheet in given.sheets],
        criteria_named(given.criteria),
        policy,
        consensus=[scoring.Consensus(c.item, c.percent, c.minute) for c in given.consensus],
        leader=given.leader,
    )
    decimals = policy.scoring.decimals.value
    return {
        "total": scoring.display(result.total, decimals),
        "exact": f"{result.total.numerator}/{result.total.denominator}",
        "items": {
            number: {"mean": scoring.display(item.mean, decimals), "spread": item.spread}
            for number, item in result.items.items()
        },
        "consensus_needed": list(result.consensus_needed),
    }


def draw_panel(given: forms.DrawInput) -> dict[str, object]:
    """A panel and its reserves."""
    drawn = draw.draw(given.pool, given.excluded, given.size, given.reserves, given.seed)
    return {
        "pool_sha256": drawn.pool_sha256,
        "panel": list(drawn.panel),
        "reserves": list(drawn.reserves),
        "excluded": dict(drawn.excluded),
    }


def count_ballot(given: forms.BallotInput) -> dict[str, object]:
    """The lists the committee proposes."""
    result = ballot.count(
        policy_named(given.pack),
        given.appointed,
        given.present,
        {
            name: ballot.Candidate(Fraction(own.combined), own.priority)
            for name, own in given.candidates.items()
        },
        [_round(held) for held in given.rounds],
    )
    return result.as_json()


def assess_application(given: forms.EligibilityInput) -> dict[str, object]:
    """How one application stands condition by condition."""
    policy = policy_named(given.pack)
    for past in given.history:
        policy.prize(past.prize)  # an unknown one would pass for a prize nobody waits after
    findings = assess(
        given.application,
        policy=policy,
        reference_date=given.reference_date,
        history=given.history,
        bans=given.bans,
        replies=given.replies,
        verifications=given.verifications,
    )
    return {"eligible": eligible(findings), "findings": [asdict(f) for f in findings]}


CALCULATIONS = {
    "deadline": Calculation(forms.DeadlineInput, forms.DeadlineOutput, deadline),
    "score": Calculation(forms.ScoreInput, forms.ScoreOutput, score),
    "draw": Calculation(forms.DrawInput, forms.DrawOutput, draw_panel),
    "ballot": Calculation(forms.BallotInput, forms.BallotOutput, count_ballot),
    "eligibility": Calculation(forms.EligibilityInput, forms.EligibilityOutput, assess_application),
}


def _round(held: forms.RoundInput) -> ballot.RoundTally:
    tallies = tuple(
        ballot.Tally(t.candidate, t.for_, t.against, t.blank, t.recused) for t in held.tallies
    )
    return ballot.RoundTally(held.prize, tallies, run_off=held.run_off)


def _named(name: str) -> Calculation:
    if name not in CALCULATIONS:
        raise InputRefused(f"没有“{name}”这种计算，可用：{'、'.join(CALCULATIONS)}。")
    return CALCULATIONS[name]


def _sentence(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    lines = (f"{'.'.join(map(str, f['loc'])) or '整个输入'} {sentence_of(dict(f))}" for f in faults)
    return f"输入不符合要求：{' '.join(lines)}"
