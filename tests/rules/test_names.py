"""Chinese organisation names: what is the same, what is only likely, what is neither."""

import pytest

from rules.names import (
    Match,
    Organisation,
    match_names,
    match_organisations,
    normalise_name,
    same_organisation,
)

QINZHOU = ("钦州市",)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("广西桂能科技有限公司", "桂能科技"),
        ("广西壮族自治区桂能科技股份有限公司", "桂能科技"),
        ("桂能科技（广西）有限责任公司", "桂能科技"),
        ("桂能科技（钦州市）集团有限公司", "桂能科技"),
        ("钦州 桂能科技　集团股份有限公司", "桂能科技"),
        ("灵山县桂能科技总公司", "桂能科技"),
        ("广西钦州市钦南区桂能科技有限公司", "桂能科技"),
        ("广西桂能科技有限公司钦州分公司", "桂能科技"),
        ("ＡＢＣ科技（集团）公司", "abc科技"),
        ("城市建设投资集团", "城市建设投资"),
        ("广西大学", "大学"),
        ("广西", "广西"),
        ("集团公司", "集团"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_name_without_places_and_legal_form(name: str, core: str) -> None:
    assert normalise_name(name, QINZHOU) == core


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("广西桂能科技有限公司", "桂能科技股份有限公司", Match.SAME),
        ("广西钦州桂能科技有限公司", "钦州桂能科技集团有限公司", Match.SAME),
        ("桂能科技(钦州)有限公司", "钦州市桂能科技有限责任公司", Match.SAME),
        ("广西桂能科技有限公司", "钦州桂能科技有限公司", Match.LIKELY),
        ("桂能", "广西桂能科技有限公司", Match.LIKELY),
        ("能科技", "广西桂能科技有限公司", Match.LIKELY),
        ("科技", "广西桂能科技有限公司", Match.NONE),
        ("广西大学", "钦州大学", Match.NONE),
        ("广西标准化研究院", "钦州市标准化研究院", Match.NONE),
        ("钦州港务有限公司", "北海港务集团装卸有限公司", Match.NONE),
        ("", "", Match.NONE),
        ("桂能科技", "", Match.NONE),
    ],
)
def test_names_compare_in_both_directions(one: str, other: str, match: Match) -> None:
    places = (*QINZHOU, "北海市")

    assert match_names(one, other, places) is match
    assert match_names(other, one, places) is match


def test_same_organisation_is_beyond_doubt_only() -> None:
    assert same_organisation("广西桂能科技有限公司", "桂能科技有限公司")
    assert not same_organisation("桂能", "桂能科技有限公司")


CODE = "91450702MA5XAAAA1W"


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        (Organisation("甲方集团", CODE), Organisation("乙方集团", CODE.lower()), Match.SAME),
        (
            Organisation("甲方集团", CODE),
            Organisation("甲方集团", "91450700MA5XAAAA1X"),
            Match.SAME,
        ),
        (Organisation("甲方", CODE), Organisation("甲方", "91450700MA5XAAAA0W"), Match.LIKELY),
        (Organisation("甲方", CODE), Organisation("乙方", "91450700MA5XAAAA0W"), Match.NONE),
        (Organisation("甲方", CODE), Organisation("甲方", "不详"), Match.LIKELY),
        (Organisation("甲方", CODE), Organisation("甲方有限公司"), Match.SAME),
        (Organisation("甲方"), Organisation("乙方", other_names=("甲方公司",)), Match.SAME),
        (Organisation("甲方"), Organisation("乙方", other_names=("甲方电力",)), Match.LIKELY),
        (Organisation("甲方"), Organisation("乙方"), Match.NONE),
    ],
)
def test_credit_codes_come_before_names(
    one: Organisation, other: Organisation, match: Match
) -> None:
    assert match_organisations(one, other) is match
    assert match_organisations(other, one) is match
