"""Taking the city government's reply (art. 21); the scan is a file of its own."""

from sqlmodel import col, select

from actions.award.approval import check_reply_day
from actions.errors import ActionRefused, WrongMoment
from actions.publicity.final_list import to_be_approved
from actions.report import Line
from documents.forms.city_reply import CityReply as ReplyForm
from models.conferral import CityReply, reply_of
from models.edition import Phase, StageAttempt, latest_attempt
from models.files import StoredFile
from models.types import id_of
from runtime.desk import Desk

_TAKES = {Phase.WAITING, Phase.CLOSING, Phase.DECIDING}


def take_city_reply(
    desk: Desk, edition: int, form: ReplyForm, *, source: str, sha256: str
) -> list[Line]:
    """Keep the reply; one that differs replaces it until the gate is decided.

    Raises:
        ActionRefused: no request is open, the names are not those of the request, or the day
            cannot be.
    """
    attempt = _open_request(desk, edition)
    _check(desk, attempt, form)
    struck = sorted(line.ref for line in form.decisions if line.decision == "不同意")
    scan = _scan(desk, edition, form.scan)
    row = reply_of(desk.session, id_of(attempt))
    values = (form.number, form.replied_on, struck, form.scan, scan)
    if row and values == (row.number, row.replied_on, row.struck, row.scan_name, row.scan_sha256):
        return [Line(source, "", ok=True, sentence="已收，内容相同。")]
    row = row or CityReply(
        attempt_id=id_of(attempt), number="", replied_on=form.replied_on,
        scan_sha256="", scan_name="", recorded_at=desk.at,
    )  # fmt: skip
    row.number, row.replied_on, row.struck, row.scan_name, row.scan_sha256 = values
    row.recorded_at = desk.at
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        "approval.reply_recorded", attempt.key, edition=edition,
        number=row.number, replied_on=str(row.replied_on), struck=struck,
        file_sha256=sha256, scan_sha256=scan,
    )  # fmt: skip
    return [_line(source, form, struck, scan)]


def _open_request(desk: Desk, edition: int) -> StageAttempt:
    """The attempt whose answer is awaited: the reply comes while the gate already stands open."""
    attempt = latest_attempt(desk.session, edition, "approval")
    if attempt is None or attempt.phase not in _TAKES:
        raise WrongMoment(f"第{edition}届没有等待批复的请示，批复登记表未予登记。")
    return attempt


def _check(desk: Desk, attempt: StageAttempt, form: ReplyForm) -> None:
    asked = {row.ref for row in to_be_approved(desk, attempt.edition)}
    decided = [line.ref for line in form.decisions]
    if len(set(decided)) < len(decided):
        raise ActionRefused("批复登记表中有受理编号重复，请核对后重新导入。")
    if missing := sorted(asked - set(decided)):
        raise ActionRefused(f"批复登记表缺少{'、'.join(missing)}，请逐一填写批复意见。")
    if strangers := sorted(set(decided) - asked):
        raise ActionRefused(f"{'、'.join(strangers)}不在报批名单上，请核对后重新导入。")
    if problem := check_reply_day(desk, attempt, form.replied_on):
        raise ActionRefused(problem)


def _scan(desk: Desk, edition: int, name: str) -> str:
    """The hash of the scan that came under that name, "" while it has not come."""
    newest = (
        select(StoredFile)
        .where(StoredFile.name == name, StoredFile.edition == edition)
        .order_by(col(StoredFile.id).desc())
    )
    found = desk.session.exec(newest).first()
    return found.sha256 if found else ""


def _line(source: str, form: ReplyForm, struck: list[str], scan: str) -> Line:
    said = f"已登记批复{form.number}（{form.replied_on}）"
    said += f"，未同意{'、'.join(struck)}。" if struck else "，全部同意。"
    if not scan:
        said += f"扫描件“{form.scan}”尚未收到，请一并导入后再次导入本表。"
    return Line(source, "", ok=True, sentence=said)
