"""Made-up papers of the approval and the conferral."""

from typing import Any

from documents.papers.contexts import award
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONTACT, HEAVY, LISTS, PROCESS, TITLE_NOTICE


def certificate(**changes: Any) -> award.Certificate:
    values: dict[str, Any] = {
        "issuer": "钦州市人民政府",
        "number": "QZZLJ-2026-001",
        "winner": HEAVY.name,
        "prize": "钦州市市长质量奖",
        "award_year": "2026",
        "verification_code": "7F3K92QDXM",
        "verification_text": "https://zj.qinzhou.example/verify/7F3K-92QD",
    }
    return award.Certificate(**{**COMMON, **values, **changes})


EXAMPLES: dict[str, Base] = {
    "request": award.Request(
        **COMMON,
        addressee="市人民政府",
        signer="梁主任",
        process=PROCESS,
        lists=LISTS,
        publicity="自2026年11月28日至2026年12月4日公示5个工作日。",
        objections="收到反映1件，经调查核实不成立。",
        contact=CONTACT,
        annexes=("综合评审报告", "公示情况"),
    ),
    "decision": award.CommendationDecision(
        **{**COMMON, "issuer": "钦州市人民政府", "number": None},
        addressee="各县、区人民政府，市直各有关单位",
        process=PROCESS,
        prizes=(
            award.CommendedPrize(prize="市长质量奖", winners=(HEAVY.name,), money="30万元"),
            award.CommendedPrize(prize="市长质量奖提名奖", winners=()),
        ),
        title_notice=TITLE_NOTICE,
    ),
    "certificate": certificate(),
    "fund-order": award.FundOrder(
        **COMMON,
        addressee="市财政局",
        decision="《关于表彰第三届钦州市市长质量奖获奖企业和组织的决定》",
        payments=(
            award.PaymentLine(
                winner=HEAVY.name,
                uscc=HEAVY.uscc,
                instalment="一次性",
                amount="30万元",
                capitals="叁拾万元整",
            ),
        ),
        total="30万元",
        total_capitals="叁拾万元整",
        uses=("质量持续改进", "质量攻关", "人员培训"),
        duties=("资金使用计划于收到资金后30日内报送。",),
        contact=CONTACT,
    ),
    "plaque": award.Plaque(
        **{**COMMON, "issuer": "钦州市人民政府", "number": "ZJ450700-2026-03-P-A-01"},
        winner=HEAVY.name,
        prize="钦州市市长质量奖",
        award_year="2026",
    ),
}
