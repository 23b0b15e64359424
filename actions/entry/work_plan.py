"""年度工作计划 and 程序图 (art. 9(3), annex): the year as the policy orders it."""

from actions.entry.call_notice import timetable_of
from actions.papers import filing
from documents.papers.contexts.plan import PlanLine, ProcedureChart, WorkPlan
from documents.papers.paper import Flow
from documents.papers.wording import edition_text
from models.edition import StageAttempt
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.policy.words import shown
from runtime.desk import Desk


def file_work_plan(desk: Desk, attempt: StageAttempt) -> None:
    """The plan with the dates that follow from today, and the chart that belongs to it."""
    policy = desk.policy(attempt.edition)
    prizes = "、".join(f"{p.name.value}不超过{p.max_orgs.value}个" for p in policy.prizes)
    context = WorkPlan(
        **filing.base(desk, attempt, Topic.WORK_PLAN),
        year=str(desk.edition(attempt.edition).year),
        goal=f"组织开展{policy.meta.award_name.value}{edition_text(attempt.edition)}评选，评选{prizes}，"
        "总量控制、好中选优，达不到奖励条件的可以空缺。",
        steps=tuple(
            PlanLine(
                name=step.name,
                article=step.article,
                period=step.period,
                decided_by=shown(policy.stage(name).approver_role.value),
            )
            for name, step in zip(
                policy.stages.order.value[1:], timetable_of(desk, attempt).steps, strict=True
            )
        ),
        no_fee=policy.texts.no_fee.value,
        contact=filing.office_contact(desk),
    )
    filing.file_paper(desk, attempt, "work-plan", context)
    chart = ProcedureChart(**filing.base(desk, attempt, ""), flow=flow_of(policy))
    filing.file_paper(desk, attempt, "procedure-chart", chart)


def flow_of(policy: Policy) -> Flow:
    """The stages in the pack's order: article, term and who decides."""
    steps = []
    for name in policy.stages.order.value:
        stage = policy.stage(name)
        term = f"{stage.days.value}个{shown(stage.unit.value)}" if stage.days.value else "不定期限"
        said = f"{'、'.join(stage.articles)}　{term}　{shown(stage.approver_role.value)}决定"
        steps.append((stage.title.value, said))
    return Flow(f"{policy.meta.award_name.value}评审管理程序图", tuple(steps))
