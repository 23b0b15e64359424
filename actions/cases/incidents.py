"""Reports about winners, applicants and reviewers (art. 31): taken, joined, triaged by a person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from pydantic import Field
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from actions.attachments import required
from actions.cases.cases import aftermath_of, open_case
from actions.cases.holders import Holder, find_holder
from actions.details import Details
from actions.errors import ActionRefused, UnknownSubject
from actions.gates import Evidence, decision_row
from actions.markdown import bullets, escaped, table
from actions.report import Line
from actions.row_by_row import take_rows
from documents.forms.incidents import SHEET, Ground, Incident
from documents.sheets.reading import Rows
from models.case import IncidentReport, ReportState, cases_of
from models.gate import Outcome, gate_at
from rules.cases import BREACH
from rules.policy.citing import Topic, noted
from rules.sanctions import comparison
from runtime.desk import Desk

_IDS = "fraud", "accident", "quality_problem", "violation", "title_misuse", "fund_misuse", BREACH
TRIGGERS: dict[str, str] = dict(zip(get_args(Ground), _IDS, strict=True))
"""The words of the form → the policy's id of the ground."""
WORDS = {trigger: word for word, trigger in TRIGGERS.items()}
GROUND = "立案情形"


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said: whom (`who`: code, name or number) in which edition, what, when, by whom."""

    edition: int
    who: str
    trigger: str
    occurred_on: date
    facts: str
    reporter: str
    evidence: tuple[str, ...] = ()


def report_incident(desk: Desk, said: Reported, *, files_in: int, actor: str) -> IncidentReport:
    """Write a report down; one of the same subject, ground and day is joined to the first.

    Raises:
        UnknownSubject: nobody of that name in that edition.
        ActionRefused: facts or reporter are missing, the day is to come, or a file has not come.
    """
    if not said.facts.strip() or not said.reporter.strip():
        raise ActionRefused("请写明事实和通报部门。")
    if said.occurred_on > desk.at.date():
        raise ActionRefused(f"发生日期{said.occurred_on}还没有到，请核对。")
    holder = find_holder(desk, said.edition, said.who, said.trigger)
    first = _first(desk, holder, said)
    for one in _same(desk, holder, said):
        if one.reporter == said.reporter.strip():
            return one
    row = IncidentReport(
        edition=holder.edition, uscc=holder.subject, name=holder.name, trigger=said.trigger,
        occurred_on=said.occurred_on, facts=said.facts.strip(), reporter=said.reporter.strip(),
        recorded_by=actor, evidence=required(desk, files_in, said.evidence), received_at=desk.at,
        prize_edition=said.edition,
    )  # fmt: skip
    if first is not None:
        row.state, row.joined_to, row.case_id = ReportState.JOINED, first.id, first.case_id
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "incident.reported", row.key, actor=actor, edition=row.edition, uscc=row.uscc,
        trigger=row.trigger, occurred_on=row.occurred_on, facts=row.facts, reporter=row.reporter,
        joined_to=row.joined_to, evidence=row.evidence,
    )  # fmt: skip
    return row


def take_incidents(
    desk: Desk, edition: int, form: Rows[Incident], *, source: str, sha256: str
) -> list[Line]:
    """Every row by itself; one that does not fit costs the others nothing."""

    def take(one: Incident) -> tuple[bool, str]:
        said = Reported(
            one.edition, one.subject, TRIGGERS[one.ground], one.occurred_on, one.facts,
            one.reporter, one.evidence,
        )  # fmt: skip
        return True, told(report_incident(desk, said, files_in=edition, actor=source))

    lines = take_rows(desk, form.rows, take, sheet=SHEET, source=source)
    desk.record("incident.form_taken", source, edition=edition, file_sha256=sha256)
    return lines


def told(row: IncidentReport) -> str:
    """One sentence for whoever handed it in."""
    if row.state is ReportState.JOINED:
        return f"{row.name}：与第{row.joined_to}号通报为同一件事，已并入。"
    return f"{row.name}：已登记为第{row.id}号通报，等待承办机构研判。"


def get_report(desk: Desk, report_id: int) -> IncidentReport:
    row = desk.session.get(IncidentReport, report_id)
    if row is None:
        raise UnknownSubject(f"没有第{report_id}号通报，请核对。")
    return row


def triage_role(desk: Desk, row: IncidentReport) -> str:
    return aftermath_of(desk, row.edition).triage_role.value


def evidence_of_report(desk: Desk, row: IncidentReport) -> Evidence:
    """The report with those joined to it, what it could be the same as, and the two articles."""
    joined = desk.session.exec(_joined_to(row)).all()
    reports = [row, *joined]
    told_rows = [
        (r.id, r.reporter, r.occurred_on, r.facts, "、".join(file["name"] for file in r.evidence))
        for r in reports
    ]
    others = [
        f"第{one.id}号通报（发生于{one.occurred_on}，{one.reporter}）" for one in _alike(desk, row)
    ] + [f"{one.number}（{WORDS[one.trigger]}）" for one in cases_of(desk.session, row.uscc)]
    holder, policy = _still(desk, row), desk.policy(row.edition)
    text = "\n\n".join(
        [
            f"### 第{row.id}号通报：{escaped(row.name)}",
            f"情形：{WORDS[row.trigger]}{noted(policy, Topic.REPORT)}",
            table(("通报", "部门", "发生日期", "事实", "证据"), told_rows),
            f"**可能重复或相关**\n\n{bullets(others)}",
            _articles(desk, holder),
            "同意：按所选情形立案；退回：不立案。理由请填在“意见”中，存入档案。",
        ]
    )
    facts = {
        "report": row.key, "rows": [[str(cell) for cell in line] for line in told_rows],
        "evidence": [one.evidence for one in reports], "prize": holder.prize,
    }  # fmt: skip
    return Evidence(text, facts)


class Triage(Details):
    """Article 31: on which ground a case is opened."""

    ground: Ground = Field(title=GROUND, description="对照上面两条选择按哪一种情形立案")


def ruling_on_report(desk: Desk, row: IncidentReport, details: Triage) -> dict[str, Any]:
    """The ground on which the case is opened, which may differ from what was reported.

    Raises:
        ActionRefused: the ground does not fit who it is about, or a case runs already.
    """
    trigger = TRIGGERS[details.ground]
    if (trigger == BREACH) != (row.trigger == BREACH):
        raise ActionRefused("“违反评审纪律”只用于评审人员，其他情形只用于单位，请改选。")
    find_holder(desk, row.prize_edition, row.uscc, trigger)
    for case in cases_of(desk.session, row.uscc):
        if case.trigger == trigger and not case.phase.is_over:
            raise ActionRefused(f"{row.name}已有同一情形的案件（{case.number}）正在办理，请退回。")
    return {GROUND: details.ground}


def settle_report(desk: Desk, row: IncidentReport, outcome: Outcome) -> None:
    """Dismissed with the reason, or a case that those joined to the report belong to as well."""
    decision = decision_row(desk, gate_at(row.key))
    row.reason, row.state = decision.opinion, ReportState.DISMISSED
    desk.session.add(row)
    if outcome is Outcome.RETURNED:
        return
    row.state, trigger = ReportState.ACCEPTED, TRIGGERS[str(decision.details[GROUND])]
    case = open_case(
        desk, find_holder(desk, row.prize_edition, row.uscc, trigger), trigger,
        facts=row.facts, opened_by=decision.approver, evidence=row.evidence,
    )  # fmt: skip
    for one in (row, *desk.session.exec(_joined_to(row))):
        one.case_id = case.id
        desk.session.add(one)


def _joined_to(row: IncidentReport) -> SelectOfScalar[IncidentReport]:
    return select(IncidentReport).where(IncidentReport.joined_to == row.id)


def _same(desk: Desk, holder: Holder, said: Reported) -> list[IncidentReport]:
    query = select(IncidentReport).where(
        IncidentReport.uscc == holder.subject,
        IncidentReport.trigger == said.trigger,
        IncidentReport.occurred_on == said.occurred_on,
    )
    return list(desk.session.exec(query.order_by(col(IncidentReport.id))))


def _first(desk: Desk, holder: Holder, said: Reported) -> IncidentReport | None:
    return next((r for r in _same(desk, holder, said) if r.state is not ReportState.JOINED), None)


def _alike(desk: Desk, row: IncidentReport) -> list[IncidentReport]:
    """The same subject and ground on another day: for a person to see."""
    query = select(IncidentReport).where(
        IncidentReport.uscc == row.uscc,
        IncidentReport.trigger == row.trigger,
        IncidentReport.occurred_on != row.occurred_on,
    )
    return list(desk.session.exec(query.order_by(col(IncidentReport.id))))


def _still(desk: Desk, row: IncidentReport) -> Holder:
    """Whom it is about as things stand now: the prize may have been revoked meanwhile."""
    try:
        return find_holder(desk, row.prize_edition, row.uscc, row.trigger)
    except UnknownSubject:
        return Holder(row.edition, row.name, row.uscc)


def _articles(desk: Desk, holder: Holder) -> str:
    if holder.person or not holder.uscc:
        rule = noted(desk.policy(holder.edition), Topic.RECUSAL)
        return f"评审人员违反评审纪律的，按评审纪律办理{rule}。"
    head, *rows = comparison(desk.policy(holder.edition), prize_id=holder.prize or None)
    return f"**两条对照，请勿用错**\n\n{table(head, rows)}"
