"""Score sheets that are still to come: one duty a reviewer (art. 17, 18)."""

from actions.owed import Owed, Person
from actions.panels.certificates import closed_to
from actions.review.review import MATTERS, TITLES, Group, reviewed
from models.edition import StageAttempt
from models.people import Reviewer
from runtime.desk import Desk


def owed_sheets(desk: Desk, attempt: StageAttempt) -> list[Owed]:
    """One entry a reviewer, with the number of applicants still to be scored.

    Who has not certified got nothing to score, so that is asked for first (art. 30).
    """
    missing: dict[str, tuple[Reviewer, Group, list[str]]] = {}
    for review in reviewed(desk, attempt):
        for member in review.missing:
            missing.setdefault(member.id, (member, review.group, []))[2].append(review.ref)
    wanted = {who: refs for who, (_, _, refs) in missing.items()}
    unsigned = {who for who, _ in closed_to(desk, attempt.edition, wanted)}
    return [
        _owed(desk, attempt, member, group, len(refs), signed=member.id not in unsigned)
        for member, group, refs in missing.values()
    ]


def _owed(
    desk: Desk, attempt: StageAttempt, member: Reviewer, group: Group, count: int, *, signed: bool
) -> Owed:
    title = TITLES[attempt.stage]
    first = "" if signed else "请先提交回避声明，收到后才能发放评审材料。"
    return Owed(
        subject=f"sheet/{member.id}",
        name=member.name,
        address=member.email,
        matter=f"提交{'' if signed else '回避声明和'}{title}评分表（{count}家）",
        due_at=attempt.due_at or desk.at,
        basis=MATTERS[attempt.stage],
        request=f"{first}请逐条填写{title}评分表并发回，漏填不作零分处理。",
        kind="sheet",
        role="reviewer",
        phone=member.phone,
        leader=_leader_of(group),
    )


def _leader_of(group: Group) -> Person | None:
    named = (m for m in group.members if m.id == group.panel.leader)
    return next((Person(m.name, m.email, m.phone) for m in named), None)
