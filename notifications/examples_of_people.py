"""Examples of the messages about logins. All names are made up."""

from typing import Final

from notifications import catalogue_of_people as c
from notifications import example_values as v
from notifications.declaring import Notice
from notifications.example_values import LETTERHEAD

PEOPLE: Final[dict[str, Notice]] = {
    "login-code": c.LoginCodeSent(
        letterhead=LETTERHEAD,
        addressee="您好",
        basis="",
        code="204861",
        link="https://award.qinzhou.example.cn/login/code",
    ),
    "login-locked": c.LoginLocked(
        letterhead=LETTERHEAD, addressee="覃示例", basis="", person="覃示例"
    ),
    "login-changed": c.LoginChanged(
        letterhead=LETTERHEAD,
        addressee="陈示例",
        basis="",
        person="陈示例",
        what="通知地址由chen@office.example改为chen.new@office.example",
        by="黄示例",
    ),
    "invitation": c.Invited(
        letterhead=LETTERHEAD,
        addressee="黄示例",
        basis="",
        roles="经办人",
        link="https://award.qinzhou.example.cn/invitation?t=0123456789abcdef",
    ),
    "in-your-name": c.InYourName(
        letterhead=LETTERHEAD,
        addressee="陈示例",
        basis="",
        what="对“第三届受理名单”作出决定：同意",
        at=v.DUE,
        words="名单无误，同意受理。",
    ),
}
