"""The second half of a case: what is owed, who is reminded, and whether it may be closed."""

from typing import Any

from actions.cases.cases import (
    advance_case,
    effects_of,
    end_of,
    is_heard,
    own_entries,
    tasks_left,
    tasks_of,
)
from actions.cases.corrections import local_authority, order_correction
from actions.cases.hearing import article_of
from actions.errors import ActionRefused
from actions.gates import Evidence
from actions.markdown import bullets, escaped, table
from actions.owed import Owed
from documents.papers.wording import money_text
from models.case import Case, running_cases
from models.gate import Outcome
from models.people import ContactKind, contacts_of
from notifications.wording import deadline_text
from rules.cases import BREACH, CaseKind, CasePhase, Task
from rules.sanctions import describe
from runtime.desk import Desk

ENTRY_WORDS = {
    "statement": "书面说明",
    "plaque": "收回奖牌",
    "certificate": "收回证书",
    "notice": "发布公告",
    "payment": "缴回资金",
    "corrected": "已改正",
    "waived": "无法收回",
}

_ROLES = {"holder": "applicant", "office": "office", "authority": "county"}
PHASE_WORDS = {
    CasePhase.OPENING: "立案",
    CasePhase.HEARING: "听取说明",
    CasePhase.DECIDING: "待认定",
    CasePhase.REQUESTING: "报市政府批准",
    CasePhase.ENACTING: "正在落实",
    CasePhase.EXECUTING: "执行中",
    CasePhase.CHECKING: "待结案",
    CasePhase.CLOSED: "已结案",
    CasePhase.DISMISSED: "不予处理",
}


def owed_in_cases(desk: Desk, edition: int) -> list[Owed]:
    """Who owes what in all cases that this edition's policy governs."""
    cases = [row for row in running_cases(desk.session) if row.edition == edition]
    return [owed for row in cases for owed in owed_in_case(desk, row)]


def owed_in_case(desk: Desk, row: Case) -> list[Owed]:
    """A statement while it is heard, later what is left to do."""
    if row.phase is CasePhase.HEARING and row.due_at and not is_heard(desk, row):
        return [
            Owed(
                f"{row.id}/statement", row.name, row.email, f"对{row.number}所涉情况的书面说明",
                row.due_at, article_of(desk, row), "请在截止时间前提交书面说明和有关材料。",
                kind="case", role="applicant",
            )
        ]  # fmt: skip
    return [_owed(desk, row, task) for task in tasks_of(desk, row)]


def evidence_of_check(desk: Desk, row: Case) -> Evidence:
    """What was to be done, what was done with which proof, and what is still open."""
    policy, entries = desk.policy(row.edition), own_entries(desk, row)
    open_tasks = tasks_left(desk, row)
    rows = [
        (
            one.on, ENTRY_WORDS[one.kind], one.channel,
            money_text(one.amount_fen) if one.amount_fen else "", one.proof_name, one.note,
        )
        for one in entries
    ]  # fmt: skip
    text = "\n\n".join(
        [
            f"### {row.number} {escaped(row.name)}（{article_of(desk, row)}）：第{row.round}轮办理",
            f"**应办**\n\n{bullets(describe(policy, effects_of(row)))}",
            "**已办**\n\n" + table(("日期", "事项", "渠道或对象", "金额", "证明", "说明"), rows),
            "**未办**\n\n" + bullets(f"{task.what}（{task.due_on}前）" for task in open_tasks),
            "同意：结案；退回：继续办理，期限重新计算。",
        ]
    )
    facts = {
        "case": row.key, "round": row.round, "open": [task.what for task in open_tasks],
        "done": [[str(cell) for cell in line] for line in rows],
        "proofs": [one.proof_sha256 for one in entries],
    }  # fmt: skip
    return Evidence(text, facts)


def ruling_on_check(desk: Desk, row: Case) -> dict[str, Any]:
    """A case closes when nothing is left.

    Raises:
        ActionRefused: something is.
    """
    if left := tasks_left(desk, row):
        told = "、".join(task.what for task in left)
        raise ActionRefused(f"还有未办事项：{told}。请先登记办理情况，或选“退回”继续办理。")
    return {}


def settle_check(desk: Desk, row: Case, outcome: Outcome) -> None:
    """Closed, or another round with days of its own."""
    if outcome is Outcome.APPROVED:
        return advance_case(desk, row, CasePhase.CLOSED)
    row.round += 1
    advance_case(desk, row, CasePhase.EXECUTING)
    if row.kind.corrects:
        order_correction(desk, row, effects_of(row))
    return None


def case_page(desk: Desk, row: Case) -> str:
    """Where the case stands and who is awaited, for the Prefect UI."""
    rows = [(one.matter, one.name, deadline_text(one.due_at)) for one in owed_in_case(desk, row)]
    return "\n\n".join(
        [
            f"# {row.number} {escaped(row.name)}",
            f"情形：{escaped(ground_text(desk, row))}（{article_of(desk, row)}）",
            f"环节：**{PHASE_WORDS[row.phase]}**",
            f"事实：{escaped(row.facts)}",
            table(("待办", "等待谁", "期限"), rows),
        ]
    )


def effects_told(desk: Desk, row: Case) -> tuple[str, ...]:
    """What the case led to, a line each; () while nothing is in force."""
    if not row.effects:
        return ()
    if row.kind is CaseKind.CONDUCT:
        return tuple(row.effects["orders"])
    return describe(desk.policy(row.edition), effects_of(row))


def ground_text(desk: Desk, row: Case) -> str:
    """The ground in the policy's words."""
    if row.trigger == BREACH:
        return "违反评审纪律"
    return desk.policy(row.edition).sanction(row.trigger).ground.value


def _owed(desk: Desk, row: Case, task: Task) -> Owed:
    name, address = _who(desk, row, task)
    return Owed(
        f"{row.id}/{row.round}/{task.subject}", name, address, f"{task.what}（{row.number}）",
        end_of(desk, task.due_on), article_of(desk, row),
        f"请在截止时间前{task.what}，并将凭证或材料交承办机构，注明{row.number}。",
        kind="case", role=_ROLES[task.who],
    )  # fmt: skip


def _who(desk: Desk, row: Case, task: Task) -> tuple[str, str]:
    if task.who == "holder":
        return row.name, row.email
    if task.who == "authority":
        found = local_authority(desk, row)
        if found:
            return found.person or found.name, found.email
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    if offices:
        return offices[0].person or offices[0].name, offices[0].email
    return desk.policy(row.edition).bodies.office.value, desk.settings.mail_from
