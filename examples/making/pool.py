"""评审员库: forty reviewers, and the interests that keep some of them away from an applicant."""

from datetime import date

from documents.forms.reviewers import Interest, Reviewer, ReviewerPool
from examples.making.organisations import ORGANISATIONS, Organisation
from examples.making.people import numbered_name

SIZE = 40

_EMPLOYERS = (
    ("北部湾示例大学", "450700"),
    ("桂南示例质量协会", "450100"),
    ("南宁示例认证有限公司", "450100"),
    ("西江示例计量研究院", "450100"),
    ("柳江示例汽车零部件有限公司", "450200"),
    ("北海示例海洋研究所", "450500"),
    ("防城港示例港务集团", "450600"),
    ("独立咨询师", "450100"),
)
_SPECIALTIES = ("卓越绩效", "质量管理体系", "财务管理", "生产运营", "服务质量", "标准化")


def pool() -> ReviewerPool:
    """Everybody, E01 to E40, with the interests on record."""
    return ReviewerPool(
        reviewers=tuple(_reviewer(position) for position in range(1, SIZE + 1)),
        interests=_interests(),
    )


def _reviewer(position: int) -> Reviewer:
    employer, region = _EMPLOYERS[position % len(_EMPLOYERS)]
    if position in _EMPLOYED_BY:
        employer, region = _EMPLOYED_BY[position]
    return Reviewer(
        id=f"E{position:02d}",
        name=numbered_name("评审员", position),
        employer=employer,
        specialty=_SPECIALTIES[position % len(_SPECIALTIES)],
        email=f"e{position:02d}@reviewer.example",
        phone=f"1390000{position:04d}",
        region=region,
    )


_EMPLOYED_BY = {
    7: ("钦州市临海重工集团有限公司", "450702"),
    19: ("平陆港航物流（广西）有限公司", "450702"),
}
"""Reviewers who work for an applicant under another writing of its name."""


def _interests() -> tuple[Interest, ...]:
    linhai, materials, food, orchards = (ORGANISATIONS[i] for i in (0, 1, 3, 4))
    return (
        _with(linhai, "E03", "咨询", "卓越绩效导入咨询", (date(2025, 2, 1), date(2025, 11, 30))),
        _with(materials, "E11", "持股", "持有少量股份", (date(2020, 5, 1), None)),
        _with(food, "E14", "认证", "体系审核组长", (date(2024, 3, 1), date(2025, 3, 1))),
        _with(orchards, "E22", "近亲属", "配偶任财务负责人", (None, None)),
        Interest(
            reviewer="E26",
            organisation="广西红椎陈皮产业有限责任公司",
            kind="培训",
            since=date(2025, 7, 1),
            until=date(2025, 7, 3),
            note="质量工具培训，只知名称",
        ),
        _with(linhai, "E31", "任职", "已离职多年", (date(2008, 1, 1), date(2016, 12, 31))),
    )


def _with(
    one: Organisation, reviewer: str, kind: str, note: str, period: tuple[date | None, date | None]
) -> Interest:
    since, until = period
    return Interest(
        reviewer=reviewer,
        organisation=one.name,
        uscc=one.uscc,
        kind=kind,
        since=since,
        until=until,
        note=note,
    )
