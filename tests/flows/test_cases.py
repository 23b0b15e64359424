"""A case on a real server: it sleeps, is woken by a note, waits at three gates, and is closed."""

from functools import partial

import pytest

from actions.people.enrolling import enrol
from cli.rehearsal.office import Office as Player
from cli.rehearsal.office import await_true
from models.case import Case, IncidentReport, ReportState
from models.edition import Edition
from rules.cases import CasePhase
from runtime.clock import now
from runtime.database import transaction
from runtime.desk import open_desk
from tests.actions import factories as make
from tests.actions.conferred import conferred_edition
from tests.embedded_fixture import Office

WHO = "钦州S001有限公司"
OFFICERS = {"甲某": "office", "负责人": "office_head", "市府办": "government"}


@pytest.fixture
def player(stack: Office) -> Player:
    """The approvers of an edition that was conferred."""
    assert stack.server.pids(), "the server runs"
    with open_desk() as desk:
        if desk.session.get(Edition, 3) is None:
            make.add(desk, make.edition())
            conferred_edition(make.at(desk, make.OPENED))
        keys = {name: enrol(desk, name, [role]) for name, role in OFFICERS.items()}
    return Player(keys, lambda _: None)


def case_is(case_id: int, phase: CasePhase) -> bool:
    with transaction() as session:
        row = session.get(Case, case_id)
        return row is not None and row.phase is phase


def note(player: Player, case: int, step: str, **fields: str) -> None:
    values = {"日期": f"{now():%Y-%m-%d}", **fields}
    player.run("note-case", f"{case}/{step}/{fields}", 案件号=case, 事项=step, **values)


def test_fraud_from_the_report_to_the_last_payment(stack: Office, player: Player) -> None:  # noqa: ARG001
    player.run(
        "report-incident", "report", 涉及届次=3, 单位或人员=WHO, 情形="弄虚作假骗取奖项",
        发生日期="2026-04-01", 事实="伪造检测报告", 通报部门="市市场监督管理局",
        证据文件名=[],
    )  # fmt: skip
    player.decide("3/report/1/gate", "甲某", "线索明确", lambda: {"ground": "弄虚作假骗取奖项"})
    with transaction() as session:
        report = session.get(IncidentReport, 1)
        assert report is not None
        assert report.state is ReportState.ACCEPTED
        case = report.case_id
    assert case is not None

    await_true(partial(case_is, case, CasePhase.HEARING), "no hearing")
    note(player, case, "书面说明", 说明="承认")
    fraud = {"ground": "弄虚作假骗取奖项"}
    player.decide(f"3/case/{case}/gate", "负责人", "事实清楚", lambda: fraud)
    reply = {"number": "钦政函〔2027〕3号", "replied_on": f"{now():%Y-%m-%d}"}
    player.decide(f"3/case/{case}/request/gate", "市府办", "批准", lambda: reply)

    await_true(partial(case_is, case, CasePhase.EXECUTING), "not carried out")
    note(player, case, "收回奖牌")
    note(player, case, "收回证书")
    with open_desk() as desk:
        desk.keep(b"proof", "公告.png", kind="attachment", edition=3)
    for channel in ("信用中国（广西钦州）网站", "市级主要新闻媒体"):
        note(player, case, "发布公告", 渠道或对象=channel, 证明文件名="公告.png")
    note(player, case, "缴回资金", 金额="300000", 凭证号="A1")
    player.decide(f"3/case/{case}/check/1/gate", "甲某", "全部办结")

    await_true(partial(case_is, case, CasePhase.CLOSED), "not closed")
