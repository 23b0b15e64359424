"""The tellers' count coming in (art. 19); what is recorded stays as it is.

Rounds are recognised by prize and kind, not by the number on the sheet: a run-off comes in a
workbook of its own, whose first sheet is round 1 again.
"""

import json
from collections.abc import Sequence
from typing import Any

from actions.attempts import open_attempt
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.report import Line
from actions.vote.ballot_count import ballot_title, count_rounds, counted, rounds_of
from actions.vote.open_votes import (
    check_votes,
    named_votes,
    open_vote,
    rows_of_round,
    told_by_member,
    votes_of_round,
)
from actions.vote.papers import ask_for_next_round, ask_for_run_off, cap_of
from documents.forms.tally import Round, TallyForm
from models.application import find_application
from models.deliberation import Meeting, Tally, meeting_of, tallies_of
from models.edition import StageAttempt
from models.effects import Effect
from models.people import committee_of, officers_of
from models.types import id_of
from rules.ballot import BallotInvalid, BallotResult, RoundTally
from rules.canonical import canonical_json
from rules.tally import check_marks
from runtime.desk import Desk

_HEADER = ("held_on", "appointed", "present", "teller_1", "teller_2", "observer")


def take_tally(
    desk: Desk, edition: int, form: TallyForm, *, source: str, sha256: str
) -> list[Line]:
    """Take a whole count or nothing; one line a round.

    Raises:
        UnknownSubject: another edition, or a candidate nobody reviewed.
        WrongMoment: the deliberation is not open.
        ActionRefused: a count that cannot be, or that differs from what is recorded.
    """
    if form.edition != edition:
        raise UnknownSubject(f"计票单属于第{form.edition}届，不能收入第{edition}届。")
    attempt = open_attempt(desk, edition, "deliberation")
    _check_meeting(desk, attempt, form)
    for one in form.rounds:
        _check_recusals(form, one)
    check_votes(desk, attempt, form)
    fresh, lines = _sort_out(desk, attempt, form, source)
    if fresh:
        result = _count_with(desk, attempt, form, fresh)
        _keep(desk, attempt, form, fresh, sha256=sha256)
        if result.run_off:
            ask_for_run_off(desk, attempt, result)
        elif result.next_prize and result.quorum:
            ask_for_next_round(desk, attempt, result)
    return lines


def meeting_papers(desk: Desk, attempt: StageAttempt) -> dict[str, Any]:
    """What the tellers wrote beside the votes: who presided, who left for whom (art. 30)."""
    row = desk.session.get(Effect, f"{attempt.key}/meeting")
    found: dict[str, Any] = json.loads(row.result) if row else {}
    return found


def round_papers(desk: Desk, attempt: StageAttempt, number: int) -> dict[str, int]:
    """Ballots issued, returned, valid and void in one recorded round."""
    row = desk.session.get(Effect, f"{attempt.key}/round/{number}")
    found: dict[str, int] = json.loads(row.result) if row else {}
    return found


def _check_meeting(desk: Desk, attempt: StageAttempt, form: TallyForm) -> None:
    counters = [form.teller_1.strip(), form.teller_2.strip(), form.observer.strip()]
    if not all(counters) or len(set(counters)) < len(counters):
        raise ActionRefused("计票单须有两名计票人和一名监票人，且不能是同一人。")
    if not attempt.started_at.date() <= form.held_on <= desk.at.date():
        raise ActionRefused(f"会议日期{form.held_on}不在审议投票开始之后、今天之前，请核对。")
    members = committee_of(desk.session, attempt.edition)
    if members and len(members) != form.appointed:
        raise ActionRefused(
            f"计票单写委员总数{form.appointed}名，评审委员会名册为{len(members)}名；"
            "人员有变动的，请先更新名册。"
        )
    names = {member.name for member in members}
    strangers = sorted({one.member for one in form.recusals if names and one.member not in names})
    if strangers:
        raise ActionRefused(f"登记回避的{'、'.join(strangers)}不是本届评审委员会委员。")
    officers = [one.name for one in officers_of(desk.session, attempt.edition)]
    if officers and form.presided_by and form.presided_by not in officers:
        raise ActionRefused(
            f"主持人{form.presided_by}不是本届主任委员或副主任委员（{'、'.join(officers)}），请核对。"
        )
    for ref in {one.ref for one in form.recusals} if officers else ():
        away = {one.member for one in form.recusals if one.ref == ref}
        if set(officers) <= away:
            raise ActionRefused(f"{ref}：主任委员和副主任委员均已回避，不能主持该项审议，请核对。")
    row = meeting_of(desk.session, id_of(attempt))
    if row and any(getattr(row, name) != getattr(form, name) for name in _HEADER):
        raise ActionRefused("会议日期、人数、计票人或监票人与已登记的会议不一致，请核对原件。")


def _check_recusals(form: TallyForm, one: Round) -> None:
    for line in one.lines:
        named = len({r.member for r in form.recusals if r.ref == line.ref})
        if named != line.recused:
            raise ActionRefused(
                f"{line.ref}计票表写回避{line.recused}人，会议表逐一登记了{named}人，请核对。"
            )


def _sort_out(
    desk: Desk, attempt: StageAttempt, form: TallyForm, source: str
) -> tuple[list[tuple[int, Round]], list[Line]]:
    """Rounds not recorded yet, each with its number, and a line for every round."""
    rows = tallies_of(desk.session, id_of(attempt))
    result = counted(desk, attempt)
    number = max((row.round for row in rows), default=0)
    fresh, lines = [], []
    for one in form.rounds:
        name = _name(desk, attempt, one)
        recorded = _recorded(desk, attempt, rows, one)
        if _said(form, one) in recorded:
            lines.append(Line(source, name, ok=True, sentence=f"{name}的计票已收。"))
            continue
        is_asked_for = one.is_run_off and result is not None and result.run_off_prize == one.prize
        if recorded and not is_asked_for:
            raise WrongMoment(f"{name}的计票已经登记，与本表不同，不能更改；有误的请退回本阶段。")
        number += 1
        fresh.append((number, one))
        lines.append(Line(source, name, ok=True, sentence=f"已收{name}的计票。"))
    return fresh, lines


def _recorded(
    desk: Desk, attempt: StageAttempt, rows: Sequence[Tally], one: Round
) -> list[dict[str, Any]]:
    """What was recorded for the same prize and kind of round, in comparable form."""
    numbers = {r.round for r in rows if (r.prize, r.is_run_off) == (one.prize, one.is_run_off)}
    return [
        {
            "papers": round_papers(desk, attempt, number),
            "lines": {
                r.ref: [r.votes_for, r.votes_against, r.votes_blank, r.recused]
                for r in rows
                if r.round == number
            },
            **_told_by(told_by_member(votes_of_round(desk, attempt, number))),
        }
        for number in sorted(numbers)
    ]


def _said(form: TallyForm, one: Round) -> dict[str, Any]:
    votes = [open_vote(vote) for vote in named_votes(form, one)]
    return {
        **_told_by(told_by_member(votes)),
        "papers": _papers(one),
        "lines": {
            line.ref: [line.votes_for, line.votes_against, line.votes_blank, line.recused]
            for line in one.lines
        },
    }


def _told_by(members: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Only an open vote has names to tell."""
    return {"votes": [list(one) for one in members]} if members else {}


def _papers(one: Round) -> dict[str, int]:
    return {"issued": one.issued, "returned": one.returned, "valid": one.valid, "void": one.void}


def _name(desk: Desk, attempt: StageAttempt, one: Round) -> str:
    policy = desk.policy(attempt.edition)
    if one.prize not in {round_.prize for round_ in policy.vote.rounds.value}:
        raise UnknownSubject(f"本办法没有为“{one.prize}”规定投票轮次。")
    return ballot_title(policy, one.prize, is_run_off=one.is_run_off)


def _rows(attempt: StageAttempt, number: int, one: Round) -> list[Tally]:
    return [
        Tally(
            attempt_id=id_of(attempt),
            round=number,
            prize=one.prize,
            is_run_off=one.is_run_off,
            ref=line.ref,
            votes_for=line.votes_for,
            votes_against=line.votes_against,
            votes_blank=line.votes_blank,
            recused=line.recused,
        )
        for line in one.lines
    ]


def _count_with(
    desk: Desk, attempt: StageAttempt, form: TallyForm, fresh: Sequence[tuple[int, Round]]
) -> BallotResult:
    """The result with the new rounds; nothing is written before it holds."""
    rows = [*tallies_of(desk.session, id_of(attempt))]
    for number, one in fresh:
        if len({line.ref for line in one.lines}) < len(one.lines):
            raise ActionRefused("同一轮中有候选单位不止一行，请核对。")
        _check_marks(desk, attempt, form, one, rows)
        rows += _rows(attempt, number, one)
    for ref in {row.ref for row in rows}:
        if find_application(desk.session, attempt.edition, ref) is None:
            raise UnknownSubject(f"{ref}不是候选单位，不能计票。")
    rounds = rounds_of(desk.policy(attempt.edition), rows)
    try:
        return count_rounds(
            desk, attempt, appointed=form.appointed, present=form.present, rounds=rounds
        )
    except BallotInvalid as invalid:
        raise ActionRefused(invalid.sentence) from invalid


def _check_marks(
    desk: Desk, attempt: StageAttempt, form: TallyForm, one: Round, before: Sequence[Tally]
) -> None:
    """A ballot holds so many marks as the round allows, in a run-off one for each open seat.

    Raises:
        ActionRefused: more marks than the valid ballots can hold, or nobody to be voted on.
    """
    policy = desk.policy(attempt.edition)
    name = ballot_title(policy, one.prize, is_run_off=one.is_run_off)
    try:
        so_far = count_rounds(
            desk,
            attempt,
            appointed=form.appointed,
            present=form.present,
            rounds=rounds_of(policy, before),
        )
        (held,) = rounds_of(policy, _rows(attempt, 1, one)) or [RoundTally(one.prize, ())]
        cap = so_far.run_off_seats if one.is_run_off else cap_of(policy, one.prize)
        check_marks(held, max_marks=max(cap, 1), ballots=one.valid)
    except BallotInvalid as invalid:
        raise ActionRefused(f"{name}：{invalid.sentence}") from invalid


def _keep(
    desk: Desk,
    attempt: StageAttempt,
    form: TallyForm,
    fresh: Sequence[tuple[int, Round]],
    *,
    sha256: str,
) -> None:
    if meeting_of(desk.session, id_of(attempt)) is None:
        header = {name: getattr(form, name) for name in _HEADER}
        desk.session.add(
            Meeting(attempt_id=id_of(attempt), file_sha256=sha256, recorded_at=desk.at, **header)
        )
        recusals = [[r.member, r.ref, r.reason] for r in form.recusals]
        facts = {
            "presided_by": form.presided_by,
            "recusals": recusals,
            "observer": form.observer,
            "observer_note": form.observer_note,
        }
        desk.once(f"{attempt.key}/meeting", canonical_json(facts))
    for number, one in fresh:
        desk.session.add_all(_rows(attempt, number, one))
        desk.session.add_all(rows_of_round(attempt, number, named_votes(form, one)))
        desk.once(f"{attempt.key}/round/{number}", canonical_json(_papers(one)))
        desk.record(
            "tally.recorded", f"{attempt.key}/{one.prize}", actor=form.teller_1,
            edition=attempt.edition, round=number, run_off=one.is_run_off,
            tellers=[form.teller_1, form.teller_2], observer=form.observer, sha256=sha256,
            **_said(form, one),
        )  # fmt: skip
    desk.session.flush()
