"""申报表: what an applicant hands in, with the recommendation it needs (art. 13, 15).

Six sheets. All or nothing: an incomplete form is refused with every gap named, and what could be
read of 基本信息 comes along in `FormRefused.partial`, so that the applicant can be answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args

from documents.forms.application_parts import (
    Attachment,
    Declarations,
    Quality,
    QualityRecord,
    Recommendation,
    YearFigures,
)
from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.fields import Email, Region, Uscc
from documents.sheets.problems import FormProblem, about_sheet
from documents.sheets.writing import Sheet, cells_in, rows_of, write_book
from rules.policy.words import WORDS

__all__ = [
    "ApplicationForm",
    "Attachment",
    "Declarations",
    "LegalForm",
    "Quality",
    "QualityRecord",
    "Recommendation",
    "YearFigures",
    "blank_application",
    "read_application",
    "sheets_of",
    "write_application",
]

IDENTITY_SHEET = "基本信息"
FIGURES_SHEET = "三年数据"
QUALITY_SHEET = "质量与合规"
RECOMMENDATION_SHEET = "推荐意见"
DECLARATIONS_SHEET = "声明"
ATTACHMENTS_SHEET = "附件清单"

LegalForm = Literal[
    "company",
    "non_company",
    "institution",
    "social_organisation",
    "cooperative",
    "collective",
    "agency",
    "sole_trader",
    "partnership",
    "branch",
]
LEGAL_FORMS = {form: WORDS[form] for form in get_args(LegalForm)}


class ApplicationForm(FormModel):
    """The form as read: 基本信息 in its own fields, the other sheets below."""

    name: Annotated[str, Cell("组织名称", "与营业执照一致的全称", width=52)]
    former_names: Annotated[tuple[str, ...], Cell("曾用名", "多个以顿号分隔，没有的不填")] = ()
    uscc: Annotated[Uscc, Cell("统一社会信用代码", "18位代码", code=True)]
    legal_form: Annotated[LegalForm, Cell("法人类型", labels=LEGAL_FORMS)]
    registration_authority: Annotated[str, Cell("登记机关")]
    established_on: Annotated[date, Cell("成立日期", "营业执照上的成立日期")]
    moved_in_on: Annotated[date | None, Cell("迁入本市日期", "一直在本市登记的不填")] = None
    interrupted: Annotated[bool, Cell("经营有无中断", "“是”或“否”")] = False
    address: Annotated[str, Cell("住所")]
    region: Annotated[Region, Cell("行政区划代码", "住所的6位代码，如450702", code=True)]
    industry_code: Annotated[str, Cell("行业代码", "国民经济行业分类代码", code=True)]
    scale: Annotated[Literal["大型", "中型", "小型", "微型", "不适用"], Cell("企业规模")]
    registered_capital_wan: Annotated[Decimal | None, Cell("注册资本（万元）")] = None
    legal_representative: Annotated[str, Cell("法定代表人")]
    contact_name: Annotated[str, Cell("联系人")]
    contact_post: Annotated[str, Cell("联系人职务")] = ""
    contact_phone: Annotated[str, Cell("联系电话", code=True)]
    contact_email: Annotated[Email, Cell("电子邮箱", code=True)]
    employees: Annotated[int, Cell("员工人数", "在册员工人数")]
    listed: Annotated[bool, Cell("是否上市", "“是”或“否”")]
    controlling_company: Annotated[str, Cell("控股公司", "没有的不填")] = ""
    figures: tuple[YearFigures, ...]
    quality: Quality
    recommendation: Recommendation
    declarations: Declarations
    attachments: tuple[Attachment, ...]


def write_application(form: ApplicationForm) -> bytes:
    """The form as filled in."""
    return write_book(
        sheets_of(
            {
                IDENTITY_SHEET: cells_in(form),
                QUALITY_SHEET: cells_in(form.quality),
                RECOMMENDATION_SHEET: cells_in(form.recommendation),
                DECLARATIONS_SHEET: cells_in(form.declarations),
            },
            {
                FIGURES_SHEET: rows_of(form.figures),
                QUALITY_SHEET: rows_of(form.quality.records),
                ATTACHMENTS_SHEET: rows_of(form.attachments),
            },
        )
    )


@cache
def blank_application(years: tuple[int, ...]) -> bytes:
    """The form to be sent out, asking for the figures of `years`."""
    return write_book(sheets_of({}, {FIGURES_SHEET: [{"year": year} for year in years]}))


def sheets_of(
    cards: Mapping[str, Mapping[str, Any]], tables: Mapping[str, Sequence[Mapping[str, Any]]]
) -> list[Sheet]:
    """The sheets with what is filled in, by their titles; text as typed will do."""
    return [
        _identity(cards.get(IDENTITY_SHEET, {})),
        _figures(tables.get(FIGURES_SHEET, ())),
        _quality(cards.get(QUALITY_SHEET, {}), tables.get(QUALITY_SHEET, ())),
        _recommendation(cards.get(RECOMMENDATION_SHEET, {})),
        _declarations(cards.get(DECLARATIONS_SHEET, {})),
        _attachments(tables.get(ATTACHMENTS_SHEET, ())),
    ]


def read_application(data: bytes, name: str, years: Sequence[int] = ()) -> ApplicationForm:
    """The form; `FormRefused` with every gap. `years` are those asked for, if they are checked."""
    book = Book(data, name)
    figures = book.rows(FIGURES_SHEET, YearFigures)
    book.refuse(*_missing_years(name, years, figures))
    records = book.rows(QUALITY_SHEET, QualityRecord)
    attachments = book.table(ATTACHMENTS_SHEET, Attachment, "attachments")
    parts = {
        "figures": figures,
        "quality": book.card(QUALITY_SHEET, Quality, records=records),
        "recommendation": book.card(RECOMMENDATION_SHEET, Recommendation),
        "declarations": book.card(DECLARATIONS_SHEET, Declarations),
        "attachments": attachments,
    }
    return book.finish(book.card(IDENTITY_SHEET, ApplicationForm, **parts))


def _missing_years(
    name: str, years: Sequence[int], figures: Sequence[YearFigures]
) -> Iterator[FormProblem]:
    given = [row.year for row in figures]
    for year in years:
        if given.count(year) != 1:
            yield about_sheet(name, FIGURES_SHEET, f"须有{year}年的数据一行，请补齐或删去重复的行")


def _identity(values: Mapping[str, Any]) -> Sheet:
    guide = "带*的必填；名称、代码、住所与营业执照或法人证书一致。"
    return Sheet(IDENTITY_SHEET, "申报表", guide, ApplicationForm, values)


def _figures(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    guide = "每年一行；没有的指标不填，并在“未填说明”中写明原因。"
    heading = "申报前三年主要数据"
    return Sheet(FIGURES_SHEET, heading, guide, table=YearFigures, rows=rows, blank_rows=0)


def _quality(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Sheet:
    guide = "近3年的体系认证、荣誉、标准与专利、事故、处罚逐项列明。"
    heading = "质量管理与合规情况"
    return Sheet(QUALITY_SHEET, heading, guide, Quality, values, QualityRecord, rows)


def _recommendation(values: Mapping[str, Any]) -> Sheet:
    guide = "由县级以上行业主管部门或质量强县（区）办公室填写。"
    return Sheet(RECOMMENDATION_SHEET, "推荐意见", guide, Recommendation, values)


def _declarations(values: Mapping[str, Any]) -> Sheet:
    guide = "弄虚作假骗取奖项的，按办法取消申报资格；已经授奖的撤销称号、追缴资金。"
    return Sheet(DECLARATIONS_SHEET, "申报单位声明", guide, Declarations, values)


def _attachments(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    guide = "文件名须与随表提交的文件一致；商业秘密由申报单位逐件标明。"
    return Sheet(ATTACHMENTS_SHEET, ATTACHMENTS_SHEET, guide, table=Attachment, rows=rows)
