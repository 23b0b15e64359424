"""What the office of a county says of its applicants (art. 15): as if it stood in the form.

The opinion replaces the one in the application's form while the intake takes packages, and the
package is judged anew by it; the first one stays on the chain.
"""

from datetime import datetime, timedelta

from actions import applications
from actions.attempts import open_attempt
from actions.entry import receipt, windows
from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.letters import letters
from documents.forms.application import Recommendation
from models.application import Application, ApplicationState, applications_of
from models.audit import AuditEvent, events_of
from models.people import Contact
from notifications.outbox import Recipient
from rules.policy.citing import Topic
from runtime.desk import Desk

GIVEN, RETURNED = "recommendation.given", "recommendation.returned"
_OPEN = {ApplicationState.RECEIVED, ApplicationState.REFUSED}


def applicants_of(desk: Desk, edition: int, office: Contact) -> list[Application]:
    """The applications of the office's region, and those that name it as their recommender."""
    return [
        row
        for row in applications_of(desk.session, edition)
        if row.form and row.state is not ApplicationState.WITHDRAWN and _is_of(row, office)
    ]


def applicant_of(desk: Desk, edition: int, office: Contact, ref: str) -> Application:
    """One of them; raises UnknownSubject for anybody else's."""
    for row in applicants_of(desk, edition, office):
        if row.ref == ref:
            return row
    raise UnknownSubject("没有这份申报，或者它不属于您。")


def said_of(desk: Desk, row: Application) -> list[AuditEvent]:
    """What the office has said of an application on pages, in order."""
    return [
        one
        for one in events_of(desk.session, row.edition)
        if one.subject == row.ref and one.action in {GIVEN, RETURNED}
    ]


def recommend(
    desk: Desk, row: Application, office: Contact, said: Recommendation, *, scan_sha256: str = ""
) -> None:
    """Put the office's opinion in force and judge the package by it.

    Raises:
        WrongMoment: the intake takes nothing now.
        ActionRefused: no reason for a refusal, another's name, or a day that is to come.
    """
    _still_open(desk, row)
    if said.recommender != office.name:
        raise ActionRefused(f"推荐意见只能以“{office.name}”的名义签署。")
    if said.opinion == "不同意推荐" and not said.reason.strip():
        raise ActionRefused("不同意推荐的，请写明理由，理由将书面告知申报单位。")
    if said.signed_on > desk.at.date():
        raise ActionRefused(f"签署日期{said.signed_on}还没有到，请核对。")
    former = row.form.get("recommendation")
    row.form = {**row.form, "recommendation": said.model_dump(mode="json")}
    _judge(desk, row)
    desk.record(
        GIVEN, row.ref, actor=office.name, edition=row.edition, former=former,
        opinion=said.opinion, reason=said.reason, signed_by=said.signed_by,
        signed_on=str(said.signed_on), scan_sha256=scan_sha256,
    )  # fmt: skip


def return_to_applicant(desk: Desk, row: Application, office: Contact, reason: str) -> None:
    """Ask the applicant to put something right before the office recommends it.

    Raises:
        WrongMoment: the intake takes nothing now.
        ActionRefused: no reason is given.
    """
    closes_at = _still_open(desk, row)
    if not reason.strip():
        raise ActionRefused("请写明退回的理由和需要补充的内容。")
    times = sum(one.action == RETURNED for one in said_of(desk, row))
    letters.write(
        desk, row.edition, "correction-request",
        key=f"{row.edition}/recommendation/{row.ref}/returned/{times + 1}",
        to=Recipient(row.name, row.email), basis=Topic.RECEIPT, ref=row.ref,
        items=(f"{office.name}退回：{reason.strip().rstrip('。')}。",), deadline=closes_at,
    )  # fmt: skip
    desk.record(RETURNED, row.ref, actor=office.name, edition=row.edition, reason=reason.strip())


def _is_of(row: Application, office: Contact) -> bool:
    named = row.form.get("recommendation", {}).get("recommender", "")
    return named == office.name or bool(office.region and row.form.get("region") == office.region)


def _still_open(desk: Desk, row: Application) -> datetime:
    attempt = open_attempt(desk, row.edition, "intake")
    closes_at = max(
        windows.closing_moment(desk, attempt),
        windows.completion_until(desk, row) or desk.at - timedelta(days=1),
    )
    if desk.at > closes_at or row.state not in _OPEN:
        raise WrongMoment(f"{row.ref} 的申报已经截止，推荐意见不再接收。")
    return closes_at


def _judge(desk: Desk, row: Application) -> None:
    attempt = open_attempt(desk, row.edition, "intake")
    row.refusals = receipt.refusals_of(
        desk, row, closes_at=windows.closing_moment(desk, attempt),
        received=receipt.codes_before(desk, row.edition, row.ref),
        files=receipt.files_in(desk, row.edition, row.ref),
    )  # fmt: skip
    applications.judge(desk, row)
