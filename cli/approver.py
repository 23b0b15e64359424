"""``zhijiang approver enrol``: a TOTP secret and its QR code for one person who decides."""

from pathlib import Path

import pyotp
import segno
from cyclopts import App

from actions.people.changes import break_glass
from actions.people.roles import NAMES
from cli.refusal import InputRefused
from runtime.desk import open_desk
from runtime.settings import settings

app = App(name="approver", help="登记审批人")


@app.command(name="enrol", help="为一位审批人生成验证器密钥和二维码；再次登记使旧密钥失效")
def enrol_approver(name: str, *, role: list[str], email: str = "") -> None:
    """为一位审批人生成验证器密钥和二维码，不经第二人确认：记入审计链，并写信告知本人和管理员。

    平时请在网站的“人员”页邀请；这里留给唯一的管理员丢失设备等情形。

    Args:
        name: 审批人姓名
        role: 角色：office、office_head、chair、government、administrator、observer、auditor；可重复
        email: 待决事项的通知地址
    """
    unknown = [r for r in role if r not in NAMES]
    if unknown:
        raise InputRefused(f"没有角色“{unknown[0]}”，可用的角色：{'、'.join(NAMES)}。")
    with open_desk() as desk:
        secret = break_glass(desk, name, role, email)
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="质奖")
    code = segno.make(uri)
    folder = settings().home / "approvers"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    picture = Path(folder / f"{secret[:6]}.svg")
    code.save(str(picture), scale=6)
    picture.chmod(0o600)
    code.terminal(compact=True)
    print(f"请{name}用验证器扫描二维码（{picture}，扫描后请删除），或手工输入密钥：{secret}")
    print(f"角色：{'、'.join(NAMES[r] for r in role)}")
