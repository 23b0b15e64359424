"""What comes in while the list is public (art. 20): proofs, objections, findings, opinions.

Every objection is kept, whoever raised it and whenever; one that cannot be taken here is answered
and goes the way of articles 25 and 31. Rows are independent of each other.
"""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

from actions.attempts import open_attempt
from actions.errors import ActionRefused, WrongMoment
from actions.publicity.channel_proofs import ALREADY, take_proof
from actions.publicity.objection_cases import consult_members, tell_objector
from actions.publicity.period import begin_when_proven, period_of, published
from actions.publicity.recheck import take_check
from actions.report import Line
from documents.forms.channels import ChannelProof as ProofForm
from documents.forms.investigation import Investigation
from documents.forms.objections import Objection as ObjectionForm
from documents.forms.opinions import WrittenOpinion as OpinionForm
from documents.sheets.reading import Rows
from models.application import find_application
from models.edition import Phase, StageAttempt, attempts_of, latest_attempt
from models.publicity import (
    Objection,
    ObjectionState,
    WrittenOpinion,
    objections_of,
    opinions_of,
)
from models.types import id_of
from rules.errors import Refusal
from rules.names import same_organisation
from rules.objection import Admissibility, ObjectionFacts, admissible
from rules.policy import Policy
from rules.policy.citing import Topic, noted
from rules.publicity import Period
from runtime.desk import Desk

_Form = TypeVar("_Form", ProofForm, ObjectionForm, Investigation, OpinionForm)
_STAGE = "publicity"


def take_channels(
    desk: Desk, edition: int, form: Rows[ProofForm], *, source: str, sha256: str
) -> list[Line]:
    """Proofs of publication, the last one sets the deadline; until the decision what is still up.

    Raises:
        WrongMoment: the list is not public yet or no more.
    """
    attempt = latest_attempt(desk.session, edition, _STAGE)
    is_check = all(one.checked_at for one in form.rows)
    if attempt is None or attempt.phase.is_over or not is_check:
        attempt = open_attempt(desk, edition, _STAGE)

    def take(one: ProofForm) -> str:
        if one.checked_at:
            return take_check(desk, attempt, one)
        return take_proof(desk, attempt, one, sha256)

    lines = _each(form, source, lambda one: one.channel, take)
    begin_when_proven(desk, attempt)
    return lines


def take_objections(
    desk: Desk, edition: int, form: Rows[ObjectionForm], *, source: str, sha256: str
) -> list[Line]:
    """Log every objection, in time or not; the objector is told.

    Raises:
        WrongMoment: no list was ever public.
    """
    attempt = latest_attempt(desk.session, edition, _STAGE)
    if attempt is None:
        raise WrongMoment(f"第{edition}届还没有公示名单，异议登记表未予登记。")
    return _each(form, source, lambda one: one.number, lambda one: _log(desk, attempt, one, sha256))


def take_investigation(
    desk: Desk, edition: int, form: Rows[Investigation], *, source: str, sha256: str
) -> list[Line]:
    """Findings about objections; every member of the committee is then asked in writing.

    Raises:
        WrongMoment: the stage takes nothing now.
    """
    attempt = open_attempt(desk, edition, _STAGE)
    return _each(
        form, source, lambda one: one.objection, lambda one: _find_out(desk, attempt, one, sha256)
    )


def take_opinions(
    desk: Desk, edition: int, form: Rows[OpinionForm], *, source: str, sha256: str
) -> list[Line]:
    """Written opinions of members, also late ones as long as the stage is open.

    Raises:
        WrongMoment: the stage takes nothing now.
    """
    attempt = open_attempt(desk, edition, _STAGE)
    return _each(
        form,
        source,
        lambda one: f"{one.objection} {one.member}",
        lambda one: _take_opinion(desk, attempt, one, sha256),
    )


def _each(
    form: Rows[_Form], source: str, place: Callable[[_Form], str], take: Callable[[_Form], str]
) -> list[Line]:
    """A line a row: what ``take`` says, or why it refused."""
    lines = []
    for one in form.rows:
        try:
            lines.append(Line(source, place(one), ok=True, sentence=take(one)))
        except Refusal as refused:
            lines.append(Line(source, place(one), ok=False, sentence=str(refused)))
    return lines


def _log(desk: Desk, attempt: StageAttempt, one: ObjectionForm, sha256: str) -> str:
    if one.received_at > desk.at:
        raise ActionRefused(f"收到时间{one.received_at:%Y-%m-%d %H:%M}尚未到来，请核对。")
    row = _logged(desk, attempt.edition, one.number)
    values = _values(one)
    if row is not None:
        if all(getattr(row, name) == value for name, value in values.items()):
            return f"{ALREADY}{row.admissibility}"
        raise ActionRefused(f"异议编号{one.number}已用于另一件，请另编新号。")
    about = find_application(desk.session, attempt.edition, one.ref)
    listed = {row.ref for row in published(desk, attempt.edition)}
    if about is not None and one.ref in listed and not same_organisation(about.name, one.applicant):
        raise ActionRefused(f"{one.ref}是{about.name}，与所填“{one.applicant}”不符，请核对。")
    answer = _admissibility(desk, attempt, one, listed)
    row = Objection(attempt_id=id_of(attempt), admissibility=answer.sentence, **values)
    if not answer.is_admissible:
        row.state, row.handled_at = ObjectionState.INADMISSIBLE, desk.at
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "objection.logged", f"{attempt.key}/{one.number}", edition=attempt.edition,
        ref=one.ref, is_real_name=row.is_real_name, received_at=one.received_at.isoformat(),
        code=answer.code, sentence=answer.sentence, sha256=sha256,
    )  # fmt: skip
    tell_objector(desk, attempt, row)
    return answer.sentence


def _logged(desk: Desk, edition: int, number: str) -> Objection | None:
    """The objection of that number in any attempt of the edition: a file may come in again."""
    for attempt in attempts_of(desk.session, edition):
        if attempt.stage == _STAGE:
            for row in objections_of(desk.session, id_of(attempt)):
                if row.number == number:
                    return row
    return None


def _values(one: ObjectionForm) -> dict[str, Any]:
    return {
        "number": one.number,
        "received_at": one.received_at,
        "ref": one.ref,
        "objector": one.objector,
        "is_real_name": one.identity == "实名",
        "contact": one.contact,
        "matter": one.matter,
        "evidence": one.evidence,
    }


def _admissibility(
    desk: Desk, attempt: StageAttempt, one: ObjectionForm, listed: set[str]
) -> Admissibility:
    facts = ObjectionFacts(
        received_at=one.received_at,
        ref=one.ref,
        matter=one.matter,
        is_real_name=one.identity == "实名",
        has_contact=bool(one.contact.strip()),
    )
    span = period_of(desk, attempt) or _not_begun(one.received_at)
    answer = admissible(facts, span, listed, desk.policy(attempt.edition))
    is_over = attempt.phase.is_over or attempt.phase is Phase.ENACTING
    if answer.is_admissible and is_over:
        return Admissibility(
            is_admissible=False, in_time=True, code="closed", route="report",
            sentence=_closed(desk.policy(attempt.edition)),
        )  # fmt: skip
    return answer


def _closed(policy: Policy) -> str:
    cited = noted(policy, Topic.REVOCATION)
    return (
        f"公示阶段已经办结，本件已登记，不按公示异议办理；可按监督管理的规定{cited}反映，"
        "确需重新公示的由承办机构提请决定。"
    )


def _not_begun(at: datetime) -> Period:
    """A period that cannot have ended, for what comes in before the last channel is proven."""
    return Period(at, at.date(), at.date(), datetime.max.replace(tzinfo=at.tzinfo))


def _admitted(desk: Desk, attempt: StageAttempt, number: str) -> Objection:
    rows = objections_of(desk.session, id_of(attempt))
    row = next((row for row in rows if row.number == number), None)
    if row is None:
        raise ActionRefused(f"没有登记编号为{number}的异议，请先登记。")
    if row.state is ObjectionState.INADMISSIBLE:
        raise ActionRefused(f"异议{number}不按公示异议办理：{row.admissibility}")
    return row


def _find_out(desk: Desk, attempt: StageAttempt, one: Investigation, sha256: str) -> str:
    row = _admitted(desk, attempt, one.objection)
    found = datetime.combine(one.investigated_on, time(), desk.at.tzinfo)
    values = (one.method, one.findings, one.opinion, found)
    if row.state is not ObjectionState.RECEIVED:
        if (row.method, row.findings, row.finding_opinion, row.investigated_at) == values:
            return ALREADY
        raise WrongMoment(f"异议{row.number}的核实情况已送委员征求意见，不能再更改。")
    if not row.received_at.date() <= one.investigated_on <= desk.at.date():
        raise ActionRefused(f"核实日期{one.investigated_on}不在收到异议之后、今天之前，请核对。")
    row.method, row.findings, row.finding_opinion, row.investigated_at = values
    row.state = ObjectionState.INVESTIGATED
    desk.session.add(row)
    desk.record(
        "objection.investigated", f"{attempt.key}/{row.number}", edition=attempt.edition,
        opinion=one.opinion, investigated_on=str(one.investigated_on), sha256=sha256,
    )  # fmt: skip
    asked = consult_members(desk, attempt, row)
    return f"已收异议{row.number}的核实情况，已书面征求{asked}名委员意见。"


def _take_opinion(desk: Desk, attempt: StageAttempt, one: OpinionForm, sha256: str) -> str:
    objection = _admitted(desk, attempt, one.objection)
    rows = opinions_of(desk.session, id_of(objection))
    row: WrittenOpinion | None = next((row for row in rows if row.member == one.member), None)
    if row is None:
        raise ActionRefused(f"没有就异议{one.objection}书面征求{one.member}的意见，请核对。")
    if row.opinion:
        if (row.opinion, row.text) == (one.opinion, one.text):
            return ALREADY
        raise WrongMoment(f"{one.member}对异议{one.objection}的意见已登记，不能更改。")
    if not row.asked_at.date() <= one.replied_on <= desk.at.date():
        raise ActionRefused(f"答复日期{one.replied_on}不在征求意见之后、今天之前，请核对。")
    row.opinion, row.text = one.opinion, one.text
    row.replied_at = max(row.asked_at, datetime.combine(one.replied_on, time(), desk.at.tzinfo))
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "opinion.received", f"{attempt.key}/{one.objection}", actor=one.member,
        edition=attempt.edition, opinion=one.opinion, replied_on=str(one.replied_on),
        sha256=sha256,
    )  # fmt: skip
    late = "（已过答复期限）" if desk.at >= row.due_at else ""
    return f"已收{one.member}对异议{one.objection}的书面意见{late}。"
