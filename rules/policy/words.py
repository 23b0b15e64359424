"""Policy values in words: what the office reads when it confirms a value."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from rules.policy.after import Instalment
from rules.policy.entry import ConditionParams
from rules.policy.hard_cases import StratumRule
from rules.policy.review import Majority, Quorum, Round, Trim

WORDS = {
    "working": "工作日",
    "calendar": "自然日",
    "none": "无",
    "office": "承办机构",
    "county": "县（区）推荐机构",
    "applicant": "申报单位",
    "department": "征求意见部门",
    "verifier": "第三方机构",
    "reviewer": "评审员",
    "member": "评审委员会委员",
    "office_head": "承办机构负责人",
    "chair": "主任委员",
    "leader": "评审组组长",
    "government": "市人民政府",
    "permanent": "永久",
    "thirty_years": "30年",
    "ten_years": "10年",
    "every_n_years": "每若干年一届",
    "annual": "每年一届",
    "by_decision": "按批准决定举办",
    "notice": "发布申报通知之日",
    "intake_close": "申报截止之日",
    "decision_date": "决定之日起算",
    "award_year": "按获奖年度计算",
    "edition": "按届次计算",
    "edition_end": "当届结束起算",
    "application_deadline": "申报截止日",
    "submission": "提交之日",
    "acceptance": "受理之日",
    "fixed_date": "固定日期",
    "auto": "系统核对",
    "evidence": "查验材料",
    "attest": "申报单位承诺",
    "department_check": "征求部门意见",
    "verification": "调查核实",
    "registration": "法人资格、登记地和经营年限",
    "reapply": "距上次获奖的年限",
    "listed": "列入名录",
    "minimum": "指标不低于",
    "any_of": "任一单位推荐即可",
    "all_of": "各单位均须推荐",
    "officer_decides": "由指定人员书面认定，不视为同意",
    "fail": "视为不满足",
    "appointed_by_office": "承办机构指定",
    "elected": "组内推选",
    "first_drawn": "首位抽中者",
    "mean": "算术平均",
    "trimmed_mean": "去掉最高最低后平均",
    "median": "中位数",
    "consensus": "合议确定",
    "half_up": "四舍五入",
    "top_k": "按得分取前若干名",
    "ratio": "按名额比例",
    "min_score": "按最低分",
    "manual": "人工确定并说明理由",
    "appointed": "全体委员",
    "current": "会议当日在任委员",
    "ballots": "收回的有效票",
    "present": "到会委员",
    "run_off": "同票者再次投票",
    "priority": "同等条件优先情形",
    "combined_score": "综合得分",
    "vacant": "空缺",
    "votes": "得票数",
    "votes_then_score": "先得票数、后得分",
    "score": "得分",
    "encouraged": "提倡实名，不作要求",
    "required": "须实名",
    "all_members": "评审委员会全体委员",
    "next": "按得票依次递补",
    "revote": "重新投票",
    "whole_list": "全部名单一并等待",
    "affected": "仅暂缓有异议者",
    "next_day": "发布次日起算",
    "same_day": "发布当日起算",
    "decision": "表彰决定印发后",
    "plan": "使用计划提交后",
    "report": "使用报告提交后",
    "company": "公司制企业法人",
    "non_company": "非公司制企业法人",
    "institution": "事业单位法人",
    "social_organisation": "社会组织法人",
    "cooperative": "农民专业合作社法人",
    "collective": "农村集体经济组织法人",
    "agency": "机关法人",
    "sole_trader": "个体工商户",
    "partnership": "合伙企业",
    "branch": "分支机构",
    "years": "年",
    "editions": "届",
    "approval": "报批",
    "fraud": "弄虚作假骗取称号",
    "accident": "重大事故",
    "quality_problem": "重大质量问题",
    "violation": "严重违法、违纪、违规",
    "title_misuse": "违规使用称号",
    "fund_misuse": "挪用资金",
}
"""The Chinese word of every code a pack may use; a code without one is shown as it is."""


def shown(value: object, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A leaf's value as Chinese text; `names` are the policy's own words for its identifiers."""
    match value:
        case None:
            return "未定"
        case ():
            return "无"
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case str():
            return names.get(value) or WORDS.get(value, value)
        case tuple():
            return "、".join(shown(item, names) for item in value)
        case Mapping():
            if not value:
                return "无"
            return "、".join(f"{shown(key, names)} {item}" for key, item in value.items())
    return _structure(value, names)


def _structure(value: object, names: Mapping[str, str]) -> str:
    match value:
        case Quorum():
            return f"不少于{shown(value.of)}的 {value.num}/{value.den}"
        case Majority():
            than = "超过" if value.strict else "不少于"
            return f"{than}{shown(value.of)}的 {value.num}/{value.den}"
        case Round():
            return f"{shown(value.prize, names)}最多选 {value.max_marks} 个"
        case Trim():
            return f"满 {value.min_n} 人时去掉最高 {value.high} 个、最低 {value.low} 个"
        case Instalment():
            return f"{shown(value.after)}拨付 {value.percent}%"
        case StratumRule():
            return f"{value.specialty}不少于 {value.at_least} 名"
        case ConditionParams():
            return _params(value)
    return str(value)


def _params(params: ConditionParams) -> str:
    parts = [shown(params.check)] if params.check else []
    if params.name:
        parts.append(params.name)
    if params.at_least is not None:
        parts.append(str(params.at_least))
    if params.clean_period:
        parts.append("只看规定年限内的事实")
    return "，".join(parts) or "无"
