"""The register of certificates and plaques, and the instalments of the fund (art. 22)."""

from sqlmodel import col, select

from actions.award.custody import ensure_items
from actions.publicity.final_list import applicant, on_list
from documents.papers.wording import edition_text
from models.application import prizes_of
from models.conferral import Certificate, CityReply, FundOrder, fund_orders_of
from models.deliberation import Proposal, ProposalState
from models.edition import StageAttempt
from rules.policy import Policy
from rules.sanctions import money_due
from runtime import keys
from runtime.desk import Desk

_WHOLE = 100  # percent


def winners(desk: Desk, edition: int) -> list[Proposal]:
    """Names the government approved, by prize and rank."""
    return on_list(desk, edition, ProposalState.CLEARED, ProposalState.AWARDED)


def ensure_certificates(desk: Desk, attempt: StageAttempt, reply: CityReply) -> None:
    """A certificate for each winner; one that was made in a returned attempt keeps its number."""
    policy, count = desk.policy(attempt.edition), dict[str, int]()
    for row in winners(desk, attempt.edition):
        count[row.prize] = count.get(row.prize, 0) + 1
        if (known := find_certificate(desk, attempt.edition, row.ref)) is not None:
            ensure_items(desk, known)
            continue
        place = f"{_letter(policy, row.prize)}-{count[row.prize]:02d}"
        one = applicant(desk, row)
        head, year = f"ZJ{policy.meta.region_code.value}", reply.replied_on.year
        number = f"{head}-{year}-{attempt.edition:02d}-{place}"
        made = Certificate(
            edition=attempt.edition,
            ref=row.ref,
            name=one.name,
            uscc=one.uscc,
            prize=row.prize,
            number=number,
            plaque_number=f"{head}-{year}-{attempt.edition:02d}-P-{place}",
            verification_code=keys.code_for(f"{number}/{one.uscc}"),
            award_year=year,
            issued_on=reply.replied_on,
        )
        desk.session.add(made)
        ensure_items(desk, made)
    desk.session.flush()


def ensure_fund_orders(desk: Desk, attempt: StageAttempt) -> None:
    """Every instalment of every winner whose prize carries money; they add up to it exactly."""
    known = {(row.ref, row.instalment) for row in fund_orders_of(desk.session, attempt.edition)}
    for row in winners(desk, attempt.edition):
        for number, amount in enumerate(_instalments(desk, row), start=1):
            if (row.ref, number) in known:
                continue
            desk.session.add(
                FundOrder(
                    edition=attempt.edition,
                    ref=row.ref,
                    name=applicant(desk, row).name,
                    instalment=number,
                    amount_fen=amount,
                    ordered_at=desk.at,
                )
            )
    desk.session.flush()


def find_certificate(desk: Desk, edition: int, ref: str) -> Certificate | None:
    return desk.session.exec(
        select(Certificate).where(Certificate.edition == edition, col(Certificate.ref) == ref)
    ).one_or_none()


def _instalments(desk: Desk, row: Proposal) -> list[int]:
    """Fen by instalment; what does not divide goes into the last."""
    policy = desk.policy(row.edition)
    earlier = prizes_of(desk.session, applicant(desk, row).uscc)
    own = edition_text(row.edition)
    won_before = any(
        past.prize == row.prize and past.revoked_on is None and past.edition_label != own
        for past in earlier
    )
    money = money_due(policy, row.prize, won_before=won_before)
    if not money:
        return []
    shares = [money * one.percent // _WHOLE for one in policy.fund.instalments.value]
    shares[-1] += money - sum(shares)
    return shares


def _letter(policy: Policy, prize: str) -> str:
    """A for the highest prize, B for the next."""
    return chr(ord("A") + [one.id for one in policy.prizes].index(prize))
