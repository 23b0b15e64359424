"""Names for the people of the edition; reviewers and committee members are all different."""

from examples.making.variety import choice

_SURNAMES = (
    *("宁", "苏", "莫", "覃", "韦", "梁", "黄", "陆", "农", "蒙"),
    *("劳", "施", "容", "符", "利", "陶", "潘", "颜", "章", "包"),
    *("石", "龙", "卢", "钟", "冯", "邓", "曾", "谢", "滕", "方"),
    *("翁", "廖", "秦", "裴", "骆", "班", "庞", "甘", "巫", "祝"),
)
_GIVEN = (
    *("建平", "文", "丽", "国华", "敏", "海生", "春燕", "志强", "伟", "晓东"),
    *("秀英", "家宁", "立群", "永福", "雪梅", "振邦", "思源", "少华", "兰芳", "启明"),
    *("德胜", "慧", "远航", "小林", "金凤", "育才", "锦程", "若水", "安民", "子健"),
    *("玉珍", "卓", "凯旋", "婉清", "正平", "明哲", "静", "守信", "向阳", "嘉禾"),
)
_SHIFTS = {"评审员": (1, 0, 7, 3), "委员": (3, 5, 11, 20)}


def numbered_name(group: str, position: int) -> str:
    """The name of the person at that position of 评审员 or 委员; nobody has another's name."""
    step, start, given_step, given_start = _SHIFTS[group]
    surname = _SURNAMES[(position * step + start) % len(_SURNAMES)]
    return surname + _GIVEN[(position * given_step + given_start) % len(_GIVEN)]


def name_for(about: str) -> str:
    """A name for somebody nobody has to tell apart."""
    return choice(f"{about}/姓", _SURNAMES) + choice(f"{about}/名", _GIVEN)
