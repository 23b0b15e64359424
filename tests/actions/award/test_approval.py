"""The request to the city government and its reply."""

from datetime import date

import pytest
from sqlmodel import select

from actions.award.approval import (
    ReplyDetails,
    enact_approval,
    evidence_of_approval,
    open_approval,
    ruling_in_approval,
)
from actions.award.city_reply import take_city_reply
from actions.errors import ActionRefused, WrongMoment
from actions.publicity.final_list import applicant, on_list
from documents.forms.city_reply import CityDecision, CityReply
from models.application import ApplicationState, Bar
from models.conferral import reply_of
from models.deliberation import ProposalState
from models.edition import Phase
from models.outbox import OutboxMessage
from models.paper import papers_of
from models.types import id_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLIED_ON, REPLY, cleared_edition


def filled_in(*struck: str, number: str = REPLY["批复文号"]) -> CityReply:
    return CityReply(
        edition=3,
        number=number,
        replied_on=REPLIED_ON,
        scan="批复.pdf",
        decisions=tuple(
            CityDecision(ref=ref, name=ref, decision="不同意" if ref in struck else "同意")
            for ref in ("S001", "S002", "S003")
        ),
    )


def messages(desk: Desk) -> list[tuple[str, str]]:
    return [(one.message, one.to_address) for one in desk.session.exec(select(OutboxMessage))]


def test_government_gets_the_request_and_the_candidates_are_told(desk: Desk) -> None:
    open_approval(desk, cleared_edition(desk))

    assert messages(desk) == [
        ("approval-request", "office@city.example"),
        ("submitted-for-approval", "s001@applicant.example"),
        ("submitted-for-approval", "s002@applicant.example"),
        ("submitted-for-approval", "s003@applicant.example"),
    ]
    assert [paper.kind for paper in papers_of(desk.session, 3)] == ["signing-sheet", "request"]
    first = desk.session.exec(select(OutboxMessage)).first()
    assert first is not None
    assert [file["name"] for file in first.attachments] == [
        "第三届-报批-请示.docx",
        "03-批复登记表.xlsx",
    ]


def test_bar_since_the_review_is_shown_before_the_government_decides(desk: Desk) -> None:
    attempt = cleared_edition(desk)
    uscc = applicant(desk, on_list(desk, 3, ProposalState.CLEARED)[0]).uscc
    before = evidence_of_approval(desk, attempt)
    make.add(
        desk,
        Bar(
            uscc=uscc, name="S001", ground="弄虚作假", article="第二十五条",
            since=date(2026, 3, 1), until=date(2031, 3, 1),
        ),
    )  # fmt: skip

    after = evidence_of_approval(desk, attempt)

    assert "未发现新的情形" in before.text
    assert "**S001**：25 申报资格已被取消至2031-03-01" in after.text
    assert after.sha256 != before.sha256


TYPED = {"number": "钦政函〔2026〕9号"}


@pytest.mark.parametrize(
    ("details", "part"),
    [
        ({}, "尚未导入批复登记表"),
        ({"number": "钦政函〔2026〕9号"}, "尚未导入批复登记表"),
        ({**TYPED, "replied_on": "2026-04-02"}, "尚未到来"),
        ({**TYPED, "replied_on": "2026-03-31"}, "早于报批之日"),
    ],
)
def test_approval_without_a_usable_reply_is_refused(
    desk: Desk, details: dict[str, str], part: str
) -> None:
    with pytest.raises(ActionRefused, match=part):
        ruling_in_approval(desk, cleared_edition(desk), ReplyDetails.model_validate(details))


def test_what_is_typed_must_agree_with_what_was_imported(desk: Desk) -> None:
    attempt = cleared_edition(desk)
    attempt.phase = Phase.DECIDING
    take_city_reply(desk, 3, filled_in("S002"), source="批复.xlsx", sha256="a" * 64)

    with pytest.raises(ActionRefused, match="不一致"):
        ruling_in_approval(desk, attempt, ReplyDetails(number="钦政函〔2026〕10号"))
    assert ruling_in_approval(desk, attempt, ReplyDetails()) == {**REPLY, "未同意": ["S002"]}


def test_reply_changes_what_the_decision_rests_on(desk: Desk) -> None:
    attempt = cleared_edition(desk)
    attempt.phase = Phase.DECIDING
    before = evidence_of_approval(desk, attempt).sha256

    first = take_city_reply(desk, 3, filled_in("S002"), source="批复.xlsx", sha256="a" * 64)
    again = take_city_reply(desk, 3, filled_in("S002"), source="批复.xlsx", sha256="a" * 64)

    assert "未同意S002" in first[0].sentence
    assert "已收" in again[0].sentence
    assert evidence_of_approval(desk, attempt).sha256 != before


def test_reply_to_no_request_is_refused(desk: Desk) -> None:
    with pytest.raises(WrongMoment):
        take_city_reply(desk, 3, filled_in(), source="批复.xlsx", sha256="a" * 64)


def test_struck_name_leaves_its_place_empty(desk: Desk) -> None:
    attempt = cleared_edition(desk)
    attempt.phase = Phase.DECIDING
    take_city_reply(desk, 3, filled_in("S002"), source="批复.xlsx", sha256="a" * 64)

    enact_approval(desk, attempt, make.decision(details={**REPLY, "未同意": ["S002"]}))

    assert [row.ref for row in on_list(desk, 3, ProposalState.CLEARED)] == ["S001", "S003"]
    (struck,) = on_list(desk, 3, ProposalState.REMOVED)
    assert applicant(desk, struck).state is ApplicationState.REMOVED
    assert messages(desk) == [("candidate-removed", "s002@applicant.example")]


def test_typed_reply_is_kept_like_an_imported_one(desk: Desk) -> None:
    attempt = cleared_edition(desk)

    enact_approval(desk, attempt, make.decision(details={**REPLY, "未同意": []}))

    reply = reply_of(desk.session, id_of(attempt))
    assert reply is not None
    assert (reply.number, reply.replied_on) == (REPLY["批复文号"], REPLIED_ON)
