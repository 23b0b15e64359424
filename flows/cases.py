"""Cases after the award, one flow an article; each waits for people and days as a stage does."""

from flows.ending import Ending, waiting_flow
from flows.proceedings import follow_up, hear, judge, request
from tasks.cases import carry_out


@waiting_flow("fraud-case", "案件{case}·弄虚作假")
def fraud_case(case: int) -> Ending:
    """弄虚作假：取消申报资格；已授奖的报批撤销、收回奖牌证书、追缴资金、公告曝光。"""
    hear(case)
    judge(case)
    request(case)
    carry_out(case)
    return follow_up(case)


@waiting_flow("revocation-case", "案件{case}·撤销称号")
def revocation_case(case: int) -> Ending:
    """授奖后发生重大事故、质量问题或违法违规：报批撤销、收回奖牌证书、公告。"""
    hear(case)
    judge(case)
    request(case)
    carry_out(case)
    return follow_up(case)


@waiting_flow("title-case", "案件{case}·称号使用")
def title_case(case: int) -> Ending:
    """违规使用称号：由所在地质量管理部门责令限期改正，逾期继续跟进。"""
    hear(case)
    judge(case)
    carry_out(case)
    return follow_up(case)


@waiting_flow("fund-case", "案件{case}·资金使用")
def fund_case(case: int) -> Ending:
    """质量发展资金挪作他用：发出整改通知、通报财政部门；不作规定以外的处理。"""
    hear(case)
    judge(case)
    carry_out(case)
    return follow_up(case)


@waiting_flow("conduct-case", "案件{case}·评审纪律")
def conduct_case(case: int) -> Ending:
    """评审人员违反评审纪律：听取本人说明，取消评审资格，移送情况记载。"""
    hear(case)
    judge(case)
    carry_out(case)
    return follow_up(case)
