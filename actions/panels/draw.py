"""The draw (art. 9(2), 10): everything but chance was announced before the value was known."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from actions.attempts import open_attempt
from actions.errors import ActionRefused, WrongMoment
from actions.panels.announcing import UNOPENED, fail_draw, opening, terms_of
from actions.panels.seats import invite, panel_name, specialties_of
from actions.report import Line
from models.edition import StageAttempt
from models.panel import Panel, Seat, SeatState, panels_of, seats_of
from models.types import id_of
from rules.commitment import Opening, Terms, committed_seed, silent_in
from rules.draw import Draw, draw_by_specialty, panel_seed, strata_of
from rules.errors import RuleError
from rules.policy import Policy
from runtime.desk import Desk

_SOURCE = "抽签"


def draw_panels(
    desk: Desk, edition: int, public_value: str, witnesses: Sequence[str], observer: str
) -> list[Line]:
    """Draw every panel of the edition once, seat and invite; one line a panel.

    `public_value` is that of the announced source, `witnesses` what each of them opens
    (「姓名 随机码 字样」, or 「姓名 未开示」, which fails the draw), `observer` who watched.
    The same values again change nothing.

    Raises:
        ActionRefused: nothing announced, other values after the draw, an opening that is not
            what was committed to, no observer, or too small a pool.
    """
    attempt = open_attempt(desk, edition, "panels")
    panels = panels_of(desk.session, id_of(attempt))
    if not panels:
        raise WrongMoment("评审组尚未编定，或没有符合条件的申报单位，不能抽取。")
    terms, value = terms_of(panels), public_value.strip()
    if terms is None:
        raise WrongMoment("抽签办法尚未公布，请先运行 announce-draw，公开数产生后再抽取。")
    if not value or not observer.strip():
        raise ActionRefused("抽取须有公开数值和监督人员姓名，请补齐后再抽取。")
    try:
        openings = _opened(terms, witnesses)
        if silent := silent_in(terms, openings):
            return fail_draw(desk, edition, panels, value, silent)
        seed = committed_seed(terms, value, openings)
        if panels[0].seed:
            return _drawn_before(panels, seed)
        _draw_all(desk, attempt, panels, seed)
    except RuleError as error:
        raise ActionRefused(error.sentence) from error
    by_name = {one.name: one for one in openings}
    opened = [by_name[one.name] for one in terms.witnesses]
    given: dict[str, Any] = {
        "public_value": value,
        "witnesses": [one.entry for one in opened],
        "openings": [asdict(one) for one in opened],
        "observer": observer.strip(),
        "edition_seed": seed,
    }
    for panel in panels:
        panel.facts = {**panel.facts, **given, "drawn_at": desk.at.isoformat()}
    desk.session.flush()
    desk.record("panels.drawn", attempt.key, edition=edition, terms_sha256=terms.sha256, **given)
    return [_line(panel) for panel in panels]


def _opened(terms: Terms, lines: Sequence[str]) -> list[Opening]:
    """The openings; every witness is to be spoken for, so that nobody is named by a slip."""
    given = [line.strip() for line in lines if line.strip()]
    spoken = {line.split()[0] for line in given}
    if left := [one.name for one in terms.witnesses if one.name not in spoken]:
        raise ActionRefused(
            f"缺{'、'.join(left)}的开示；确实没有开示的，写“姓名 {UNOPENED}”，抽签即不成立。"
        )
    return [one for line in given if (one := opening(line)) is not None]


def _draw_all(desk: Desk, attempt: StageAttempt, panels: Sequence[Panel], seed: str) -> None:
    policy, taken = desk.policy(attempt.edition), dict[tuple[str, ...], dict[str, str]]()
    for panel in panels:
        drawn = _draw(panel, policy, taken.setdefault(panel.stages, {}), seed)
        _seat(desk, attempt, panel, drawn)


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
