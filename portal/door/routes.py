"""The pages of the door, each with its row of the table."""

from portal import front
from portal.door import account, invitation, keys, login
from portal.routing import page

_POST = ("POST",)

ROUTES = (
    page("/", front.front, "front"),
    page("/privacy", front.privacy, "front"),
    page("/login", login.ask_address, "front"),
    page("/login/code", login.ask_code, "front"),
    page("/login/second", login.ask_second, "front"),
    page("/login/passkey", keys.log_in, "front", methods=_POST),
    page("/login/passkey/options", keys.options_to_log_in, "front", methods=_POST),
    page("/logout", login.log_out, "front", methods=_POST),
    page("/invitation", invitation.open_invitation, "front"),
    page("/account", account.account, "account"),
    page("/account/authenticator", invitation.authenticator, "account"),
    page("/account/passkey", keys.add, "account", methods=_POST),
    page("/account/passkey/options", keys.options_to_add, "account", methods=_POST),
    page("/account/passkey/{device:int}/give-up", account.give_up_device, "account", methods=_POST),
    page("/account/sign/options", keys.options_to_sign, "account", methods=_POST),
)
