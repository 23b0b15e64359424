"""Scores from outside the reviews (a survey, a defence held elsewhere): asked for, taken, owed.

They are asked for when the site review opens and may come until it is decided; without them there
is no combined score, because a missing score is never a zero.
"""

from fractions import Fraction

from sqlmodel import select

from actions.errors import ActionRefused, UnknownSubject, WrongMoment
from actions.letters.letters import write
from actions.owed import Owed
from actions.report import Line
from documents.forms.applicants import Applicant
from documents.forms.outside_scores import OutsideScores, blank_outside_scores
from models.application import ApplicationState, applications_of
from models.edition import Phase, StageAttempt, latest_attempt
from models.outside import OutsideScore, outside_of
from models.people import ContactKind, contacts_of
from notifications.outbox import Attachment, Recipient
from notifications.wording import days_left_text, deadline_text
from rules.policy.citing import Topic
from rules.ranking import SITE, display
from runtime.desk import Desk

_TAKES = {Phase.OPENING, Phase.WAITING, Phase.CLOSING, Phase.DECIDING}
_RUNNING = (ApplicationState.SHORTLISTED, ApplicationState.CANDIDATE)
_REQUEST = "请组织实施单位逐家填写得分；没有得分的单位不能形成综合得分。"


def components(desk: Desk, edition: int) -> dict[str, str]:
    """Id and Chinese name of every component that is scored outside."""
    outside = desk.policy(edition).scoring.outside
    return dict(outside.value) if outside else {}


def outside_scores(desk: Desk, edition: int) -> dict[str, dict[str, Fraction]]:
    """Exact points by component and receipt number; every component is there."""
    found: dict[str, dict[str, Fraction]] = {name: {} for name in components(desk, edition)}
    for row in outside_of(desk.session, edition):
        found[row.component][row.ref] = Fraction(row.score)
    return found


def lacking(desk: Desk, edition: int) -> dict[str, list[str]]:
    """Component → receipt numbers of those reviewed on site who have no score of it."""
    refs = [one.ref for one in applications_of(desk.session, edition, *_RUNNING)]
    missing = {
        name: [ref for ref in refs if ref not in scores]
        for name, scores in outside_scores(desk, edition).items()
    }
    return {name: gone for name, gone in missing.items() if gone}


def ask_for_scores(desk: Desk, attempt: StageAttempt) -> None:
    """A form for each component to the office, which has it filled in; safe to repeat."""
    rows = applications_of(desk.session, attempt.edition, *_RUNNING)
    applicants = [Applicant(ref=one.ref, name=one.name) for one in rows]
    due = attempt.due_at or desk.at
    for component, title in components(desk, attempt.edition).items():
        name = f"{attempt.edition:02d}-外部得分表-{title}.xlsx"
        form = blank_outside_scores(
            edition=attempt.edition, component=component, component_name=title,
            applicants=applicants,
        )  # fmt: skip
        sha256 = desk.keep(form, name, kind="form", edition=attempt.edition, subject=attempt.key)
        for office in contacts_of(desk.session, ContactKind.OFFICE):
            write(
                desk, attempt.edition, "reminder",
                key=f"{attempt.key}/office-{office.id}/outside/{component}",
                to=Recipient(office.person or office.name, office.email),
                basis=Topic.SITE_REVIEW, attachments=(Attachment(name, sha256),),
                matter=f"报送{title}得分", deadline=deadline_text(due),
                days_left=days_left_text(desk.at.date(), due.date()), request=_REQUEST,
            )  # fmt: skip


def owed_outside(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """What the office still has to hand in, a line a component."""
    offices = contacts_of(desk.session, ContactKind.OFFICE)
    titles = components(desk, attempt.edition)
    return [
        Owed(
            subject=f"outside/{component}",
            name=offices[0].person if offices else desk.policy(attempt.edition).bodies.office.value,
            address=offices[0].email if offices else desk.settings.mail_from,
            matter=f"报送{titles[component]}得分（{len(refs)}家）",
            due_at=attempt.due_at or desk.at,
            basis=Topic.SITE_REVIEW,
            request=_REQUEST,
        )
        for component, refs in lacking(desk, attempt.edition).items()
    ]


def take_outside_scores(
    desk: Desk, edition: int, form: OutsideScores, *, source: str, sha256: str
) -> list[Line]:
    """Keep the scores of one component; other ones replace them until the stage is decided.

    Raises:
        WrongMoment: the stage that needs them is not running.
        UnknownSubject: another edition, component or applicant.
        ActionRefused: a score above the full marks of a review.
    """
    title = _check(desk, edition, form)
    known = {row.ref: row for row in _rows(desk, edition, form.component)}
    changed = 0
    for line in form.lines:
        score = str(Fraction(line.score))
        row = known.get(line.ref) or OutsideScore(
            edition=edition, component=form.component, ref=line.ref, score="", source="",
            file_sha256="", recorded_at=desk.at,
        )  # fmt: skip
        if (row.score, row.source) == (score, form.source):
            continue
        row.score, row.source, row.file_sha256, row.recorded_at = (
            score, form.source, sha256, desk.at
        )  # fmt: skip
        desk.session.add(row)
        changed += 1
    desk.session.flush()
    if not changed:
        return [Line(source, title, ok=True, sentence=f"{title}得分已收，内容相同。")]
    desk.record(
        "outside_scores.recorded", f"{edition}/{form.component}", actor=form.signed_by,
        edition=edition, source=form.source, file_sha256=sha256,
        scores={line.ref: str(Fraction(line.score)) for line in form.lines},
    )  # fmt: skip
    return [Line(source, title, ok=True, sentence=f"已收{title}得分{len(form.lines)}家。")]


def _check(desk: Desk, edition: int, form: OutsideScores) -> str:
    """The component's Chinese name."""
    if form.edition != edition:
        raise UnknownSubject(f"外部得分表属于第{form.edition}届，不能收入第{edition}届。")
    titles = components(desk, edition)
    if form.component not in titles:
        raise UnknownSubject(f"本办法没有名为“{form.component}”的外部得分项，请使用下发的表样。")
    attempt = latest_attempt(desk.session, edition, SITE)
    if attempt is None or attempt.phase not in _TAKES:
        stage = desk.policy(edition).stage(SITE).title.value
        raise WrongMoment(f"外部得分在“{stage}”进行期间报送，现在不能接收。")
    full = sum(item.points for item in desk.criteria(edition).items)
    refs = {one.ref for one in applications_of(desk.session, edition, *_RUNNING)}
    for line in form.lines:
        if line.ref not in refs:
            raise UnknownSubject(f"{line.ref}不在本阶段的评审名单内，请勿改动下发的编号。")
        if line.score > full:
            own = display(Fraction(line.score))
            raise ActionRefused(f"{line.ref}的得分{own}超过满分{full}分，请换算后重新报送。")
    return titles[form.component]


def _rows(desk: Desk, edition: int, component: str) -> list[OutsideScore]:
    query = select(OutsideScore).where(
        OutsideScore.edition == edition, OutsideScore.component == component
    )
    return list(desk.session.exec(query))
