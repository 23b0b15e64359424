"""What is private stays private: an edition full of it, and everything of it that is public."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

from sqlmodel import select

from actions.award.approval import enact_approval
from actions.award.conferral import enact_conferral, open_conferral
from actions.entry import call
from actions.papers.publishing import complete
from actions.publicity import publicity
from models.application import Application, applications_of
from models.deliberation import Proposal, ProposalState
from models.edition import Phase
from models.paper import papers_of
from runtime.desk import Desk
from tests.actions import factories as make
from tests.actions.awarded import REPLY, cleared_edition
from tests.actions.proceedings import FRAUD, approved, carried_out, judged, opened
from tests.actions.publicity.test_publicity import CHANNELS, log, objection, prove

IDENTITY = "110101199003070273"  # made up; its check digit holds
PHONES = ("13812345678", "138-1234-5679", "+86 13812345670", "0771-5551234", "077155512345")
SECRET_FILE, SECRET_RECIPE = "蓝鲸焊接工艺配方.pdf", "蓝鲸配方：钴七镍三"
PERSON, MAIL = "隐名氏", "hidden@private.example"
PRIVATE = (IDENTITY, *PHONES, SECRET_FILE, SECRET_RECIPE, PERSON, MAIL)
TALE = f"身份证{IDENTITY}，电话{'、'.join(PHONES)}。"


def test_nothing_private_is_on_any_public_page_of_an_edition(desk: Desk) -> None:
    first = make.attempt(desk, "call")
    call.open_call(desk, first)
    approval = cleared_edition(desk)
    for row in applications_of(desk.session, 3):
        _fill_with_secrets(desk, row)
    call.enact_call(desk, first, make.decision())
    first.phase = Phase.APPROVED
    _publicity(desk)
    enact_approval(desk, approval, make.decision(details={**REPLY, "未同意": []}))
    approval.phase = Phase.APPROVED
    conferral = make.attempt(desk, "conferral", phase=Phase.OPENING)
    open_conferral(desk, conferral)
    enact_conferral(desk, conferral, make.decision())
    case = opened(desk, "S001", "fraud", facts=f"申报材料伪造。{TALE}")
    judged(desk, case, FRAUD)
    approved(desk, case)
    carried_out(desk, case)
    complete(desk)

    pages = _public_pages(desk)

    kinds = {row.kind for row in papers_of(desk.session, 3) if row.is_public}
    assert kinds == {"notice", "procedure-chart", "public-list", "decision", "revocation-notice"}
    assert {Path(name).suffix for name in pages} == {".docx", ".html", ".json", ".xlsx"}
    assert "110101**********73" in "".join(pages.values())  # it was there, and is masked
    assert [(one, name) for name, text in pages.items() for one in PRIVATE if one in text] == []


def _fill_with_secrets(desk: Desk, row: Application) -> None:
    form = dict(row.form) | {
        "legal_representative": PERSON, "contact_name": PERSON, "contact_phone": PHONES[0],
        "contact_email": MAIL,
    }  # fmt: skip
    form["attachments"] = [
        dict(one) | {"filename": SECRET_FILE, "note": SECRET_RECIPE, "trade_secret": True}
        for one in form["attachments"]
    ]
    row.form, row.contact, row.email = form, PERSON, MAIL
    make.add(desk, row)
    assert SECRET_RECIPE in json.dumps(row.form, ensure_ascii=False)


def _publicity(desk: Desk) -> None:
    """The list goes up, and people object by name."""
    names = desk.session.exec(select(Proposal)).all()
    for row in names:
        row.state = ProposalState.PROPOSED
    attempt = make.attempt(desk, "publicity")
    publicity.open_publicity(desk, attempt)
    prove(desk, *CHANNELS)
    log(desk, objection("Y001", objector=PERSON, contact=PHONES[0], matter=TALE))
    for row in names:
        row.state = ProposalState.CLEARED
    attempt.phase = Phase.APPROVED
    desk.session.flush()


def _public_pages(desk: Desk) -> dict[str, str]:
    """Every file of the public folder and every public paper, as the text of all its parts."""
    files = {
        str(path.relative_to(desk.settings.public)): path.read_bytes()
        for path in desk.settings.public.rglob("*")
        if path.is_file()
    }
    papers = {
        f"papers/{row.file_name}": desk.files.fetch(row.sha256)
        for row in papers_of(desk.session, 3)
        if row.is_public
    }
    return {name: _text(data) for name, data in (files | papers).items()}


def _text(data: bytes) -> str:
    if not zipfile.is_zipfile(BytesIO(data)):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
