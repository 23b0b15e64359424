"""The blank forms that the office hands out or fills in itself, each as its reader takes it."""

from collections.abc import Callable

from actions.entry.listings import lists_of
from actions.entry.packages import years_of
from actions.errors import UnknownSubject
from documents.forms import (
    activities,
    application,
    channels,
    committee,
    contacts,
    fund_payments,
    history,
    incidents,
    investigation,
    listings,
    objections,
    opinions,
    progress,
    reviewers,
    site_facts,
    successions,
    title_uses,
)
from runtime.desk import Desk

BLANKS: dict[str, tuple[str, Callable[[Desk, int], bytes]]] = {
    "application": (
        "申报表",
        lambda desk, number: application.blank_application(years_of(desk, number)),
    ),
    "contacts": ("通讯录", lambda *_: contacts.write_contacts()),
    "reviewers": ("评审员库", lambda *_: reviewers.write_reviewers()),
    "committee": ("委员名单", lambda *_: committee.write_committee()),
    "history": ("历届获奖名单", lambda *_: history.write_history()),
    "listings": (
        "名录登记表",
        lambda desk, number: listings.blank_listings(lists_of(desk.policy(number))),
    ),
    "site_facts": ("现场核实记录", lambda *_: site_facts.write_site_facts()),
    "channels": ("公示证明登记表", lambda *_: channels.write_channels()),
    "objections": ("异议登记表", lambda *_: objections.write_objections()),
    "investigation": ("调查情况登记表", lambda *_: investigation.write_investigation()),
    "opinions": ("委员书面意见登记表", lambda *_: opinions.write_opinions()),
    "incidents": ("情况通报表", lambda *_: incidents.write_incidents()),
    "progress": ("案件办理登记表", lambda *_: progress.write_progress()),
    "fund_payments": ("资金拨付登记表", lambda *_: fund_payments.write_fund_payments()),
    "title_uses": ("称号使用登记表", lambda *_: title_uses.write_title_uses()),
    "activities": ("宣传和自我报告登记表", lambda *_: activities.write_activities()),
    "successions": ("更名合并登记表", lambda *_: successions.write_successions()),
}
"""Kind of form → its Chinese name, and what writes it; forms about one person come by letter."""


def blank_form(desk: Desk, edition: int, kind: str) -> tuple[str, bytes]:
    """The name of the file and the blank form.

    Raises:
        UnknownSubject: there is no blank form of that kind.
    """
    if kind not in BLANKS:
        raise UnknownSubject("没有这种表样。")
    title, write = BLANKS[kind]
    return f"第{edition}届-{title}.xlsx", write(desk, edition)
