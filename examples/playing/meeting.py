"""The committee votes and the tellers count (art. 19)."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from documents.forms.applicants import Applicant
from documents.forms.tally import Recusal, Round, TallyForm, TallyLine, write_tally
from examples.playing.posting import post
from examples.playing.scenario import Scenario

AWARD_SEATS = 4


def tally_file(
    scenario: Scenario,
    candidates: Sequence[Applicant],
    *,
    held_on: date,
    folder: Path,
    until_tie: bool = False,
) -> Path:
    """The count; `candidates` in descending order of combined score, the same each time.

    With `until_tie` the count stops at the tie for the last award; without it the run-off and the
    nominations follow.
    """
    form = tally_form(scenario, candidates, held_on=held_on, until_tie=until_tie)
    name = "计票单-第一次投票.xlsx" if until_tie else "计票单.xlsx"
    return post(folder, name, write_tally(form))


def tally_form(
    scenario: Scenario, candidates: Sequence[Applicant], *, held_on: date, until_tie: bool = False
) -> TallyForm:
    """The count as `tally_file` writes it."""
    meeting, recused = scenario.meeting, _recused(scenario, candidates)
    rounds = list(_rounds(scenario, candidates))
    return TallyForm(
        edition=scenario.edition,
        held_on=held_on,
        appointed=meeting.appointed,
        present=meeting.present,
        presided_by=meeting.presided_by,
        teller_1=meeting.tellers[0],
        teller_2=meeting.tellers[1],
        observer=meeting.observer,
        observer_note=meeting.observer_note,
        recusals=tuple(
            Recusal(member=meeting.recusal.member, ref=ref, reason=meeting.recusal.reason)
            for ref in recused
        ),
        rounds=tuple(rounds[:1] if until_tie else rounds),
    )


def awarded(scenario: Scenario, candidates: Sequence[Applicant]) -> tuple[Applicant, ...]:
    """Who wins the award by these votes, the winner of the run-off last."""
    first = AWARD_SEATS - 1
    tied = _tied(scenario, candidates)
    votes = scenario.meeting.run_off_votes
    winner = max(zip(tied, votes, strict=False), key=lambda pair: pair[1])[0]
    return (*candidates[:first], winner)


def _tied(scenario: Scenario, candidates: Sequence[Applicant]) -> tuple[Applicant, ...]:
    first = AWARD_SEATS - 1
    return tuple(candidates[first : first + len(scenario.meeting.run_off_votes)])


def _rounds(scenario: Scenario, candidates: Sequence[Applicant]) -> Iterator[Round]:
    meeting = scenario.meeting
    tied, winners = _tied(scenario, candidates), awarded(scenario, candidates)
    rest = [one for one in candidates if one not in winners]
    recused = _recused(scenario, candidates)
    for position, (prize, standing, votes) in enumerate(
        (
            ("award", candidates, meeting.award_votes),
            ("award", tied, meeting.run_off_votes),
            ("nomination", rest, meeting.nomination_votes),
        ),
        start=1,
    ):
        yield Round(
            round=position,
            prize=prize,
            is_run_off=standing is tied,
            issued=meeting.present,
            returned=meeting.present,
            valid=meeting.present,
            void=0,
            lines=tuple(_lines(scenario, standing, votes, recused)),
        )


def _recused(scenario: Scenario, candidates: Sequence[Applicant]) -> set[str]:
    rank = scenario.meeting.recusal.rank
    return {one.ref for one in candidates[rank - 1 : rank]}


def _lines(
    scenario: Scenario, standing: Sequence[Applicant], votes: Sequence[int], recused: set[str]
) -> Iterator[TallyLine]:
    """A line for each name; whoever stands beyond the planned votes gets none."""
    meeting = scenario.meeting
    for position, one in enumerate(standing):
        own = votes[position] if position < len(votes) else 0
        absent = int(one.ref in recused)
        blank = int((position + 1) % meeting.blank_every == 0 and own + absent < meeting.present)
        yield TallyLine(
            ref=one.ref,
            name=one.name,
            votes_for=own,
            votes_against=meeting.present - absent - own - blank,
            votes_blank=blank,
            recused=absent,
        )
