"""The letter with the six digits: sent at once, kept nowhere."""

import logging
from hashlib import sha256

from actions.letters.house import house
from notifications.catalogue_of_people import LoginCodeSent
from notifications.mail import Mail, ServerUnavailable
from notifications.render import render
from portal.address import page_at
from runtime.clock import real_now
from runtime.desk import glance_at_desk
from runtime.post import sender

_log = logging.getLogger(__name__)


def send_code(address: str, code: str) -> None:
    """Not by the outbox, which would keep the code; who gets nothing asks again."""
    with glance_at_desk() as desk:
        head = house(desk)
    link = page_at("/login/code")
    letter = render(
        "login-code",
        LoginCodeSent(letterhead=head, addressee="您好", basis="", code=code, link=link),
    )
    now = real_now()
    key = f"login-code/{sha256(f'{address}/{now}'.encode()).hexdigest()[:16]}"
    mail = Mail(key, address, address, letter.subject, letter.text, letter.html, now)
    try:
        with sender().connection() as send:
            answer = send(mail)
        _log.info("login code: %s %s", answer.verdict, answer.words)
    except ServerUnavailable:
        _log.exception("the mail server takes no login codes")
