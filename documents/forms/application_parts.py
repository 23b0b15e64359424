"""The parts of the application form besides the applicant's identity (art. 13, 15)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import model_validator

from documents.sheets.cells import Cell, FieldProblem, FormModel
from documents.sheets.fields import Conditions
from rules.policy.entry import Material

ATTACHMENT_KINDS: tuple[str, ...] = get_args(Material)


_RECOMMENDERS = ("行业主管部门", "质量强县（区）办公室")


class YearFigures(FormModel):
    """One year's figures; money in 万元, ratios in percent; a gap needs a reason in `note`."""

    year: Annotated[int, Cell("年度", given=True, width=8)]
    total_assets_wan: Annotated[Decimal | None, Cell("总资产（万元）")] = None
    revenue_wan: Annotated[Decimal | None, Cell("营业收入（万元）")] = None
    profit_wan: Annotated[Decimal | None, Cell("利润总额（万元）")] = None
    net_profit_wan: Annotated[Decimal | None, Cell("净利润（万元）")] = None
    tax_wan: Annotated[Decimal | None, Cell("纳税总额（万元）")] = None
    research_wan: Annotated[Decimal | None, Cell("研发投入（万元）")] = None
    export_wan: Annotated[Decimal | None, Cell("出口额（万元）")] = None
    debt_ratio: Annotated[Decimal | None, Cell("资产负债率（%）")] = None
    productivity_wan: Annotated[Decimal | None, Cell("全员劳动生产率（万元/人）")] = None
    employees: Annotated[int | None, Cell("员工人数")] = None
    pass_rate: Annotated[Decimal | None, Cell("产品或服务质量合格率（%）")] = None
    satisfaction: Annotated[Decimal | None, Cell("顾客满意度（%）")] = None
    market_share: Annotated[str, Cell("市场占有率及排名", width=24)] = ""
    energy: Annotated[Decimal | None, Cell("万元产值能耗（吨标准煤）")] = None
    safety_accidents: Annotated[int | None, Cell("安全事故数（起）")] = None
    note: Annotated[str, Cell("未填说明", "有空缺的写明原因", width=32)] = ""

    @model_validator(mode="after")
    def _gap_has_a_reason(self) -> "YearFigures":
        if not self.note and any(value is None for value in dict(self).values()):
            raise FieldProblem("note", "未填写，本行有未填的指标，请补齐或写明原因")
        return self


class QualityRecord(FormModel):
    """One certificate, honour, accident or penalty of the last three years."""

    kind: Annotated[
        Literal["体系认证", "荣誉", "标准与专利", "事故", "处罚"], Cell("类别", width=12)
    ]
    title: Annotated[str, Cell("名称或事由", width=36)]
    number: Annotated[str, Cell("证书或文书编号", code=True, width=22)] = ""
    scope: Annotated[str, Cell("范围或颁发、处理单位", width=30)] = ""
    dated: Annotated[date | None, Cell("日期", "颁发、发生或处理的日期")] = None
    expires_on: Annotated[date | None, Cell("有效期至")] = None
    major: Annotated[bool | None, Cell("是否重大", "事故和处罚按主管部门认定填写")] = None
    note: Annotated[str, Cell("说明", width=30)] = ""

    @model_validator(mode="after")
    def _is_dated(self) -> "QualityRecord":
        if self.kind in {"事故", "处罚"} and self.dated is None:
            raise FieldProblem("dated", "未填写，事故和处罚须写明日期")
        return self


class Quality(FormModel):
    """质量与合规: quality management, and what the last three years must not hide."""

    tqm_since: Annotated[date | None, Cell("导入卓越绩效模式日期")] = None
    tqm_body: Annotated[str, Cell("卓越绩效推进机构")] = ""
    has_accidents: Annotated[bool, Cell("近3年内有无事故", "“是”或“否”，有事故的在下表逐项列明")]
    has_penalties: Annotated[bool, Cell("近3年内有无处罚", "“是”或“否”，有处罚的在下表逐项列明")]
    complaints: Annotated[str, Cell("近3年内投诉及处理情况", longest=3000)] = ""
    earlier_prize: Annotated[str, Cell("曾获市长质量奖奖项", "没有的不填")] = ""
    earlier_prize_on: Annotated[date | None, Cell("曾获奖表彰日期")] = None
    records: tuple[QualityRecord, ...] = ()

    @model_validator(mode="after")
    def _says_the_same(self) -> "Quality":
        for field, kind in (("has_accidents", "事故"), ("has_penalties", "处罚")):
            if getattr(self, field) != bool(self.of_kind(kind)):
                raise FieldProblem(field, f"与下表不一致，有{kind}的须逐项列明，没有的不列")
        if self.earlier_prize and self.earlier_prize_on is None:
            raise FieldProblem("earlier_prize_on", "未填写，曾获奖的须写明表彰日期")
        return self

    def of_kind(self, kind: str) -> tuple[QualityRecord, ...]:
        return tuple(record for record in self.records if record.kind == kind)


class Recommendation(FormModel):
    """推荐意见: the county-level authority's or the county quality office's opinion (art. 15)."""

    recommender: Annotated[str, Cell("推荐单位")]
    recommender_kind: Annotated[
        str, Cell("推荐单位类别", "与申报通知所列推荐单位一致", choices=_RECOMMENDERS)
    ]
    opinion: Annotated[Literal["同意推荐", "不同意推荐"], Cell("意见")]
    reason: Annotated[str, Cell("推荐理由或不同意的理由", longest=3000)] = ""
    signed_by: Annotated[str, Cell("签署人")]
    signed_on: Annotated[date, Cell("签署日期")]


class Declarations(FormModel):
    """声明: the applicant's word, signed."""

    truthful: Annotated[bool, Cell("所填内容和所附材料真实", "“是”或“否”")]
    consent: Annotated[bool, Cell("同意核实并公示有关情况", "“是”或“否”")]
    signed_by: Annotated[str, Cell("法定代表人签名")]
    signed_on: Annotated[date, Cell("日期")]


class Attachment(FormModel):
    """One file of the package; what is marked a trade secret is not passed on or published."""

    filename: Annotated[str, Cell("文件名", width=44)]
    kind: Annotated[str, Cell("材料类别", choices=ATTACHMENT_KINDS, width=24)]
    trade_secret: Annotated[bool, Cell("是否商业秘密")]
    conditions: Annotated[
        Conditions, Cell("对应申报条件", "条件编号，见申报通知，多项以顿号分隔", width=20)
    ] = ()
    note: Annotated[str, Cell("说明", width=30)] = ""
