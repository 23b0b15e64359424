"""Made-up papers of the panels and the two reviews."""

from typing import Any

from documents.papers.contexts import review
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, CONTACT, HEAVY, NO_FEE, TEA

VISIT: dict[str, Any] = {
    "applicant": HEAVY,
    "day": "2026年9月15日",
    "place": "钦州港进港大道1号",
    "panel": 1,
    "leader": "宁建平",
    "members": ("苏文", "陈立"),
}
EXAMPLES: dict[str, Base] = {
    "draw-record": review.DrawRecord(
        **COMMON,
        drawn_at="2026年8月3日15时",
        place="市市场监督管理局会议室",
        pool_size=42,
        pool_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        public_value_name="2026年8月3日上证综指收盘点位",
        public_value="3214.57",
        witnesses=(review.Witness(name="周正", entry="桂树"),),
        edition_seed="60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        panels=(
            review.PanelDraw(
                number=1,
                seed="fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
                applicants=(HEAVY, TEA),
                seats=(
                    review.SeatLine(
                        place=1,
                        reviewer="E07",
                        name="宁建平",
                        employer="广西质量协会",
                        role="组长",
                    ),
                    review.SeatLine(
                        place=2,
                        reviewer="E12",
                        name="苏文",
                        employer="北部湾大学",
                        role="候补",
                    ),
                ),
                excluded=(("E03", "曾任S001顾问"),),
            ),
        ),
        observer=None,
    ),
    "declaration-form": review.DeclarationPaper(
        **COMMON,
        reviewer="E07",
        name="宁建平",
        panel=1,
        applicants=(HEAVY, TEA),
        years="3",
    ),
    "document-report": review.DocumentReport(
        **COMMON,
        criteria="《卓越绩效评价准则》（GB/T 19580—2012）",
        method="评审员独立评分，取算术平均；极差超过20个百分点的条款经合议。",
        panels=1,
        ranking=(
            review.RankLine(
                rank="1", ref="S001", name=HEAVY.name, score="612.50", chosen="进入现场评审"
            ),
        ),
        reviews=(
            review.DocumentReview(
                applicant=HEAVY,
                panel=1,
                leader="宁建平",
                reviewers=("E07", "E12", "E20"),
                items=(
                    review.ItemLine(
                        number="4.1.2",
                        name="高层领导的作用",
                        points="50",
                        percents=("55", "60", "50"),
                        mean="27.50",
                        counted="27.50",
                        spread="10",
                    ),
                ),
                total="612.50",
                strengths=("高层领导亲自推动质量改进。",),
                improvements=("标杆对比数据不足。",),
                questions=("顾客满意度调查的样本量。",),
                consensus=("4.7.2",),
                overall="方法系统，展开良好。",
                recommendation="进入现场评审",
            ),
        ),
    ),
    "visit-plan": review.VisitPlan(
        **COMMON,
        visits=(review.Visit(**VISIT),),
        agenda=(
            review.AgendaLine(time="9:00—9:30", activity="首次会议", people="评审组、高层领导"),
        ),
        no_fee=NO_FEE,
        contact=CONTACT,
    ),
    "site-report": review.SiteReport(
        **COMMON,
        criteria="《卓越绩效评价准则》（GB/T 19580—2012）",
        reviews=(
            review.SiteReview(
                **VISIT,
                verified=(("2025年营业收入41200万元", "属实"),),
                items=(
                    review.SiteItemLine(
                        number="4.1.2",
                        name="高层领导的作用",
                        points="50",
                        document="27.50",
                        site="30.00",
                        reason="现场查实质量例会制度运行有效",
                    ),
                ),
                total="630.00",
                highlights=("焊接质量数字化追溯。",),
                weaknesses=("供应商评价不系统。",),
                red_flags=(),
            ),
        ),
    ),
    "fact-sheet": review.FactSheet(
        **COMMON, review=review.Visit(**VISIT), facts=("焊接质量可以数字化追溯。",)
    ),
    "summary-report": review.SummaryReport(
        **COMMON,
        addressee="钦州市市长质量奖评审委员会",
        counts=(
            review.CountLine(step="申报受理", period="2026年3月至6月", count="2家"),
            review.CountLine(step="现场评审", period="2026年9月", count="2家"),
        ),
        weights="综合得分按资料评审40%、现场评审60%计算。",
        scored=("资料评审", "现场评审"),
        candidates=(
            review.CandidateLine(
                rank="1",
                ref="S001",
                name=HEAVY.name,
                document="612.50",
                site="630.00",
                combined="623.00",
                priority="获自治区主席质量奖提名奖",
            ),
        ),
        recusals=("评审员E03因曾任S001顾问回避。",),
        objections=(),
        departments=("市生态环境局逾期未反馈，由指定人员书面认定。",),
        remarks=(),
        annexes=("资料评审报告", "现场评审报告"),
    ),
}
