"""Conferring the award: decision, certificates, plaques and the fund (art. 21 to 24)."""

from actions import applications, proposals
from actions.attempts import in_force
from actions.award.letters import tell_finalists, tell_finance, tell_winners
from actions.award.papers import file_certificates, file_decision, file_fund_order, file_plaques
from actions.award.public_register import publish_register
from actions.award.register import ensure_certificates, ensure_fund_orders, winners
from actions.gates import Evidence
from actions.publicity.final_list import applicant
from actions.stage import Judgement, Stage
from actions.stage_inputs import proposed
from documents.papers.wording import edition_text, money_text
from models.application import Application, ApplicationState, PastPrize
from models.conferral import CityReply, certificates_of, fund_orders_of, reply_of
from models.deliberation import ProposalState
from models.edition import EditionState, StageAttempt, attempt_in_force
from models.gate import Decision
from models.types import id_of
from rules.policy.citing import Topic, noted
from runtime.desk import Desk


def open_conferral(desk: Desk, attempt: StageAttempt) -> None:
    """The decision, the certificates with their register, and the fund order are drawn up."""
    reply = city_reply(desk, attempt.edition)
    ensure_certificates(desk, attempt, reply)
    ensure_fund_orders(desk, attempt)
    file_decision(desk, attempt)
    file_certificates(desk, attempt)
    file_plaques(desk, attempt)
    if fund_orders_of(desk.session, attempt.edition):
        file_fund_order(desk, attempt, reply)
    desk.record(
        "conferral.prepared", attempt.key, edition=attempt.edition,
        certificates=[row.number for row in certificates_of(desk.session, attempt.edition)],
    )  # fmt: skip


def close_conferral(desk: Desk, attempt: StageAttempt) -> None:
    """The papers go to the gate."""
    desk.record("conferral.presented", attempt.key, edition=attempt.edition)


def evidence_of_conferral(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Winners with their certificates and plaques, and the money for each."""
    reply = city_reply(desk, attempt.edition)
    register = certificates_of(desk.session, attempt.edition)
    orders = fund_orders_of(desk.session, attempt.edition)
    policy = desk.policy(attempt.edition)
    money = {r.ref: sum(o.amount_fen for o in orders if o.ref == r.ref) for r in register}
    lines = [
        f"### 获奖单位（批复{reply.number}，{reply.replied_on}）\n",
        "| 奖项 | 受理编号 | 单位 | 证书编号 | 奖牌编号 | 质量发展资金 |",
        "|---|---|---|---|---|---|",
    ]
    for row in register:
        fund = money_text(money[row.ref]) if money[row.ref] else "—"
        cells = (policy.prize(row.prize).name.value, row.ref, row.name, row.number)
        lines.append(f"| {' | '.join(cells)} | {row.plaque_number} | {fund} |")
    if not register:
        lines.append("| 本届奖项全部空缺 | | | | | |")
    lines.append(
        f"\n质量发展资金合计 {money_text(sum(money.values()))}{noted(policy, Topic.FUND)}。"
    )
    lines.append("\n表彰决定、证书和拨付通知已经拟好，文号由发文机关编制。")
    facts = {
        "reply": [reply.number, str(reply.replied_on)],
        "certificates": [[r.prize, r.ref, r.name, r.uscc, r.number] for r in register],
        "orders": [[order.ref, order.instalment, order.amount_fen] for order in orders],
    }
    return Evidence("\n".join(lines), facts)


def enact_conferral(desk: Desk, attempt: StageAttempt, decision: Decision) -> None:
    """The award is conferred: states, memory for later editions, letters, end of the edition."""
    reply = city_reply(desk, attempt.edition)
    for row in winners(desk, attempt.edition):
        one = applicant(desk, row)
        proposals.move(desk, row, ProposalState.AWARDED, actor=decision.approver)
        applications.move(desk, one, ApplicationState.AWARDED, actor=decision.approver)
        desk.session.add(_memory(one, row.prize, reply))
    desk.session.flush()
    tell_winners(desk, attempt, reply)
    tell_finalists(desk, attempt, reply)
    if fund_orders_of(desk.session, attempt.edition):
        tell_finance(desk, attempt, reply)
    edition = desk.edition(attempt.edition)
    edition.state, edition.concluded_at = EditionState.CONFERRED, desk.at
    desk.session.add(edition)
    publish_register(desk)
    desk.record(
        "edition.conferred", str(attempt.edition), actor=decision.approver,
        edition=attempt.edition, refs=[row.ref for row in winners(desk, attempt.edition)],
        decided_on=str(reply.replied_on), number=reply.number,
    )  # fmt: skip


def city_reply(desk: Desk, edition: int) -> CityReply:
    """The reply the conferral rests on."""
    attempt = in_force(desk, edition, "approval")
    reply = reply_of(desk.session, id_of(attempt))
    assert reply is not None, "an approval is enacted with its reply"
    return reply


def _memory(one: Application, prize: str, reply: CityReply) -> PastPrize:
    """What article 13(8) counts from: the day of the government's approval."""
    return PastPrize(
        uscc=one.uscc,
        name=one.name,
        prize=prize,
        edition_label=edition_text(one.edition),
        decided_on=reply.replied_on,
    )


def _input(desk: Desk, attempt: StageAttempt) -> object:
    """The list and the city government's reply."""
    approval = attempt_in_force(desk.session, attempt.edition, "approval")
    reply = reply_of(desk.session, id_of(approval)) if approval else None
    return [proposed(desk, attempt), [reply.number, reply.replied_on] if reply else None]


CONFERRAL = Stage(
    name="conferral",
    open=open_conferral,
    close=close_conferral,
    decision=Judgement(evidence_of_conferral),
    enact=enact_conferral,
    input=_input,
    needs=("publicity", "approval"),
    is_final=True,
)
