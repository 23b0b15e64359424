"""The office's own actions: each a deployment with a Chinese form, so nobody leaves the UI.

What cannot be taken back only says what would happen until 「仅预演」 is switched off.
"""

from datetime import datetime

from prefect import flow, get_run_logger
from prefect.runtime import flow_run as this_run

from flows.gate import pass_gate
from models.gate import Outcome
from tasks import office, reopening
from tasks.alarms import set_alarms
from tasks.course import show_board
from tasks.forms import ReopenableStage, StageWithDeadline, Words
from tasks.incidents import keep_cases_going
from tasks.report import show_lines


@flow(name="import-files", flow_run_name="第{届次}届·导入文件", persist_result=False)
def import_files(届次: int, 文件夹: Words) -> None:
    """导入收件箱里一个文件夹（或一个文件）中的申报材料、评分表、反馈表等；逐件列出结果。

    Args:
        届次: 第几届
        文件夹: 先把文件放进服务器的收件箱（inbox），再填它在其中的名称，如 名册 或 名册/通讯录.xlsx
    """
    lines = office.import_files(届次, 文件夹)
    show_lines(届次, "import", f"导入 {文件夹}", lines)
    set_alarms()
    keep_cases_going()
    show_board(届次)


@flow(name="draw-panels", flow_run_name="第{届次}届·抽签", persist_result=False)
def draw_panels(届次: int, 公开数: Words, 见证人所写: list[Words], 监督人员: Words) -> None:
    """按公开数和见证人当场所写抽取评审组；冻结的专家库和算法使任何人都能复算。"""
    lines = office.draw(届次, 公开数, 见证人所写, 监督人员)
    show_lines(届次, "draw", "评审组抽取", lines)
    set_alarms()
    show_board(届次)


@flow(name="move-deadline", flow_run_name="第{届次}届·调整截止时间", persist_result=False)
def move_deadline(
    届次: int, 阶段: StageWithDeadline, 新截止时间: datetime, 经办人: Words, 理由: Words
) -> None:
    """调整正在进行的阶段的截止时间（北京时间），并通知所有尚未提交的人。"""
    get_run_logger().info(office.set_deadline(届次, 阶段, 新截止时间, 经办人, 理由))
    set_alarms()
    show_board(届次)


@flow(
    name="withdraw-application", flow_run_name="第{届次}届·撤回申报{受理编号}", persist_result=False
)
def withdraw_application(
    届次: int, 受理编号: Words, 经办人: Words, 理由: Words, 仅预演: bool = True
) -> None:
    """申报单位自愿撤回申报；材料保留，不影响以后申报。"""
    for sentence in office.withdraw_application(届次, 受理编号, 经办人, 理由, dry_run=仅预演):
        get_run_logger().info(sentence)
    set_alarms()
    show_board(届次)


@flow(name="refer-matter", flow_run_name="第{届次}届·重大事项", persist_result=False)
def refer_matter(
    届次: int,
    事项: Words,
    情况: Words,
    证据: str,
    提出人: Words,
    已邀请纪检监察机关: bool,
    纪检监察说明: str,
) -> None:
    """重大事项提交评审委员会研究解决，由主任委员签署决定。"""
    number = office.register_matter(
        届次,
        str(this_run.id),
        title=事项,
        facts=情况,
        evidence=证据,
        referred_by=提出人,
        discipline_note=纪检监察说明,
        discipline_invited=已邀请纪检监察机关,
    )
    pass_gate(office.matter_gate(届次, number))


@flow(name="reopen-stage", flow_run_name="第{届次}届·重新进行{阶段}", persist_result=False)
def reopen_stage(
    届次: int,
    阶段: ReopenableStage,
    理由: Words,
    告知当事人: Words,
    经办人: Words,
    仅预演: bool = True,
) -> None:
    """已通过的阶段重新进行一次：先预演；正式办理须经决定人审批，其后各阶段随之失效或再确认。

    Args:
        届次: 第几届
        阶段: 重新进行哪个阶段
        理由: 存入档案
        告知当事人: 更正通知中写明的原因，请勿写评审员姓名
        经办人: 提出的人，不是审批的人
        仅预演: 只显示哪些结果失效、谁须重新办理、谁会收到更正通知，不作任何改动
    """
    if 仅预演:
        reopening.show_plan(届次, 阶段)
        return
    number = reopening.request_reopening(
        届次, 阶段, str(this_run.id), reason=理由, public_reason=告知当事人, actor=经办人
    )
    if pass_gate(reopening.reopening_gate(届次, number)) is Outcome.APPROVED:
        reopening.settle_reopenings()
    show_board(届次)


@flow(name="export-record", flow_run_name="第{届次}届·导出档案", persist_result=False)
def export_record(届次: int, 文件: Words) -> None:
    """导出一届的档案包（.zip）；任何人可用 zhijiang verify 复核。

    Args:
        届次: 第几届
        文件: 文件名，如 第三届.zip；写到服务器的发件箱（outbox），重名的加编号
    """
    get_run_logger().info("已导出 %s", office.write_record(届次, 文件))
