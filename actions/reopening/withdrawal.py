"""Withdrawing an application: free until the commendation (art. 15: applying is voluntary)."""

from sqlmodel import select

from actions import applications, proposals
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.letters import letters
from models.application import Application, ApplicationState, find_application
from models.deliberation import Proposal, ProposalState
from models.edition import EditionState, Phase, attempt_in_force, attempts_of
from notifications.outbox import Recipient
from notifications.wording import deadline_text
from rules.intake import may_withdraw
from rules.policy.citing import Topic, articles
from runtime.desk import Desk

_EFFECT = "当届评审就此终止，已交材料留存备查；不影响申报以后各届。"
_OUT = {
    ApplicationState.REFUSED: "已不予受理",
    ApplicationState.INELIGIBLE: "资格审查未通过",
    ApplicationState.NOT_SHORTLISTED: "未进入现场评审",
    ApplicationState.NOT_PROPOSED: "未列入建议名单",
    ApplicationState.REMOVED: "已从名单中移除",
}


def withdraw(
    desk: Desk, edition: int, ref: str, *, actor: str, reason: str, dry_run: bool
) -> list[str]:
    """Withdraw, or say what withdrawing would do (``dry_run``); sentences, in order.

    Withdrawing twice changes nothing.

    Raises:
        UnknownSubject: there is no such application.
        WrongMoment: the prize is conferred, the last stage for it is over, or the application is
            no longer in the running.
        ActionRefused: no reason is given.
    """
    row = find_application(desk.session, edition, ref)
    if row is None:
        raise UnknownSubject(f"第{edition}届没有受理编号为{ref}的申报。")
    if row.state is ApplicationState.WITHDRAWN:
        return [f"{ref} {row.name}此前已经撤回，没有变化。"]
    _check(desk, row, reason)
    proposal = _proposal_of(desk, row)
    said = _consequences(row, proposal)
    if dry_run:
        return [f"将要：{sentence}" for sentence in said]
    _take_off(desk, row, proposal, actor=actor, reason=reason)
    return said


def _check(desk: Desk, row: Application, reason: str) -> None:
    state = desk.edition(row.edition).state
    if row.state is ApplicationState.AWARDED or state is EditionState.CONFERRED:
        cited = articles(desk.policy(row.edition), Topic.REVOCATION)
        raise WrongMoment(
            f"第{row.edition}届已经表彰，{row.name}不能再撤回申报；称号的撤销按办法{cited}办理。"
        )
    stage = _stage_of(desk, row.edition)
    if stage and not may_withdraw(desk.policy(row.edition), stage):
        raise WrongMoment(
            f"已进入{desk.policy(row.edition).stage(stage).title.value}阶段，不能再撤回申报。"
        )
    if row.state in _OUT:
        raise WrongMoment(f"{row.ref} {row.name}{_OUT[row.state]}，无须撤回。")
    if not reason.strip():
        raise ActionRefused("请写明撤回的理由，存入档案。")


def _stage_of(desk: Desk, edition: int) -> str:
    """The furthest stage the edition has reached, "" before its first; what fell does not count."""
    rows = attempts_of(desk.session, edition)
    reached = {row.stage for row in rows if row.phase is not Phase.SUPERSEDED}
    order = desk.policy(edition).stages.order.value
    return next((stage for stage in reversed(order) if stage in reached), "")


def _proposal_of(desk: Desk, row: Application) -> Proposal | None:
    meeting = attempt_in_force(desk.session, row.edition, "deliberation")
    if meeting is None:
        return None
    query = select(Proposal).where(Proposal.attempt_id == meeting.id, Proposal.ref == row.ref)
    found = desk.session.exec(query).one_or_none()
    return None if found is None or found.state is ProposalState.REMOVED else found


def _consequences(row: Application, proposal: Proposal | None) -> list[str]:
    said = [f"{row.ref} {row.name}的申报撤回，不再参加当届评审。"]
    if proposal is not None:
        said.append("建议名单中的该名额空缺，不递补。")
    if row.email:
        said.append(f"撤回确认函发往{row.email}。")
    return said


def _take_off(
    desk: Desk, row: Application, proposal: Proposal | None, *, actor: str, reason: str
) -> None:
    row.withdrawn_at = desk.at
    applications.move(
        desk, row, ApplicationState.WITHDRAWN, actor=actor, former=row.state, reason=reason
    )
    if proposal is not None:
        proposal.reason = f"申报单位撤回：{reason}"
        proposals.move(desk, proposal, ProposalState.REMOVED, actor=actor, reason=proposal.reason)
    if row.email:
        letters.write(
            desk, row.edition, "withdrawal-confirmed",
            key=f"{row.edition}/withdrawal/{row.ref}/confirmed",
            to=Recipient(row.name, row.email), basis=Topic.RECEIPT, ref=row.ref,
            withdrawn_at=deadline_text(desk.at), effect=_EFFECT,
        )  # fmt: skip
