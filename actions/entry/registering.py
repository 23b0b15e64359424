"""An organisation registers to apply by its credit code, with the address that hands in for it.

To register says nothing about who applies: that is what the package says, with its seal.
"""

from sqlmodel import col, func, select

from actions.errors import ActionRefused, WrongMoment
from models.application import Application
from models.edition import Edition, EditionState, Phase, StageAttempt, latest_attempt
from models.registration import Registration, codes_at
from notifications.outbox import is_address
from rules.uscc import check_uscc
from runtime.clock import real_now
from runtime.desk import Desk

_OPEN = {Phase.OPENING, Phase.WAITING}


def open_intake(desk: Desk) -> StageAttempt | None:
    """The intake that takes applications now, of the newest edition."""
    query = select(Edition.number).where(Edition.state == EditionState.RUNNING)
    for number in desk.session.exec(query.order_by(col(Edition.number).desc())):
        attempt = latest_attempt(desk.session, number, "intake")
        if attempt is not None and attempt.phase in _OPEN:
            return attempt
    return None


def register(desk: Desk, *, uscc: str, name: str, address: str) -> None:
    """Write the organisation down; the same again changes nothing.

    Raises:
        WrongMoment: no intake is open.
        ActionRefused: the code, the name or the address cannot be right.
    """
    if open_intake(desk) is None:
        raise WrongMoment("现在不在申报受理期内，请留意申报通知。")
    report = check_uscc(uscc)
    if report.problems:
        raise ActionRefused(f"统一社会信用代码“{uscc}”不正确：{'；'.join(report.problems)}")
    code = report.code
    if len(name.strip()) < 2 or not is_address(address):  # noqa: PLR2004 - a name has two letters
        raise ActionRefused("请填写单位全称和完整的电子邮箱。")
    if code in codes_at(desk.session, address):
        return
    desk.session.add(
        Registration(
            uscc=code, name=name.strip(), address=address.lower(), registered_at=real_now()
        )
    )
    desk.record("applicant.registered", code, actor=address, name=name.strip())


def own_applications(desk: Desk, address: str) -> list[Application]:
    """What this address brought, or is named in; newest edition first.

    Not what came in under a code that it registered: anybody can know another's code.
    """
    query = select(Application).where(
        (func.lower(Application.email) == address.lower())
        | (Application.brought_by == address.lower())
    )
    newest = (col(Application.edition).desc(), col(Application.ref).desc())
    return list(desk.session.exec(query.order_by(*newest)))


def codes_of(desk: Desk, address: str) -> set[str]:
    """For whom an address may hand in: whom it registered, and whom it handed in for before."""
    before = {one.uscc for one in own_applications(desk, address) if one.uscc}
    return codes_at(desk.session, address) | before
