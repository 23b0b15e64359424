"""What the gate over the panels is shown, and the record of the draw (art. 9(2), 10)."""

from datetime import datetime
from typing import Any

from actions.gates import Evidence
from actions.markdown import bullets, table
from actions.panels.announcing import failures, terms_of
from actions.panels.seats import applicants_of, panel_name, purpose_of, reviewer_of
from actions.papers import filing
from documents.papers.contexts.base import Organisation
from documents.papers.contexts.review import DrawRecord, PanelDraw, SeatLine, Witness
from models.edition import StageAttempt
from models.panel import Panel, Seat, SeatState, panels_of, seats_of
from models.types import id_of
from notifications.wording import deadline_text
from rules.commitment import FailedDraw
from rules.policy.citing import Topic
from runtime.desk import Desk

_BASIS = Topic.DRAW
_ROLES = {
    SeatState.SEATED: "评审员",
    SeatState.RESERVE: "候补",
    SeatState.RECUSED: "已回避",
    SeatState.REPLACED: "已替换",
}


def evidence(desk: Desk, attempt: StageAttempt) -> Evidence:
    """Everything a panel came from, panel by panel."""
    panels = panels_of(desk.session, id_of(attempt))
    parts = [_of_panel(desk, panel) for panel in panels] or [
        "没有符合条件的申报单位，未组建评审组。"
    ]
    facts = {str(panel.number): _facts(desk, panel) for panel in panels}
    return Evidence("\n\n".join(parts), facts)


def file_record(desk: Desk, attempt: StageAttempt) -> None:
    """评审组抽取记录, once there was a draw; written anew when seats or leaders have changed."""
    panels = panels_of(desk.session, id_of(attempt))
    if not panels or not panels[0].seed:
        return
    policy, facts, terms = desk.policy(attempt.edition), panels[0].facts, terms_of(panels)
    context = DrawRecord(
        **filing.base(desk, attempt, _BASIS),
        bases=filing.bases(policy, "panels"),
        drawn_at=deadline_text(datetime.fromisoformat(facts["drawn_at"])),
        place=policy.bodies.office.value,
        pool_size=len(panels[0].pool),
        pool_sha256=panels[0].pool_sha256,
        public_value_name=terms.source if terms else desk.edition(attempt.edition).draw_source,
        terms_sha256=terms.sha256 if terms else "",
        failed=tuple(_failed(one) for one in failures(panels)),
        public_value=facts["public_value"],
        witnesses=tuple(
            Witness(name=one["name"], entry=f"{one['entry']}（随机码 {one['salt']}）")
            for one in facts.get("openings", ())
        ),
        edition_seed=facts["edition_seed"],
        panels=tuple(_panel_draw(desk, panel) for panel in panels),
        observer=facts["observer"],
    )
    filing.file_paper(desk, attempt, "draw-record", context)


def _failed(one: FailedDraw) -> str:
    return f"{'、'.join(one.silent)}没有开示，以“{one.terms.source}”为公开数的抽签不成立"


def _panel_draw(desk: Desk, panel: Panel) -> PanelDraw:
    return PanelDraw(
        number=panel.number,
        purpose=purpose_of(panel),
        seed=panel.seed,
        applicants=tuple(
            Organisation(ref=one.ref, name=one.name) for one in applicants_of(desk, panel)
        ),
        seats=tuple(_seat_line(desk, panel, seat) for seat in seats_of(desk.session, id_of(panel))),
        excluded=tuple(panel.excluded.items()),
    )


def _seat_line(desk: Desk, panel: Panel, seat: Seat) -> SeatLine:
    person = reviewer_of(desk, seat.reviewer)
    return SeatLine(
        place=seat.position,
        reviewer=person.id,
        name=person.name,
        employer=person.employer,
        role="组长" if panel.leader == person.id else _ROLES[seat.state],
    )


def _of_panel(desk: Desk, panel: Panel) -> str:
    seats = seats_of(desk.session, id_of(panel))
    drawn = [seat.reviewer for seat in seats]
    doubts = [sentence for who, sentence in panel.facts["doubts"] if who in drawn]
    silent = [s.reviewer for s in seats if s.state is SeatState.SEATED and s.declared_at is None]
    return "\n\n".join(
        [
            f"### {panel_name(panel)}",
            bullets(f"{one.ref} {one.name}" for one in applicants_of(desk, panel)),
            table(
                ("次序", "编号", "姓名", "工作单位", "身份", "回避声明", "说明"),
                [_row(desk, panel, seat) for seat in seats],
            ),
            "剔除情况：",
            table(("编号", "理由"), panel.excluded.items()),
            "须人工核实的关系：",
            bullets(doubts),
            f"未提交回避声明：{'、'.join(silent) or '无'}",
            f"评审员库 {len(panel.pool)} 人，摘要 `{panel.pool_sha256}`",
            f"本组种子 `{panel.seed or '尚未抽取'}`",
        ]
    )


def _row(desk: Desk, panel: Panel, seat: Seat) -> tuple[object, ...]:
    line = _seat_line(desk, panel, seat)
    declared = f"{seat.declared_at:%Y-%m-%d}" if seat.declared_at else "—"
    who = (line.place, line.reviewer, line.name, line.employer, line.role)
    return *who, declared, seat.reason or "—"


def _facts(desk: Desk, panel: Panel) -> dict[str, Any]:
    return {
        "pool_sha256": panel.pool_sha256,
        "seed": panel.seed,
        "excluded": panel.excluded,
        "refs": [one.ref for one in applicants_of(desk, panel)],
        "seats": [
            [seat.reviewer, seat.state, seat.declared_at is not None]
            for seat in seats_of(desk.session, id_of(panel))
        ],
    }
