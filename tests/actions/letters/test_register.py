import pytest

from actions.errors import UnknownSubject
from actions.letters.register import Standing, letter_at, letters_in, list_letters
from models.mail_review import MailReview, ReviewState
from models.outbox import MailState, OutboxMessage
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories


def _letter(desk: Desk, name: str, state: MailState, review: MailReview | None = None) -> int:
    row = OutboxMessage(
        key=f"3/intake/1/{name}/x", message="x", edition=3, to_name=name,
        to_address=f"{name}@a.example", subject="回执", text="", html="", state=state,
        queued_at=desk.at, next_try_at=desk.at, review_id=review.id if review else None,
    )  # fmt: skip
    return id_of(factories.add(desk, row))


def _review(desk: Desk, state: ReviewState) -> MailReview:
    row = MailReview(
        batch=state.value, edition=3, message="x", state=state, held_at=desk.at, until=desk.at
    )
    return factories.add(desk, row)


def _names(desk: Desk, state: str, words: str = "") -> list[str]:
    rows, total = list_letters(desk, 3, words=words, state=state, skip=0, take=100)
    assert total == len(rows)
    return [one.letter.to_name for one in rows]


def test_a_letter_that_waits_for_a_review_is_not_on_its_way(desk: Desk) -> None:
    held, gone = _review(desk, ReviewState.HELD), _review(desk, ReviewState.CANCELLED)
    _letter(desk, "甲", MailState.QUEUED)
    _letter(desk, "乙", MailState.QUEUED, held)
    _letter(desk, "丙", MailState.QUEUED, gone)

    assert _names(desk, "queued") == ["甲"]
    assert _names(desk, "held") == ["乙"]
    assert _names(desk, "cancelled") == ["丙"]
    assert _names(desk, "", "乙@a") == ["乙"]
    assert _names(desk, "") == ["丙", "乙", "甲"]
    assert [one.to_name for one in letters_in(desk, held)] == ["乙"]


def test_a_letter_of_another_edition_is_not_there(desk: Desk) -> None:
    number = _letter(desk, "甲", MailState.SENT)

    assert letter_at(desk, 3, number).standing is Standing.SENT
    with pytest.raises(UnknownSubject):
        letter_at(desk, 4, number)
