"""The first half of a case: its subject is heard, and a person decides what to make of it."""

from actions.cases.cases import advance_case, own_entries
from actions.cases.money import money_told, recoverable_fen
from actions.gates import Evidence, decision_row
from actions.letters.letters import write
from actions.markdown import bullets, escaped, table
from models.case import Case, reports_of
from models.gate import Outcome, decision_of, gate_at
from models.types import id_of
from notifications.outbox import Recipient
from rules.cases import BREACH, CaseKind, CasePhase
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
        "recover_fen": recoverable(desk, row), "policy": desk.edition(row.edition).policy_sha256,
    }  # fmt: skip
    return Evidence(text, facts)


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


def recoverable(desk: Desk, row: Case) -> int:
    """Fen that come back by the ground, 0 where nothing was paid."""
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


def _sha(desk: Desk, row: Case) -> list[str]:
    return [one.proof_sha256 for one in own_entries(desk, row) if one.kind == "statement"]
