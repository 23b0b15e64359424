"""What the office does after the award from the Prefect UI: reports, triage, notes in cases."""

from datetime import date
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.runtime import flow_run as this_run
from pydantic import Field

from actions.cases.entries import Entry
from actions.cases.incidents import TRIGGERS, Reported
from documents.forms.incidents import Ground
from documents.forms.progress import Step
from flows.gate import pass_gate
from tasks import incidents, yearly

Words = Annotated[str, Field(min_length=2)]


@flow(name="report-incident", flow_run_name="第{涉及届次}届·情况通报", persist_result=False)
def report_incident(
    涉及届次: int,
    单位或人员: Words,
    情形: Ground,
    发生日期: date,
    事实: Words,
    通报部门: Words,
    经办人: Words,
    证据文件名: list[str],
) -> None:
    """登记各主管部门的情况通报；同一件事并入前一通报，由承办机构研判是否立案。"""
    said = Reported(
        涉及届次, 单位或人员, TRIGGERS[情形], 发生日期, 事实, 通报部门, tuple(证据文件名)
    )
    get_run_logger().info(incidents.take_report(said, 经办人))
    incidents.keep_cases_going()


@flow(name="triage-report", flow_run_name="第{report}号通报·研判", persist_result=False)
def triage_report(report: int) -> None:
    """研判一件通报：立案或不立案，理由存入档案；由系统启动，不必手工运行。"""
    incidents.begin_triage(report, str(this_run.id))
    pass_gate(incidents.triage_gate(report))
    incidents.keep_cases_going()


@flow(name="note-case", flow_run_name="案件{案件号}·{事项}", persist_result=False)
def note_case(
    案件号: int,
    事项: Step,
    日期: date,
    经办人: Words,
    金额: str = "",
    渠道或对象: str = "",
    凭证号: str = "",
    证明文件名: str = "",
    说明: str = "",
) -> None:
    """登记案件办理情况；证明文件先用 import-files 导入，金额单位为元，公告须填规定的渠道名称。"""
    entry = Entry(案件号, 事项, 日期, 金额, 渠道或对象, 凭证号, 证明文件名, 说明)
    get_run_logger().info(incidents.note_in_case(entry, 经办人))
    incidents.keep_cases_going()


@flow(name="fund-overview", flow_run_name="质量发展资金总览", persist_result=False)
def fund_overview() -> None:
    """各届质量发展资金的应拨、已拨、已报告、已追缴和待报告金额，表和图。"""
    incidents.show_fund()


@flow(name="assess-reviewers", flow_run_name="{年度}年评审员考核", persist_result=False)
def assess_reviewers(年度: int) -> None:
    """年度评审员考核：及时、完整、与合议一致程度、回避，由负责人签署报告。"""
    pass_gate(yearly.assessment_gate(年度))


@flow(name="edition-report", flow_run_name="第{届次}届·工作总结", persist_result=False)
def edition_report(届次: int) -> None:
    """一届评选的各阶段数量、用时与计划、催办、异议、回避，并与历届对照；表、图和公文。"""
    get_run_logger().info("已生成 %s", yearly.report_on_edition(届次))
