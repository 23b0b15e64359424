"""One filled context for each kind of paper; people and organisations are made up."""

from typing import Any

from documents.papers.contexts import after, award, entry, report, review, vote
from documents.papers.contexts.base import Base, Basis, Contact, Organisation

COMMON: dict[str, Any] = {
    "award": "钦州市市长质量奖",
    "edition": "第三届",
    "regulation": "钦州市市长质量奖评审管理办法（2021年修订）",
    "article": "第十六条",
    "issuer": "钦州市实施质量强市战略工作领导小组办公室",
    "number": "钦质强办〔2026〕9号",
    "date": "2026年3月5日",
    "mark": "钦州市实施质量强市战略工作领导小组办公室文件",
    "bases": (
        Basis(label="公示期限", shown="5个工作日", basis="承办机构暂定", cite="办法未定公示天数"),
        Basis(label="评审组人数", shown="3至5名", basis="办法条文", cite="第十条"),
    ),
}
CONTACT = Contact(
    person="黄工",
    phone="0777-2800000",
    email="office@qinzhou.example",
    address="钦州市金海湾东大街1号",
)
HEAVY = Organisation(ref="S001", name="钦州市临海重工有限公司", uscc="91450700MA5XAAAA0W")
TEA = Organisation(ref="S002", name="灵山县陆屋茶业专业合作社", uscc="93450721MA5XAAAA7R")
CONDITIONS = (
    entry.ConditionLine(
        id="13(2)",
        article="第十三条第（二）项",
        text="产品或服务符合环境保护、安全生产等方面的法律法规和强制性标准",
    ),
    entry.ConditionLine(
        id="13(6)",
        article="第十三条第（六）项",
        text="近3年内无重大的质量、安全生产、环境污染、公共卫生等事故",
    ),
)
LISTS = (
    vote.ListedPrize(prize="市长质量奖", winners=(HEAVY,), vacant=3),
    vote.ListedPrize(prize="市长质量奖提名奖", winners=(TEA,), vacant=5),
)
CASE = vote.ObjectionCase(
    number="Y001",
    received="2026年12月1日",
    identity="实名",
    applicant=HEAVY.name,
    matter="反映2024年处罚未如实申报",
    evidence="处罚决定书复印件",
    method="查阅处罚公示和申报材料",
    findings="处罚已在申报表内列明",
    opinion="不成立",
)
NO_FEE = "市长质量奖的评审不向申报企业或组织收取任何费用，不增加企业或组织负担。"
TITLE_NOTICE = "获奖企业或组织可以在企业形象宣传中使用该称号，并注明获奖年度，但不得用于产品宣传。"
PROCESS = "经自愿申报、资格审查、资料评审、现场评审、评审委员会审议、社会公示"


def notice(**changes: Any) -> entry.Notice:
    values: dict[str, Any] = {
        "addressee": "各县、区人民政府，市直各有关单位",
        "scope": "在本市行政区域登记注册、具有法人资格的企业或组织自愿申报。",
        "conditions": tuple(condition.text for condition in CONDITIONS),
        "criteria": "《卓越绩效评价准则》（GB/T 19580—2012）",
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


def certificate(**changes: Any) -> award.Certificate:
    values: dict[str, Any] = {
        "issuer": "钦州市人民政府",
        "number": "QZZLJ-2026-001",
        "winner": HEAVY.name,
        "prize": "钦州市市长质量奖",
        "award_year": "2026",
        "verification_text": "https://zj.qinzhou.example/verify/7F3K-92QD",
    }
    return award.Certificate(**{**COMMON, **values, **changes})


def _entry() -> dict[str, Base]:
    return {
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
    }


def _review() -> dict[str, Base]:
    return {
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
            visits=(
                review.Visit(
                    applicant=HEAVY,
                    day="2026年9月15日",
                    place="钦州港进港大道1号",
                    panel=1,
                    leader="宁建平",
                    members=("苏文", "陈立"),
                ),
            ),
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
                    applicant=HEAVY,
                    day="2026年9月15日",
                    place="钦州港进港大道1号",
                    panel=1,
                    leader="宁建平",
                    members=("苏文", "陈立"),
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


def _vote() -> dict[str, Base]:
    opinions = (
        vote.MemberOpinion(
            member="覃国华", opinion="同意", text="同意核实结论", replied="2026年12月14日"
        ),
        vote.MemberOpinion(member="韦敏", opinion="逾期未复", text="", replied="—"),
    )
    line = vote.VoteLine(
        ref="S001",
        name=HEAVY.name,
        votes_for=15,
        votes_against=2,
        votes_blank=1,
        recused=0,
        result="列入建议名单",
    )
    return {
        "ballot-paper": vote.BallotPaper(
            **COMMON,
            round_title="第一轮",
            prize="市长质量奖",
            max_marks=4,
            candidates=(HEAVY, TEA),
            order="抽签次序",
            signing="本票无记名，不得书写姓名或作其他标记。",
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
                    lines=(line,),
                ),
            ),
            lists=LISTS,
        ),
        "public-list": public_list(),
        "investigation-report": vote.InvestigationReport(
            **COMMON,
            addressee="钦州市市长质量奖评审委员会",
            cases=(CASE,),
            opinions=opinions,
            handling="异议不成立，保留拟获奖资格。",
        ),
        "opinion-form": vote.OpinionForm(
            **COMMON,
            member="覃国华",
            cases=(CASE,),
            proposal="异议不成立，保留拟获奖资格。",
            due="2026年12月17日",
        ),
    }


def _award() -> dict[str, Base]:
    return {
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
            **{**COMMON, "issuer": "钦州市人民政府", "mark": "钦州市人民政府文件", "number": None},
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
    }


def _after() -> dict[str, Base]:
    return {
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
        "reviewer-assessment": report.ReviewerAssessment(
            **COMMON,
            year="2026",
            lines=(
                report.AssessmentLine(
                    "E01", "张三", "12", "12", "1", "2", "5.00个百分点", "1", "0", "0"
                ),
            ),
            opinion="履职良好。",
            signed_by="韦立新",
        ),
        "edition-report": report.EditionReport(
            **COMMON,
            steps=(report.StepLine("申报受理", "24", "45天", "45天", "████"),),
            notes=("收到异议2件，评审员回避1人次，发出催办30件。",),
            editions=(report.EditionLine("第三届", "24", "14", "14", "9", "2", "1", "30"),),
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


EXAMPLES: dict[str, Base] = {**_entry(), **_review(), **_vote(), **_award(), **_after()}
