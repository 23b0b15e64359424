from typing import Any

from documents.sheets.opening import sheet_names
from models.mail_review import MailReview
from models.outbox import MailState, OutboxMessage
from models.types import id_of
from runtime.desk import Desk, glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Enter

LIST = "/desk/edition/3/letters"


def _letter(desk: Desk, key: str, **changes: Any) -> OutboxMessage:
    values = {
        "key": f"3/intake/1/{key}/receipt", "message": "receipt", "edition": 3,
        "to_name": f"收件人{key}", "to_address": f"{key}@applicant.example",
        "subject": f"回执{key}",
        "text": "材料收讫", "html": "<p style='color:red'>材料收讫</p><script>x</script>",
        "queued_at": desk.at, "next_try_at": desk.at,
    }  # fmt: skip
    return factories.add(desk, OutboxMessage(**{**values, **changes}))


def test_letters_are_found_by_person_and_by_state(enter: Enter) -> None:
    with open_desk() as desk:
        _letter(desk, "a", state=MailState.SENT, answer="250 OK")
        _letter(desk, "b", state=MailState.FAILED, answer="550 no such user")
    office = enter("office")

    failed = office.get(LIST, params={"state": "failed"}).text
    named = office.get(LIST, params={"words": "收件人a"}).text

    assert "550 no such user" in failed
    assert "收件人a" not in failed
    assert "250 OK" in named
    assert "收件人b" not in named


def test_a_letter_is_shown_as_it_looked_and_can_run_nothing(enter: Enter) -> None:
    with open_desk() as desk:
        number = id_of(_letter(desk, "a"))
    office = enter("office")

    page = office.get(f"{LIST}/{number}").text
    body = office.get(f"{LIST}/{number}/body")

    assert "<script>x" not in page
    assert "<script>x" in body.text
    policy = body.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


def test_a_failed_letter_leaves_again_for_the_right_address(enter: Enter) -> None:
    with open_desk() as desk:
        number = id_of(_letter(desk, "a", state=MailState.FAILED))
    office = enter("office")

    wrong = office.post(f"{LIST}/{number}/resend", data={"address": "nowhere"})
    right = office.post(f"{LIST}/{number}/resend", data={"address": "new@applicant.example"})

    assert wrong.status_code == 422
    assert "nowhere" in wrong.text
    assert right.status_code == 303
    with glance_at_desk() as desk:
        letter = desk.session.get(OutboxMessage, number)
    assert letter is not None
    assert (letter.state, letter.to_address) == (MailState.QUEUED, "new@applicant.example")


def test_a_batch_under_review_is_cancelled_by_who_looked_at_it(enter: Enter) -> None:
    with open_desk() as desk:
        row = MailReview(
            batch="3/intake/1/x", edition=3, message="x", held_at=desk.at, until=desk.at
        )
        number = id_of(factories.add(desk, row))
        _letter(desk, "a", review_id=number, batch="3/intake/1/x")
    office = enter("office")

    assert "收件人a" in office.get(f"{LIST}/review/{number}").text
    office.post(f"{LIST}/review/{number}/settle", data={"choice": "取消", "note": ""})

    assert "已取消" in office.get(LIST).text
    assert "由覃示例取消" in office.get(LIST).text


def test_the_proof_of_sending_comes_as_a_workbook(enter: Enter) -> None:
    with open_desk() as desk:
        _letter(desk, "a", state=MailState.SENT)

    answer = enter("auditor").get(f"{LIST}/proof")

    assert "attachment" in answer.headers["content-disposition"]
    assert sheet_names(answer.content, "发送证明.xlsx")
