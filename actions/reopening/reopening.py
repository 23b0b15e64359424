"""Reopening a stage: what falls, who is concerned, and the new attempt.

The regulation does not know it; DOMAIN rule: earlier results stay readable and are out of force,
what rests on an unchanged input is re-confirmed by one decision, and after the conferral nothing
reopens: that is a case of articles 25 and 26.
"""

from collections.abc import Sequence

from sqlmodel import select

from actions.attempts import advance, was_approved
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.gates import Evidence
from actions.letters.mail_review import withdraw
from actions.markdown import bullets, table
from actions.reopening.people import Concerned, concerned_by, correct
from actions.reopening.rewind import rewind
from actions.starting import start_attempt
from documents.papers.wording import edition_text
from models.edition import (
    EditionState,
    Phase,
    StageAttempt,
    find_attempt,
    latest_attempt,
)
from models.gate import find_gate, gate_at
from models.paper import papers_of
from models.reopening import Reopening, reopenings_of
from rules.policy.citing import Topic, noted
from rules.reopening import approver_role, from_stage_on
from runtime.desk import Desk

_DONE = {Phase.ENACTING, Phase.APPROVED}


def request(
    desk: Desk, edition: int, stage: str, *, reason: str, public_reason: str, actor: str,
    run_id: str,
) -> Reopening:  # fmt: skip
    """Write the request down; a run that starts again finds its own.

    A request that was never decided gives way to a newer one.

    Raises:
        WrongMoment: the edition is conferred, or the stage was not approved.
        ActionRefused: a reason is missing.
    """
    query = select(Reopening).where(Reopening.flow_run_id == run_id)
    found = desk.session.exec(query).one_or_none()
    if found is not None:
        return found
    falling(desk, edition, stage)
    if not (reason.strip() and public_reason.strip() and actor.strip()):
        raise ActionRefused("请写明重新进行的理由、告知当事人的说法和经办人。")
    earlier = reopenings_of(desk.session, edition)
    for one in earlier:
        _close_gate(desk, gate_at(one.key))
    row = Reopening(
        edition=edition, number=len(earlier) + 1, stage=stage, reason=reason.strip(),
        public_reason=public_reason.strip(), requested_by=actor.strip(), requested_at=desk.at,
        flow_run_id=run_id,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "reopening.requested", row.key, actor=row.requested_by, edition=edition,
        stage=stage, reason=row.reason, public_reason=row.public_reason,
    )  # fmt: skip
    return row


def falling(desk: Desk, edition: int, stage: str) -> list[StageAttempt]:
    """The attempts that reopening the stage puts out of force, the stage's own first.

    Raises:
        WrongMoment: the edition is conferred, or the stage is not one that was approved.
    """
    policy, state = desk.policy(edition), desk.edition(edition).state
    title = policy.stage(stage).title.value
    conferral = latest_attempt(desk.session, edition, "conferral")
    if state is EditionState.CONFERRED or (conferral and conferral.phase in _DONE):
        raise WrongMoment(
            f"{edition_text(edition)}已经授奖，不能重新进行“{title}”；"
            f"获奖后发现的问题按规定{noted(policy, Topic.REVOCATION)}立案处理。"
        )
    own = latest_attempt(desk.session, edition, stage)
    if own is None or own.phase is not Phase.APPROVED:
        raise WrongMoment(
            f"“{title}”没有处于“已通过”状态，不能重新进行；正在进行的阶段请在决定时选择“退回”。"
        )
    newest = (latest_attempt(desk.session, edition, one) for one in from_stage_on(policy, stage))
    return [row for row in newest if row is not None and row.phase is not Phase.SUPERSEDED]


def role_for(desk: Desk, edition: int, stage: str) -> str:
    """Who decides on it (office head; after the vote the chair, unless the policy differs)."""
    order = from_stage_on(desk.policy(edition), stage)
    newest = (latest_attempt(desk.session, edition, one) for one in order)
    return approver_role(
        desk.policy(edition), [row.stage for row in newest if row and was_approved(desk, row)]
    )


def describe(desk: Desk, edition: int, stage: str) -> Evidence:
    """The plan: what falls, who does what again, who was told what would no longer be true."""
    stale = falling(desk, edition, stage)
    policy, people = desk.policy(edition), concerned_by(desk, stale)
    titles = {row.stage: policy.stage(row.stage).title.value for row in stale}
    public = [
        paper.title
        for paper in papers_of(desk.session, edition)
        if paper.is_public and any(paper.key.startswith(f"{row.key}/") for row in stale)
    ]
    text = "\n\n".join(
        [
            f"### 重新进行“{titles[stage]}”（第{stale[0].attempt + 1}次）",
            "### 将失效的结果（留存可查，不再有效）",
            table(
                ("阶段", "次", "以后怎么办"),
                [(titles[row.stage], str(row.attempt), _then(desk, row, stage)) for row in stale],
            ),
            f"### 谁须停下或重新办理（{sum(bool(one.asked) for one in people)}人）",
            table(("姓名或单位", "已发出的要求"), _rows(people, asked=True)),
            f"### 已告知、将不再属实的内容（{sum(bool(one.told) for one in people)}人）",
            table(("姓名或单位", "已发出的通知"), _rows(people, asked=False)),
            "以上人员每人将收到一封更正通知；决定时还没有发出的信函不再发出，不必更正。",
            "### 已公开、须撤下的文件",
            bullets(public),
        ]
    )
    facts = {
        "stage": stage,
        "stale": [[row.stage, row.attempt, row.phase] for row in stale],
        "people": [[one.name, one.address] for one in people],
    }
    return Evidence(text, facts)


def evidence_of(desk: Desk, edition: int, number: int) -> Evidence:
    """The plan with who asks for it and why."""
    row = get(desk, edition, number)
    plan = describe(desk, edition, row.stage)
    told = f"- **理由**：{row.reason}\n- **告知当事人**：{row.public_reason}"
    text = f"{told}\n- **经办人**：{row.requested_by}\n\n{plan.text}"
    return Evidence(text, {**plan.facts, "number": number, "reason": row.reason})


def carry_out(desk: Desk, edition: int, number: int) -> None:
    """Put the attempts out of force, set applications back, begin the new attempt, tell people."""
    row = get(desk, edition, number)
    stale = falling(desk, edition, row.stage)
    keys = [one.key for one in stale]
    withdrawn = withdraw(desk, edition, row.key, keys, row.requested_by)
    told = correct(desk, row, stale)
    rewind(desk, edition, row.stage, stale)
    for one in stale:
        advance(desk, one, Phase.SUPERSEDED)
        _close_gate(desk, gate_at(one.key))
    row.new_attempt = stale[0].attempt + 1
    row.stale = [[one.stage, one.attempt] for one in stale]
    desk.session.add(row)
    start_attempt(desk, edition, row.stage, row.new_attempt, afresh=True)
    desk.record(
        "reopening.carried_out", row.key, edition=edition, stage=row.stage,
        new_attempt=row.new_attempt, stale=row.stale, corrections=told, withdrawn=withdrawn,
    )  # fmt: skip


def stale_runs(desk: Desk, reopening: Reopening) -> list[str]:
    """The Prefect runs of the attempts a reopening put out of force."""
    rows = [find_attempt(desk.session, reopening.edition, s, n) for s, n in reopening.stale]
    return [row.flow_run_id for row in rows if row is not None and row.flow_run_id]


def get(desk: Desk, edition: int, number: int) -> Reopening:
    """The request of that number."""
    for row in reopenings_of(desk.session, edition):
        if row.number == number:
            return row
    raise UnknownSubject(f"第{edition}届没有第{number}号重新进行的申请。")


def _close_gate(desk: Desk, key: str) -> None:
    gate = find_gate(desk.session, key)
    if gate is not None and gate.outcome is None and not gate.is_cancelled:
        gate.is_cancelled = True
        desk.session.add(gate)
        desk.session.flush()
        desk.record("gate.cancelled", gate.key, edition=gate.edition)


def _then(desk: Desk, row: StageAttempt, reopened: str) -> str:
    if row.stage == reopened:
        return "重新进行"
    if was_approved(desk, row):
        return "所依据的内容没有变化的，一次决定即可再确认；有变化的重新进行"
    return "尚未结束，取消后重新进行"


def _rows(people: Sequence[Concerned], *, asked: bool) -> list[tuple[str, str]]:
    found = ((one.name, one.asked if asked else one.told) for one in people)
    return [(name, "；".join(what)) for name, what in found if what]
