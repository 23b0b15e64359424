"""Letters of the conferral: winners, finalists without a prize, finance (art. 22 to 24)."""

from actions.award.papers import approval_text, filed, fund_duties, instalment_text
from actions.award.register import find_certificate, winners
from actions.letters.letters import write
from actions.publicity.final_list import applicant
from documents.papers.wording import money_text
from models.application import Application, ApplicationState, applications_of
from models.conferral import CityReply, fund_orders_of
from models.edition import StageAttempt
from models.paper import papers_of
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from rules.calendar import add_days
from rules.policy import Policy
from rules.policy.citing import Topic, noted
from rules.sourced import Basis
from runtime.desk import Desk

_FINALISTS = (ApplicationState.CANDIDATE, ApplicationState.NOT_PROPOSED)


def tell_winners(desk: Desk, attempt: StageAttempt, reply: CityReply) -> None:
    """The prize, the certificate with the decision, and what goes with them."""
    policy = desk.policy(attempt.edition)
    for row in winners(desk, attempt.edition):
        one, prize = applicant(desk, row), policy.prize(row.prize)
        certificate = find_certificate(desk, attempt.edition, row.ref)
        assert certificate is not None, "the register was made when the stage opened"
        write(
            desk, attempt.edition, "award-decided",
            key=f"{attempt.key}/{row.ref}/award",
            to=_to(one), addressee=one.name, basis=Topic.AWARD,
            ref=row.ref, prize=prize.name.value, decision=approval_text(policy, reply),
            certificate=certificate.number,
            duties=_duties(policy, has_money=prize.money_fen.value > 0),
            attachments=(
                filed(desk, attempt, "decision"),
                filed(desk, attempt, "certificate", row.ref),
                *feedback_to(desk, one),
            ),
        )  # fmt: skip


def tell_finalists(desk: Desk, attempt: StageAttempt, reply: CityReply) -> None:
    """Those who were site-reviewed and are not on the list."""
    policy = desk.policy(attempt.edition)
    for one in applications_of(desk.session, attempt.edition, *_FINALISTS):
        write(
            desk, attempt.edition, "not-awarded",
            key=f"{attempt.key}/{one.ref}/not-awarded",
            to=_to(one), addressee=one.name, basis=Topic.APPROVAL,
            attachments=feedback_to(desk, one),
            ref=one.ref, decision=approval_text(policy, reply),
            next_step="欢迎继续改进质量管理，申报下一届。",
        )  # fmt: skip


def tell_finance(desk: Desk, attempt: StageAttempt, reply: CityReply) -> None:
    """What is to be paid to whom, by the end of the stage's term counted from today."""
    policy, orders = desk.policy(attempt.edition), fund_orders_of(desk.session, attempt.edition)
    term = policy.stage(attempt.stage)
    unit = "working" if term.unit.value == "none" else term.unit.value
    until = add_days(desk.calendar, desk.at.date(), max(term.days.value, 1), unit)
    payments = tuple(
        f"{one.name}：{money_text(one.amount_fen)}（{instalment_text(policy, one.instalment)}）"
        for one in orders
    )
    for contact in contacts_of(desk.session, ContactKind.FINANCE):
        write(
            desk, attempt.edition, "fund-order",
            key=f"{attempt.key}/{contact.id}/fund-order",
            to=Recipient(contact.person or contact.name, contact.email),
            addressee=contact.name, basis=Topic.FUND,
            decision=approval_text(policy, reply), payments=payments,
            total=money_text(sum(one.amount_fen for one in orders)), deadline=until,
            attachments=(filed(desk, attempt, "fund-order"),),
        )  # fmt: skip


def feedback_to(desk: Desk, one: Application) -> tuple[Attachment, ...]:
    """The newest feedback report on a finalist, if there is one."""
    found = [
        paper
        for paper in papers_of(desk.session, one.edition)
        if paper.kind == "feedback" and paper.key.endswith(f"/{one.ref}")
    ]
    return tuple(Attachment(paper.file_name, paper.sha256) for paper in found[-1:])


def _duties(policy: Policy, *, has_money: bool) -> tuple[str, ...]:
    general = _general_duties(policy)
    title = f"{policy.texts.title_notice.value.rstrip('。')}{noted(policy, Topic.TITLE_USE)}"
    if not has_money:
        return (title, *general)
    uses = "、".join(policy.fund.allowed_uses.value)
    money = f"质量发展资金主要用于{uses}，不得挪作他用{noted(policy, Topic.FUND_USE)}"
    return (title, *general, money, *(duty.rstrip("。") for duty in fund_duties(policy)))


def _general_duties(policy: Policy) -> tuple[str, ...]:
    """What every holder promises, whichever prize it is."""
    if policy.principles is None:
        return ()
    own = policy.principles.holder_duties
    cited = f"（{own.cite}）" if own.basis is Basis.ARTICLE else ""
    return tuple(f"{duty}{cited}" for duty in own.value)


def _to(one: Application) -> Recipient:
    return Recipient(one.contact or one.name, one.email)
