"""Which post office letters go through: the configured mail server, or a folder of .eml files."""

from notifications.mail import Sender
from notifications.senders import FolderSender, YagmailSender
from runtime.settings import settings


def sender() -> Sender:
    """The sender of this installation; with no mail server set, letters become files."""
    chosen = settings()
    if not chosen.mail_host:
        return FolderSender(path=chosen.home / "mail", mail_from=chosen.mail_from)
    return YagmailSender(
        host=chosen.mail_host,
        port=chosen.mail_port,
        mail_from=chosen.mail_from,
        user=chosen.mail_user,
        password=chosen.mail_password.get_secret_value(),
    )
