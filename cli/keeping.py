"""After a demonstration: its made-up people with their codes, for whoever looks around as them.

``python -m cli.keeping`` with the demonstration's environment. A code that is mailed for a login is
shown at once, since nobody reads the mail of a demonstration; Enter shows everybody's digits.
"""

import email
import select
import sys
import time
from email import policy
from pathlib import Path

import pyotp
from rich.console import Console
from rich.table import Column, Table
from sqlmodel import col
from sqlmodel import select as query

from actions.people.roles import NAMES
from models.application import applications_of
from models.edition import Edition
from models.people import ContactKind, committee_of, contacts_of, pool_of
from models.person import Person, people
from portal.address import page_at
from runtime import keys
from runtime.desk import Desk, glance_at_desk
from runtime.settings import settings

_LOOK_SECONDS = 0.5
_SUBJECT = "登录验证码"
_FEW = 2


def main() -> None:
    console = Console()
    _introduce(console)
    folder = settings().home / "mail"
    known = set(folder.glob("*.eml"))
    while True:
        if _is_asked():
            _introduce(console)
        new = set(folder.glob("*.eml")) - known
        known |= new
        for file in sorted(new):
            _tell(console, file)


def _is_asked() -> bool:
    """Whether Enter was pressed within a moment; without a terminal nobody presses it."""
    if not sys.stdin.isatty():
        time.sleep(_LOOK_SECONDS)
        return False
    return bool(select.select([sys.stdin], [], [], _LOOK_SECONDS)[0] and sys.stdin.readline())


def _introduce(console: Console) -> None:
    console.print(f"\n网站：{page_at('/')}  按 Enter 显示最新的六位数字，按 Ctrl-C 停止。")
    whole = Column("登录邮箱", overflow="fold")  # to be copied
    table = Table("姓名", "身份", whole, "验证器现在显示")
    with glance_at_desk() as desk:
        for one in people(desk.session):
            roles = "、".join(NAMES.get(role, role) for role in one.roles)
            table.add_row(one.name, roles, one.address, _digits(one))
        for name, role, address in _outside(desk):
            table.add_row(name, role, address, "不需要")
    console.print(table)


def _digits(person: Person) -> str:
    if not person.secret:
        return "—"
    return pyotp.TOTP(keys.decrypt(person.secret)).at(keys.totp_time())


def _outside(desk: Desk) -> list[tuple[str, str, str]]:
    """A few of each kind of those outside the office, with the newest edition's applicants."""
    number = desk.session.exec(query(Edition.number).order_by(col(Edition.number).desc())).first()
    kinds = (ContactKind.COUNTY, ContactKind.DEPARTMENT, ContactKind.THIRD_PARTY)
    found = [
        (c.name, str(kind), c.email)
        for kind in kinds
        for c in contacts_of(desk.session, kind)[:_FEW]
    ]
    found += [(one.name, "评审员", one.email) for one in pool_of(desk.session)[:_FEW]]
    if number is not None:
        applicants = applications_of(desk.session, number)[:_FEW]
        found += [(one.name, "申报单位", one.email) for one in applicants]
        found += [(m.name, m.role, m.email) for m in committee_of(desk.session, number)[:_FEW]]
    return found


def _tell(console: Console, file: Path) -> None:
    letter = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    subject = str(letter["Subject"])
    if _SUBJECT not in subject:
        return
    address = str(letter["To"])
    console.print(f"邮件给 {address}：验证码 [bold]{subject[-6:]}[/bold]")
    with glance_at_desk() as desk:
        for one in people(desk.session):
            if one.address and one.address in address:
                left = 30 - keys.totp_time() % 30
                console.print(f"  {one.name}的验证器：{_digits(one)}（{left}秒内有效）")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("已停止。")
