"""Anyone can check a certificate against what is published, which gives no code away."""

import json

import pytest
from sqlmodel import select

from actions.award.approval import enact_approval
from actions.award.conferral import enact_conferral, open_conferral
from actions.award.public_register import FOLDER, publish_register, register_entries
from actions.papers import publishing
from models.application import PastPrize
from models.conferral import Certificate, certificates_of
from models.edition import Phase
from rules.authenticity import check_certificate
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLIED_ON, REPLY, cleared_edition


@pytest.fixture
def conferred(desk: Desk) -> Desk:
    approval = cleared_edition(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    attempt = make.attempt(desk, "conferral", phase=Phase.OPENING)
    open_conferral(desk, attempt)
    enact_conferral(desk, attempt, make.decision())
    publishing.complete(desk)
    return desk


def first(desk: Desk) -> Certificate:
    return certificates_of(desk.session, 3)[0]


def test_nothing_is_published_before_the_award_is_conferred(desk: Desk) -> None:
    approval = cleared_edition(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    open_conferral(desk, make.attempt(desk, "conferral", phase=Phase.OPENING))

    assert register_entries(desk) == []


def test_published_register_confirms_number_and_code(conferred: Desk) -> None:
    row = first(conferred)
    register = json.loads((conferred.settings.public / FOLDER / "register.json").read_text())

    verdict = check_certificate(register["certificates"], row.number, row.verification_code.lower())

    assert verdict.is_valid
    assert row.name in verdict.sentence
    assert not check_certificate(register["certificates"], row.number, "WRONGCODE9").is_genuine


def test_published_lists_hold_no_code(conferred: Desk) -> None:
    folder = conferred.settings.public / FOLDER
    texts = [(folder / name).read_text("utf-8") for name in ("register.json", "index.html")]

    codes = [row.verification_code for row in certificates_of(conferred.session, 3)]
    assert len(codes) == 3
    assert not [code for code in codes for text in texts if code in text]


def test_square_code_leads_to_the_page_of_its_certificate(conferred: Desk) -> None:
    row = first(conferred)

    page = conferred.settings.public / FOLDER / "check" / f"{row.verification_code}.html"

    text = page.read_text("utf-8")
    assert all(part in text for part in (row.number, row.name, "有效", "2026"))


def test_revoked_title_is_shown_as_revoked(conferred: Desk) -> None:
    row = first(conferred)
    prize = conferred.session.exec(select(PastPrize).where(PastPrize.uscc == row.uscc)).one()
    prize.revoked_on = REPLIED_ON
    conferred.session.add(prize)

    folder = publish_register(conferred)
    publishing.complete(conferred)

    verdict = check_certificate(register_entries(conferred), row.number, row.verification_code)
    assert (verdict.is_valid, verdict.is_genuine) == (False, True)
    page = (folder / "check" / f"{row.verification_code}.html").read_text("utf-8")
    assert "称号已于2026-04-01撤销" in page
