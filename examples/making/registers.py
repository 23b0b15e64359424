"""通讯录, 委员名单, 历届获奖名单: whom the office writes to, who votes, who won before."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from documents.forms.committee import Member, write_committee
from documents.forms.contacts import Contact, write_contacts
from documents.forms.history import Bar, History, PastPrize, write_history
from documents.forms.reviewers import write_reviewers
from examples.making.applications import FORMER_PRIZE_ON
from examples.making.organisations import COUNTIES, Oddity, odd
from examples.making.people import name_for, numbered_name
from examples.making.pool import pool
from examples.making.variety import number

DEPARTMENTS = (
    ("market", "市市场监督管理局"),
    ("ecology", "市生态环境局"),
    ("emergency", "市应急管理局"),
    ("labour", "市人力资源和社会保障局"),
    ("tax", "市税务局"),
    ("industry", "市工业和信息化局"),
    ("health", "市卫生健康委员会"),
    ("credit", "市发展和改革委员会"),
)
"""The departments the policy consults: id and name."""

VERIFIERS = ("北部湾示例质量技术评价中心", "桂南示例标准化研究院")

Kind = Literal["县区", "部门", "第三方", "办公室", "市政府", "财政", "纪检监察"]
Role = Literal["主任委员", "副主任委员", "委员"]

_OTHERS: tuple[tuple[Kind, str, str], ...] = (
    ("办公室", "市质量强市办", "office"),
    ("市政府", "钦州市人民政府", "government"),
    ("财政", "市财政局", "finance"),
    ("纪检监察", "市纪委监委派驻纪检监察组", "discipline"),
)
_PLACES = {
    "办公室": {
        "address": "钦州市金海湾东大街1号",
        "account": "钦州市财政局（非税收入专户），钦州示例银行，账号0000 0000 0000 0000",
    }
}
_HEADS: tuple[tuple[str, str, Role], ...] = (
    ("钦州市人民政府", "副市长（分管质量工作）", "主任委员"),
    ("钦州市人民政府", "协管副秘书长", "副主任委员"),
    ("市质量强市办", "主任", "副主任委员"),
)
_EMPLOYERS = (
    *(name for _, name in DEPARTMENTS),
    "市农业农村局",
    "市商务局",
    "市科学技术局",
    "市住房和城乡建设局",
    "市统计局",
    "市总工会",
    "市工商业联合会",
    "市消费者权益保护委员会",
    "滨海示例大学",
    "市质量协会",
)


def registers() -> dict[str, bytes]:
    """The four registers by file name."""
    return {
        "通讯录.xlsx": write_contacts(tuple(_contacts())),
        "评审员库.xlsx": write_reviewers(pool()),
        "委员名单.xlsx": write_committee(committee()),
        "历届获奖名单.xlsx": write_history(history()),
    }


def committee() -> tuple[Member, ...]:
    """Twenty-one members: the chair, two deputies, eighteen others."""
    others: list[tuple[str, str, Role]] = [(one, _post(one), "委员") for one in _EMPLOYERS]
    return tuple(
        Member(
            name=numbered_name("委员", position),
            employer=employer,
            post=post,
            role=role,
            email=f"member{position + 1:02d}@committee.example",
            proposed_by="" if role != "委员" else _proposer(employer),
        )
        for position, (employer, post, role) in enumerate((*_HEADS, *others))
    )


def _proposer(employer: str) -> str:
    """The member unit of the leading group that put the name forward (art. 8)."""
    return employer if employer.endswith(("局", "委员会")) else "市市场监督管理局"


def _post(employer: str) -> str:
    if employer.endswith("大学"):
        return "教授"
    return "副局长" if employer.endswith("局") else "副主任"


def _contacts() -> Iterator[Contact]:
    for region, name in COUNTIES.items():
        yield _contact("县区", name, f"county{region}").model_copy(update={"region": region})
    for code, name in DEPARTMENTS:
        yield _contact("部门", name, code)
    for position, name in enumerate(VERIFIERS, start=1):
        yield _contact("第三方", name, f"verifier{position}")
    for kind, name, mailbox in _OTHERS:
        yield _contact(kind, name, mailbox).model_copy(update=_PLACES.get(kind, {}))


def _contact(kind: Kind, name: str, mailbox: str) -> Contact:
    return Contact(
        kind=kind,
        name=name,
        person=name_for(f"{name}/联系人"),
        email=f"{mailbox}@qinzhou.example",
        phone=f"0777-281{number(name, 1000, 9999)}",
    )


def history() -> History:
    """The second edition, one prize of the first, and one firm that may not apply."""
    winner, nominee, barred = (
        odd(oddity) for oddity in (Oddity.FORMER_WINNER, Oddity.FORMER_NOMINEE, Oddity.BARRED)
    )
    return History(
        prizes=(
            PastPrize(
                uscc=winner.uscc,
                name=winner.name,
                prize="市长质量奖",
                decided_on=FORMER_PRIZE_ON,
                edition="第二届",
            ),
            PastPrize(
                uscc=nominee.uscc,
                name=nominee.name,
                prize="市长质量奖提名奖",
                decided_on=FORMER_PRIZE_ON,
                edition="第二届",
            ),
        ),
        bars=(
            Bar(
                uscc=barred.uscc,
                name=barred.name,
                ground="申报材料弄虚作假骗取市长质量奖",
                article="第二十五条",
                since=date(2024, 6, 1),
                until=date(2029, 5, 31),
            ),
        ),
    )
