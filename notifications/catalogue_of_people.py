"""Messages about logins, and about what was done in somebody's name."""

from notifications.declaring import Notice, message


@message("login-code", "whoever logs in", "somebody logs in by mail")
class LoginCodeSent(Notice):
    code: str  # six digits
    link: str  # the page that asks for them; opening it does nothing


@message("login-locked", "the person and the administrators", "five wrong codes in a row")
class LoginLocked(Notice):
    person: str


@message("login-changed", "the person, at the old address too", "a login is changed by another")
class LoginChanged(Notice):
    person: str
    what: str  # 通知地址改为 new@example.cn
    by: str


@message("invitation", "whoever is invited", "a person is to set up a login")
class Invited(Notice):
    roles: str  # 经办人、管理员
    link: str


@message("in-your-name", "whoever decided or signed", "something was done in a person's name")
class InYourName(Notice):
    what: str  # 对“第三届受理名单”作出决定：同意
    at: str
    words: str  # the opinion as written
