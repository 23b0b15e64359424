"""Made-up papers after the award."""

from documents.papers.contexts import after
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONTACT, HEAVY, TITLE_NOTICE

EXAMPLES: dict[str, Base] = {
    "revocation-request": after.RevocationRequest(
        **COMMON,
        addressee="市人民政府",
        signer=None,
        organisation=HEAVY,
        prize="市长质量奖",
        awarded_by="2026年12月",
        facts="经查，申报材料中的审计报告系伪造。",
        effects=("撤销市长质量奖称号", "收回奖牌、证书", "追缴质量发展资金30万元"),
        contact=CONTACT,
    ),
    "revocation-notice": after.RevocationNotice(
        **COMMON,
        organisation=HEAVY,
        prize="市长质量奖",
        approval="市人民政府批准（钦政函〔2027〕3号）",
        grounds="经查，钦州市临海重工有限公司申报材料弄虚作假。",
        effects=("撤销市长质量奖称号",),
        places=("信用中国（广西钦州）网站", "市级主要新闻媒体"),
    ),
    "recovery-notice": after.RecoveryNotice(
        **COMMON,
        organisation=HEAVY,
        prize="市长质量奖",
        approval="市人民政府批准（钦政函〔2027〕3号）",
        items=("奖牌", "证书"),
        amount="30万元",
        capitals="叁拾万元整",
        due="2027年4月30日",
        contact=CONTACT,
        plan="分2期缴回：第1期于2027年5月31日前缴回10万元；第2期于2028年5月31日前缴回20万元",
    ),
    "correction-notice": after.CorrectionNotice(
        **COMMON,
        addressee="钦南区市场监督管理局",
        organisation=HEAVY,
        prize="市长质量奖",
        facts="该单位在产品包装上使用“市长质量奖”字样。",
        title_notice=TITLE_NOTICE,
        due="2027年5月31日",
        contact=CONTACT,
    ),
    "revocation-decision": after.RevocationDecision(
        **{**COMMON, "issuer": "钦州市人民政府", "number": None},
        addressee="各县、区人民政府，市直各有关单位",
        organisation=HEAVY,
        prize="市长质量奖",
        awarded_by="2026年12月",
        facts="经查，该单位申报材料中的审计报告系伪造。",
        effects=("撤销市长质量奖称号", "收回奖牌、证书", "追缴质量发展资金30万元"),
    ),
    "correction-order": after.CorrectionOrder(
        **{**COMMON, "issuer": "钦南区市场监督管理局"},
        organisation=HEAVY,
        prize="市长质量奖",
        facts="你单位在产品包装上使用“市长质量奖”字样。",
        title_notice=TITLE_NOTICE,
        due="2027年5月31日",
        contact=CONTACT,
    ),
    "fund-correction": after.FundCorrectionNotice(
        **COMMON,
        organisation=HEAVY,
        facts="使用报告第2项“购置车辆”不属于规定的资金用途。",
        uses="质量持续改进、质量攻关",
        due="2027年5月31日",
        contact=CONTACT,
    ),
}
