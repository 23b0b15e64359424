"""Made-up papers about the whole edition."""

from documents.papers.contexts import plan
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONTACT, NO_FEE
from documents.papers.paper import Flow

EXAMPLES: dict[str, Base] = {
    "work-plan": plan.WorkPlan(
        **COMMON,
        year="2026",
        goal="组织开展第三届钦州市市长质量奖评选，评选市长质量奖不超过4个。",
        steps=(
            plan.PlanLine(
                name="申报受理",
                article="第十四条",
                period="2026年3月9日至6月30日",
                decided_by="承办机构",
            ),
            plan.PlanLine(
                name="资格审查",
                article="第十六条",
                period="2026年7月",
                decided_by="承办机构",
            ),
        ),
        no_fee=NO_FEE,
        contact=CONTACT,
    ),
    "committee-list": plan.CommitteeList(
        **COMMON,
        lead_group="钦州市实施质量强市战略工作领导小组",
        committee="钦州市市长质量奖评审委员会",
        chair="分管质量工作的副市长",
        deputies=("市人民政府协管副秘书长", "市质量强市办主任"),
        approved_by="评审委员会主任委员",
        members=(
            plan.MemberLine("覃国华", "钦州市人民政府", "副市长", "主任委员", "按职务任职"),
            plan.MemberLine("韦敏", "北部湾大学", "教授", "委员", "市教育局"),
        ),
    ),
    "procedure-chart": plan.ProcedureChart(
        **COMMON,
        flow=Flow(
            "钦州市市长质量奖评审管理程序图",
            (
                ("申报通知", "第十四条　承办机构发出通知"),
                ("申报受理", "第十五条　企业或组织自愿申报，县（区）推荐"),
                ("资格审查", "第十六条　征求部门意见，确定合格名单"),
                ("资料评审", "第十七条　评审组评审，确定现场评审名单"),
                ("现场评审", "第十八条　评审组现场评审"),
                ("审议投票", "第十九条　评审委员会无记名投票"),
                ("公示", "第二十条　征求社会各界意见"),
                ("报批", "第二十一条　报请市人民政府批准"),
                ("授奖", "第二十二条　颁发奖牌和证书"),
            ),
        ),
    ),
}
