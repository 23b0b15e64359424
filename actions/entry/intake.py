"""Stage intake (art. 14, 15): packages come in until the deadline, then every one is judged."""

from collections.abc import Iterable
from datetime import datetime

from actions import applications
from actions.entry import completions, late_permits, packages, receipt, windows
from actions.entry.call import announced_closing
from actions.entry.listings import ask_for_lists
from actions.gates import Evidence
from actions.markdown import table
from actions.owed import Owed
from actions.stage import Judgement, Stage, Wait, deadline
from models.application import Application, ApplicationState, applications_of, regions_of
from models.edition import StageAttempt, attempt_in_force
from models.effects import Effect
from models.gate import Decision
from models.people import Contact, ContactKind, contacts_of
from notifications.wording import deadline_text
from rules.policy.citing import Topic, noted
from runtime.desk import Desk

_JUDGED = {ApplicationState.RECEIVED, ApplicationState.REFUSED}


def open_intake(desk: Desk, attempt: StageAttempt) -> None:
    """The window opens; the first one closes when the published call says it does.

    A later one starts from what has come in, whatever the earlier stages had made of it.
    """
    call = attempt_in_force(desk.session, attempt.edition, "call")
    announced = announced_closing(desk, call) if call else None
    if attempt.attempt == 1 and announced is not None:
        attempt.due_at = announced
        desk.session.add(attempt)
    ask_for_lists(desk, attempt)
    for row in applications_of(desk.session, attempt.edition):
        if row.state not in {ApplicationState.REFUSED, ApplicationState.WITHDRAWN}:
            applications.set_back(desk, row, ApplicationState.RECEIVED)
    due = attempt.due_at.isoformat() if attempt.due_at else ""
    desk.record("intake.opened", attempt.key, edition=attempt.edition, closes_at=due)


def owed_in_intake(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """Gaps in packages, and county offices from whose region nothing has come.

    Nobody is bound to recommend.
    """
    seen = regions_of(desk.session, attempt.edition)
    counties = contacts_of(desk.session, ContactKind.COUNTY)
    silent = [_owed(desk, attempt, one) for one in counties if one.region not in seen]
    return [*completions.owed_completions(desk, attempt), *silent]


def close_intake(desk: Desk, attempt: StageAttempt) -> None:
    """Judge every package once more, in the order of receipt, and keep every reason."""
    judge(desk, attempt)


def judge(desk: Desk, attempt: StageAttempt) -> None:
    """What ``close_intake`` does; also when a late permit changes things before the decision."""
    closes_at = windows.closing_moment(desk, attempt)
    accepted: dict[str, str] = {}
    for row in _judged(desk, attempt):
        row.refusals = receipt.refusals_of(
            desk, row, closes_at=closes_at, received=accepted,
            files=receipt.files_in(desk, row.edition, row.ref),
        )  # fmt: skip
        applications.judge(desk, row)
        if not row.refusals:
            accepted[row.uscc] = row.ref
    _mark_replaced(_judged(desk, attempt), accepted)
    desk.session.flush()
    rows = _judged(desk, attempt)
    desk.record(
        "intake.judged", attempt.key, edition=attempt.edition,
        accepted=[r.ref for r in rows if not r.refusals],
        refused={r.ref: [one["code"] for one in r.refusals] for r in rows if r.refusals},
    )  # fmt: skip


def evidence_of_intake(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Every package with its result; what came after the closing is refused by itself."""
    rows = [r for r in applications_of(desk.session, attempt.edition) if _is_in(desk, attempt, r)]
    accepted = [row for row in rows if row.state is ApplicationState.RECEIVED]
    refused = [row for row in rows if row.state is ApplicationState.REFUSED]
    permits = late_permits.granted_table(desk, attempt.edition)
    withdrawn = len(rows) - len(accepted) - len(refused)
    closes = _told(windows.closing_moment(desk, attempt))
    counted = f"拟受理 {len(accepted)} 份，拟不予受理 {len(refused)} 份，撤回 {withdrawn} 份"
    text = "\n\n".join(
        [
            f"收到申报材料 {len(rows)} 份，{counted}。受理截止时间：{closes}。",
            f"### 收到的申报材料{noted(desk.policy(attempt.edition), Topic.RECEIVED)}",
            table(
                ("编号", "单位", "统一社会信用代码", "收到时间", "结果", "理由"), map(_cells, rows)
            ),
            "### 经批准逾期提交的单位",
            table(("单位", "准许提交至", "理由"), permits),
        ]
    )
    facts = {
        "accepted": [row.ref for row in accepted],
        "refused": {row.ref: row.refusals for row in refused},
        "packages": {row.ref: row.package_sha256 for row in rows},
        **({"permits": permits} if permits else {}),
    }
    return Evidence(text, facts)


def enact_intake(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """Accept what is in order and tell everybody else why not."""
    for row in _judged(desk, attempt):
        if row.state is ApplicationState.RECEIVED:
            applications.move(desk, row, ApplicationState.ACCEPTED, actor=decision.approver)
        else:
            packages.refuse(desk, row, key=attempt.key)


def _judged(desk: Desk, attempt: StageAttempt) -> list[Application]:
    rows = applications_of(desk.session, attempt.edition, *_JUDGED)
    return [row for row in rows if _is_in(desk, attempt, row)]


def _is_in(desk: Desk, attempt: StageAttempt, row: Application) -> bool:
    in_time = attempt.closed_at is None or row.received_at <= attempt.closed_at
    return in_time or late_permits.covers(desk, row)


def _mark_replaced(rows: Iterable[Application], accepted: dict[str, str]) -> None:
    """An incomplete package that was followed by a complete one needs no letter of its own."""
    for row in rows:
        later = accepted.get(row.uscc, "")
        if row.refusals and receipt.is_mendable(row.refusals) and later > row.ref:
            sentence = f"申报单位已另行提交完整的材料（{later}），本件不再处理。"
            row.refusals = [*row.refusals, {"code": receipt.REPLACED, "sentence": sentence}]


def _cells(row: Application) -> tuple[str, ...]:
    result = {
        ApplicationState.REFUSED: "不予受理",
        ApplicationState.WITHDRAWN: "已撤回",
    }.get(row.state, "受理")
    reasons = "；".join(one["sentence"].rstrip("。") for one in row.refusals)
    return row.ref, row.name, row.uscc, _told(row.received_at), result, reasons or "—"


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _owed(desk: Desk, attempt: StageAttempt, county: Contact) -> Owed:
    due = windows.closing_moment(desk, attempt)
    return Owed(
        subject=f"recommendation/{county.region or county.name}",
        name=county.name,
        address=county.email,
        matter="组织推荐申报",
        due_at=due,
        basis=Topic.RECEIPT,
        request=f"贵辖区尚无单位申报，如有符合条件并自愿申报的，请于{deadline_text(due)}前审核报送。",
        kind="recommendation",
        role="county",
        phone=county.phone,
    )


def _window(desk: Desk, attempt: StageAttempt) -> Wait:
    """The deadline; beyond it, who has leave to come late, and who was asked to complete."""
    beyond = {
        "等待获准逾期提交的单位": late_permits.awaited_until(desk, attempt),
        "等待补正期限届满": completions.awaited_until(desk, attempt),
    }
    waits = [Wait(desk.at >= until, until, why) for why, until in beyond.items() if until]
    return max((deadline(desk, attempt), *waits), key=lambda wait: wait.until)


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """The closing that the call announced."""
    call = attempt_in_force(desk.session, attempt.edition, "call")
    effect = desk.session.get(Effect, f"{call.key}/notice/closes-at") if call else None
    return effect.result if effect else None


INTAKE = Stage(
    name="intake",
    open=open_intake,
    waits=_window,
    owed=owed_in_intake,
    close=close_intake,
    decision=Judgement(evidence_of_intake),
    enact=enact_intake,
    input=_input,
    makes=(ApplicationState.ACCEPTED,),
    needs=("call",),
)
