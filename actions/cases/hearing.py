"""The first half of a case: its subject is heard, and a person decides what to make of it."""

from datetime import date
from typing import Any

from actions.cases.cases import advance_case, in_days, own_entries, terms_of
from actions.cases.money import money_told, recoverable_fen
from actions.errors import ActionRefused
from actions.gates import Evidence, decision_row
from actions.letters.letters import write
from actions.markdown import bullets, escaped, table
from actions.rulings import lines_of
from models.case import Case, reports_of
from models.gate import Outcome, decision_of, gate_at
from models.types import id_of
from notifications.outbox import Recipient
from rules.cases import BREACH, CaseKind, CasePhase, Instalment, instalments_problem
from rules.money import fen_of
from rules.policy.citing import Topic, articles
from rules.sanctions import comparison, describe, effects
from runtime.desk import Desk

GROUND, SCHEDULE, REFERRAL = "适用情形", "追缴分期", "移送情况"
GROUNDS = {
    "弄虚作假骗取奖项": CaseKind.FRAUD,
    "授奖后发生事故、质量问题或违法违规": CaseKind.REVOCATION,
}
_MATTERS = {
    CaseKind.FRAUD: "贵单位申报和获得奖项的有关情况",
    CaseKind.REVOCATION: "贵单位获奖后发生的有关情况",
    CaseKind.TITLE: "贵单位使用获奖称号的有关情况",
    CaseKind.FUND: "贵单位使用质量发展资金的有关情况",
    CaseKind.CONDUCT: "您参与评审工作的有关情况",
}


def breach_article(desk: Desk, row: Case) -> str:
    """What the edition's policy cites for breaches of a reviewer or officer (art. 30)."""
    return articles(desk.policy(row.edition), Topic.RECUSAL)


def article_of(desk: Desk, row: Case) -> str:
    """The article a case rests on, by the edition's policy."""
    if row.trigger == BREACH:
        return breach_article(desk, row)
    return desk.policy(row.edition).sanction(row.trigger).article


def tell_subject(desk: Desk, row: Case) -> None:
    """The subject learns what is said of it and until when it may answer."""
    assert row.due_at is not None, "a hearing has a last day"
    write(
        desk, row.edition, "case-opened", key=f"{row.key}/opened",
        to=Recipient(row.name, row.email), basis=article_of(desk, row), number=row.number,
        matter=_MATTERS[row.kind], facts=row.facts, deadline=row.due_at,
    )  # fmt: skip


def evidence_of_case(desk: Desk, row: Case) -> Evidence:
    """Facts, reports, the subject's own statement, and what would follow."""
    reports = reports_of(desk.session, id_of(row))
    told = [
        f"{one.reporter}（{one.received_at:%Y-%m-%d}）：{one.facts}（发生于{one.occurred_on}）"
        for one in reports
    ]
    statements = [
        f"{one.on}：{one.note or '见附件'}{f'（{one.proof_name}）' if one.proof_name else ''}"
        for one in own_entries(desk, row)
        if one.kind == "statement"
    ]
    files = [one["name"] for one in row.evidence]
    text = "\n\n".join(
        [
            f"### {row.number} {escaped(row.name)}（{article_of(desk, row)}）",
            f"**事实**：{escaped(row.facts)}",
            f"**通报**\n\n{bullets(told)}",
            f"**证据**\n\n{bullets(files)}",
            f"**当事方说明**\n\n{bullets(statements)}",
            _consequences(desk, row),
        ]
    )
    facts = {
        "case": row.key, "trigger": row.trigger, "facts": row.facts, "evidence": row.evidence,
        "reports": told, "statements": [[one, _sha(desk, row)] for one in statements],
        "recover_fen": _recover(desk, row), "policy": desk.edition(row.edition).policy_sha256,
    }  # fmt: skip
    return Evidence(text, facts)


def ruling_on_case(desk: Desk, row: Case, details: dict[str, str]) -> dict[str, Any]:
    """What the form settles: the right article confirmed, and the instalments of a recovery.

    Raises:
        ActionRefused: the form names the other article, or the instalments do not add up.
    """
    chosen = details.get(GROUND)
    if chosen and GROUNDS[chosen] is not row.kind:
        raise ActionRefused(
            f"本案按{article_of(desk, row)}立案，表单所选“{chosen}”不是这一条的情形。"
            "两条的处理不同，请改选；如应适用另一条，请退回本案，并按该情形另行通报。"
        )
    if SCHEDULE not in details:
        return {}
    schedule = _schedule(desk, row, details[SCHEDULE])
    return {
        SCHEDULE: [
            {"due_on": one.due_on.isoformat(), "amount_fen": one.amount_fen} for one in schedule
        ]
    }


def settle_case(desk: Desk, row: Case, outcome: Outcome) -> None:
    """Established: to the government where a title is at stake, else straight into force."""
    if outcome is Outcome.RETURNED:
        return advance_case(desk, row, CasePhase.DISMISSED)
    asks_city = row.prize and takes_title(desk, row)
    return advance_case(desk, row, CasePhase.REQUESTING if asks_city else CasePhase.ENACTING)


def tell_dismissed(desk: Desk, row: Case) -> None:
    """Nothing follows, and the subject is told why."""
    last = decision_of(desk.session, gate_at(f"{row.key}/request"))
    decision = last or decision_row(desk, gate_at(row.key))
    write(
        desk, row.edition, "case-dismissed", key=f"{row.key}/dismissed",
        to=Recipient(row.name, row.email), basis=article_of(desk, row), number=row.number,
        reason=decision.opinion,
    )  # fmt: skip


def takes_title(desk: Desk, row: Case) -> bool:
    """Whether the ground takes the title, which only the city government can."""
    if row.kind is CaseKind.CONDUCT:
        return False
    return desk.policy(row.edition).sanction(row.trigger).revoke.value


def _recover(desk: Desk, row: Case) -> int:
    if row.kind is CaseKind.CONDUCT or not row.prize:
        return 0
    return effects(
        desk.policy(row.edition), row.trigger,
        prize_id=row.prize, paid_fen=recoverable_fen(desk, row),
    ).recover_fen  # fmt: skip


def _consequences(desk: Desk, row: Case) -> str:
    policy = desk.policy(row.edition)
    if row.kind is CaseKind.CONDUCT:
        rule = policy.discipline
        follows = ["取消评审资格，移出专家库（或停止审批权限）"] if rule.disqualify.value else []
        follows += ["涉嫌犯罪的，移送司法机关，只作记载"] if rule.refer_crime.value else []
        return f"**认定成立后的处理（{breach_article(desk, row)}）**\n\n{bullets(follows)}"
    prize, paid = row.prize or None, recoverable_fen(desk, row)
    own = effects(policy, row.trigger, prize_id=prize, paid_fen=paid)
    follows = [*describe(policy, own)]
    if row.kind in {CaseKind.FRAUD, CaseKind.REVOCATION} and row.prize:
        head, *rows = comparison(policy, prize_id=prize, paid_fen=paid)
        side = f"\n\n**两条对照，请勿用错**\n\n{table(head, rows)}"
        money = f"\n\n{money_told(desk, row)}" if paid else ""
        return f"**本案（{own.article}）认定成立后的处理**\n\n{bullets(follows)}{side}{money}"
    return f"**认定成立后的处理（{own.article}）**\n\n{bullets(follows)}"


def _schedule(desk: Desk, row: Case, text: str) -> list[Instalment]:
    """The lines of the form; nothing written means one instalment by the policy's last day."""
    recover = _recover(desk, row)
    if not recover:
        if text:
            raise ActionRefused(f"本案没有需要追缴的资金，“{SCHEDULE}”请填“无”。")
        return []
    if not text:
        return [Instalment(in_days(desk, terms_of(desk, row).recovery_days.value), recover)]
    found = [
        _instalment(day, amount) for day, amount in lines_of(SCHEDULE, text, 2, "日期 金额（元）")
    ]
    if problem := instalments_problem(found, recover, desk.at.date()):
        raise ActionRefused(f"“{SCHEDULE}”：{problem}")
    return found


def _instalment(day: str, amount: str) -> Instalment:
    try:
        return Instalment(date.fromisoformat(day), fen_of(amount))
    except ValueError as wrong:
        raise ActionRefused(
            f"“{SCHEDULE}”中“{day} {amount}”无法识别，每行须写成：2029-03-01 100000（单位：元）。"
        ) from wrong


def _sha(desk: Desk, row: Case) -> list[str]:
    return [one.proof_sha256 for one in own_entries(desk, row) if one.kind == "statement"]
