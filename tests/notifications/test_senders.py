from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any, cast

import pytest

from notifications import senders
from notifications.mail import Answer, Mail, ServerUnavailable, Verdict
from notifications.senders import Encryption, FolderSender, YagmailSender
from tests.notifications.certificates import Certificate
from tests.notifications.factories import NOW
from tests.notifications.mail_server import DROP, MailServer, plain, running

FROM = "钦州市质量强市办 <zhijiang@qinzhou.example.cn>"


def a_mail(**changes: object) -> Mail:
    values: dict[str, object] = {
        "key": "3/intake/1/S001/receipt",
        "to_name": "张示例",
        "to_address": "s001@applicant.example.cn",
        "subject": "【第三届钦州市市长质量奖】申报材料收讫通知（S001）",
        "text": "甲公司：\n\n　　收到。\n",
        "html": "<p>甲公司：</p>\n<p>收到。</p>\n",
        "written_at": NOW,
    }
    return Mail(**(values | changes))  # type: ignore[arg-type]


def to(server: MailServer, **options: Any) -> YagmailSender:
    chosen: dict[str, Any] = {"may_be_plain": True} | options
    return YagmailSender(host="127.0.0.1", port=server.port, mail_from=FROM, **chosen)


def body(message: Message, part: int) -> str:
    alternative = message.get_payload(0)
    assert isinstance(alternative, Message)
    chosen = alternative.get_payload(part)
    assert isinstance(chosen, Message)
    data = chosen.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode()


def test_relay_without_login_takes_the_letter_as_rendered(server: MailServer) -> None:
    with to(server).connection() as send:
        assert send(a_mail()).verdict is Verdict.SENT

    (message,) = server.messages
    assert server.envelopes == [("zhijiang@qinzhou.example.cn", ["s001@applicant.example.cn"])]
    assert plain(message["Subject"]) == "【第三届钦州市市长质量奖】申报材料收讫通知（S001）"
    assert plain(message["From"]) == FROM
    assert message.get_all("To") == [message["To"]]
    assert plain(message["To"]) == "张示例 <s001@applicant.example.cn>"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert body(message, 0) == "甲公司：\n\n　　收到。\n"
    assert body(message, 1) == "<p>甲公司：</p>\n<p>收到。</p>\n"


def test_the_servers_words_and_the_message_id_are_kept_as_proof(server: MailServer) -> None:
    server.at_data["s001@applicant.example.cn"] = ["250 2.0.0 Ok: queued as 4F1"]
    with to(server).connection() as send:
        answer = send(a_mail())

    assert answer.words == "250 2.0.0 Ok: queued as 4F1"
    assert server.messages[0]["Message-ID"] == f"<{answer.message_id}>"


def test_each_of_two_people_gets_a_message_of_their_own(server: MailServer) -> None:
    with to(server).connection() as send:
        send(a_mail(key="1", to_address="a@x.example.cn"))
        send(a_mail(key="2", to_address="b@x.example.cn"))

    assert [parseaddr(message["To"])[1] for message in server.messages] == [
        "a@x.example.cn",
        "b@x.example.cn",
    ]
    assert "b@x.example.cn" not in server.messages[0].as_string()
    assert server.greetings == 1


def test_message_id_belongs_to_the_key_and_not_to_the_subject(server: MailServer) -> None:
    with to(server).connection() as send:
        for key in ("reminder-3", "reminder-1", "reminder-3"):
            send(a_mail(key=key))

    first, second, repeat = (message["Message-ID"] for message in server.messages)
    assert first == repeat
    assert first != second
    assert first.endswith("@qinzhou.example.cn>")


def test_attachments_arrive_whole_and_named(server: MailServer) -> None:
    files = (("评分表.xlsx", b"\x00PK"), ("扫描件.png", b"\x89PNG"), ("数据.zzz", b"?"))

    with to(server).connection() as send:
        assert send(a_mail(attachments=files)).verdict is Verdict.SENT

    _, *parts = cast("list[Message]", server.messages[0].get_payload())
    assert [(part.get_filename(), part.get_payload(decode=True)) for part in parts] == list(files)
    assert {part.get_content_disposition() for part in parts} == {"attachment"}
    assert parts[2].get_content_type() == "application/octet-stream"


def test_text_that_is_the_name_of_a_file_is_not_attached(
    server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("评审员名单")
    monkeypatch.chdir(tmp_path)

    with to(server).connection() as send:
        send(a_mail(text="secret.txt", html=str(secret)))

    assert len(server.messages[0].get_payload()) == 1
    assert body(server.messages[0], 0) == "secret.txt"


@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_no_header_can_be_smuggled_in(server: MailServer, field: str) -> None:
    with to(server).connection() as send:
        send(a_mail(**{field: 'x"\r\nBcc: spy@evil.example.com\r\n\r\nbody'}))

    (message,) = server.messages
    assert message["Bcc"] is None
    assert server.recipients == ["s001@applicant.example.cn"]
    assert body(message, 0) == "甲公司：\n\n　　收到。\n"


def test_no_header_can_be_smuggled_in_by_a_file_name(server: MailServer) -> None:
    with to(server).connection() as send:
        send(a_mail(attachments=(("a\r\nBcc: spy@evil.example.com.docx", b"x"),)))

    assert all(part["Bcc"] is None for part in server.messages[0].walk())


def test_refused_recipient_is_never_tried_again(server: MailServer) -> None:
    server.at_recipient["gone@x.example.cn"] = ["550 no such user"]

    with to(server).connection() as send:
        assert send(a_mail(to_address="gone@x.example.cn")) == Answer(
            Verdict.NEVER, "550 no such user"
        )
        assert send(a_mail()).verdict is Verdict.SENT

    assert server.recipients == ["s001@applicant.example.cn"]


def test_busy_server_is_tried_later(server: MailServer) -> None:
    server.at_recipient["a@x.example.cn"] = ["451 greylisted"]
    server.at_data["b@x.example.cn"] = ["452 disk full"]

    with to(server).connection() as send:
        assert send(a_mail(to_address="a@x.example.cn")) == Answer(Verdict.LATER, "451 greylisted")
        assert send(a_mail(to_address="b@x.example.cn")) == Answer(Verdict.LATER, "452 disk full")
        assert send(a_mail(to_address="a@x.example.cn")).verdict is Verdict.SENT


def test_letter_called_spam_is_never_tried_again(server: MailServer) -> None:
    server.at_data["a@x.example.cn"] = ["554 DT:SPM"]

    with to(server).connection() as send:
        assert send(a_mail(to_address="a@x.example.cn")).verdict is Verdict.NEVER


def test_letter_too_large_is_never_tried_again(server: MailServer) -> None:
    server.at_sender = ["552 too large"]

    with to(server).connection() as send:
        assert send(a_mail()) == Answer(Verdict.NEVER, "552 too large")


def test_refused_sender_stops_the_batch(server: MailServer) -> None:
    server.at_sender = ["550 not your address"]

    with (
        pytest.raises(ServerUnavailable, match="550 not your address"),
        to(server).connection() as send,
    ):
        send(a_mail())


def test_one_dropped_connection_is_taken_up_again(server: MailServer) -> None:
    server.at_data["s001@applicant.example.cn"] = [DROP]

    with to(server).connection() as send:
        assert send(a_mail()).verdict is Verdict.SENT

    assert server.greetings == 2
    assert len(server.messages) == 1


def test_connection_dropped_three_times_is_not_taken_for_sent(server: MailServer) -> None:
    server.at_data["s001@applicant.example.cn"] = [DROP, DROP, DROP]

    with to(server).connection() as send:
        assert send(a_mail()) == Answer(Verdict.LATER, "连接多次中断")

    assert server.messages == []


def test_server_that_is_not_there_is_unavailable() -> None:
    sender = YagmailSender(host="127.0.0.1", port=1, mail_from=FROM)

    with pytest.raises(ServerUnavailable), sender.connection() as send:
        send(a_mail())


def test_unusable_sender_address_is_named() -> None:
    sender = YagmailSender(host="127.0.0.1", port=1, mail_from="office")

    with pytest.raises(ServerUnavailable, match="“office”"), sender.connection():
        pass


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_login_with_a_name_that_is_not_the_address() -> None:
    server = MailServer()
    with running(server, auth_required=True, auth_require_tls=False):
        right = to(server, user="office", password="s3cret", encryption=Encryption.PLAIN)
        wrong = to(server, user="office", password="guess", encryption=Encryption.PLAIN)

        with right.connection() as send:
            assert send(a_mail()).verdict is Verdict.SENT
        with wrong.connection() as send:
            for _ in range(2):  # the second must not go through the half-open connection
                with pytest.raises(ServerUnavailable, match="535"):
                    send(a_mail())

    assert len(server.messages) == 1


def test_starttls_with_a_trusted_certificate(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    server = MailServer()
    with running(server, tls=certificate.server_context(), require_starttls=True):
        sender = to(server, user="office", password="s3cret", encryption=Encryption.STARTTLS)
        with sender.connection() as send:
            assert send(a_mail()).verdict is Verdict.SENT


def test_starttls_with_an_unknown_certificate_sends_nothing(certificate: Certificate) -> None:
    server = MailServer()
    with running(server, tls=certificate.server_context()):
        sender = to(server, encryption=Encryption.STARTTLS)
        with sender.connection() as send:
            for _ in range(2):
                with pytest.raises(ServerUnavailable, match="certificate"):
                    send(a_mail())

    assert server.messages == []


def test_server_without_starttls_gets_no_password(server: MailServer) -> None:
    sender = to(server, user="office", password="s3cret")

    with sender.connection() as send, pytest.raises(ServerUnavailable, match="STARTTLS"):
        send(a_mail())


def test_refusal_without_a_code_is_tried_later() -> None:
    assert senders._refusal(OSError("no route"), "a@x.example.cn") == Answer(
        Verdict.LATER, "no route"
    )


def test_usual_encryption() -> None:
    for may_be_plain in (True, False):
        assert Encryption.usual(465, "", may_be_plain=may_be_plain) is Encryption.SSL
        assert Encryption.usual(587, "", may_be_plain=may_be_plain) is Encryption.STARTTLS
        assert Encryption.usual(25, "office", may_be_plain=may_be_plain) is Encryption.STARTTLS
    assert Encryption.usual(25, "", may_be_plain=True) is Encryption.PLAIN
    assert Encryption.usual(25, "", may_be_plain=False) is Encryption.STARTTLS


def test_nothing_is_sent_in_the_clear_unless_a_setting_says_so(server: MailServer) -> None:
    with to(server, may_be_plain=False).connection() as send:
        for _ in range(2):
            with pytest.raises(ServerUnavailable, match=r"没有提供加密.*ZHIJIANG_MAIL_PLAIN=true"):
                send(a_mail())

    assert server.messages == []


def test_a_relay_that_offers_encryption_is_used_with_it(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    server = MailServer()
    with (
        running(server, tls=certificate.server_context(), require_starttls=True),
        to(server, may_be_plain=False).connection() as send,
    ):
        assert send(a_mail()).verdict is Verdict.SENT

    assert len(server.messages) == 1


def test_folder_holds_the_same_message_the_server_gets(server: MailServer, tmp_path: Path) -> None:
    mail = a_mail(attachments=(("评分表.xlsx", b"\x00PK"),))
    with to(server).connection() as send:
        send(mail)

    with FolderSender(path=tmp_path / "mail", mail_from=FROM).connection() as send:
        answer = send(mail)
        again = send(mail)

    (file,) = (tmp_path / "mail").iterdir()
    assert answer == again == Answer(Verdict.SENT, "已存入文件夹", file.stem)
    assert f"<{file.name.removesuffix('.eml')}>" == server.messages[0]["Message-ID"]
    assert _parts(message_from_bytes(file.read_bytes())) == _parts(server.messages[0])


def test_folder_keeps_the_date_the_letter_was_written(tmp_path: Path) -> None:
    with FolderSender(path=tmp_path).connection() as send:
        send(a_mail(written_at=NOW - timedelta(days=1)))

    (file,) = tmp_path.iterdir()
    message = message_from_bytes(file.read_bytes())
    assert parsedate_to_datetime(message["Date"]) == NOW - timedelta(days=1)


def _parts(message: Message) -> list[object]:
    """Everything but the boundaries, which are drawn anew each time, and the server's own mark."""
    return [
        (
            [item for item in part.items() if item[0] not in {"Content-Type", "X-Peer"}],
            part.get_content_type(),
            part.get_filename(),
            part.get_payload(decode=True),
        )
        for part in message.walk()
    ]
