"""The 24 organisations that apply, and what is odd about ten of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from documents.forms.application import LegalForm
from examples.making.variety import credit_code

Scale = Literal["大型", "中型", "小型", "微型", "不适用"]

COUNTIES = {
    "450702": "钦南区质量强区办公室",
    "450703": "钦北区质量强区办公室",
    "450721": "灵山县质量强县办公室",
    "450722": "浦北县质量强县办公室",
}
_COUNTY_NAMES = {"450702": "钦南区", "450703": "钦北区", "450721": "灵山县", "450722": "浦北县"}
_AUTHORITY = {
    "450702": "钦州市市场监督管理局",
    "450703": "钦州市市场监督管理局",
    "450721": "灵山县市场监督管理局",
    "450722": "浦北县市场监督管理局",
    "440305": "深圳市市场监督管理局",
}


class Oddity(StrEnum):
    """Why a package or its applicant is treated apart from the others."""

    INCOMPLETE = "申报表缺2023年数据、缺声明日期"
    NOT_RECOMMENDED = "县质量强县办不同意推荐"
    FORMER_WINNER = "2023年获市长质量奖，未满5年"
    FORMER_NOMINEE = "2023年获提名奖，可以申报"
    BARRED = "2024年起五年内不得申报"
    SOLE_TRADER = "个体工商户，没有法人资格"
    ACCIDENT = "2025年发生安全生产事故"
    ELSEWHERE = "在深圳市登记注册"
    UNREADABLE = "申报表文件损坏"
    DUPLICATE = "与04号同一统一社会信用代码"
    LATE = "截止时间之后送达"


BLOCKING = frozenset(Oddity) - {Oddity.FORMER_NOMINEE}
"""Who has one of these is not among the eligible."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One applicant; `level` is the percentage reviewers see in it on average."""

    number: int
    name: str
    region: str
    legal_form: LegalForm
    industry: str
    scale: Scale
    business: str
    level: int = 50
    oddity: Oddity | None = None
    former_name: str = ""
    code_of: int = 0

    @property
    def uscc(self) -> str:
        """The credit code; `code_of` borrows another applicant's number."""
        kind = _CODE_KINDS.get(self.legal_form, "91")
        authority = "440300" if self.oddity is Oddity.ELSEWHERE else self.region
        return credit_code(kind, authority, self.code_of or self.number)

    @property
    def folder(self) -> str:
        """Where its package lies, relative to the edition."""
        place = "late" if self.oddity is Oddity.LATE else "applications"
        return f"{place}/{self.number:02d}-{self.name}"

    @property
    def is_commercial(self) -> bool:
        return self.legal_form not in {"institution", "social_organisation"}

    @property
    def recommender(self) -> str:
        """Who signed the recommendation."""
        return COUNTIES.get(self.region, COUNTIES["450702"])

    @property
    def registration_authority(self) -> str:
        if self.legal_form == "institution":
            return "钦州市事业单位登记管理局"
        if self.legal_form == "social_organisation":
            return f"{_COUNTY_NAMES[self.region]}民政局"
        return _AUTHORITY[self.region]

    @property
    def address(self) -> str:
        if self.oddity is Oddity.ELSEWHERE:
            return f"广东省深圳市南山区示例路{self.number}号"
        return f"广西钦州市{_COUNTY_NAMES[self.region]}示例大道{self.number}号"


_CODE_KINDS: dict[LegalForm, str] = {
    "institution": "12",
    "social_organisation": "52",
    "cooperative": "93",
    "sole_trader": "92",
}

_O = Organisation
_COMPANY: LegalForm = "company"

ORGANISATIONS = (
    _O(
        *(1, "钦州市临海重工有限公司", "450702", _COMPANY, "3511", "大型", "港口机械", 84),
        former_name="钦州临海机械厂",
    ),
    _O(2, "广西钦州湾新材料有限公司", "450702", _COMPANY, "2614", "大型", "高分子材料", 81),
    _O(3, "钦州市平陆港航物流有限公司", "450702", _COMPANY, "5532", "大型", "港口物流", 79),
    _O(4, "钦州市绿岭食品有限公司", "450703", _COMPANY, "1353", "中型", "肉制品", 74),
    _O(5, "灵山县荔乡果业有限公司", "450721", _COMPANY, "1373", "中型", "荔枝加工", 72),
    _O(6, "浦北县红椎陈皮产业有限公司", "450722", _COMPANY, "2730", "中型", "陈皮制品", 70),
    _O(7, "钦州市古坭陶艺有限公司", "450702", _COMPANY, "3073", "小型", "陶器", 67),
    _O(8, "钦州市滨海示例医院", "450702", "institution", "8411", "不适用", "医疗服务", 65),
    _O(9, "灵山县云岭茶业专业合作社", "450721", "cooperative", "1530", "小型", "茶叶", 63),
    _O(10, "浦北县山海林业集团有限公司", "450722", _COMPANY, "0212", "中型", "人造板", 61),
    _O(11, "钦州市白豚湾文化旅游有限公司", "450702", _COMPANY, "7861", "小型", "旅游服务", 58),
    _O(
        *(12, "钦州市北垌电子科技有限公司", "450703", _COMPANY, "3989", "中型", "电子元件", 76),
        oddity=Oddity.FORMER_NOMINEE,
    ),
    _O(13, "灵山县灵水农业机械有限公司", "450721", _COMPANY, "3572", "小型", "农业机械", 55),
    _O(
        *(14, "浦北县福寿康养服务中心", "450722", "social_organisation", "8514", "不适用"),
        *("养老服务", 52),
    ),
    _O(
        *(15, "灵山县青石建材有限公司", "450721", _COMPANY, "3021", "小型", "水泥制品"),
        oddity=Oddity.INCOMPLETE,
    ),
    _O(
        *(16, "浦北县江城包装有限公司", "450722", _COMPANY, "2231", "小型", "纸箱"),
        oddity=Oddity.NOT_RECOMMENDED,
    ),
    _O(
        *(17, "钦州市金湾港机有限公司", "450702", _COMPANY, "3432", "大型", "起重机"),
        oddity=Oddity.FORMER_WINNER,
    ),
    _O(
        *(18, "钦州市鸿途化工有限公司", "450702", _COMPANY, "2611", "中型", "无机盐"),
        oddity=Oddity.BARRED,
    ),
    _O(
        *(19, "钦南区老码头海产品经营部", "450702", "sole_trader", "5226", "微型", "海产品"),
        oddity=Oddity.SOLE_TRADER,
    ),
    _O(
        *(20, "钦州市东岸船舶修造有限公司", "450702", _COMPANY, "3731", "中型", "船舶修造"),
        oddity=Oddity.ACCIDENT,
    ),
    _O(
        *(21, "深圳市启明示例供应链有限公司", "440305", _COMPANY, "7224", "中型", "供应链服务"),
        oddity=Oddity.ELSEWHERE,
    ),
    _O(
        *(22, "浦北县碧泉饮品有限公司", "450722", _COMPANY, "1522", "小型", "饮用水"),
        oddity=Oddity.UNREADABLE,
    ),
    _O(
        *(23, "钦州绿岭食品有限公司", "450703", _COMPANY, "1353", "中型", "肉制品"),
        oddity=Oddity.DUPLICATE,
        code_of=4,
    ),
    _O(
        *(24, "灵山县丰果冷链有限公司", "450721", _COMPANY, "5930", "小型", "冷链仓储"),
        oddity=Oddity.LATE,
    ),
)

ELIGIBLE = tuple(one for one in ORGANISATIONS if one.oddity not in BLOCKING)


def odd(oddity: Oddity) -> Organisation:
    """The one organisation with that oddity."""
    return next(one for one in ORGANISATIONS if one.oddity is oddity)
