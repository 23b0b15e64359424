"""Proof of sending, failed letters, and the morning digest."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from actions.errors import ActionRefused
from actions.gates import put_gate
from actions.letters.letters import write
from actions.letters.mail_proof import proof_of_sending, resend
from actions.reminding.board import board
from actions.reminding.deadlines import remind
from actions.reminding.digest import editions_to_digest, write_digests
from models.eligibility import Inquiry, InquiryKind
from models.outbox import MailState, OutboxMessage, editions_in_trouble, find_letter, letters_of
from models.people import ContactKind
from models.types import SHANGHAI
from notifications.outbox import Recipient
from runtime.desk import Desk
from tests.actions import factories

KEY = "3/call/1/x"


def refused(desk: Desk, address: str = "gone@city.example") -> OutboxMessage:
    write(
        desk, 3, "call-published", key=KEY, basis="第十四条", to=Recipient("=县", address),
        deadline=datetime(2026, 6, 30, 17, 30, tzinfo=SHANGHAI), link="https://city.example",
    )  # fmt: skip
    letter = find_letter(desk.session, KEY)
    assert letter is not None
    letter.state, letter.answer, letter.attempts = MailState.FAILED, "550 no such user", 1
    desk.session.add(letter)
    desk.session.flush()
    return letter


def test_the_proof_names_address_deadline_and_the_servers_answer(
    desk: Desk, tmp_path: Path
) -> None:
    refused(desk)

    assert proof_of_sending(desk, 3, tmp_path / "proof.xlsx") == 1

    table = pd.read_excel(io.BytesIO((tmp_path / "proof.xlsx").read_bytes()), dtype=str)
    (row,) = table.to_dict("records")
    assert row["地址"] == "gone@city.example"
    assert row["所涉截止时间"] == "2026年6月30日（星期二）17:30"
    assert (row["状态"], row["服务器应答"]) == ("失败", "550 no such user")
    assert row["收件人"] == "'=县"  # never a formula


def test_a_failed_letter_is_on_the_board_and_can_be_sent_again(desk: Desk) -> None:
    refused(desk)

    assert "gone@city.example" in board(desk, 3)
    assert "550 no such user" in board(desk, 3)
    assert "c1@city.example" in resend(desk, 3, KEY, address="c1@city.example", officer="覃示例")
    assert "未能送达" not in board(desk, 3)
    with pytest.raises(ActionRefused, match="只有发送失败的信函"):
        resend(desk, 3, KEY, address="", officer="覃示例")
    with pytest.raises(ActionRefused, match="没有编号"):
        resend(desk, 3, "3/call/1/y", address="", officer="覃示例")


def test_the_digest_tells_due_overdue_and_failed_once_a_working_day(desk: Desk) -> None:
    attempt = factories.attempt(desk, "eligibility")
    assert attempt.id is not None
    assert attempt.due_at is not None
    attempt.flow_run_id = "4711"
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))
    for office, days in (("市税务局", -1), ("市生态环境局", 3)):
        due = desk.at + timedelta(days=days)
        factories.add(
            desk,
            Inquiry(
                attempt_id=attempt.id, kind=InquiryKind.DEPARTMENT, office=office, person=office,
                email="a@city.example", due_at=due,
            ),
        )  # fmt: skip
    attempt.due_at = None  # each department has a time of its own
    refused(desk)
    remind(desk, 3)

    assert editions_to_digest(desk) == [3]
    assert write_digests(desk, [3]) == 1
    assert editions_to_digest(desk) == []
    assert editions_to_digest(factories.at(desk, desk.at + timedelta(days=1))) == [3]

    (digest,) = [one for one in letters_of(desk.session, 3) if one.message == "digest"]
    assert digest.to_address == "own@city.example"
    assert "逾期1项、临近截止1项、未送达1封" in digest.subject
    assert "市税务局，反馈征求意见反馈表（市税务局），2026年3月31日" in digest.text
    assert "http://localhost:8080/prefect/v2/runs/flow-run/4711" in digest.text
    silent = board(desk, 3).partition("## 逾期未复")[2]
    assert "市税务局" in silent
    assert "市生态环境局" not in silent


def test_the_board_tells_of_letters_that_no_server_takes_for_an_hour(desk: Desk) -> None:
    letter = refused(desk)
    letter.state, letter.answer = MailState.QUEUED, "Connection refused"
    desk.session.flush()

    soon = board(factories.at(desk, desk.at + timedelta(minutes=59)), 3)
    late = board(factories.at(desk, desk.at + timedelta(minutes=60)), 3)

    assert "仍未发出" not in soon
    assert "🔴 有1封信函超过一小时仍未发出" in late
    assert late.endswith("Connection refused")
    assert editions_in_trouble(desk.session) == [3]


def test_the_office_gets_one_digest_for_all_editions(desk: Desk) -> None:
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))
    for number in (4, 5):
        factories.add(desk, factories.edition(number=number))
    for number in (3, 4):
        held_up(desk, number)

    assert write_digests(desk, editions_to_digest(desk)) == 1
    assert editions_to_digest(desk) == []

    (digest,) = [one for one in letters_of(desk.session) if one.message == "digest"]
    assert digest.subject.startswith("【第三届钦州市市长质量奖、第四届钦州市市长质量奖】")
    assert "待决定2项" in digest.subject
    assert "第三届 第3届受理：" in digest.text
    assert "第四届 第4届受理：" in digest.text


def held_up(desk: Desk, edition: int) -> None:
    """A decision that waits in an edition."""
    title = f"第{edition}届受理"
    gate = put_gate(desk, f"{edition}/gate", edition=edition, title=title, role="office")
    gate.flow_run_id, gate.asks = "4711", 1
    desk.session.flush()


@pytest.mark.parametrize(
    "moment",
    [datetime(2026, 4, 4, 9, tzinfo=SHANGHAI), datetime(2026, 4, 2, 8, 29, tzinfo=SHANGHAI)],
    ids=["a day off", "too early"],
)
def test_no_digest_on_a_day_off_or_before_the_morning(desk: Desk, moment: datetime) -> None:
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))
    refused(desk)

    assert write_digests(factories.at(desk, moment), [3]) == 0


def test_no_digest_when_there_is_nothing_to_say(desk: Desk) -> None:
    factories.add(desk, factories.contact(ContactKind.OFFICE, email="own@city.example"))

    assert write_digests(desk, [3]) == 0
