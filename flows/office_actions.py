"""The office's own actions: each a deployment that its pages order.

What cannot be taken back only says what would happen until 「仅预演」 is switched off.
"""

from prefect.runtime import flow_run as this_run

from flows.ending import Ending, after_gate, after_lines
from flows.fields import Deadline, ReopenableStage, StageWithDeadline, Words
from flows.gate import pass_gate
from flows.ordering import office_flow
from models.gate import Outcome, gate_at
from tasks import office, reopening
from tasks.alarms import set_alarms
from tasks.course import show_board
from tasks.incidents import keep_cases_going
from tasks.ordering import Actor
from tasks.report import show_lines


@office_flow("import-files", "第{届次}届·导入文件")
def import_files(届次: int, 文件夹: Words) -> Ending:
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
    return after_lines(lines, f"导入 {文件夹}")


@office_flow("announce-draw", "第{届次}届·公布抽签办法")
def announce_draw(
    届次: int, 见证人承诺: list[Words], 公开数来源: str = "", 负责人意见: str = ""
) -> Ending:
    """公开数产生之前公布抽签办法：评审员库摘要、剔除情况、人数、公开数来源和见证人承诺从此不能改动。

    Args:
        届次: 第几届
        见证人承诺: 一人一行：姓名 承诺；承诺是随机码、换行、字样的 SHA-256 摘要，可用核对网页算出
        公开数来源: 尚未产生的公开数；不填即开启本届时指定的
        负责人意见: 抽签两次不成立的，填写负责人的意见；否则不填
    """
    lines = office.announce(届次, 公开数来源, 见证人承诺, 负责人意见)
    show_lines(届次, "draw-terms", "抽签办法", lines)
    show_board(届次)
    return after_lines(lines, "抽签办法")


@office_flow("draw-panels", "第{届次}届·抽签")
def draw_panels(届次: int, 公开数: Words, 见证人所写: list[Words], 监督人员: Words) -> Ending:
    """按公布的办法，用公开数和见证人的开示抽取评审组；任何人都能复算。

    Args:
        届次: 第几届
        公开数: 照公布的样子填写，几个来源之间用 / 分开，如 3 8 15 21 27 33/9/3057.42/10234.51
        见证人所写: 一人一行：姓名 随机码 字样，照原样填写；没有开示的写：姓名 未开示，抽签即不成立
        监督人员: 现场监督抽签的人的姓名
    """
    lines = office.draw(届次, 公开数, 见证人所写, 监督人员)
    show_lines(届次, "draw", "评审组抽取", lines)
    set_alarms()
    show_board(届次)
    return after_lines(lines, "评审组抽取")


@office_flow("move-deadline", "第{届次}届·调整截止时间")
def move_deadline(
    届次: int, 阶段: StageWithDeadline, 新截止时间: Deadline, 经办人: Actor, 理由: Words
) -> str:
    """调整正在进行的阶段的截止时间（北京时间），并通知所有尚未提交的人。

    Args:
        届次: 第几届
        阶段: 正在进行、尚未截止的阶段
        新截止时间: 将来的时间（北京时间）
        经办人: 下达命令的人
        理由: 写进给当事人的通知
    """
    done = office.set_deadline(届次, 阶段, 新截止时间, 经办人, 理由)
    set_alarms()
    show_board(届次)
    return done


@office_flow("withdraw-application", "第{届次}届·撤回申报{受理编号}")
def withdraw_application(
    届次: int, 受理编号: Words, 经办人: Actor, 理由: Words, 仅预演: bool = True
) -> list[str]:
    """申报单位自愿撤回申报；材料保留，不影响以后申报。

    Args:
        届次: 第几届
        受理编号: 如 S003
        经办人: 下达命令的人
        理由: 存入档案
        仅预演: 只说明将会怎样，不作改动
    """
    said = office.withdraw_application(届次, 受理编号, 经办人, 理由, dry_run=仅预演)
    set_alarms()
    show_board(届次)
    return said


@office_flow("refer-matter", "第{届次}届·重大事项")
def refer_matter(
    届次: int,
    事项: Words,
    情况: Words,
    证据: str,
    提出人: Actor,
    已邀请纪检监察机关: bool,
    纪检监察说明: str,
) -> Ending:
    """重大事项提交评审委员会研究解决，由主任委员签署决定。

    Args:
        届次: 第几届
        事项: 一句话的名称
        情况: 事情经过和请求决定的问题
        证据: 依据的材料；没有则填“无”
        提出人: 下达命令的人
        已邀请纪检监察机关: 是否已请其参与监督
        纪检监察说明: 没有邀请的写明理由；已邀请的可填“无”
    """
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
    return after_gate(pass_gate(gate_at(f"{届次}/matter/{number}")), "主任委员已作出决定。")


@office_flow("reopen-stage", "第{届次}届·重新进行{阶段}")
def reopen_stage(
    届次: int,
    阶段: ReopenableStage,
    理由: Words,
    告知当事人: Words,
    经办人: Actor,
    仅预演: bool = True,
) -> Ending | str:
    """已通过的阶段重新进行一次：先预演；正式办理须经决定人审批，其后各阶段随之失效或再确认。

    Args:
        届次: 第几届
        阶段: 重新进行哪个阶段
        理由: 存入档案
        告知当事人: 更正通知中写明的原因，请勿写评审员姓名
        经办人: 下达命令的人
        仅预演: 只显示哪些结果失效、谁须重新办理、谁会收到更正通知，不作任何改动
    """
    if 仅预演:
        reopening.show_plan(届次, 阶段)
        return "重新进行的影响见本次运行的结果页。"
    number = reopening.request_reopening(
        届次, 阶段, str(this_run.id), reason=理由, public_reason=告知当事人, actor=经办人
    )
    outcome = pass_gate(gate_at(f"{届次}/reopening/{number}"))
    if outcome is Outcome.APPROVED:
        reopening.settle_reopenings()
    show_board(届次)
    return after_gate(outcome, "该阶段重新进行，其后各阶段随之失效或再确认。")


@office_flow("export-record", "第{届次}届·导出档案")
def export_record(届次: int, 文件: Words) -> str:
    """导出一届的档案包（.zip）；任何人可用 zhijiang verify 复核。

    Args:
        届次: 第几届
        文件: 文件名，如 第三届.zip；写到服务器的发件箱（outbox），重名的加编号
    """
    return f"已导出 {office.write_record(届次, 文件)}"
