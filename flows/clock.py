"""The clock: every few minutes it sends what is due, wakes who may go on, mends what broke."""

from prefect import flow

from tasks.alarms import set_alarms
from tasks.clock import (
    complete_public_folder,
    deliver_mail,
    send_digests,
    send_reminders,
    show_boards,
    stamp_chain,
    tell_beside,
)
from tasks.holidays import go_on_with_plan
from tasks.incidents import keep_cases_going
from tasks.mending import mend
from tasks.reopening import settle_reopenings


@flow(name="clock", flow_run_name="值守", persist_result=False)
def clock() -> None:
    """定时值守：到期催办、每日摘要、投递信函、唤醒到期阶段、修复中断的阶段。"""
    go_on_with_plan()
    settle_reopenings()
    mend()
    set_alarms()
    keep_cases_going()
    send_reminders()
    complete_public_folder()
    send_digests()
    deliver_mail()
    tell_beside()
    stamp_chain()
    show_boards()
