"""Six digits by mail: asked for in one browser, good once, for a quarter of an hour, five tries.

Mail scanners open links and press buttons, so a letter's link shows a page and no more; the digits
alone log in, in the browser that asked, or where the address is typed beside them.
"""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, func, select, update

from actions.errors import NotEntitled
from models.person import LoginCode
from runtime import keys
from runtime.clock import real_now
from runtime.desk import Desk

GOOD_FOR = timedelta(minutes=15)
TRIES = 5
_AN_HOUR = 6  # letters to one address
_WRONG = "验证码不正确或已过期，请核对最新一封邮件里的六位数字，或重新获取。"


class CodeRefused(NotEntitled):
    """Wrong digits, which count: ``count_try`` in another transaction."""


def ask(desk: Desk, address: str, browser: str) -> str | None:
    """Six digits for this address; ``None`` when it has asked too often in an hour."""
    now = real_now()
    recent = select(func.count()).where(
        LoginCode.address == address, col(LoginCode.asked_at) > now - timedelta(hours=1)
    )
    if desk.session.exec(recent).one() >= _AN_HOUR:
        return None
    code = keys.digits()
    desk.session.add(
        LoginCode(
            address=address, code_mac=keys.seal(f"login/{address}/{code}"),
            browser_sha256=_hash(browser), asked_at=now,
        )
    )  # fmt: skip
    return code


def address_of(desk: Desk, browser: str) -> str:
    """The address for which this browser asked last; empty when it did not."""
    query = select(LoginCode).where(
        LoginCode.browser_sha256 == _hash(browser), col(LoginCode.asked_at) > real_now() - GOOD_FOR
    )
    found = desk.session.exec(query.order_by(col(LoginCode.id).desc()).limit(1)).first()
    return found.address if found else ""


def spend(desk: Desk, address: str, code: str) -> None:
    """Use the digits up.

    Raises:
        CodeRefused: wrong, too old, used, or tried too often.
    """
    used = desk.session.exec(
        update(LoginCode)
        .where(_open(address), col(LoginCode.code_mac) == keys.seal(f"login/{address}/{code}"))
        .values(used_at=real_now())
    )
    if used.rowcount != 1:
        raise CodeRefused(_WRONG)


def count_try(desk: Desk, address: str) -> None:
    """One more wrong try at whatever codes this address has."""
    desk.session.exec(
        update(LoginCode).where(_open(address)).values(tries=col(LoginCode.tries) + 1)
    )


def _open(address: str) -> ColumnElement[bool]:
    return and_(
        col(LoginCode.address) == address,
        col(LoginCode.used_at).is_(None),
        col(LoginCode.tries) < TRIES,
        col(LoginCode.asked_at) > real_now() - GOOD_FOR,
    )


def _hash(browser: str) -> str:
    return sha256(browser.encode()).hexdigest()
