"""The draw (art. 9(2), 10): the pool was frozen and hashed before the public value was known."""

from collections.abc import Sequence
from typing import Any

from actions.attempts import open_attempt
from actions.errors import ActionRefused, WrongMoment
from actions.panels.seats import invite, panel_name, specialties_of
from actions.report import Line
from models.edition import StageAttempt
from models.panel import Panel, Seat, SeatState, panels_of, seats_of
from models.types import id_of
from rules.draw import Draw, draw_by_specialty, edition_seed, panel_seed, strata_of
from rules.errors import RuleError
from rules.policy import Policy
from runtime.desk import Desk

_SOURCE = "抽签"


def draw_panels(
    desk: Desk, edition: int, public_value: str, witnesses: Sequence[str], observer: str
) -> list[Line]:
    """Draw every panel of the edition once, seat and invite; one line a panel.

    `public_value` is that of the source named when the edition was opened, `witnesses` what each
    witness wrote down, `observer` who watched. The same values again change nothing.

    Raises:
        ActionRefused: other values after the draw, no observer, or too small a pool.
    """
    attempt = open_attempt(desk, edition, "panels")
    panels = panels_of(desk.session, id_of(attempt))
    if not panels:
        raise WrongMoment("评审组尚未编定，或没有符合条件的申报单位，不能抽取。")
    entries = [entry.strip() for entry in witnesses if entry.strip()]
    if not entries or not observer.strip():
        raise ActionRefused("抽取须有见证人写下的内容和监督人员姓名，请补齐后再抽取。")
    given: dict[str, Any] = {
        "public_value": public_value.strip(),
        "witnesses": entries,
        "observer": observer.strip(),
    }
    try:
        seed = edition_seed(public_value.strip(), entries)
        if panels[0].seed:
            return _drawn_before(panels, seed)
        policy, taken = desk.policy(edition), dict[tuple[str, ...], dict[str, str]]()
        for panel in panels:
            _seat(
                desk, attempt, panel, _draw(panel, policy, taken.setdefault(panel.stages, {}), seed)
            )
            panel.facts = {
                **panel.facts, **given, "edition_seed": seed, "drawn_at": desk.at.isoformat()
            }  # fmt: skip
    except RuleError as error:
        raise ActionRefused(error.sentence) from error
    desk.session.flush()
    desk.record("panels.drawn", attempt.key, edition=edition, edition_seed=seed, **given)
    return [_line(panel) for panel in panels]


def _draw(panel: Panel, policy: Policy, taken: dict[str, str], seed: str) -> Draw:
    """One panel; `taken` has whoever was drawn for an earlier one of the same reviews."""
    rule = policy.panel
    drawn = draw_by_specialty(
        specialties_of(panel),
        {**taken, **panel.excluded},
        rule.size.value,
        rule.reserves.value,
        panel_seed(seed, panel.number),
        strata=strata_of(policy),
    )
    taken.update(dict.fromkeys(drawn.panel, f"已抽入第{panel.number}评审组"))
    if rule.leader.value == "first_drawn":
        panel.leader = drawn.panel[0]
    return drawn


def _seat(desk: Desk, attempt: StageAttempt, panel: Panel, drawn: Draw) -> None:
    panel.excluded, panel.seed = dict(drawn.excluded), drawn.seed
    panel.facts = {
        **panel.facts,
        "panel": list(drawn.panel),
        "reserves": list(drawn.reserves),
        "missing_reserves": drawn.missing_reserves,
        "replacements": [],
    }
    desk.session.add(panel)
    for position, reviewer in enumerate((*drawn.panel, *drawn.reserves), start=1):
        state = SeatState.SEATED if reviewer in drawn.panel else SeatState.RESERVE
        row = Seat(panel_id=id_of(panel), position=position, reviewer=reviewer, state=state)
        desk.session.add(row)
    desk.session.flush()
    for seat in seats_of(desk.session, id_of(panel), SeatState.SEATED):
        invite(desk, attempt, panel, seat)


def _drawn_before(panels: Sequence[Panel], seed: str) -> list[Line]:
    if panels[0].facts["edition_seed"] != seed:
        raise ActionRefused("评审组已经抽取，抽取只进行一次，不能用其他数值重新抽取。")
    return [_line(panel) for panel in panels]


def _line(panel: Panel) -> Line:
    members, reserves = "、".join(panel.facts["panel"]), "、".join(panel.facts["reserves"])
    sentence = f"已抽取评审员{members}；候补{reserves or '无'}。"
    return Line(_SOURCE, panel_name(panel), ok=True, sentence=sentence)
