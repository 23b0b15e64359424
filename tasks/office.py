"""What the office does from the Prefect UI, as tasks: each one action in one transaction."""

from datetime import datetime

from actions.attempts import in_force, move_deadline
from actions.edition import editions, matters
from actions.handed_in.importing import import_paths
from actions.panels.announcing import announce_draw
from actions.panels.draw import draw_panels
from actions.record.export import export_record
from actions.reminding.deadlines import tell_moved
from actions.reopening.withdrawal import withdraw
from actions.report import Line
from runtime import folders
from runtime.desk import open_desk
from tasks.refusals import office_task


@office_task
def pin_edition(number: int, year: int, pack: str, draw_source: str, run_id: str) -> int:
    with open_desk() as desk:
        return editions.open_edition(
            desk, number=number, year=year, pack=pack or desk.settings.pack,
            draw_source=draw_source, run_id=run_id,
        )  # fmt: skip


def is_ready_to_confirm(edition: int) -> bool:
    with open_desk() as desk:
        return editions.is_ready_to_confirm(desk, edition)


def first_stage(edition: int) -> str:
    """The stage an edition begins with, by its policy."""
    with open_desk() as desk:
        return desk.policy(edition).stages.order.value[0]


@office_task
def import_files(edition: int, named: str) -> list[Line]:
    return import_paths([folders.in_inbox(named)], edition)


@office_task
def announce(edition: int, source: str, commitments: list[str], head: str) -> list[Line]:
    with open_desk() as desk:
        return announce_draw(desk, edition, source, commitments, head)


@office_task
def draw(edition: int, public_value: str, witnesses: list[str], observer: str) -> list[Line]:
    with open_desk() as desk:
        return draw_panels(desk, edition, public_value, witnesses, observer)


@office_task
def set_deadline(edition: int, stage: str, to: datetime, actor: str, reason: str) -> str:
    with open_desk() as desk:
        attempt = in_force(desk, edition, stage)
        former = attempt.due_at
        move_deadline(desk, attempt, to, actor=actor, reason=reason)
        tell_moved(desk, attempt, former, reason)
        return f"{desk.policy(edition).stage(stage).title.value}截止时间改为{to:%Y-%m-%d %H:%M}"


@office_task
def withdraw_application(
    edition: int, ref: str, actor: str, reason: str, *, dry_run: bool
) -> list[str]:
    with open_desk() as desk:
        return withdraw(desk, edition, ref, actor=actor, reason=reason, dry_run=dry_run)


@office_task
def write_record(edition: int, name: str) -> str:
    with folders.new_in_outbox(name) as out, open_desk() as desk:
        return str(export_record(desk, edition, out))


@office_task
def register_matter(
    edition: int, run_id: str, *, title: str, facts: str, evidence: str,
    referred_by: str, discipline_note: str, discipline_invited: bool,
) -> int:  # fmt: skip
    with open_desk() as desk:
        matter = matters.refer(
            desk, edition, run_id=run_id, title=title, facts=facts, evidence=evidence,
            discipline_invited=discipline_invited, discipline_note=discipline_note,
            referred_by=referred_by,
        )  # fmt: skip
        return matter.number
