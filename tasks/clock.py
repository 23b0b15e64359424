"""What the clock does: reminders, letters, boards. Prefect decides when; this says what."""

from dataclasses import dataclass
from functools import partial

from prefect import get_run_logger

from actions.letters.mail_review import hold_mass_mail
from actions.papers import publishing
from actions.reminding.board import board
from actions.reminding.deadlines import REMINDERS, editions_to_remind, remind
from actions.reminding.digest import editions_to_digest, write_digests
from actions.upkeep import chain, stamps
from actions.upkeep.known import have_shown
from models.edition import running_attempts
from models.outbox import editions_in_trouble
from models.watch import Watch, editions_to_look_at, look_again, looked, newest_event
from notifications.channels import deliver_beside
from notifications.deliver import BATCH, LEASE, deliver_due
from notifications.ledger import count_due
from rules.calendar import YearUnknown
from runtime import prefect_api
from runtime.clock import now
from runtime.database import transaction
from runtime.desk import glance_at_desk, open_desk
from runtime.errors import StampRefused
from runtime.files import files
from runtime.post import channels, letters_a_run, sender, shelf, wait_for
from runtime.settings import settings
from runtime.stamping import stamp
from tasks.artifacts import show_if_new
from tasks.chore import chore
from tasks.refusals import for_each_edition

_A_RUN = 500  # letters one run sends at most
BOARDS = "boards"


def _editions_to_remind() -> list[int]:
    with open_desk() as desk:
        return editions_to_remind(desk)


@chore(_editions_to_remind)
def send_reminders(numbers: list[int]) -> None:
    """Queue what is due to those who still owe something."""
    for_each_edition(numbers, _remind)


def _remind(number: int) -> None:
    with open_desk() as desk:  # one transaction each: one bad edition stops no other
        remind(desk, number)


def complete_public_folder() -> None:
    """What a crash or somebody's hand took from the public folder is put there again."""
    with open_desk() as desk:
        for name in publishing.complete(desk):
            get_run_logger().warning("公布文件夹中补上了 %s。", name)


@dataclass(frozen=True, slots=True)
class _Boards:
    """Editions whose board may be out of date, and which runs ended badly, with why."""

    editions: tuple[int, ...]
    broken: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.editions)


def _boards_to_show() -> _Boards:
    with open_desk() as desk:
        chain.look_on(desk)
        have_shown(desk)
        runs = {a.flow_run_id: a.edition for a in running_attempts(desk.session) if a.flow_run_id}
        numbers = set(editions_to_look_at(desk.session, BOARDS, desk.at))
    broken = prefect_api.ended_badly(runs)
    return _Boards(tuple(sorted(numbers | {runs[run_id] for run_id in broken})), broken)


@chore(_boards_to_show)
def show_boards(boards: _Boards) -> None:
    """Bring the boards up to date: what is overdue or stuck by now is shown in red."""
    for_each_edition(boards.editions, partial(_show_board, boards.broken))


def _show_board(broken: dict[str, str], number: int) -> None:
    with glance_at_desk() as desk:
        seen = newest_event(desk.session)  # what comes after it is looked at again
        markdown = board(desk, number, broken)
    with open_desk() as desk:
        step = desk.session.get(Watch, (number, REMINDERS))  # every deadline is one
        later = step.next_at if step else None
        looked(desk.session, number, BOARDS, seen=seen, next_at=later)
    show_if_new(f"edition-{number}-board", markdown, f"第{number}届总览")


def _editions_to_digest() -> list[int]:
    with open_desk() as desk:
        return editions_to_digest(desk)


@chore(_editions_to_digest)
def send_digests(numbers: list[int]) -> None:
    """Queue the morning digest, one letter for all editions whose morning has come.

    It waits for the calendar of a year that one of them needs.
    """
    try:
        with open_desk() as desk:
            write_digests(desk, numbers)
    except YearUnknown as unknown:
        get_run_logger().warning("每日摘要没有写：%s", unknown)


def _letters_due() -> int:
    """What is to be reviewed is held first."""
    with open_desk() as desk:
        hold_mass_mail(desk)
        return count_due(desk.session, at=desk.at, most=letters_a_run(_A_RUN))


@chore(_letters_due)
def deliver_mail(count: int) -> None:
    """Deliver as many letters as are due."""
    report = deliver_due(
        transaction,
        sender(),
        at=now(),
        fetch=files().fetch,
        limit=count,
        lease=LEASE + wait_for(BATCH),
        shelf=shelf(),
    )
    if report.failed or report.deferred:
        with open_desk() as desk:  # the boards show what did not leave
            look_again(desk.session, at=desk.at, editions=editions_in_trouble(desk.session))
    if report.failed:
        get_run_logger().warning("%d 封信函发送失败，见总览。", report.failed)


def _head_to_stamp() -> str:
    with open_desk() as desk:
        return stamps.head_to_stamp(desk)


@chore(_head_to_stamp)
def stamp_chain(head: str) -> None:
    """Have the head stamped; an authority that is away stops nothing, health tells."""
    try:
        token = stamp(head, settings().tsa_url)
    except StampRefused as refused:
        get_run_logger().warning("%s", refused)
        return
    with open_desk() as desk:
        stamps.keep_stamp(desk, head, token)


def tell_beside() -> None:
    """The same on people's other channels; mostly there is none."""
    deliver_beside(transaction, channels(), at=now())
