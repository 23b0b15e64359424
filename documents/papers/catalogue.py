"""Every kind of official paper, and the context each one is written from.

A kind `k` has the template `templates/k.jinja`. To add one: declare its context beside its stage
in `contexts/`, list it here, write the template and an example in the tests.
"""

from dataclasses import dataclass

from documents.papers.contexts import (
    after,
    analysis,
    award,
    entry,
    meeting,
    plan,
    report,
    review,
    vote,
)
from documents.papers.contexts.base import Base, DispatchSheet, SigningSheet
from documents.papers.paper import Layout


@dataclass(frozen=True, slots=True)
class Kind:
    """What is fixed for all papers of a kind.

    `is_numbered`: it bears a document number (a visible blank until one is assigned). `is_public`:
    it is published, so resident identity numbers in it are masked. `is_issued`: the issuer signs
    it; other papers are signed by the person whom they are about. `head` is what its red head adds
    to the issuer's name, None where it has no red head.
    """

    label: str
    context: type[Base]
    is_numbered: bool = False
    is_issued: bool = True
    is_public: bool = False
    is_landscape: bool = False
    head: str | None = "文件"
    layout: Layout = Layout.OFFICIAL


KINDS = {
    "signing-sheet": Kind("审签单", SigningSheet, is_issued=False),
    "dispatch-sheet": Kind("发文稿纸", DispatchSheet, is_issued=False),
    "notice": Kind("申报通知", entry.Notice, is_numbered=True, is_public=True),
    "work-plan": Kind("年度工作计划", plan.WorkPlan, is_numbered=True),
    "committee-list": Kind("评审委员会组成名单", plan.CommitteeList, is_numbered=True),
    "procedure-chart": Kind("评审管理程序图", plan.ProcedureChart, is_issued=False, is_public=True),
    "supplement": Kind("补正通知", entry.Supplement, is_numbered=True),
    "refusal": Kind("不予受理通知", entry.Refusal, is_numbered=True),
    "consultation": Kind("征求意见函", entry.Consultation, is_numbered=True, head=""),
    "verification": Kind("核实委托函", entry.VerificationOrder, is_numbered=True, head=""),
    "eligibility-result": Kind("资格审查结果通知", entry.EligibilityResult, is_numbered=True),
    "eligibility-list": Kind("资格审查情况汇总", entry.EligibilityList, is_landscape=True),
    "draw-record": Kind("评审组抽取记录", review.DrawRecord),
    "declaration-form": Kind("回避声明与保密承诺", review.DeclarationPaper, is_issued=False),
    "document-report": Kind("资料评审报告", review.DocumentReport),
    "panel-spread": Kind("评分离散情况", analysis.PanelSpread),
    "visit-plan": Kind("现场评审计划", review.VisitPlan),
    "site-report": Kind("现场评审报告", review.SiteReport),
    "fact-sheet": Kind("事实确认单", review.FactSheet, is_issued=False),
    "score-charts": Kind("得分分析图", analysis.ScoreCharts),
    "feedback": Kind("反馈报告", analysis.Feedback),
    "summary-report": Kind("综合评审报告", review.SummaryReport),
    "candidate-pages": Kind("候选单位简表", analysis.CandidatePages, is_issued=False),
    "meeting-notice": Kind("会议通知", meeting.MeetingNotice),
    "sign-in-sheet": Kind("签到表", meeting.SignInSheet, is_issued=False),
    "chair-script": Kind("主持词", meeting.ChairScript, is_issued=False),
    "ballot-paper": Kind("投票单", vote.BallotPaper, is_issued=False),
    "count-sheet": Kind("计票单", vote.CountSheet, is_issued=False),
    "minutes": Kind("会议纪要", vote.Minutes, is_numbered=True, head=None),
    "public-list": Kind("公示", vote.PublicList, is_public=True),
    "investigation-report": Kind("调查核实情况报告", vote.InvestigationReport),
    "objection-reply": Kind("异议答复函", vote.ObjectionReply, is_numbered=True, head=""),
    "opinion-form": Kind("委员书面意见表", vote.OpinionForm, is_issued=False),
    "request": Kind("请示", award.Request, is_numbered=True),
    "decision": Kind("表彰决定", award.CommendationDecision, is_numbered=True, is_public=True),
    "certificate": Kind(
        "证书",
        award.Certificate,
        is_numbered=True,
        is_landscape=True,
        layout=Layout.CERTIFICATE,
    ),
    "plaque": Kind("奖牌", award.Plaque, is_numbered=True, is_landscape=True, layout=Layout.PLAQUE),
    "fund-order": Kind("拨付通知", award.FundOrder, is_numbered=True, head=""),
    "revocation-request": Kind("撤销称号的请示", after.RevocationRequest, is_numbered=True),
    "revocation-decision": Kind("撤销决定", after.RevocationDecision, is_numbered=True),
    "revocation-notice": Kind("撤销公告", after.RevocationNotice, is_numbered=True, is_public=True),
    "recovery-notice": Kind("追缴收回通知", after.RecoveryNotice, is_numbered=True),
    "fund-correction": Kind("资金使用整改通知", after.FundCorrectionNotice, is_numbered=True),
    "reviewer-assessment": Kind("评审员考核报告", report.ReviewerAssessment, is_landscape=True),
    "edition-report": Kind("评选工作总结", report.EditionReport, is_landscape=True),
    "correction-notice": Kind("称号使用改正函", after.CorrectionNotice, is_numbered=True, head=""),
    "correction-order": Kind("限期改正通知", after.CorrectionOrder, is_numbered=True),
}
