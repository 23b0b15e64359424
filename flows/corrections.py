"""Small corrections by the office: each says first what it would do."""

from typing import Literal

from prefect.runtime import flow_run as this_run

from flows.ending import Ending, after_gate
from flows.fields import Deadline, Words
from flows.gate import pass_gate
from flows.ordering import office_flow
from models.gate import gate_at
from tasks import corrections
from tasks.alarms import set_alarms
from tasks.course import show_board
from tasks.ordering import Actor


@office_flow("replace-reviewer", "第{届次}届·替换评审员{评审员编号}")
def replace_reviewer(
    届次: int,
    评审员编号: Words,
    理由: Words,
    经办人: Actor,
    因利害关系: bool,
    新组长: str = "",
    仅预演: bool = True,
) -> list[str]:
    """替换评审中途不能继续的评审员：依次由候补或按种子补抽的评审员接替，只补评尚缺的评分表。

    Args:
        届次: 第几届
        评审员编号: 退出的评审员，如 E07
        理由: 存入档案
        经办人: 下达命令的人
        因利害关系: 是：已交的评分表不再计入；否：已交的继续有效
        新组长: 退出的是组长时填写新组长的评审员编号
        仅预演: 只说明将会怎样，不作改动
    """
    said = corrections.replace_reviewer(
        届次, 评审员编号, reason=理由, actor=经办人, has_interest=因利害关系,
        new_leader=新组长, dry_run=仅预演,
    )  # fmt: skip
    set_alarms()
    show_board(届次)
    return said


@office_flow("return-score-sheet", "第{届次}届·退回评分表{受理编号}")
def return_score_sheet(
    届次: int,
    评审员编号: Words,
    受理编号: Words,
    理由: Words,
    经办人: Actor,
    仅预演: bool = True,
) -> list[str]:
    """把一份已交的评分表退回评审员重新填写；只在评审截止以前办理，原表留存。

    Args:
        届次: 第几届
        评审员编号: 如 E07
        受理编号: 如 S003
        理由: 存入档案
        经办人: 下达命令的人
        仅预演: 只说明将会怎样，不作改动
    """
    said = corrections.return_score_sheet(
        届次, 评审员编号, 受理编号, reason=理由, actor=经办人, dry_run=仅预演
    )
    set_alarms()
    show_board(届次)
    return said


@office_flow("permit-late", "第{届次}届·准许{单位名称}逾期提交")
def permit_late(
    届次: int,
    单位名称: Words,
    统一社会信用代码: Words,
    准许提交至: Deadline,
    理由: Words,
    经办人: Actor,
) -> Ending:
    """准许一家单位在申报截止后提交材料：须经审批，只在受理名单决定以前办理，其他单位不受影响。

    Args:
        届次: 第几届
        单位名称: 与营业执照一致
        统一社会信用代码: 十八位
        准许提交至: 将来的时间（北京时间）
        理由: 存入档案
        经办人: 下达命令的人
    """
    number = corrections.request_permit(
        届次, str(this_run.id), uscc=统一社会信用代码, name=单位名称, until=准许提交至,
        reason=理由, actor=经办人,
    )  # fmt: skip
    outcome = pass_gate(gate_at(f"{届次}/late-permit/{number}"))
    set_alarms()
    show_board(届次)
    return after_gate(outcome, "已准许该单位逾期提交。")


@office_flow("correct-record", "第{届次}届·更正{编号或名称}")
def correct_record(
    届次: int,
    记录: Literal["申报", "评审员", "联系单位", "委员"],
    编号或名称: Words,
    栏目: Words,
    原值: str,
    新值: str,
    理由: Words,
    经办人: Actor,
    仅预演: bool = True,
) -> list[str]:
    """更正登记中的笔误：原值、新值、经办人和理由一并留存，作为该记录的新版本。

    Args:
        届次: 第几届
        记录: 哪一类登记
        编号或名称: 申报填受理编号，评审员填编号，其他填名称
        栏目: 与表格上的名称一致，如“组织名称”
        原值: 现在登记的内容，不一致的不予更正
        新值: 更正后的内容
        理由: 存入档案
        经办人: 下达命令的人
        仅预演: 只说明将会怎样，不作改动
    """
    said = corrections.correct_record(
        届次, 记录, 编号或名称, 栏目,
        former=原值, value=新值, reason=理由, actor=经办人, dry_run=仅预演,
    )  # fmt: skip
    show_board(届次)
    return said
