"""Large files become links, covering notes are added, and the relay's pace is kept."""

from datetime import datetime

from models.types import SHANGHAI
from notifications.attachments import Shelf, fitted, with_note
from notifications.mail import Mail, Verdict
from notifications.senders import PacedSender
from tests.notifications.mail_server import MailServer
from tests.notifications.test_senders import a_mail, to

LETTER = Mail(
    key="k",
    to_name="张三",
    to_address="a@b.cn",
    subject="通知",
    text="张三：\n\n　　请查收。\n",
    html="<body><p>张三：</p><p>请查收。</p></body>",
    written_at=datetime(2026, 6, 1, tzinfo=SHANGHAI),
)


def test_the_largest_files_become_links_until_the_rest_fits() -> None:
    kept: dict[str, bytes] = {}

    def put(name: str, data: bytes) -> str:
        kept[name] = data
        return f"https://city.example/{name}?a=1&b"

    files = (("小.txt", b"1"), ("大.pdf", b"2" * 900), ("中.pdf", b"3" * 600))
    mail = fitted(LETTER, files, Shelf(limit=1000, put=put))

    assert [name for name, _ in mail.attachments] == ["小.txt", "中.pdf"]
    assert kept == {"大.pdf": b"2" * 900}
    assert "大.pdf：https://city.example/大.pdf?a=1&b" in mail.text
    assert 'href="https://city.example/大.pdf?a=1&amp;b"' in mail.html


def test_without_a_place_for_downloads_files_stay_attached() -> None:
    files = (("大.pdf", b"2" * 900),)

    assert fitted(LETTER, files, None).attachments == files


def test_a_covering_note_stands_below_the_salutation_and_changes_nothing_else() -> None:
    mail = with_note(LETTER, "邮箱<周六>停用。")

    assert mail.text == "张三：\n\n　　（附言）邮箱<周六>停用。\n\n　　请查收。\n"
    assert mail.html.startswith("<body><p>张三：</p>\n<p>（附言）邮箱&lt;周六&gt;停用。</p>")
    assert with_note(LETTER, "") == LETTER


def test_a_relays_pace_is_kept(server: MailServer) -> None:
    now, naps = 0.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        naps.append(seconds)
        now += seconds

    paced = PacedSender(sender=to(server), per_minute=30, seconds=lambda: now, sleep=sleep)
    with paced.connection() as send:
        answers = [send(a_mail(key=str(number))) for number in range(3)]

    assert [one.verdict for one in answers] == [Verdict.SENT] * 3
    assert naps == [0.0, 2.0, 2.0]
