"""``zhijiang approver enrol``: a TOTP secret and its QR code for one person who decides."""

from pathlib import Path
from typing import get_args

import pyotp
import segno
from cyclopts import App

from actions.people.enrolling import enrol
from cli.refusal import InputRefused
from rules.policy.frame import ApproverRole
from rules.policy.words import shown
from runtime.desk import open_desk
from runtime.settings import settings

ROLES = {role: shown(role) for role in get_args(ApproverRole)}

app = App(name="approver", help="登记审批人")


@app.command(name="enrol", help="为一位审批人生成验证器密钥和二维码；再次登记使旧密钥失效")
def enrol_approver(name: str, *, role: list[str], email: str = "") -> None:
    """为一位审批人生成验证器密钥和二维码。

    Args:
        name: 审批人姓名
        role: 角色：office、office_head、chair、government；可重复
        email: 待决事项的通知地址
    """
    unknown = [r for r in role if r not in ROLES]
    if unknown:
        raise InputRefused(f"没有角色“{unknown[0]}”，可用的角色：{'、'.join(ROLES)}。")
    with open_desk() as desk:
        secret = enrol(desk, name, role, email)
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="质奖")
    code = segno.make(uri)
    folder = settings().home / "approvers"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture = Path(folder / f"{secret[:6]}.svg")
    code.save(str(picture), scale=6)
    picture.chmod(0o600)
    code.terminal(compact=True)
    print(f"请{name}用验证器扫描二维码（{picture}，扫描后请删除），或手工输入密钥：{secret}")
    print(f"角色：{'、'.join(ROLES[r] for r in role)}")
