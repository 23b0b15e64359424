"""What the office does after the award : reports, triage, notes in cases."""

from datetime import date

from prefect.runtime import flow_run as this_run

from actions.cases.entries import Entry
from actions.cases.incidents import TRIGGERS, Reported
from documents.forms.incidents import Ground
from documents.forms.progress import Step
from flows.ending import Ending, after_gate, waiting_flow
from flows.fields import Words
from flows.gate import pass_gate
from flows.ordering import office_flow
from tasks import incidents, yearly
from tasks.ordering import Actor


@office_flow("report-incident", "第{涉及届次}届·情况通报")
def report_incident(
    涉及届次: int,
    单位或人员: Words,
    情形: Ground,
    发生日期: date,
    事实: Words,
    通报部门: Words,
    经办人: Actor,
    证据文件名: list[str],
) -> str:
    """登记各主管部门的情况通报；同一件事并入前一通报，由承办机构研判是否立案。

    Args:
        涉及届次: 该单位或人员参加的是第几届
        单位或人员: 被通报的单位名称或人员姓名
        情形: 通报的是哪一种情形
        发生日期: 事情发生的日期
        事实: 通报写明的事实
        通报部门: 发出通报的部门
        经办人: 下达命令的人
        证据文件名: 每行一个，先用 import-files 导入这些文件；没有则删去各行
    """
    said = Reported(
        涉及届次, 单位或人员, TRIGGERS[情形], 发生日期, 事实, 通报部门, tuple(证据文件名)
    )
    done = incidents.take_report(said, 经办人)
    incidents.keep_cases_going()
    return done


@waiting_flow("triage-report", "第{report}号通报·研判")
def triage_report(report: int) -> Ending:
    """研判一件通报：立案或不立案，理由存入档案；由系统启动，不必手工运行。"""
    incidents.begin_triage(report, str(this_run.id))
    outcome = pass_gate(incidents.triage_gate(report))
    incidents.keep_cases_going()
    return after_gate(outcome, "已立案。")


@office_flow("note-case", "案件{案件号}·{事项}")
def note_case(
    案件号: int,
    事项: Step,
    日期: date,
    经办人: Actor,
    金额: str = "",
    渠道或对象: str = "",
    凭证号: str = "",
    证明文件名: str = "",
    说明: str = "",
) -> str:
    """登记案件办理情况；证明文件先用 import-files 导入，金额单位为元，公告须填规定的渠道名称。

    Args:
        案件号: 总览“案件”一栏里的号
        事项: 办了哪一件事
        日期: 办理的日期
        经办人: 下达命令的人
        金额: 缴回资金的数额（元）；其他事项不填
        渠道或对象: 公告的渠道名称，或者收到说明的对象；其他事项不填
        凭证号: 缴款凭证的编号；没有则不填
        证明文件名: 先用 import-files 导入，再填文件名；没有则不填
        说明: 需要另外写明的情况；没有则不填
    """
    entry = Entry(案件号, 事项, 日期, 金额, 渠道或对象, 凭证号, 证明文件名, 说明)
    done = incidents.note_in_case(entry, 经办人)
    incidents.keep_cases_going()
    return done


@office_flow("fund-overview", "质量发展资金总览")
def fund_overview() -> None:
    """各届质量发展资金的应拨、已拨、已报告、已追缴和待报告金额，表和图。"""
    incidents.show_fund()


@office_flow("assess-reviewers", "{年度}年评审员考核")
def assess_reviewers(年度: int) -> Ending:
    """年度评审员考核：及时、完整、与合议一致程度、回避，由负责人签署报告。

    Args:
        年度: 考核哪一年，如 2026
    """
    return after_gate(pass_gate(yearly.assessment_gate(年度)), "考核报告已签署。")


@office_flow("edition-report", "第{届次}届·工作总结")
def edition_report(届次: int) -> str:
    """一届评选的各阶段数量、用时与计划、催办、异议、回避，并与历届对照；表、图和公文。

    Args:
        届次: 第几届
    """
    return f"已生成 {yearly.report_on_edition(届次)}"
