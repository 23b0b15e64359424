"""Editions: opening one pins its policy and criteria; the chair confirms its setup (art. 8)."""

import hashlib
from collections.abc import Iterator
from datetime import date

from sqlmodel import col, select

from actions.entry.committee_list import committee_gaps
from actions.entry.listings import lists_missing
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.stages import NEEDS
from documents.papers.wording import date_text, edition_text
from models.edition import Edition, EditionState
from models.people import ContactKind, committee_of, contacts_of, pool_of
from rules.calendar import YearUnknown
from rules.criteria import read_criteria
from rules.feasibility import timetable
from rules.policy import Policy, read_pack
from rules.policy.citing import Topic, noted
from runtime.desk import Desk
from runtime.packs import criteria_file, pack_folder


def open_edition(
    desk: Desk, *, number: int = 0, year: int = 0, pack: str, draw_source: str, run_id: str
) -> int:
    """Create an edition and pin its pack; gives its number. While it is prepared it is pinned anew.

    Raises:
        ActionRefused: the edition runs already, or there is no such pack.
        PackInvalid: the pack has problems; each is named.
        YearUnknown: the applications would close in a year without a holiday plan.
    """
    number = number or _opened_by(desk, run_id) or _next_number(desk)
    folder = pack_folder(pack)
    if folder is None:
        raise ActionRefused(f"没有名为“{pack}”的政策包，请用 zhijiang policy list 查看。")
    policy = read_pack(folder, NEEDS)
    criteria = read_criteria(criteria_file(policy.criteria.id.value))
    row = desk.session.get(Edition, number)
    if row is not None and row.state is not EditionState.PREPARING:
        if row.setup_run_id == run_id:
            return number  # a retry of the run that opened it
        raise ActionRefused(f"{edition_text(number)}已经开启，不能再次开启。")
    timetable(policy, desk.at.date(), desk.calendar, through="intake")
    row = row or Edition(
        number=number, year=0, pack="", title="", policy_json="", policy_sha256="",
        criteria_json="", criteria_sha256="", draw_source="", opened_at=desk.at,
    )  # fmt: skip
    before = _pinned(row)
    row.year = year or desk.at.year
    row.pack = pack
    row.title = f"{edition_text(number)}{policy.meta.award_name.value}"
    row.policy_json, row.policy_sha256 = policy.canonical_json(), policy.sha256
    row.criteria_json = criteria.model_dump_json()
    row.criteria_sha256 = _sha256(row.criteria_json)
    row.draw_source = draw_source.strip() or _draw_source(policy)
    row.setup_run_id = run_id
    desk.session.add(row)
    desk.session.flush()
    if _pinned(row) == before:
        return number  # a retry of the run that prepares it
    desk.record(
        "edition.opened", str(number), edition=number,
        pack=pack, policy_sha256=row.policy_sha256, criteria_sha256=row.criteria_sha256,
    )  # fmt: skip
    return number


def _draw_source(policy: Policy) -> str:
    """That of the pack; packs from before it was asked for name none."""
    named = policy.panel.draw_source
    return named.value if named else "公布抽签办法次一交易日上证指数收盘点位（两位小数）"


def _pinned(row: Edition) -> tuple[str | None, ...]:
    return row.setup_run_id, row.policy_sha256, row.criteria_sha256, row.draw_source


def editions_in_setup(desk: Desk) -> list[Edition]:
    """Editions that were opened and not yet confirmed."""
    return list(desk.session.exec(select(Edition).where(Edition.state == EditionState.PREPARING)))


def is_ready_to_confirm(desk: Desk, number: int) -> bool:
    """The committee has been proposed (art. 8), so there is something to confirm."""
    return bool(committee_of(desk.session, number))


def evidence_of_setup(desk: Desk, number: int) -> Evidence:
    """What the chair confirms: every project default of the pack, and the committee's members."""
    edition, policy = desk.edition(number), desk.policy(number)
    defaults = policy.project_defaults()
    members = committee_of(desk.session, number)
    lines = [
        f"本届适用《{policy.meta.title.value}》，政策包 `{edition.pack}`。",
        "",
        f"政策包校验值 `{edition.policy_sha256}`。",
        "",
        f"### 一、评审委员会组成{noted(policy, Topic.COMMITTEE)}，{len(members)}人",
        "",
        f"评选由{policy.bodies.lead_group.value}组织管理{noted(policy, Topic.COMMITTEE)}。",
        "",
        "| 姓名 | 单位 | 职务 | 委员会职务 | 提出单位 |",
        "|---|---|---|---|---|",
        *(
            f"| {m.name} | {m.employer} | {m.post} | {m.role} | {m.proposed_by or '按职务'} |"
            for m in members
        ),
        "",
        *(f"- ⚠ {line}" for line in committee_gaps(desk, number)),
        "",
        f"### 二、办法未规定、由本届确认的取值（{len(defaults)}项）",
        "",
        "| 首次用于 | 事项 | 取值 | 理由 |",
        "|---|---|---|---|",
        *(
            f"| {policy.stage(v.stage).title.value} | {v.label} | {v.shown} | {v.cite} |"
            for v in defaults
        ),
        "",
        *_missing(desk, policy),
        f"抽签所用公开数：**{edition.draw_source}**（事先指定，抽签前尚不存在）。",
    ]
    facts = {
        "policy": edition.policy_sha256,
        "criteria": edition.criteria_sha256,
        "draw_source": edition.draw_source,
        "committee": [[m.name, m.post, m.role, m.proposed_by] for m in members],
    }
    return Evidence("\n".join(lines), facts)


def confirm(desk: Desk, number: int) -> None:
    """The edition runs from here on; its pinned policy never changes again."""
    edition = desk.edition(number)
    edition.state = EditionState.RUNNING
    desk.session.add(edition)
    desk.record("edition.confirmed", str(number), edition=number)


def _opened_by(desk: Desk, run_id: str) -> int | None:
    """The edition this very run opened before it slept: started again, it must not open another."""
    return desk.session.exec(
        select(Edition.number).where(Edition.setup_run_id == run_id)
    ).one_or_none()


def _next_number(desk: Desk) -> int:
    newest = desk.session.exec(
        select(Edition.number).order_by(col(Edition.number).desc()).limit(1)
    ).first()
    return (newest or 0) + 1


def _missing(desk: Desk, policy: Policy) -> Iterator[str]:
    """What the edition will run into if nobody sees to it first."""
    yield from _validity(policy, desk.at.date())
    try:
        timetable(policy, desk.at.date(), desk.calendar)
    except YearUnknown as unknown:
        yield f"- ⚠ 按本届期限将跨入{unknown.year}年：{unknown}"
    for kind in ContactKind:
        if not contacts_of(desk.session, kind):
            yield f"- ⚠ 通讯录中没有“{kind}”，相应信函将无法发出，请先导入通讯录。"
    if not pool_of(desk.session):
        yield "- ⚠ 评审员库为空，请先导入评审员库。"
    for name in lists_missing(desk, policy):
        yield f"- ⚠ 尚未导入“{name}”，申报条件不能核对，请在资格审查前导入名录登记表。"
    yield ""


def _validity(policy: Policy, today: date) -> Iterator[str]:
    """A regulation that has ended or been replaced may not be what this edition should rest on."""
    meta = policy.meta
    if (end := meta.effective_to.value) is not None and end < today:
        yield f"- ⚠ 《{meta.title.value}》的有效期至{date_text(end)}，已经届满，请核实是否延期。"
    if other := meta.superseded_by.value:
        yield f"- ⚠ 《{meta.title.value}》已被{other}取代，请改用新的政策包。"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
