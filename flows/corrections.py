"""Small corrections by the office: each says first what it would do."""

from datetime import datetime
from typing import Literal

from prefect import flow, get_run_logger
from prefect.runtime import flow_run as this_run

from flows.gate import pass_gate
from tasks import corrections
from tasks.alarms import set_alarms
from tasks.course import show_board
from tasks.forms import Words


@flow(
    name="replace-reviewer", flow_run_name="第{届次}届·替换评审员{评审员编号}", persist_result=False
)
def replace_reviewer(
    届次: int,
    评审员编号: Words,
    理由: Words,
    经办人: Words,
    因利害关系: bool,
    新组长: str = "",
    仅预演: bool = True,
) -> None:
    """替换评审中途不能继续的评审员：依次由候补或按种子补抽的评审员接替，只补评尚缺的评分表。

    Args:
        届次: 第几届
        评审员编号: 退出的评审员，如 E07
        理由: 存入档案
        经办人: 办理人姓名
        因利害关系: 是：已交的评分表不再计入；否：已交的继续有效
        新组长: 退出的是组长时填写新组长的评审员编号
        仅预演: 只说明将会怎样，不作改动
    """
    for sentence in corrections.replace_reviewer(
        届次, 评审员编号, reason=理由, actor=经办人, has_interest=因利害关系,
        new_leader=新组长, dry_run=仅预演,
    ):  # fmt: skip
        get_run_logger().info(sentence)
    set_alarms()
    show_board(届次)


@flow(
    name="return-score-sheet",
    flow_run_name="第{届次}届·退回评分表{受理编号}",
    persist_result=False,
)
def return_score_sheet(
    届次: int,
    评审员编号: Words,
    受理编号: Words,
    理由: Words,
    经办人: Words,
    仅预演: bool = True,
) -> None:
    """把一份已交的评分表退回评审员重新填写；只在评审截止以前办理，原表留存。"""
    for sentence in corrections.return_score_sheet(
        届次, 评审员编号, 受理编号, reason=理由, actor=经办人, dry_run=仅预演
    ):
        get_run_logger().info(sentence)
    set_alarms()
    show_board(届次)


@flow(name="permit-late", flow_run_name="第{届次}届·准许{单位名称}逾期提交", persist_result=False)
def permit_late(
    届次: int,
    单位名称: Words,
    统一社会信用代码: Words,
    准许提交至: datetime,
    理由: Words,
    经办人: Words,
) -> None:
    """准许一家单位在申报截止后提交材料：须经审批，只在受理名单决定以前办理，其他单位不受影响。"""
    number = corrections.request_permit(
        届次, str(this_run.id), uscc=统一社会信用代码, name=单位名称, until=准许提交至,
        reason=理由, actor=经办人,
    )  # fmt: skip
    pass_gate(corrections.permit_gate(届次, number))
    set_alarms()
    show_board(届次)


@flow(name="correct-record", flow_run_name="第{届次}届·更正{编号或名称}", persist_result=False)
def correct_record(
    届次: int,
    记录: Literal["申报", "评审员", "联系单位", "委员"],
    编号或名称: Words,
    栏目: Words,
    原值: str,
    新值: str,
    理由: Words,
    经办人: Words,
    仅预演: bool = True,
) -> None:
    """更正登记中的笔误：原值、新值、经办人和理由一并留存，作为该记录的新版本。

    Args:
        届次: 第几届
        记录: 哪一类登记
        编号或名称: 申报填受理编号，评审员填编号，其他填名称
        栏目: 与表格上的名称一致，如“组织名称”
        原值: 现在登记的内容，不一致的不予更正
        新值: 更正后的内容
        理由: 存入档案
        经办人: 办理人姓名
        仅预演: 只说明将会怎样，不作改动
    """
    for sentence in corrections.correct_record(
        届次, 记录, 编号或名称, 栏目,
        former=原值, value=新值, reason=理由, actor=经办人, dry_run=仅预演,
    ):  # fmt: skip
        get_run_logger().info(sentence)
    show_board(届次)
