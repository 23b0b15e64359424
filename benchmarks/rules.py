"""What exactness costs: fractions, policy and proof against a plain NumPy sum of the same numbers.

300 applicants with five sheets each are scored, ranked and verified by `rules` alone. The sum
does none of that work; it is the least that adding up the same percentages can cost. Times are
those of the processor, so that a busy machine counts less.
"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from benchmarks.row import Row
from rules.canonical import BEIJING
from rules.criteria import Criteria, read_criteria
from rules.policy import Policy, read_pack
from rules.ranking import rank
from rules.record import ReviewRecord, ShortlistRecord, record_text, verify
from rules.scoring import Score, Sheet, combine
from rules.shortlist import shortlist

POLICIES = Path(__file__).parent.parent / "policies"
SHEETS = 5


def rows(*, quick: bool) -> list[Row]:
    """Scoring and ranking, and verifying."""
    applicants, times = (30, 2) if quick else (300, 5)
    policy = read_pack(POLICIES / "qinzhou-2021")
    criteria = read_criteria(POLICIES / "criteria" / "gbt19580-2012.toml")
    sheets = _sheets(criteria, applicants)
    record = _record(policy, criteria, sheets)
    plain = _best(times * 20, _plain_sum(criteria, sheets))
    scored = _best(times, lambda: _ranked(policy, criteria, sheets))
    verified = _best(times, lambda: _held(record))
    against = f"plain NumPy sum of the same {applicants * SHEETS * len(criteria.items)} numbers"
    return [
        Row(name="rules-score-and-rank", ours=scored, reference=plain, against=against, unit="s"),
        Row(name="rules-verify", ours=verified, reference=plain, against=against, unit="s"),
        Row(name="rules-score-rank-and-verify", ours=scored + verified, unit="s", target="< 1"),
    ]


def _sheets(criteria: Criteria, applicants: int) -> dict[str, list[Sheet]]:
    """Made-up sheets: legal percentages that differ by applicant, reviewer and item."""
    return {
        f"S{ref:03}": [
            Sheet(
                f"E{seat:02}",
                {
                    item.number: 40 + 5 * ((ref * 7 + place * 3) % 8) + 5 * (seat % 4)
                    for place, item in enumerate(criteria.items)
                },
            )
            for seat in range(SHEETS)
        ]
        for ref in range(applicants)
    }


def _scores(policy: Policy, criteria: Criteria, sheets: dict[str, list[Sheet]]) -> dict[str, Score]:
    return {ref: combine(own, criteria, policy) for ref, own in sheets.items()}


def _ranked(policy: Policy, criteria: Criteria, sheets: dict[str, list[Sheet]]) -> None:
    places = rank({ref: own.total for ref, own in _scores(policy, criteria, sheets).items()})
    assert len(places) == len(sheets), "everybody has a place"


def _record(policy: Policy, criteria: Criteria, sheets: dict[str, list[Sheet]]) -> dict[str, Any]:
    scores = _scores(policy, criteria, sheets)
    totals = {ref: score.total for ref, score in scores.items()}
    text = record_text(
        edition=1,
        exported_at=datetime(2026, 12, 1, tzinfo=BEIJING),
        policy=policy,
        criteria=criteria,
        reviews=[
            ReviewRecord(
                stage="document-review", ref=ref, panel=1, sheets=tuple(own), score=scores[ref]
            )
            for ref, own in sheets.items()
        ],
        shortlist=ShortlistRecord(scores=totals, result=shortlist(totals, policy)),
    )
    record: dict[str, Any] = json.loads(text)
    return record


def _held(record: dict[str, Any]) -> None:
    found = {one.code for one in verify(record)}
    # Made-up totals may tie at the cut, which nobody has settled here.
    assert found <= {"undecided"}, f"a record just written holds: {found}"


def _plain_sum(criteria: Criteria, sheets: dict[str, list[Sheet]]) -> Callable[[], None]:
    points = np.array([item.points for item in criteria.items], dtype=np.float64)
    percents = np.array(
        [[list(one.items.values()) for one in own] for own in sheets.values()], dtype=np.float64
    )

    def add_up() -> None:
        totals = (percents @ points / 100).mean(axis=1)
        assert np.argsort(-totals).size == len(sheets), "everybody has a place"

    return add_up


def _best(times: int, work: Callable[[], None]) -> float:
    """The shortest of so many runs, in seconds."""
    found = []
    for _ in range(times):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)
