"""Made-up reports with charts."""

from documents.papers.charts import Chart, ChartKind, Series
from documents.papers.contexts import analysis
from documents.papers.contexts.base import Base
from documents.papers.examples.shared import COMMON, HEAVY, TEA

CATEGORIES = ("领导", "战略", "顾客与市场", "资源", "过程管理", "测量、分析与改进", "结果")
RADAR = Chart(
    ChartKind.RADAR,
    "各章得分率",
    CATEGORIES,
    (
        Series("本单位", (62, 55, 70, 58, 64, 52, 60.5)),
        Series("全部申报单位中位数", (50, 52, 55, 49, 51, 50, 47)),
    ),
)
ITEMS = Chart(
    ChartKind.BARS,
    "条款得分率",
    tuple(f"4.{one}.{two} 条款" for one in range(1, 8) for two in (1, 2, 3)),
    (
        Series("资料评审", tuple(40 + 2 * n for n in range(21))),
        Series("现场评审", tuple(45 + 2 * n for n in range(21))),
    ),
)
SPREAD = Chart(
    ChartKind.SPREAD,
    "第1评审组：各评审员评分",
    ("E07", "E12", "E20"),
    (
        Series("最高", (80, 75, 85)),
        Series("平均", (58.2, 55, 61)),
        Series("最低", (30, 35, 40)),
    ),
)


def _page() -> analysis.CandidatePage:
    return analysis.CandidatePage(
        applicant=HEAVY,
        rank="1",
        document="612.50",
        site="630.00",
        combined="623.00",
        priority="获自治区主席质量奖提名奖",
        radar=RADAR,
        strengths=("高层领导亲自推动质量改进。", "焊接质量数字化追溯。"),
        improvements=("标杆对比数据不足。",),
    )


EXAMPLES: dict[str, Base] = {
    "panel-spread": analysis.PanelSpread(
        **COMMON,
        stage="资料评审",
        limit="20",
        panels=(
            analysis.PanelCharts(
                number=1,
                applicants=6,
                chart=SPREAD,
                reviewers=(
                    analysis.ReviewerSpread(
                        reviewer="E07",
                        sheets=6,
                        lowest="30",
                        mean="58.2",
                        highest="80",
                        bias="+0.1",
                    ),
                ),
                over_limit=("S001 4.7.2",),
            ),
        ),
    ),
    "score-charts": analysis.ScoreCharts(
        **COMMON,
        field=12,
        applicants=(
            analysis.ApplicantCharts(applicant=HEAVY, radar=RADAR, items=ITEMS),
            analysis.ApplicantCharts(applicant=TEA, radar=RADAR, items=None),
        ),
    ),
    "candidate-pages": analysis.CandidatePages(
        **COMMON, order="受理编号顺序", pages=(_page(), _page())
    ),
    "feedback": analysis.Feedback(
        **COMMON,
        applicant=HEAVY,
        criteria="《卓越绩效评价准则》（GB/T 19580—2012）",
        stage="资料评审",
        total="612.50",
        radar=RADAR,
        categories=(
            analysis.CategoryFeedback(
                number="4.1",
                name="领导",
                percent="62",
                median="50",
                strengths=("高层领导亲自推动质量改进。",),
                improvements=("社会责任指标没有设定目标。",),
            ),
        ),
    ),
}
