"""An organisation's whole history over all editions, by credit code or by any name it ever had."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from actions.cases.follow_up import PHASE_WORDS, ground_text
from actions.cases.fund_overview import accounts
from actions.cases.incidents import WORDS
from actions.entry.lineage import Lineage, lineage
from actions.errors import UnknownSubject
from actions.markdown import escaped, table
from documents.papers.wording import edition_text, money_text
from models.application import Application, Bar, PastPrize
from models.case import IncidentReport, cases_of
from models.supervision import WinnerActivity, successions, title_uses_of
from rules.names import same_organisation
from runtime.desk import Desk

STATES = {
    "received": "已收",
    "refused": "不予受理",
    "accepted": "已受理",
    "eligible": "资格合格",
    "ineligible": "资格不合格",
    "shortlisted": "进入现场评审",
    "not_shortlisted": "未进入现场评审",
    "candidate": "待审议",
    "proposed": "建议名单",
    "not_proposed": "未列入建议名单",
    "removed": "已移除",
    "awarded": "获奖",
    "withdrawn": "已撤回",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the history."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def history(desk: Desk, who: str) -> tuple[Part, ...]:
    """Every table that has a row, names first.

    Raises:
        UnknownSubject: nobody of that code or name was ever on record.
    """
    known = _identity(desk, who.strip())
    parts = (
        Part("名称和代码", ("统一社会信用代码", "名称"), _names(desk, known)),
        _changes(desk, known),
        _applications(desk, known),
        _prizes(desk, known),
        _bars(desk, known),
        _reports(desk, known),
        _cases(desk, known),
        _money(desk, known),
        _titles(desk, known),
        _activities(desk, known),
    )
    return tuple(part for part in parts if part.rows)


def history_page(parts: tuple[Part, ...]) -> str:
    """The parts as markdown."""
    return "\n\n".join(f"## {part.title}\n\n{table(part.header, part.rows)}" for part in parts)


def history_json(parts: tuple[Part, ...]) -> dict[str, list[dict[str, Any]]]:
    """The parts as plain JSON: title → rows by header."""
    return {p.title: [dict(zip(p.header, row, strict=True)) for row in p.rows] for p in parts}


def _identity(desk: Desk, who: str) -> Lineage:
    """All codes and names behind a code or name, through changes, mergers and splits."""
    codes = {code for code, name in _on_record(desk) if _is_asked(who, code, name)}
    codes |= {
        row.uscc
        for row in desk.session.exec(select(Application))
        if any(same_organisation(who, name) for name in row.form.get("former_names", ()))
    }
    found = [lineage(desk, uscc=code) for code in sorted(codes)] + [lineage(desk, name=who)]
    all_codes = dict.fromkeys(code for one in found for code in one.codes)
    names = dict.fromkeys(name for one in found for name in one.names)
    if not all_codes:
        raise UnknownSubject(f"没有统一社会信用代码或名称（含曾用名）为“{who}”的记录，请核对。")
    return Lineage(tuple(all_codes), tuple(names))


def _on_record(desk: Desk) -> list[tuple[str, str]]:
    sources: tuple[Any, ...] = (
        select(Application.uscc, Application.name),
        select(PastPrize.uscc, PastPrize.name),
        select(Bar.uscc, Bar.name),
        select(IncidentReport.uscc, IncidentReport.name),
    )
    rows = [row for source in sources for row in desk.session.exec(source)]
    changes = successions(desk.session)
    rows += [(one.uscc, one.name) for one in changes]
    rows += [(one.former_uscc, one.former_name) for one in changes]
    return [(code, name) for code, name in rows]


def _is_asked(who: str, code: str, name: str) -> bool:
    return who.upper() == code or same_organisation(who, name)


def _names(desk: Desk, known: Lineage) -> tuple[tuple[str, ...], ...]:
    pairs = [(code, name) for code, name in _on_record(desk) if code in known.codes]
    for row in desk.session.exec(select(Application).where(col(Application.uscc).in_(known.codes))):
        pairs += [(row.uscc, f"{name}（曾用名）") for name in row.form.get("former_names", ())]
    return tuple(dict.fromkeys((code, escaped(name)) for code, name in pairs))


def _changes(desk: Desk, known: Lineage) -> Part:
    rows = [
        (str(one.since), one.kind, one.former_name, one.former_uscc, one.name, one.uscc)
        for one in successions(desk.session)
        if {one.uscc, one.former_uscc} & set(known.codes)
    ]
    return Part(
        "更名、合并、分立", ("日期", "变更", "原名称", "原代码", "现名称", "现代码"), tuple(rows)
    )


def _applications(desk: Desk, known: Lineage) -> Part:
    query = select(Application).where(col(Application.uscc).in_(known.codes))
    rows = [
        (edition_text(one.edition), one.ref, one.name, STATES[one.state])
        for one in desk.session.exec(query.order_by(col(Application.edition), Application.ref))
    ]
    return Part("申报", ("届次", "受理编号", "申报名称", "结果"), tuple(rows))


def _prizes(desk: Desk, known: Lineage) -> Part:
    query = select(PastPrize).where(col(PastPrize.uscc).in_(known.codes))
    rows = [
        (one.edition_label, one.prize, one.name, str(one.decided_on), str(one.revoked_on or ""))
        for one in desk.session.exec(query.order_by(col(PastPrize.decided_on)))
    ]
    return Part("获奖", ("届次", "奖项", "获奖名称", "表彰日期", "撤销日期"), tuple(rows))


def _bars(desk: Desk, known: Lineage) -> Part:
    query = select(Bar).where(col(Bar.uscc).in_(known.codes)).order_by(col(Bar.since))
    rows = [
        (one.article, one.ground, str(one.since), str(one.until))
        for one in desk.session.exec(query)
    ]
    return Part("取消申报资格", ("依据", "事由", "起", "止"), tuple(rows))


def _reports(desk: Desk, known: Lineage) -> Part:
    query = select(IncidentReport).where(col(IncidentReport.uscc).in_(known.codes))
    rows = [
        (str(one.occurred_on), one.reporter, WORDS[one.trigger], one.facts, one.reason)
        for one in desk.session.exec(query.order_by(col(IncidentReport.id)))
    ]
    return Part("情况通报", ("发生日期", "通报部门", "情形", "事实", "研判理由"), tuple(rows))


def _cases(desk: Desk, known: Lineage) -> Part:
    rows = [
        (one.number, ground_text(desk, one), one.facts, PHASE_WORDS[one.phase], one.approval)
        for one in cases_of(desk.session, *known.codes)
    ]
    return Part("案件", ("案件号", "情形", "事实", "环节", "批准文号"), tuple(rows))


def _money(desk: Desk, known: Lineage) -> Part:
    query = select(Application).where(col(Application.uscc).in_(known.codes))
    own = {(one.edition, one.ref) for one in desk.session.exec(query)}
    rows = [
        (
            edition_text(one.edition), money_text(one.paid), money_text(one.reported),
            money_text(one.recovered),
        )
        for one in accounts(desk)
        if (one.edition, one.ref) in own
    ]  # fmt: skip
    return Part("质量发展资金", ("届次", "已拨", "已报告使用", "已追缴"), tuple(rows))


def _titles(desk: Desk, known: Lineage) -> Part:
    rows = [
        (str(one.seen_on), one.medium, one.place, one.faults or "符合规定")
        for one in title_uses_of(desk.session, *known.codes)
    ]
    return Part("称号使用", ("日期", "方式", "载体", "核对"), tuple(rows))


def _activities(desk: Desk, known: Lineage) -> Part:
    query = select(Application).where(col(Application.uscc).in_(known.codes))
    own = {(one.edition, one.ref) for one in desk.session.exec(query)}
    rows = [
        (str(one.held_on), one.kind, one.title)
        for one in desk.session.exec(select(WinnerActivity).order_by(col(WinnerActivity.held_on)))
        if (one.edition, one.ref) in own
    ]
    return Part("宣传交流和自我报告", ("日期", "类型", "名称"), tuple(rows))
