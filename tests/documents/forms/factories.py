"""Filled forms with boring values; keyword arguments replace single fields."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from documents.forms.activities import Activity
from documents.forms.after_declaration import AfterDeclaration
from documents.forms.application import (
    ApplicationForm,
    Attachment,
    Declarations,
    Quality,
    QualityRecord,
    Recommendation,
    YearFigures,
)
from documents.forms.channels import ChannelProof
from documents.forms.city_reply import CityDecision, CityReply
from documents.forms.committee import Member
from documents.forms.contacts import Contact
from documents.forms.custody import Custody
from documents.forms.declaration import DeclarationForm, DeclarationLine
from documents.forms.fund_payments import Payment
from documents.forms.fund_statement import FundStatement
from documents.forms.fund_statement import Item as FundItem
from documents.forms.history import Bar, History, PastPrize
from documents.forms.incidents import Incident
from documents.forms.investigation import Investigation
from documents.forms.listings import Listing, Listings
from documents.forms.objections import Objection
from documents.forms.opinions import WrittenOpinion
from documents.forms.outside_scores import OutsideScore, OutsideScores
from documents.forms.progress import Progress
from documents.forms.reply import ReplyForm, ReplyLine
from documents.forms.reviewers import Interest, Reviewer, ReviewerPool
from documents.forms.score_sheet import ApplicantSheet, Item, ScoreWorkbook, SiteItem
from documents.forms.site_facts import SiteFact
from documents.forms.successions import Succession
from documents.forms.tally import NamedVote, Recusal, Round, TallyForm, TallyLine
from documents.forms.title_uses import TitleUse
from documents.forms.verification import VerificationForm, VerificationLine
from documents.sheets.values import SHANGHAI

FIRST = ("S001", "钦州市临海重工有限公司")
SECOND = ("S002", "灵山茶业合作社")


def figures(year: int) -> YearFigures:
    return YearFigures(
        year=year,
        total_assets_wan=Decimal("52300.5"),
        revenue_wan=Decimal(41200),
        profit_wan=Decimal(3900),
        tax_wan=Decimal("2100.25"),
        employees=640,
        safety_accidents=0,
        note="无出口业务，其余指标未统计",
    )


def application(**changes: Any) -> ApplicationForm:
    values = {
        "name": "钦州市临海重工有限公司",
        "former_names": ("钦州临海机械厂",),
        "uscc": "91450700MA5XAAAA0W",
        "legal_form": "company",
        "registration_authority": "钦州市市场监督管理局",
        "established_on": date(2009, 5, 18),
        "address": "钦州市钦南区进港大道1号",
        "region": "450702",
        "industry_code": "3511",
        "scale": "中型",
        "registered_capital_wan": Decimal(8000),
        "legal_representative": "梁海生",
        "contact_name": "黄春燕",
        "contact_post": "质量部部长",
        "contact_phone": "0777-2800001",
        "contact_email": "hcy@linhai.example",
        "employees": 640,
        "listed": False,
        "figures": tuple(figures(year) for year in (2023, 2024, 2025)),
        "quality": Quality(
            tqm_since=date(2016, 1, 1),
            tqm_body="卓越绩效推进委员会",
            has_accidents=False,
            has_penalties=True,
            records=(
                QualityRecord(
                    kind="体系认证",
                    title="GB/T 19001-2016",
                    number="CNCA-0001",
                    scope="港口机械设计、制造",
                    dated=date(2024, 3, 1),
                    expires_on=date(2027, 2, 28),
                ),
                QualityRecord(
                    kind="处罚",
                    title="未按时申报固体废物台账",
                    scope="市生态环境局",
                    dated=date(2024, 8, 9),
                    major=False,
                ),
            ),
        ),
        "recommendation": Recommendation(
            recommender="钦南区质量强区办公室",
            recommender_kind="质量强县（区）办公室",
            opinion="同意推荐",
            signed_by="陆志强",
            signed_on=date(2026, 5, 20),
        ),
        "declarations": Declarations(
            truthful=True, consent=True, signed_by="梁海生", signed_on=date(2026, 5, 12)
        ),
        "attachments": (
            Attachment(filename="营业执照.pdf", kind="营业执照或法人证书", trade_secret=False),
            Attachment(filename="组织概述.pdf", kind="组织概述", trade_secret=False),
            Attachment(filename="自我评价报告.pdf", kind="自我评价报告", trade_secret=False),
            Attachment(
                filename="工艺说明.pdf",
                kind="其他",
                trade_secret=True,
                conditions=("13(3)", "13(4)"),
            ),
        ),
    }
    return ApplicationForm(**{**values, **changes})


def contacts() -> tuple[Contact, ...]:
    return (
        Contact(
            kind="县区",
            name="钦南区质量强区办公室",
            person="陆志强",
            email="qinnan@county.example",
            phone="0777-2800002",
            region="450702",
        ),
        Contact(kind="部门", name="市生态环境局", person="莫丽", email="eco@city.example"),
    )


def site_facts() -> tuple[SiteFact, ...]:
    return (
        SiteFact(
            ref="S001",
            name="钦州市临海重工有限公司",
            matter="营业收入与审计报告是否一致",
            conclusion="更正",
            evidence="少计一笔，按审计报告更正",
            checker="宁建平",
            representative="梁慧",
            signed_on=date(2026, 6, 3),
        ),
    )


def committee() -> tuple[Member, ...]:
    return (
        Member(
            name="覃国华",
            employer="钦州市人民政府",
            post="副市长",
            role="主任委员",
            email="qgh@city.example",
        ),
        Member(
            name="韦敏",
            employer="北部湾大学",
            post="教授",
            role="委员",
            email="wm@university.example",
        ),
    )


def pool() -> ReviewerPool:
    return ReviewerPool(
        reviewers=(
            Reviewer(
                id="E01",
                name="宁建平",
                employer="广西质量协会",
                employer_uscc="52450700MA5XAAAA6G",
                specialty="卓越绩效",
                email="njp@reviewer.example",
                phone="13800000001",
                region="450100",
            ),
            Reviewer(id="E02", name="苏文", employer="北部湾大学", email="sw@reviewer.example"),
        ),
        interests=(
            Interest(
                reviewer="E02",
                organisation="钦州市临海重工有限公司",
                uscc="91450700MA5XAAAA0W",
                kind="咨询",
                since=date(2023, 4, 1),
                until=date(2024, 3, 31),
                note="质量管理咨询",
            ),
        ),
    )


ITEMS = (
    ("4.1.2", "高层领导的作用", 50),
    ("4.1.3", "组织治理", 30),
    ("4.7.2", "产品和服务结果", 80),
)


def score_workbook(**changes: Any) -> ScoreWorkbook:
    items = tuple(
        Item(number=number, name=name, points=points, percent=55, strengths="方法系统")
        for number, name, points in ITEMS
    )
    values = {
        "edition": 3,
        "stage": "document-review",
        "panel": 1,
        "reviewer": "E01",
        "reviewer_name": "宁建平",
        "criteria": "gbt19580-2012",
        "sheets": tuple(
            ApplicantSheet(ref=ref, applicant=name, overall="良好", items=items)
            for ref, name in (("S001", "钦州市临海重工有限公司"), ("S002", "灵山茶业合作社"))
        ),
    }
    return ScoreWorkbook(**{**values, **changes})


def site_workbook() -> ScoreWorkbook:
    items = (
        SiteItem(
            number="4.1.2",
            name="高层领导的作用",
            points=50,
            document_percent=Decimal(55),
            percent=55,
        ),
        SiteItem(
            number="4.1.3",
            name="组织治理",
            points=30,
            document_percent=Decimal("53.33"),
            percent=60,
            reason="现场查实内部审计制度已运行两年",
        ),
    )
    sheet = ApplicantSheet(ref="S001", applicant="钦州市临海重工有限公司", items=items)
    return score_workbook(stage="site-review", sheets=(sheet,))


def history() -> History:
    return History(
        prizes=(
            PastPrize(
                uscc="91450702MA5XAAAA1W",
                name="钦州港务股份有限公司",
                prize="市长质量奖",
                decided_on=date(2021, 12, 1),
                edition="第二届",
            ),
        ),
        bars=(
            Bar(
                uscc="91450703MA5XAAAA2E",
                name="钦北食品有限公司",
                ground="申报材料弄虚作假",
                article="第二十五条",
                since=date(2022, 1, 1),
                until=date(2027, 1, 1),
            ),
        ),
    )


def reply() -> ReplyForm:
    return ReplyForm(
        edition=3,
        department="市生态环境局",
        signed_by="莫丽",
        replied_on=date(2026, 7, 10),
        lines=(
            ReplyLine(ref=FIRST[0], name=FIRST[1], uscc="91450700MA5XAAAA0W", opinion="无异议"),
            ReplyLine(
                ref=SECOND[0],
                name=SECOND[1],
                uscc="93450721MA5XAAAA7R",
                opinion="有异议",
                conditions=("13(2)", "13(6)"),
                facts="2025年3月因超标排放被处罚",
                occurred_on=date(2025, 3, 8),
                major=False,
            ),
        ),
    )


def verification() -> VerificationForm:
    return VerificationForm(
        edition=3,
        verifier="广西质量技术评价中心",
        signed_by="农伟",
        replied_on=date(2026, 7, 20),
        lines=tuple(
            VerificationLine(
                ref=ref,
                name=name,
                condition="13(3)",
                outcome="满足",
                evidence="查阅体系文件和内审记录",
                checker="农伟",
            )
            for ref, name in (FIRST, SECOND)
        ),
    )


def declaration() -> DeclarationForm:
    return DeclarationForm(
        edition=3,
        panel=1,
        reviewer="E02",
        name="苏文",
        confidential=True,
        signed_on=date(2026, 8, 3),
        lines=(
            DeclarationLine(ref=FIRST[0], applicant=FIRST[1], interest="有", note="曾任其顾问"),
            DeclarationLine(ref=SECOND[0], applicant=SECOND[1], interest="无"),
        ),
    )


def after_declaration() -> AfterDeclaration:
    given = declaration()
    return AfterDeclaration(
        edition=3,
        stage="site-review",
        panel=1,
        reviewer="E02",
        name="苏文",
        nothing_new=False,
        signed_on=date(2026, 9, 3),
        lines=given.lines,
    )


def tally() -> TallyForm:
    return TallyForm(
        edition=3,
        held_on=date(2026, 11, 5),
        appointed=21,
        present=18,
        presided_by="覃国华",
        teller_1="黄丽",
        teller_2="陈勇",
        observer="周正",
        recusals=(Recusal(member="韦敏", ref="S002", reason="曾任顾问"),),
        rounds=(
            Round(
                round=1,
                prize="award",
                is_run_off=False,
                issued=18,
                returned=18,
                valid=17,
                void=1,
                lines=(
                    TallyLine(
                        ref=FIRST[0],
                        name=FIRST[1],
                        votes_for=15,
                        votes_against=1,
                        votes_blank=1,
                        recused=0,
                    ),
                    TallyLine(
                        ref=SECOND[0],
                        name=SECOND[1],
                        votes_for=8,
                        votes_against=8,
                        votes_blank=0,
                        recused=1,
                    ),
                ),
            ),
            Round(
                round=2,
                prize="award",
                is_run_off=True,
                issued=18,
                returned=17,
                valid=17,
                void=0,
                lines=(
                    TallyLine(
                        ref=SECOND[0],
                        name=SECOND[1],
                        votes_for=10,
                        votes_against=6,
                        votes_blank=0,
                        recused=1,
                    ),
                ),
            ),
        ),
    )


def objections() -> tuple[Objection, ...]:
    return (
        Objection(
            number="Y001",
            received_at=datetime(2026, 12, 1, 9, 30, 15, tzinfo=SHANGHAI),
            ref=FIRST[0],
            applicant=FIRST[1],
            objector="张三",
            identity="实名",
            contact="13800000009",
            matter="反映2024年处罚未如实申报",
            evidence="处罚决定书复印件",
        ),
        Objection(
            number="Y002",
            received_at=datetime(2026, 12, 3, 17, 59, tzinfo=SHANGHAI),
            ref=SECOND[0],
            applicant=SECOND[1],
            identity="匿名",
            matter="反映产品质量问题",
        ),
    )


def investigations() -> tuple[Investigation, ...]:
    return (
        Investigation(
            objection="Y001",
            method="查阅处罚公示和申报材料",
            findings="处罚已在申报表内列明",
            opinion="不成立",
            investigated_on=date(2026, 12, 10),
        ),
    )


def opinions() -> tuple[WrittenOpinion, ...]:
    return (
        WrittenOpinion(
            objection="Y001",
            member="覃国华",
            opinion="同意",
            text="同意核实结论",
            replied_on=date(2026, 12, 14),
        ),
    )


def channels() -> tuple[ChannelProof, ...]:
    return (
        ChannelProof(
            channel="市人民政府门户网站",
            url="https://www.city.example/gs/1.html",
            published_at=datetime(2026, 11, 27, 9, 0, tzinfo=SHANGHAI),
            proof="门户网站截图.png",
        ),
    )


def city_reply() -> CityReply:
    return CityReply(
        edition=3,
        number="钦政函〔2026〕9号",
        replied_on=date(2026, 12, 25),
        scan="批复扫描件.pdf",
        decisions=(
            CityDecision(ref=FIRST[0], name=FIRST[1], decision="同意"),
            CityDecision(ref=SECOND[0], name=SECOND[1], decision="不同意", note="暂缓"),
        ),
    )


def incidents() -> tuple[Incident, ...]:
    return (
        Incident(
            edition=3,
            subject=FIRST[1],
            ground="弄虚作假骗取奖项",
            occurred_on=date(2027, 3, 1),
            facts="检测报告系伪造",
            reporter="市市场监督管理局",
            evidence=("调查报告.pdf", "询问笔录.pdf"),
        ),
        Incident(
            edition=3,
            subject="E07",
            ground="违反评审纪律",
            occurred_on=date(2027, 3, 2),
            facts="泄露评分",
            reporter="市质量强市办",
        ),
    )


def progress() -> tuple[Progress, ...]:
    return (
        Progress(
            case=1, step="缴回资金", on=date(2027, 5, 1), amount=Decimal("100000.50"), voucher="A1"
        ),
        Progress(
            case=1,
            step="发布公告",
            on=date(2027, 5, 2),
            channel="市级主要新闻媒体",
            proof="版面.png",
        ),
    )


def fund_payments() -> tuple[Payment, ...]:
    return (
        Payment(
            edition=3, ref="S001", name=FIRST[1], instalment=1, amount=Decimal(300000),
            paid_on=date(2027, 1, 10), voucher="CZ-1",
        ),
    )  # fmt: skip


def fund_statement() -> FundStatement:
    return FundStatement(
        edition=3,
        ref="S001",
        name=FIRST[1],
        kind="report",
        month=12,
        items=(
            FundItem(
                use="人员培训", purpose="卓越绩效培训", amount=Decimal("120000.50"),
                spent_on=date(2027, 3, 1), proof="发票1.pdf",
            ),
        ),
    )  # fmt: skip


def title_uses() -> tuple[TitleUse, ...]:
    return (
        TitleUse(
            edition=3, holder=FIRST[1], medium="产品宣传", place="包装箱", shows_year=False,
            seen_on=date(2027, 3, 1),
        ),
    )  # fmt: skip


def successions() -> tuple[Succession, ...]:
    return (
        Succession(
            kind="更名", former_uscc="91450700MA5XAA0106", former_name="旧名有限公司",
            uscc="91450700MA5XAA0106", name="新名有限公司", since=date(2027, 3, 1),
        ),
    )  # fmt: skip


def activities() -> tuple[Activity, ...]:
    return (
        Activity(
            edition=3, ref="S001", kind="宣传交流", held_on=date(2027, 3, 1), title="经验交流会"
        ),
    )


def open_tally() -> TallyForm:
    """The count with the votes by name of one member."""
    vote = NamedVote(round=1, member="韦敏", ref=FIRST[0], name=FIRST[1], choice="弃权")
    return tally().model_copy(update={"votes": (vote,)})


def outside_scores(**changes: Any) -> OutsideScores:
    values = {
        "edition": 3,
        "component": "survey",
        "component_name": "社会满意度调查",
        "source": "示例调查中心",
        "signed_by": "陆志强",
        "lines": (
            OutsideScore(ref=FIRST[0], name=FIRST[1], score=Decimal("812.5")),
            OutsideScore(ref=SECOND[0], name=SECOND[1], score=Decimal(640)),
        ),
    }
    return OutsideScores(**{**values, **changes})


def listings() -> Listings:
    return Listings(
        rows=(
            Listing(
                list_name="质量奖培育库",
                uscc="91450700MA5XAAAA0W",
                name=FIRST[1],
                since=date(2025, 1, 1),
                until=date(2027, 12, 31),
            ),
        )
    )


def custody() -> tuple[Custody, ...]:
    given = {"number": "ZJ450700-2026-03-A-01", "kind": "证书", "holder": FIRST[1]}
    return (
        Custody(
            **given, state="待颁发", change="颁发", on=date(2026, 3, 20), person="陈立",
            officer="黄工",
        ),
        Custody(
            **given, state="待颁发", change="收回", on=date(2026, 4, 1), person="陈立",
            officer="黄工", place="档案室", note="称号已撤销",
        ),
    )  # fmt: skip
