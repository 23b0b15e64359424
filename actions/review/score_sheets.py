"""Score sheets coming in (art. 17, 18, 30): checked, kept, and replaced until the deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlmodel import select

from actions import attempts
from actions.errors import NotEntitled, UnknownSubject, WrongMoment
from actions.panels.certificates import closed_to
from actions.panels.seats import is_newcomer
from actions.report import Line
from actions.review import review, site_visits
from documents.forms.score_sheet import ApplicantSheet, ScoreWorkbook, SiteItem
from models.edition import StageAttempt
from models.panel import Panel, Seat, SeatState
from models.people import Reviewer
from models.review import ScoreSheet, SheetState
from notifications.wording import day_text
from rules.findings import Finding
from rules.policy.citing import Topic, noted
from rules.sheet import Sheet, check_sheet
from runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class _Workbook:
    """A workbook that is being taken."""

    attempt: StageAttempt
    reviewer: Reviewer
    source: str
    sha256: str


def take_score_sheet(
    desk: Desk, edition: int, form: ScoreWorkbook, *, source: str, sha256: str
) -> list[Line]:
    """Take every sheet of a workbook that can be counted; one line a sheet or problem.

    Raises:
        WrongMoment: the review is not open.
        UnknownSubject: another edition, other criteria, or no such reviewer.
        NotEntitled: the reviewer recused or does not sit on the panel (art. 30).
    """
    attempt = attempts.open_attempt(desk, edition, form.stage)
    _check_cover(desk, edition, form)
    book = _Workbook(attempt, _reviewer(desk, attempt, form), source, sha256)
    for group in review.groups_of(desk, attempt):
        review.hand_out(desk, attempt, group)  # a reserve may have taken a seat since
    unread = [
        Line(source, "!".join(filter(None, [p.sheet, p.cell])), ok=False, sentence=p.sentence)
        for p in form.problems
    ]
    wanted = {form.reviewer: [sheet.ref for sheet in form.sheets]}
    closed = closed_to(desk, edition, wanted)
    return [*(_take(desk, book, sheet, closed) for sheet in form.sheets), *unread]


def _check_cover(desk: Desk, edition: int, form: ScoreWorkbook) -> None:
    if form.edition != edition:
        raise UnknownSubject(f"评分表属于第{form.edition}届，不能收入第{edition}届。")
    criteria = desk.criteria(edition)
    if form.criteria != criteria.id:
        raise UnknownSubject(
            f"评分表所用评审标准“{form.criteria}”不是本届的“{criteria.id}”，请使用下发的评分表。"
        )


def _reviewer(desk: Desk, attempt: StageAttempt, form: ScoreWorkbook) -> Reviewer:
    reviewer = desk.session.get(Reviewer, form.reviewer)
    if reviewer is None:
        raise UnknownSubject(f"评审员库中没有编号 {form.reviewer}，请使用下发的评分表。")
    panels = attempts.in_force(desk, attempt.edition, "panels")
    seat = desk.session.exec(
        select(Seat)
        .join(Panel)
        .where(
            Panel.attempt_id == panels.id,
            Panel.number == form.panel,
            Seat.reviewer == form.reviewer,
        )
    ).one_or_none()
    who = f"{reviewer.name}（{reviewer.id}）"
    if seat is None or seat.state is SeatState.RESERVE:
        raise NotEntitled(f"{who}不是第{form.panel}评审组的评审员，评分表不予接收。")
    if seat.state is SeatState.RECUSED:
        cited = noted(desk.policy(attempt.edition), Topic.RECUSAL)
        raise NotEntitled(f"{who}已回避{cited}，评分表不予接收，也不计入得分。")
    if seat.state is SeatState.REPLACED:
        raise NotEntitled(f"{who}已被替换，不再参加第{form.panel}评审组，评分表不予接收。")
    if is_newcomer(desk, seat):
        raise NotEntitled(f"{who}接替后尚未提交回避声明，请先提交声明，再提交评分表。")
    return reviewer


def _take(
    desk: Desk, book: _Workbook, sheet: ApplicantSheet, closed: Mapping[tuple[str, str], Finding]
) -> Line:
    row = desk.session.exec(
        select(ScoreSheet).where(
            ScoreSheet.attempt_id == book.attempt.id,
            ScoreSheet.reviewer == book.reviewer.id,
            ScoreSheet.ref == sheet.ref,
        )
    ).one_or_none()
    problems = _problems(desk, book, sheet, row)
    if not problems and (finding := closed.get((book.reviewer.id, sheet.ref))):
        problems = [finding.sentence]
    if problems:
        return Line(book.source, sheet.ref, ok=False, sentence="".join(problems))
    assert row is not None, "a sheet nobody expects is a problem"
    items = {item.number: _kept(item) for item in sheet.items}
    if row.state is SheetState.HANDED_IN:
        if (row.items, row.overall, row.questions) == (items, sheet.overall, sheet.questions):
            return Line(book.source, sheet.ref, ok=True, sentence=f"{sheet.ref} 的评分表已收。")
        return _replace(desk, book, sheet, row, items)
    _keep(desk, book, sheet, row, items)
    desk.record(
        "score_sheet.handed_in", sheet.ref, actor=book.reviewer.name, edition=book.attempt.edition,
        stage=book.attempt.stage, reviewer=book.reviewer.id, sha256=book.sha256,
    )  # fmt: skip
    return Line(book.source, sheet.ref, ok=True, sentence=f"{sheet.ref} 的评分表已收。")


def _replace(
    desk: Desk, book: _Workbook, sheet: ApplicantSheet, row: ScoreSheet, items: dict[str, Any]
) -> Line:
    """Put a changed sheet in the place of the former one, as long as the deadline runs."""
    due = book.attempt.due_at
    if due is not None and desk.at > due:
        raise WrongMoment(f"{sheet.ref} 的评分表已收，截止时间已过，不能再更改。")
    changed = sorted(n for n in items if items[n] != row.items.get(n))
    former = row.file_sha256
    _keep(desk, book, sheet, row, items)
    desk.record(
        "score_sheet.replaced", sheet.ref, actor=book.reviewer.name, edition=book.attempt.edition,
        stage=book.attempt.stage, reviewer=book.reviewer.id, sha256=book.sha256,
        former_sha256=former, changed_items=changed,
    )  # fmt: skip
    what = f"更改了条款 {'、'.join(changed)}" if changed else "更改了评语"
    sentence = f"{sheet.ref} 的评分表已按新文件替换，{what}。"
    return Line(book.source, sheet.ref, ok=True, sentence=sentence)


def _keep(
    desk: Desk, book: _Workbook, sheet: ApplicantSheet, row: ScoreSheet, items: dict[str, Any]
) -> None:
    row.items = items
    row.overall, row.questions = sheet.overall, sheet.questions
    row.state = SheetState.HANDED_IN
    row.handed_in_at = desk.at
    row.file_sha256 = book.sha256
    desk.session.add(row)
    desk.session.flush()


def _kept(item: Any) -> dict[str, Any]:
    kept = {
        "percent": item.percent,
        "strengths": item.strengths,
        "improvements": item.improvements,
    }
    return {**kept, "reason": item.reason} if isinstance(item, SiteItem) else kept


def _problems(
    desk: Desk, book: _Workbook, sheet: ApplicantSheet, row: ScoreSheet | None
) -> list[str]:
    """Why this sheet cannot be taken, each item named; empty when it can."""
    who = f"{book.reviewer.name}（{book.reviewer.id}）"
    if row is None:
        return [f"{who}不评审 {sheet.ref}（未分配、已回避或该单位已退出），评分表不予接收。"]
    if row.state is SheetState.EXCLUDED:
        cited = noted(desk.policy(book.attempt.edition), Topic.RECUSAL)
        return [f"{who}对 {sheet.ref} 已回避{cited}，评分表不予接收。"]
    if early := _before_visit(desk, book.attempt, sheet.ref):
        return [early]
    percents = {item.number: item.percent for item in sheet.items}
    own = Sheet(book.reviewer.name, percents)
    edition = book.attempt.edition
    found = [p.sentence for p in check_sheet(own, desk.criteria(edition), desk.policy(edition))]
    return found or _unexplained(desk, book, sheet)


def _before_visit(desk: Desk, attempt: StageAttempt, ref: str) -> str:
    """Nobody scores on site before the visit (art. 18)."""
    if attempt.stage != review.SITE:
        return ""
    days = {
        one: day
        for group in review.groups_of(desk, attempt)
        for one, day in site_visits.days_of(attempt, group).items()
    }
    if ref not in days or desk.at.date() >= days[ref]:
        return ""
    return f"{ref} 的现场评审定于{day_text(days[ref])}，评分表不能早于现场评审提交。"


def _unexplained(desk: Desk, book: _Workbook, sheet: ApplicantSheet) -> list[str]:
    """Items moved by a step or more from our own document result, whatever the file says it was."""
    if book.attempt.stage != review.SITE:
        return []
    step = desk.policy(book.attempt.edition).scoring.percent_step.value
    before = review.document_percents(desk, edition=book.attempt.edition, ref=sheet.ref)
    moved = [
        item.number
        for item in sheet.items
        if isinstance(item, SiteItem)
        and not item.reason.strip()
        and abs(item.percent - before.get(item.number, Fraction(item.percent))) >= step
    ]
    if not moved:
        return []
    return [
        f"{sheet.ref} 条款 {'、'.join(moved)} 与资料评审相差{step}个百分点及以上，须填写改变理由。"
    ]
