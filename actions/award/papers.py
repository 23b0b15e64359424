"""The papers of the conferral: decision, certificates, fund order (art. 21 to 23)."""

from sqlmodel import select

from actions.award.public_register import check_address
from actions.award.register import winners
from actions.papers.filing import base, bases, file_paper, of_government, office_contact
from actions.publicity.final_list import applicant, full_prize_name
from documents.papers import wording
from documents.papers.contexts import award
from models.conferral import Certificate, CityReply, FundOrder, certificates_of, fund_orders_of
from models.edition import StageAttempt
from models.paper import Paper
from notifications.outbox import Attachment
from rules.policy import Policy
from rules.policy.citing import Topic
from rules.policy.words import shown
from runtime.desk import Desk


def file_decision(desk: Desk, attempt: StageAttempt) -> Attachment:
    """表彰决定, for the government to number, date and issue."""
    policy = desk.policy(attempt.edition)
    rows = winners(desk, attempt.edition)
    prizes = tuple(
        award.CommendedPrize(
            prize=full_prize_name(policy, prize.id),
            winners=tuple(applicant(desk, row).name for row in rows if row.prize == prize.id),
            money=wording.money_text(prize.money_fen.value) if prize.money_fen.value else "",
        )
        for prize in policy.prizes
    )
    context = award.CommendationDecision(
        **of_government(desk, attempt, Topic.AWARD),
        addressee="各县、区人民政府，市直各有关单位",
        process=policy.texts.process.value,
        prizes=prizes,
        title_notice=policy.texts.title_notice.value,
    )
    return file_paper(desk, attempt, "decision", context)


def file_certificates(desk: Desk, attempt: StageAttempt) -> list[Attachment]:
    """One certificate a winner; the square code carries number, winner and verification code."""
    policy = desk.policy(attempt.edition)
    return [
        file_paper(
            desk, attempt, "certificate",
            award.Certificate(
                **(of_government(desk, attempt, Topic.CONFERRAL) | {"number": row.number}),
                date=wording.date_text(row.issued_on),
                winner=row.name,
                prize=full_prize_name(policy, row.prize),
                award_year=str(row.award_year),
                verification_code=row.verification_code,
                verification_text=_verification(desk, row),
            ),
            subject=row.ref,
        )
        for row in certificates_of(desk.session, attempt.edition)
    ]  # fmt: skip


def file_plaques(desk: Desk, attempt: StageAttempt) -> None:
    """One plaque a winner, as it is to be engraved."""
    policy = desk.policy(attempt.edition)
    for row in certificates_of(desk.session, attempt.edition):
        context = award.Plaque(
            **(of_government(desk, attempt, Topic.CONFERRAL) | {"number": row.plaque_number}),
            date=wording.date_text(row.issued_on),
            winner=row.name,
            prize=full_prize_name(policy, row.prize),
            award_year=str(row.award_year),
        )
        file_paper(desk, attempt, "plaque", context, subject=row.ref)


def file_fund_order(desk: Desk, attempt: StageAttempt, reply: CityReply) -> Attachment:
    """拨付通知 with every instalment and what it waits for."""
    policy = desk.policy(attempt.edition)
    orders = fund_orders_of(desk.session, attempt.edition)
    codes = {row.ref: row.uscc for row in certificates_of(desk.session, attempt.edition)}
    total = sum(order.amount_fen for order in orders)
    context = award.FundOrder(
        **base(desk, attempt, Topic.FUND),
        bases=bases(policy, attempt.stage),
        addressee=policy.bodies.finance.value,
        decision=approval_text(policy, reply),
        payments=tuple(_payment(policy, order, codes[order.ref]) for order in orders),
        total=wording.money_text(total),
        total_capitals=wording.money_capitals(total),
        uses=policy.fund.allowed_uses.value,
        duties=fund_duties(policy),
        contact=office_contact(desk),
    )
    return file_paper(desk, attempt, "fund-order", context)


def filed(desk: Desk, attempt: StageAttempt, kind: str, subject: str = "") -> Attachment:
    """A paper of this attempt that was filed before."""
    key = "/".join(filter(None, [attempt.key, kind, subject]))
    row = desk.session.exec(select(Paper).where(Paper.key == key)).one()
    return Attachment(row.file_name, row.sha256)


def approval_text(policy: Policy, reply: CityReply) -> str:
    """``钦州市人民政府批复（钦政函〔2026〕9号）``: what the award rests on."""
    return f"{policy.bodies.government.value}批复（{reply.number}）"


def fund_duties(policy: Policy) -> tuple[str, ...]:
    """What a winner owes for the money."""
    months = "、".join(str(month) for month in policy.fund.report_months.value)
    return (
        f"获奖单位应在收到资金后{policy.fund.plan_days.value}日内报送资金使用计划。",
        f"获奖单位应在授奖后第{months}个月报送资金使用报告。",
    )


def instalment_text(policy: Policy, number: int) -> str:
    """``一次性`` or ``第1期，使用计划提交后``."""
    plan = policy.fund.instalments.value
    return "一次性" if len(plan) == 1 else f"第{number}期，{shown(plan[number - 1].after)}"


def _payment(policy: Policy, order: FundOrder, uscc: str) -> award.PaymentLine:
    return award.PaymentLine(
        winner=order.name,
        uscc=uscc,
        instalment=instalment_text(policy, order.instalment),
        amount=wording.money_text(order.amount_fen),
        capitals=wording.money_capitals(order.amount_fen),
    )


def _verification(desk: Desk, row: Certificate) -> str:
    """Where the code leads; number and code themselves while no public address is set."""
    address = check_address(desk.settings, row.verification_code)
    return (
        address or f"证书编号：{row.number}\n获奖单位：{row.name}\n核验码：{row.verification_code}"
    )
