"""会议纪要 (art. 19): the meeting and its rounds as counted, and the lists that came of them."""

from actions.papers.filing import base, bases, file_paper
from actions.vote.ballot_count import ballot_title, counted
from actions.vote.open_votes import is_open, told_by_member, votes_of_round
from actions.vote.tallies import meeting_papers, round_papers
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.vote import ListedPrize, Minutes, VoteLine, VoteRound
from documents.papers.wording import date_text
from models.application import applications_of
from models.deliberation import Meeting, Tally, meeting_of, tallies_of
from models.edition import StageAttempt
from models.people import officers_of
from models.types import id_of
from notifications.outbox import Attachment
from rules.ballot import BallotResult
from rules.policy.citing import Topic
from rules.recusal import presiding
from runtime.desk import Desk

ARTICLE = Topic.MINUTES


def file_minutes(
    desk: Desk, attempt: StageAttempt, lists: tuple[ListedPrize, ...], chair_note: str = ""
) -> Attachment | None:
    """Write the minutes, anew with the chair's note once there is one; ``None``: no meeting."""
    meeting, result = meeting_of(desk.session, id_of(attempt)), counted(desk, attempt)
    if meeting is None or result is None:
        return None
    policy = desk.policy(attempt.edition)
    papers = meeting_papers(desk, attempt)
    context = Minutes(
        **base(desk, attempt, ARTICLE) | {"issuer": policy.bodies.committee.value},
        bases=bases(policy, attempt.stage),
        held_on=date_text(meeting.held_on),
        place=None,
        chair=papers.get("presided_by") or None,
        appointed=meeting.appointed,
        present=meeting.present,
        quorum=quorum_text(desk, attempt, result),
        tellers=(meeting.teller_1, meeting.teller_2),
        observer=meeting.observer,
        agenda=("听取综合评审报告", "审议获奖建议名单", "投票表决", "宣布计票结果"),
        way="记名投票" if is_open(desk, attempt.edition) else "无记名投票",
        recusals=tuple(
            f"{member}对{ref}回避{f'（{reason}）' if reason else ''}。"
            for member, ref, reason in papers.get("recusals", [])
        ),
        rounds=tuple(_round(desk, attempt, rows, result) for rows in held_rounds(desk, attempt)),
        lists=lists,
        remarks=_remarks(desk, attempt, result, chair_note),
    )
    return file_paper(desk, attempt, "minutes", context)


def held_rounds(desk: Desk, attempt: StageAttempt) -> list[list[Tally]]:
    """The rows of each recorded round, in the order in which they came in."""
    rows = tallies_of(desk.session, id_of(attempt))
    return [[row for row in rows if row.round == n] for n in sorted({row.round for row in rows})]


def round_title(desk: Desk, attempt: StageAttempt, row: Tally) -> str:
    return ballot_title(desk.policy(attempt.edition), row.prize, is_run_off=row.is_run_off)


def verdict(row: Tally, result: BallotResult) -> str:
    """What came of one candidate's votes for one prize."""
    if row.ref in result.proposed[row.prize]:
        return "列入建议名单"
    if any(row.ref in names for names in result.proposed.values()):
        return "本轮未列入"
    if row.ref in result.run_off and row.prize == result.run_off_prize:
        return "同票，须再次投票"
    return "未列入" if result.quorum else "表决无效"


def quorum_text(desk: Desk, attempt: StageAttempt, result: BallotResult) -> str:
    rule = desk.policy(attempt.edition).vote.quorum.value
    return f"{'达到' if result.quorum else '未达到'}全体委员{rule.num}/{rule.den}的法定人数"


def listed(
    desk: Desk, attempt: StageAttempt, by_prize: dict[str, list[str]]
) -> tuple[ListedPrize, ...]:
    """Lists as papers print them, with the places that stay empty (art. 4)."""
    names = {row.ref: row.name for row in applications_of(desk.session, attempt.edition)}
    return tuple(
        ListedPrize(
            prize=prize.name.value,
            winners=tuple(
                Organisation(ref=ref, name=names[ref]) for ref in by_prize.get(prize.id, [])
            ),
            vacant=prize.max_orgs.value - len(by_prize.get(prize.id, [])),
        )
        for prize in desk.policy(attempt.edition).prizes
    )


def meeting_line(meeting: Meeting) -> str:
    return (
        f"{date_text(meeting.held_on)}召开，委员{meeting.appointed}名，到会{meeting.present}名；"
        f"计票人{meeting.teller_1}、{meeting.teller_2}，监票人{meeting.observer}。"
    )


def _round(desk: Desk, attempt: StageAttempt, rows: list[Tally], result: BallotResult) -> VoteRound:
    papers = round_papers(desk, attempt, rows[0].round)
    names = {row.ref: row.name for row in applications_of(desk.session, attempt.edition)}
    return VoteRound(
        title=round_title(desk, attempt, rows[0]),
        **papers,
        votes=tuple(told_by_member(votes_of_round(desk, attempt, rows[0].round))),
        lines=tuple(
            VoteLine(
                ref=row.ref,
                name=names[row.ref],
                votes_for=row.votes_for,
                votes_against=row.votes_against,
                votes_blank=row.votes_blank,
                recused=row.recused,
                result=verdict(row, result),
            )
            for row in rows
        ),
    )


def _remarks(
    desk: Desk, attempt: StageAttempt, result: BallotResult, chair_note: str
) -> tuple[str, ...]:
    names = {row.ref: row.name for row in applications_of(desk.session, attempt.edition)}
    reasons = [f"{names[ref]}（{ref}）：{reason}" for ref, reason in result.reasons.items()]
    said = [f"主任委员说明：{chair_note}"] if chair_note else []
    papers = meeting_papers(desk, attempt)
    noted = papers.get("observer_note", "")
    seen = [f"监督人员意见（{papers['observer']}）：{noted}"] if noted else []
    return (*result.notes, *_presiding(desk, attempt), *reasons, *seen, *said)


def _presiding(desk: Desk, attempt: StageAttempt) -> list[str]:
    """Who presides over a candidate from which the chair or a deputy is recused (art. 8, 30)."""
    officers = [one.name for one in officers_of(desk.session, attempt.edition)]
    away: dict[str, set[str]] = {}
    for member, ref, _ in meeting_papers(desk, attempt).get("recusals", []):
        away.setdefault(ref, set()).add(member)
    return [
        f"审议{ref}时由{presiding(officers, gone)}主持。"
        for ref, gone in sorted(away.items())
        if gone & set(officers)
    ]
