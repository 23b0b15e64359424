"""Leave for one applicant to hand in after the closing, with its reason and who granted it.

The regulation knows no lateness that can be mended (art. 15), so the exception is somebody's
decision, shown wherever the list of the accepted is decided.
"""

from datetime import datetime

from sqlmodel import select

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.gates import Evidence
from actions.letters.letters import write
from models.application import Application, ApplicationState, applications_of
from models.corrections import LatePermit, permits_of
from models.edition import Phase, StageAttempt, latest_attempt
from models.types import SHANGHAI
from notifications.outbox import Recipient
from notifications.wording import deadline_text
from rules.policy.citing import Topic
from rules.uscc import check_uscc, normalise_uscc
from runtime.desk import Desk

_NOT_DECIDED = {Phase.OPENING, Phase.WAITING, Phase.CLOSING, Phase.DECIDING}


def request(
    desk: Desk, edition: int, *, uscc: str, name: str, until: datetime, reason: str, actor: str,
    run_id: str,
) -> LatePermit:  # fmt: skip
    """Write the request down; a run that starts again finds its own.

    Raises:
        WrongMoment: the list of the accepted is decided, or intake has not begun.
        ActionRefused: no reason, or a credit code that cannot be.
    """
    found = desk.session.exec(select(LatePermit).where(LatePermit.flow_run_id == run_id)).first()
    if found is not None:
        return found
    _check_moment(desk, edition)
    if not (reason.strip() and actor.strip() and name.strip()):
        raise ActionRefused("请写明单位名称、准许逾期的理由和经办人。")
    code = normalise_uscc(uscc)
    if not check_uscc(code).valid:
        raise ActionRefused(f"统一社会信用代码“{uscc}”不正确，请核对。")
    row = LatePermit(
        edition=edition, number=len(permits_of(desk.session, edition)) + 1, uscc=code,
        name=name.strip(), until=until if until.tzinfo else until.replace(tzinfo=SHANGHAI),
        reason=reason.strip(), requested_by=actor.strip(), requested_at=desk.at,
        flow_run_id=run_id,
    )  # fmt: skip
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "late_permit.requested", row.key, actor=row.requested_by, edition=edition,
        uscc=row.uscc, name=row.name, until=row.until, reason=row.reason,
    )  # fmt: skip
    return row


def evidence_of(desk: Desk, edition: int, number: int) -> Evidence:
    """Who is to be let in until when, why, and what of it has come already."""
    row = get_permit(desk, edition, number)
    came = [f"{one.ref}（{deadline_text(one.received_at)}收到）" for one in _packages(desk, row)]
    told = {
        "单位": f"{row.name}（{row.uscc}）",
        "准许提交至": deadline_text(row.until),
        "理由": row.reason,
        "经办人": row.requested_by,
        "已收到的材料": "、".join(came) or "无",
    }
    lines = [f"- **{name}**：{value}" for name, value in told.items()]
    text = "\n".join(["### 准许一家单位逾期提交", "", *lines])
    return Evidence(text, {**told, "number": number})


def grant(desk: Desk, edition: int, number: int) -> None:
    """From now on that applicant is in time until then; what has come already is judged again."""
    _check_moment(desk, edition)
    row = get_permit(desk, edition, number)
    row.granted_at = desk.at
    desk.session.add(row)
    desk.session.flush()
    desk.record("late_permit.granted", row.key, edition=edition, uscc=row.uscc, until=row.until)
    for one in _packages(desk, row):
        if one.state is ApplicationState.REFUSED and one.received_at <= row.until and one.email:
            write(
                desk, edition, "correction-notice", key=f"{row.key}/{one.ref}/correction",
                to=Recipient(one.name, one.email), basis=Topic.RECEIPT,
                earlier=f"关于{one.ref}申报材料逾期的通知",
                correction="经批准，贵单位的申报材料视为按时提交，是否受理以受理结果为准。",
                reason="贵单位逾期提交的情况已经核实",
            )  # fmt: skip


def permitted_until(desk: Desk, application: Application) -> datetime | None:
    """Until when this applicant may hand in by a permit, ``None`` without one."""
    granted = [
        one.until
        for one in permits_of(desk.session, application.edition)
        if one.granted_at and one.uscc == application.uscc
    ]
    return max(granted, default=None)


def covers(desk: Desk, application: Application) -> bool:
    """Whether a package that came late came within a permit."""
    until = permitted_until(desk, application)
    return until is not None and application.received_at <= until


def awaited_until(desk: Desk, attempt: StageAttempt) -> datetime | None:
    """The last moment for which intake waits beyond its closing: for permits not yet used."""
    rows = applications_of(desk.session, attempt.edition)
    came = {row.uscc for row in rows if row.state is ApplicationState.RECEIVED}
    open_ones = [
        one.until
        for one in permits_of(desk.session, attempt.edition)
        if one.granted_at and one.uscc not in came
    ]
    return max(open_ones, default=None)


def granted_table(desk: Desk, edition: int) -> list[tuple[str, str, str]]:
    """Name, until when and why of every permit, for whoever decides on the accepted list."""
    return [
        (one.name, deadline_text(one.until), one.reason)
        for one in permits_of(desk.session, edition)
        if one.granted_at
    ]


def _check_moment(desk: Desk, edition: int) -> None:
    intake = latest_attempt(desk.session, edition, "intake")
    if intake is None:
        raise WrongMoment(f"第{edition}届尚未开始受理申报，无须准许逾期。")
    if intake.phase not in _NOT_DECIDED:
        raise WrongMoment(
            "受理名单已经决定，不能再准许逾期；确需受理的请先用“重新进行阶段”重新进行申报受理。"
        )


def _packages(desk: Desk, row: LatePermit) -> list[Application]:
    return [a for a in applications_of(desk.session, row.edition) if a.uscc == row.uscc]


def get_permit(desk: Desk, edition: int, number: int) -> LatePermit:
    """The request.

    Raises:
        UnknownSubject: the edition has none of that number.
    """
    for one in permits_of(desk.session, edition):
        if one.number == number:
            return one
    raise UnknownSubject(f"第{edition}届没有第{number}号逾期提交的申请。")
