"""What the office does with papers, certificates and plaques from the Prefect UI, as tasks."""

from datetime import date
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from actions.award import custody
from actions.award.custody import HandChange
from actions.award.custody_form import custody_form
from actions.errors import UnknownSubject
from actions.handed_in.unpacking import read_file
from actions.papers.copies import make_pdfs, pdfs_due
from actions.papers.issuing import attempt_of, awaited_in
from actions.papers.redrawing import redraw_papers
from actions.papers.register import Issue, file_scan, issue_paper, known_paper
from actions.report import Line
from actions.review.blind_pack import blind_pack
from models.custody import ItemState
from runtime import folders
from runtime.desk import open_desk
from runtime.plain_file import written_whole
from runtime.prefect_api import TO_BE_SEALED, wake_from
from tasks.artifacts import show_papers
from tasks.refusals import office_task
from tasks.report import show_lines

_WITH_PDF = ("certificate",)
_STEPS = {
    ItemState.WITH_HOLDER.label: custody.hand_over,
    ItemState.LOST.label: custody.report_lost,
    ItemState.RETURNED.label: custody.take_back_item,
}


@office_task
def number_paper(paper: str, issue: Issue) -> str:
    with open_desk() as desk:
        row = known_paper(desk, paper)
        written, edition = issue_paper(desk, row.key, issue), row.edition
    show_papers(edition)
    return f"{written.name} 已按文号和日期重新生成。"


@office_task
def attach_scan(paper: str, file: str, actor: str) -> str:
    scan = folders.in_inbox(file)
    data = read_file(scan)
    with open_desk() as desk:
        key = known_paper(desk, paper).key
        copy = file_scan(desk, key, data, scan.name, actor=actor)
    let_run_go_on(key)
    return f"{copy.file_name} 已归入 {key}（校验值 {copy.sha256[:12]}）。"


def let_run_go_on(key: str) -> None:
    """Wake the run that waited for this paper to be sealed, if nothing else of it is missing."""
    with open_desk() as desk:
        attempt = attempt_of(desk, known_paper(desk, key))
        if attempt is None or not attempt.flow_run_id or awaited_in(desk, attempt):
            return
    wake_from(attempt.flow_run_id, TO_BE_SEALED)


@task(cache_policy=NO_CACHE, retries=2, retry_delay_seconds=1)  # two runs may make the same one
def write_pdfs(edition: int, kinds: list[str], actor: str) -> list[Line]:
    return make_pdfs(edition, kinds, actor=actor)


@office_task
def redraw(edition: int, kinds: list[str], actor: str, *, dry_run: bool) -> list[Line]:
    with open_desk() as desk:
        lines = redraw_papers(desk, edition, kinds, actor=actor, preview=dry_run)
    show_papers(edition)
    return lines


def write_certificate_pdfs(edition: int) -> None:
    """A PDF of each certificate that has none yet; a machine that cannot make them says so.

    A run that was woken finds them made, or tries once more.
    """
    with open_desk() as desk:
        is_due = bool(pdfs_due(desk, edition, _WITH_PDF))
    if is_due:
        lines = write_pdfs(edition, list(_WITH_PDF), "授奖")
        show_lines(edition, "pdf", "生成 PDF", lines)


@office_task
def change_hands(number: str, state: str, *, on: date, person: str, place: str, actor: str) -> str:
    """Raises UnknownSubject for a state that no hand brings about."""
    if state not in _STEPS:
        raise UnknownSubject(f"没有“{state}”这种交接，请从列表中选择。")
    change = HandChange(on=on, person=person, place=place, actor=actor)
    with open_desk() as desk:
        item = _STEPS[state](desk, number, change)
        return f"{item.kind.label}{item.number}（{item.holder}）：{item.state.label}。"


@office_task
def write_custody_form(edition: int, name: str) -> str:
    """Where it is."""
    with folders.new_in_outbox(name) as out:
        with open_desk() as desk:
            form = custody_form(desk, edition)
        _write(out, form)
    return str(out)


@office_task
def pack_blind(
    edition: int, panel: int, name: str, actor: str, reviewer: str
) -> tuple[list[Line], str]:
    """What became of each file, and where the pack is."""
    with folders.new_in_outbox(name) as out:
        with open_desk() as desk:
            pack = blind_pack(desk, edition, panel, actor=actor, reviewer=reviewer)
        _write(out, pack.data)
    return list(pack.lines), str(out)


def _write(place: Path, data: bytes) -> None:
    with written_whole(place) as file:
        file.write(data)
