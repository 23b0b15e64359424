"""The gates of what comes after the award: reports, cases, requests, checks."""

from functools import partial

from actions.award.approval import ReplyDetails
from actions.cases import follow_up, hearing, incidents, petition, ruling
from actions.cases.cases import get_case, terms_of
from actions.deciding.spec import GateSpec
from models.case import Case, IncidentReport
from models.gate import Outcome, gate_at
from models.types import id_of
from runtime.desk import Desk


def triage_gate(desk: Desk, row: IncidentReport) -> GateSpec:
    """Is it a case, and of which kind?"""
    report = partial(incidents.get_report, report_id=id_of(row))
    return GateSpec(
        key=gate_at(row.key),
        edition=row.edition,
        title=f"第{row.id}号通报（{row.name}）：提请研判",
        role=incidents.triage_role(desk, row),
        follows="同意：立案；退回：不立案",
        evidence=lambda desk: incidents.evidence_of_report(desk, report(desk)),
        details=incidents.Triage,
        ruling=lambda desk, details: incidents.ruling_on_report(desk, report(desk), details),
        decided=lambda desk, outcome: incidents.settle_report(desk, report(desk), outcome),
    )


def case_gate(desk: Desk, row: Case) -> GateSpec:
    """Is it established?"""
    case = partial(get_case, case_id=id_of(row))
    return GateSpec(
        key=gate_at(row.key),
        edition=row.edition,
        title=f"{row.number} {row.name}：提请认定",
        role=terms_of(desk, row).case_role.value,
        follows="同意：认定成立；退回：不予处理，结束本案",
        evidence=lambda desk: hearing.evidence_of_case(desk, case(desk)),
        details=ruling.DETAILS[row.kind],
        ruling=lambda desk, details: ruling.ruling_on_case(desk, case(desk), details),
        decided=lambda desk, outcome: hearing.settle_case(desk, case(desk), outcome),
    )


def request_gate(row: Case) -> GateSpec:
    """The city government's decision on a title (art. 25, 26)."""
    case = partial(get_case, case_id=id_of(row))
    return GateSpec(
        key=gate_at(f"{row.key}/request"),
        edition=row.edition,
        title=f"{row.number} {row.name}：提请批准撤销称号",
        role="government",
        follows="同意：批准；退回：不予批准，结束本案",
        evidence=lambda desk: petition.evidence_of_request(desk, case(desk)),
        details=ReplyDetails,
        ruling=lambda desk, details: petition.ruling_on_request(desk, case(desk), details),
        decided=lambda desk, outcome: petition.settle_request(desk, case(desk), outcome),
    )


def check_gate(desk: Desk, row: Case) -> GateSpec:
    """Is everything done? One gate a round."""
    case = partial(get_case, case_id=id_of(row))

    def settled(desk: Desk, outcome: Outcome) -> None:
        follow_up.settle_check(desk, case(desk), outcome)

    return GateSpec(
        key=gate_at(f"{row.key}/check/{row.round}"),
        edition=row.edition,
        title=f"{row.number} {row.name}：第{row.round}轮办理情况，提请结案",
        role=terms_of(desk, row).triage_role.value,
        follows="同意：结案；退回：继续办理",
        evidence=lambda desk: follow_up.evidence_of_check(desk, case(desk)),
        ruling=lambda desk, _details: follow_up.ruling_on_check(desk, case(desk)),
        decided=settled,
    )
