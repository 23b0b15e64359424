"""Every workbook the system writes: each form filled, each form empty, the index, the proof."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import cycle
from typing import Any

from documents.forms import (
    after_declaration,
    application,
    channels,
    city_reply,
    custody,
    declaration,
    fund_statement,
    investigation,
    listings,
    opinions,
    outside_scores,
    reply,
    score_sheet,
    tally,
    verification,
)
from documents.forms.applicants import Applicant
from documents.forms.archive_index import DecisionRow, FiledRow, ItemRow, write_index
from documents.mail_proof import Proof, write_proof
from documents.sheets.cells import FormModel
from documents.sheets.values import SHANGHAI
from tests.documents.forms.test_round_trips import KINDS

AT = datetime(2026, 6, 1, 9, 30, tzinfo=SHANGHAI)
NAME = "钦州市临海重工有限公司"


def books(*texts: str) -> dict[str, bytes]:
    """Each workbook by a name of its own; with ``texts``, every text in them is one of these."""
    names, forms = cycle(texts or (NAME,)), list[Any](KINDS)
    filled = {
        f"{n:02d}-{kind}": write(renamed(form, names) if texts else form)
        for n, (kind, form, write, _) in enumerate(forms)
    }
    return filled | _empty(names) | _lists(names)


def renamed(form: Any, names: Iterator[str]) -> Any:
    """The form with the next of `names` in every field that takes text; references stay."""
    if isinstance(form, tuple):
        return tuple(next(names) if isinstance(one, str) else renamed(one, names) for one in form)
    if not isinstance(form, FormModel):
        return form
    texts = {
        field: next(names)
        for field, info in type(form).model_fields.items()
        if info.annotation is str and field != "ref"
    }
    parts = {field: renamed(value, names) for field, value in form if not isinstance(value, str)}
    return form.model_copy(update=texts | parts)


def _empty(names: Iterator[str]) -> dict[str, bytes]:
    two = (Applicant(ref="S001", name=next(names)), Applicant(ref="S002", name=next(names)))
    items = (score_sheet.BlankItem(number="4.1.2", name=next(names), points=50),)
    rounds = [tally.BlankRound(title="第1轮", prize=next(names), candidates=two)]
    return {
        "application": application.blank_application((2023, 2024, 2025)),
        "channels": channels.blank_channels([next(names)]),
        "city-reply": city_reply.blank_city_reply(edition=3, applicants=two),
        "custody": custody.blank_custody([{"number": "ZJ-01", "holder": next(names)}]),
        "declaration": declaration.blank_declaration(
            edition=3, panel=1, reviewer="R01", name=next(names), applicants=two
        ),
        "after-declaration": after_declaration.blank_after_declaration(
            edition=3, stage="site-review", panel=1, reviewer="R01", name=next(names),
            applicants=two,
        ),
        "fund-statement": fund_statement.blank_fund_statement(),
        "investigation": investigation.blank_investigation([next(names)]),
        "listings": listings.blank_listings([next(names)]),
        "opinions": opinions.blank_opinions(["Y001"], [next(names)]),
        "outside-scores": outside_scores.blank_outside_scores(
            edition=3, component="public", component_name=next(names), applicants=two
        ),
        "reply": reply.blank_reply(edition=3, department=next(names), applicants=two),
        "score-sheet": score_sheet.blank_score_sheet(
            edition=3, stage="document-review", panel=1, reviewer="R01", reviewer_name=next(names),
            criteria="gbt19580-2012",
            applicants=[score_sheet.BlankSheet(ref="S001", applicant=next(names), items=items)],
        ),
        "tally": tally.blank_tally(edition=3, appointed=21, rounds=rounds, voters=[next(names)]),
        "verification": verification.blank_verification(
            edition=3, verifier=next(names), applicants=two, conditions=["13(1)"]
        ),
    }  # fmt: skip


def _lists(names: Iterator[str]) -> dict[str, bytes]:
    filed = FiledRow(
        path=next(names),
        kind=next(names),
        title=next(names),
        number=next(names),
        issued_on=date(2026, 6, 1),
        retention=next(names),
        size=1,
        sha256="0" * 64,
    )
    decided = DecisionRow(
        gate=next(names),
        outcome="同意",
        approver=next(names),
        opinion=next(names),
        decided_at=AT,
        evidence="0" * 64,
    )
    item = ItemRow(number="ZJ-01", kind="奖牌", holder=next(names), state="已收回")
    proof = Proof(
        key="3/call",
        channel="邮件",
        name=next(names),
        address=next(names),
        subject=next(names),
        deadline=next(names),
        queued=AT,
        state="已发送",
        sent=AT,
        tries=1,
        answer=next(names),
        message_id=next(names),
        note=next(names),
        files=next(names),
    )
    return {
        "index": write_index(next(names), [filed], [decided], [item]),
        "proof": write_proof([proof], title=next(names)),
    }
