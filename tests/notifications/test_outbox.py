import pytest
from sqlmodel import Session

from models.outbox import MailState, count_letters, find_letter, letters_of
from notifications.outbox import Attachment, is_address, queue_again
from tests.notifications.conftest import Transaction
from tests.notifications.factories import MINUTE, NOW, a_letter


def test_queue_keeps_the_letter_as_rendered(transaction: Transaction) -> None:
    with transaction() as session:
        assert a_letter(session, attachments=(Attachment("回执.docx", "ab" * 32),))

    with transaction() as session:
        (letter,) = letters_of(session, 3)
    assert (letter.to_name, letter.to_address) == ("张示例", "s001@applicant.example.cn")
    assert letter.subject == "【第三届钦州市市长质量奖】申报材料收讫通知（S001）"
    assert "受理编号为S001" in letter.text
    assert "受理编号为S001" in letter.html
    assert letter.attachments == [{"name": "回执.docx", "sha256": "ab" * 32}]
    assert (letter.state, letter.queued_at, letter.next_try_at) == (MailState.QUEUED, NOW, NOW)


def test_queue_writes_nothing_under_a_key_used_before(transaction: Transaction) -> None:
    with transaction() as session:
        assert a_letter(session)
        assert not a_letter(session, address="other@applicant.example.cn")
    with transaction() as session:
        assert not a_letter(session, address="other@applicant.example.cn")

    with transaction() as session:
        assert [letter.to_address for letter in letters_of(session)] == [
            "s001@applicant.example.cn"
        ]


def test_queue_is_undone_with_the_callers_transaction(transaction: Transaction) -> None:
    def change_that_fails(session: Session) -> None:
        a_letter(session)
        raise RuntimeError("the stage was killed")

    with pytest.raises(RuntimeError), transaction() as session:
        change_that_fails(session)

    with transaction() as session:
        assert letters_of(session) == []


@pytest.mark.parametrize(
    "address", ["无", "a@b", "a@b.cn, c@d.cn", "a@b.cn\nBcc: x@y.cn", "<a@b.cn>", "张@b.cn"]
)
def test_queue_keeps_an_impossible_address_as_failed(
    transaction: Transaction, address: str
) -> None:
    with transaction() as session:
        assert a_letter(session, address=address)

    with transaction() as session:
        letter = find_letter(session, "3/intake/1/S001/receipt")
        assert letter is not None
        assert letter.state is MailState.FAILED
        assert "没有可用的电子邮箱" in letter.answer
        assert count_letters(session, 3)[MailState.FAILED] == 1


def test_queue_makes_one_line_of_the_recipients_name(transaction: Transaction) -> None:
    with transaction() as session:
        a_letter(session, name="张示例\r\nBcc: x@y.cn\u202e\x00")

    with transaction() as session:
        assert letters_of(session)[0].to_name == "张示例 Bcc: x@y.cn"


def test_queue_again_sends_a_failed_letter_to_the_corrected_address(
    transaction: Transaction,
) -> None:
    key = "3/intake/1/S001/receipt"
    with transaction() as session:
        a_letter(session, address="无")

    with transaction() as session:
        assert not queue_again(session, key, at=NOW + MINUTE, address="仍无")
        assert queue_again(session, key, at=NOW + MINUTE, address=" new@applicant.example.cn ")
        assert not queue_again(session, key, at=NOW + MINUTE)
        assert not queue_again(session, "no/such/key", at=NOW + MINUTE)

    with transaction() as session:
        letter = find_letter(session, key)
        assert letter is not None
        assert (letter.state, letter.to_address, letter.next_try_at) == (
            MailState.QUEUED,
            "new@applicant.example.cn",
            NOW + MINUTE,
        )


def test_is_address_takes_what_people_have() -> None:
    assert all(map(is_address, ("a@qq.com", "a.b+c@sub.example.com.cn", "12_3-x@163.com")))
    assert not any(map(is_address, ("", "@a.cn", "a b@c.cn", "a@b..cn", f"{'a' * 250}@b.cn")))
