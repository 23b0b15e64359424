"""Recusals the reviewer did not ask for (art. 30): ordered by others, or found necessary later."""

from typing import Literal

from prefect.runtime import flow_run as this_run

from flows.ending import Ending, after_gate
from flows.fields import Words
from flows.gate import pass_gate
from flows.ordering import office_flow
from models.gate import gate_at
from tasks import corrections
from tasks.alarms import set_alarms
from tasks.course import show_board
from tasks.ordering import Actor


@office_flow("order-recusal", "第{届次}届·决定回避{评审员编号}")
def order_recusal(
    届次: int,
    评审员编号: Words,
    受理编号: Words,
    决定人: Words,
    决定人身份: Literal["承办机构", "评审组组长", "申报单位"],
    理由: Words,
    仅预演: bool = True,
) -> list[str]:
    """决定一名评审员对一家申报单位回避：只影响该单位，其余评审照常；决定人身份须为本届政策所定。

    Args:
        届次: 第几届
        评审员编号: 须回避的评审员，如 E07
        受理编号: 须回避的申报单位，如 S003
        决定人: 姓名
        决定人身份: 不在本届政策所定范围内的，不予办理
        理由: 存入档案，并告知评审员本人
        仅预演: 只说明将会怎样，不作改动
    """
    said = corrections.order_recusal(
        届次, 评审员编号, 受理编号, by=决定人, role=决定人身份, reason=理由,
        run_id=str(this_run.id), dry_run=仅预演,
    )  # fmt: skip
    set_alarms()
    show_board(届次)
    return said


@office_flow("undeclared-interest", "第{届次}届·事后发现利害关系{评审员编号}")
def undeclared_interest(
    届次: int,
    评审员编号: Words,
    受理编号: Words,
    发现的情况: Words,
    经办人: Actor,
    新组长: str = "",
    仅预演: bool = True,
) -> Ending | list[str]:
    """事后发现评审员未申报的利害关系：经审批，其本届全部评分失效；已表决的由主任委员审批。

    Args:
        届次: 第几届
        评审员编号: 隐瞒利害关系的评审员
        受理编号: 有利害关系的申报单位
        发现的情况: 存入档案
        经办人: 下达命令的人
        新组长: 该评审员是组长时填写新组长的评审员编号
        仅预演: 只说明将会怎样，不作改动
    """
    said, number = corrections.report_interest(
        届次, 评审员编号, 受理编号, facts=发现的情况, actor=经办人, new_leader=新组长,
        run_id=str(this_run.id), dry_run=仅预演,
    )  # fmt: skip
    if not number:
        show_board(届次)
        return said
    outcome = pass_gate(gate_at(f"{届次}/recusal/{number}"))
    set_alarms()
    show_board(届次)
    return after_gate(outcome, " ".join(said))
