"""One example of every message of a case after the award. All names are made up."""

from typing import Final

from notifications import catalogue_of_cases as c
from notifications import example_values as v
from notifications.declaring import Notice
from notifications.example_values import LETTERHEAD

CASES: Final[dict[str, Notice]] = {
    "case-opened": c.CaseOpened(
        **v.TO_APPLICANT,
        basis="第二十六条",
        number="C001",
        matter="贵单位获得市长质量奖的有关情况",
        facts="监管部门通报，贵单位发生一起重大质量事故。",
        deadline=v.DUE,
    ),
    "sanction-decided": c.SanctionDecided(
        **v.TO_APPLICANT,
        basis="第二十六条",
        number="C001",
        decision="《关于撤销有关单位市长质量奖称号的决定》",
        effects=("撤销市长质量奖称号（第二十六条）", "收回奖牌、证书（第二十六条）"),
        deadline=v.DUE,
    ),
    "title-correction": c.TitleCorrection(
        letterhead=LETTERHEAD,
        addressee="钦北区市场监督管理局",
        basis="第二十九条",
        number="C002",
        holder=v.ORGANISATION,
        facts="该单位在产品包装上使用了获奖称号。",
        deadline=v.DUE,
    ),
    "case-dismissed": c.CaseDismissed(
        **v.TO_APPLICANT,
        basis="第二十六条",
        number="案〔2027〕1号",
        reason="经核实，事故未达到重大等级",
    ),
    "revocation-request": c.RevocationRequested(
        letterhead=LETTERHEAD,
        addressee="市人民政府办公室",
        basis="第二十六条",
        number="案〔2027〕1号",
        holder=v.ORGANISATION,
        effects=("撤销称号", "收回奖牌、证书"),
    ),
    "fund-correction": c.FundCorrection(
        **v.TO_APPLICANT,
        basis="第二十三条",
        number="案〔2027〕2号",
        facts="使用报告第2项“购置车辆”不属于规定的资金用途",
        uses="质量持续改进、质量攻关",
        deadline=v.DUE,
    ),
    "finance-told": c.FinanceTold(
        letterhead=LETTERHEAD,
        addressee="市财政局",
        basis="第二十三条",
        number="案〔2027〕2号",
        holder=v.ORGANISATION,
        facts="使用报告第2项“购置车辆”不属于规定的资金用途",
        measures=("已发出整改通知",),
    ),
}
