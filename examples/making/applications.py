"""One package: the application form as its sender filled it in, and the papers beside it."""

from datetime import date, timedelta
from decimal import Decimal

from documents.forms.application import (
    ApplicationForm,
    Attachment,
    Declarations,
    Quality,
    QualityRecord,
    Recommendation,
    YearFigures,
    write_application,
)
from examples.making.organisations import Oddity, Organisation
from examples.making.papers import pdf, text
from examples.making.people import name_for
from examples.making.variety import choice, number

FORM = "申报表.xlsx"
YEARS = (2023, 2024, 2025)
FORMER_PRIZE_ON = date(2023, 12, 15)

_READABLE_BYTES = 4000
_COMMERCIAL_GAPS = "无出口业务；能耗未单独统计"
_OTHER_GAPS = "非营利组织，不统计利润、出口和能耗"
_HONOURS = ("自治区质量标杆", "钦州市质量信用A级", "县级优秀质量班组")
_TURNOVER = {
    "大型": (90_000, 260_000),
    "中型": (9_000, 40_000),
    "小型": (1_200, 6_000),
    "微型": (200, 600),
    "不适用": (3_000, 12_000),
}


def package(one: Organisation) -> dict[str, bytes]:
    """The files of its folder by name."""
    form = write_application(application(one))
    if one.oddity is Oddity.UNREADABLE:
        form = form[:_READABLE_BYTES]
    return {FORM: form, **_papers(one)}


def application(one: Organisation) -> ApplicationForm:
    """The form as filled in; an incomplete one is still a form."""
    form = ApplicationForm(
        name=one.name,
        former_names=(one.former_name,) if one.former_name else (),
        uscc=one.uscc,
        legal_form=one.legal_form,
        registration_authority=one.registration_authority,
        established_on=date(number(f"{one.name}/成立", 2001, 2019), 5, 18),
        address=one.address,
        region=one.region,
        industry_code=one.industry,
        scale=one.scale,
        registered_capital_wan=Decimal(number(f"{one.name}/资本", 2, 80) * 100),
        legal_representative=_representative(one),
        contact_name=name_for(f"{one.name}/联系人"),
        contact_post=choice(f"{one.name}/职务", ("质量部部长", "办公室主任", "管理者代表")),
        contact_phone=f"0777-28{one.number:02d}001",
        contact_email=f"quality{one.number:02d}@applicant.example",
        employees=_employees(one),
        listed=False,
        figures=tuple(_figures(one, year) for year in YEARS),
        quality=_quality(one),
        recommendation=_recommendation(one),
        declarations=_declarations(one),
        attachments=_attachments(),
    )
    return _with_gaps(form) if one.oddity is Oddity.INCOMPLETE else form


def _with_gaps(form: ApplicationForm) -> ApplicationForm:
    undated = form.declarations.model_copy(update={"signed_on": None})
    return form.model_copy(update={"figures": form.figures[1:], "declarations": undated})


def _representative(one: Organisation) -> str:
    return name_for(f"{one.name}/法定代表人")


def _employees(one: Organisation) -> int:
    return max(6, _turnover(one) // 60)


def _turnover(one: Organisation) -> int:
    """Revenue of the last year in 万元."""
    return number(f"{one.name}/收入", *_TURNOVER[one.scale])


def _figures(one: Organisation, year: int) -> YearFigures:
    growth = Decimal(100 - (YEARS[-1] - year) * number(f"{one.name}/增长", 4, 9)) / 100
    revenue = (Decimal(_turnover(one)) * growth).quantize(Decimal(1))
    margin = number(f"{one.name}/利润", 3, 4 + one.level // 6)
    profit = (revenue * margin / 100).quantize(Decimal(1)) if one.is_commercial else None
    net_profit = (profit * 8 / 10).quantize(Decimal(1)) if profit is not None else None
    accidents = int(one.oddity is Oddity.ACCIDENT and year == YEARS[-1])
    return YearFigures(
        year=year,
        total_assets_wan=(revenue * Decimal("1.3")).quantize(Decimal(1)),
        revenue_wan=revenue,
        profit_wan=profit,
        net_profit_wan=net_profit,
        tax_wan=(revenue * Decimal("0.05")).quantize(Decimal("0.01")),
        research_wan=(revenue * one.level / 2000).quantize(Decimal("0.01")),
        debt_ratio=Decimal(number(f"{one.name}/负债", 25, 60)),
        productivity_wan=(revenue / _employees(one)).quantize(Decimal("0.1")),
        employees=_employees(one),
        pass_rate=Decimal("99.0") + Decimal(one.level) / 100,
        satisfaction=Decimal(80 + one.level // 6),
        market_share=f"本市第{1 + (100 - one.level) // 12}位",
        safety_accidents=accidents,
        note=_COMMERCIAL_GAPS if one.is_commercial else _OTHER_GAPS,
    )


def _quality(one: Organisation) -> Quality:
    records = [
        QualityRecord(
            kind="体系认证",
            title="GB/T 19001-2016",
            number=f"SAMPLE-QMS-{one.number:04d}",
            scope=one.business,
            dated=date(2025, 3, 1 + one.number),
            expires_on=date(2028, 2, 28),
        ),
        QualityRecord(
            kind="荣誉",
            title=choice(f"{one.name}/荣誉", _HONOURS),
            scope=one.recommender,
            dated=date(2024, 11, 20),
        ),
    ]
    has_accidents = one.oddity is Oddity.ACCIDENT
    if has_accidents:
        records.append(_accident())
    won = one.oddity is Oddity.FORMER_WINNER
    return Quality(
        tqm_since=date(number(f"{one.name}/导入", 2015, 2022), 1, 1),
        tqm_body="卓越绩效推进委员会",
        has_accidents=has_accidents,
        has_penalties=False,
        complaints="近3年投诉均已办结，无突出投诉。",
        earlier_prize="市长质量奖" if won else "",
        earlier_prize_on=FORMER_PRIZE_ON if won else None,
        records=tuple(records),
    )


def _accident() -> QualityRecord:
    return QualityRecord(
        kind="事故",
        title="船台高处坠落事故",
        scope="市应急管理局",
        dated=date(2025, 6, 11),
        major=False,
        note="申报单位认为属一般事故，已完成整改",
    )


def _recommendation(one: Organisation) -> Recommendation:
    refused = one.oddity is Oddity.NOT_RECOMMENDED
    return Recommendation(
        recommender=one.recommender,
        recommender_kind="质量强县（区）办公室",
        opinion="不同意推荐" if refused else "同意推荐",
        reason="推荐前公示期间有未办结的质量投诉" if refused else "质量管理成效较好，公示无异议",
        signed_by=name_for(one.recommender),
        signed_on=date(2026, 4, 13) + timedelta(days=one.number % 5),
    )


def _declarations(one: Organisation) -> Declarations:
    return Declarations(
        truthful=True,
        consent=True,
        signed_by=_representative(one),
        signed_on=date(2026, 3, 25) + timedelta(days=one.number % 14),
    )


def _attachments() -> tuple[Attachment, ...]:
    rows = [
        ("营业执照或法人证书.pdf", "营业执照或法人证书", ("13(1)",)),
        ("体系认证证书.pdf", "体系认证证书", ("13(3)",)),
        ("组织概述.txt", "组织概述", ()),
        ("自我评价报告.txt", "自我评价报告", ("13(3)", "13(4)", "13(5)")),
        ("工艺说明.txt", "其他", ("13(4)",)),
    ]
    return tuple(
        Attachment(filename=name, kind=kind, trade_secret=kind == "其他", conditions=conditions)
        for name, kind, conditions in rows
    )


def _papers(one: Organisation) -> dict[str, bytes]:
    about = (one.name, f"统一社会信用代码 {one.uscc}")
    made_up = "本文件为演示用的虚构材料。"
    return {
        "营业执照或法人证书.pdf": pdf((*about, one.address, one.registration_authority, made_up)),
        "体系认证证书.pdf": pdf((*about, "GB/T 19001-2016", f"范围：{one.business}", made_up)),
        "组织概述.txt": text((*about, f"主要产品或服务：{one.business}。", made_up)),
        "自我评价报告.txt": text((*about, *_report(one), made_up)),
        "工艺说明.txt": text((*about, f"{one.business}关键工序参数（商业秘密）。", made_up)),
    }


def _report(one: Organisation) -> tuple[str, ...]:
    return (
        f"一、领导：最高管理者每季度评审{one.business}质量目标。",
        f"二、过程管理：识别关键过程{number(f'{one.name}/过程', 6, 14)}个，均有测量指标。",
        f"三、结果：近三年顾客满意度保持在{80 + one.level // 6}%以上。",
    )
