"""Made-up papers of the call, the intake and the qualification review."""

from typing import Any

from documents.papers.contexts import entry
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONDITIONS, CONTACT, HEAVY, NO_FEE, TEA


def notice(**changes: Any) -> entry.Notice:
    values: dict[str, Any] = {
        "addressee": "各县、区人民政府，市直各有关单位",
        "scope": "在本市行政区域登记注册、具有法人资格的企业或组织自愿申报。",
        "conditions": tuple(condition.text for condition in CONDITIONS),
        "criteria": "国家标准《卓越绩效评价准则》（GB/T 19580）",
        "prizes": (
            entry.PrizeLine(name="市长质量奖", seats="不超过4个", money="30万元"),
            entry.PrizeLine(name="市长质量奖提名奖", seats="不超过6个"),
        ),
        "materials": ("申报表", "组织概述", "自我评价报告", "证实性材料"),
        "years": ("2023", "2024", "2025"),
        "recommenders": "所在地县级以上行业主管部门或质量强县（区）办公室",
        "opens": "2026年3月9日",
        "closes": "2026年6月30日17时30分",
        "place": "市质量强市办（市市场监督管理局501室）",
        "steps": (
            entry.StepLine(name="资格审查", article="第十六条", period="2026年7月"),
            entry.StepLine(name="资料评审", article="第十七条", period="2026年8月"),
        ),
        "no_fee": NO_FEE,
        "fraud_notice": "申报市长质量奖的企业或组织应实事求是，不得弄虚作假。",
        "contact": CONTACT,
        "annexes": ("申报表", "申报指南"),
    }
    return entry.Notice(**{**COMMON, **values, **changes})


EXAMPLES: dict[str, Base] = {
    "notice": notice(),
    "refusal": entry.Refusal(
        **COMMON,
        applicant=TEA,
        received="2026年7月2日9时10分",
        reasons=("收到时间晚于受理截止时间2026年6月30日17时30分。",),
        remedy="逾期材料不能补正，欢迎申报下一届。",
        contact=CONTACT,
    ),
    "consultation": entry.Consultation(
        **COMMON,
        department="市生态环境局",
        applicants=(HEAVY, TEA),
        conditions=CONDITIONS,
        since="2023年7月1日",
        until="2026年6月30日",
        due="2026年7月24日",
        silence="逾期未反馈的，不视为同意。",
        contact=CONTACT,
    ),
    "verification": entry.VerificationOrder(
        **COMMON,
        verifier="广西质量技术评价中心",
        applicants=(HEAVY, TEA),
        conditions=CONDITIONS,
        due="2026年7月24日",
        contact=CONTACT,
    ),
    "eligibility-result": entry.EligibilityResult(
        **COMMON,
        applicant=HEAVY,
        result="待补充材料",
        findings=(
            entry.FindingLine(
                article="第十三条第（三）项",
                outcome="待补充",
                sentence="体系认证证书已过有效期。",
                settled_by="有效的体系认证证书",
            ),
        ),
        next_step="请补充所列材料。",
        due="2026年8月7日",
        contact=CONTACT,
    ),
    "eligibility-list": entry.EligibilityList(
        **COMMON,
        reference_date="2026年6月30日",
        received=2,
        eligible=1,
        ineligible=0,
        pending=1,
        conditions=("13(1)", "13(2)", "13(6)", "13(8)"),
        rows=(
            entry.EligibilityRow(
                ref="S001",
                name=HEAVY.name,
                outcomes=("满足", "满足", "满足", "满足"),
                result="符合",
            ),
            entry.EligibilityRow(
                ref="S002",
                name=TEA.name,
                outcomes=("满足", "待人工认定", "满足", "满足"),
                result="待认定",
                note="市生态环境局逾期未反馈",
            ),
        ),
        inquiries=(entry.InquiryRow(office="市生态环境局", status="逾期未反馈", replied="—"),),
    ),
    "supplement": entry.Supplement(
        **COMMON,
        applicant=TEA,
        received="2026年6月20日10时5分",
        gaps=("缺少推荐意见。", "附件3无法打开，请重新报送。"),
        due="2026年6月30日17时30分",
        contact=CONTACT,
    ),
}
