"""Made-up papers of the committee and of the publicity period."""

from typing import Any

from documents.papers.contexts import vote
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import CASE, COMMON, CONTACT, HEAVY, LISTS, PROCESS, TEA


def public_list(**changes: Any) -> vote.PublicList:
    values: dict[str, Any] = {
        "process": PROCESS,
        "lists": LISTS,
        "begins": "2026年11月28日",
        "ends": "2026年12月4日",
        "days": "5个工作日",
        "channels": ("市人民政府门户网站", "市级新闻媒体", "网络"),
        "name_rule": "提倡实名反映。",
        "contact": CONTACT,
    }
    return vote.PublicList(**{**COMMON, **values, **changes})


_OPINIONS = (
    vote.MemberOpinion(
        member="覃国华", opinion="同意", text="同意核实结论", replied="2026年12月14日"
    ),
    vote.MemberOpinion(member="韦敏", opinion="逾期未复", text="", replied="—"),
)
_LINE = vote.VoteLine(
    ref="S001",
    name=HEAVY.name,
    votes_for=15,
    votes_against=2,
    votes_blank=1,
    recused=0,
    result="列入建议名单",
)
EXAMPLES: dict[str, Base] = {
    "ballot-paper": vote.BallotPaper(
        **COMMON,
        round_title="第一轮",
        prize="市长质量奖",
        max_marks=4,
        candidates=(HEAVY, TEA),
        order="抽签次序",
        signing="本票无记名，不得书写姓名或作其他标记。",
        struck="有委员回避的候选单位，由承办机构在每一张选票上同样划去，另发单列选票。",
    ),
    "minutes": vote.Minutes(
        **{**COMMON, "number": None},
        held_on="2026年11月5日",
        place=None,
        chair="覃国华",
        appointed=21,
        present=18,
        quorum="达到委员总数的三分之二",
        tellers=("黄丽", "陈勇"),
        observer="周正",
        agenda=("听取综合评审报告", "审议并投票"),
        way="无记名投票",
        recusals=("韦敏委员对S002回避。",),
        rounds=(
            vote.VoteRound(
                title="第一轮 市长质量奖",
                issued=18,
                returned=18,
                valid=18,
                void=0,
                lines=(_LINE,),
            ),
        ),
        lists=LISTS,
    ),
    "public-list": public_list(),
    "investigation-report": vote.InvestigationReport(
        **COMMON,
        addressee="钦州市市长质量奖评审委员会",
        cases=(CASE,),
        opinions=_OPINIONS,
        handling="异议不成立，保留拟获奖资格。",
    ),
    "objection-reply": vote.ObjectionReply(
        **COMMON,
        addressee="赵示例",
        objection="Y001",
        received="2026年12月2日",
        applicant=HEAVY.name,
        matter="反映该单位售后服务不及时",
        result="反映的问题不成立",
        reasons=("投诉均在承诺时限内办结",),
        contact=CONTACT,
    ),
    "opinion-form": vote.OpinionForm(
        **COMMON,
        member="覃国华",
        cases=(CASE,),
        proposal="异议不成立，保留拟获奖资格。",
        due="2026年12月17日",
    ),
    "count-sheet": vote.CountSheet(
        **COMMON,
        round_title="第一轮",
        prize="市长质量奖",
        max_marks=4,
        appointed=21,
        candidates=(HEAVY, TEA),
    ),
}
