from datetime import date

import pytest

from actions.errors import ActionRefused
from actions.panels import draw as panel_draw
from actions.panels import panels
from actions.panels.announcing import announce_draw, terms_of
from actions.panels.seats import draw_of
from actions.reviewers.declarations import take_declaration
from documents.forms.declaration import DeclarationForm, DeclarationLine
from models.application import ApplicationState
from models.edition import Phase, StageAttempt
from models.outbox import letters_of
from models.panel import SeatState, panels_of, refs_of, seats_of
from models.paper import papers_of
from models.people import Interest
from models.types import id_of
from rules.commitment import Opening, committed_seed
from rules.draw import panel_seed, pool_sha256
from runtime.desk import Desk
from tests.actions import factories as rows
from tests.actions.drawing import committed

POOL = [f"E{number:02d}" for number in range(1, 17)]
VALUE, WITNESSES = "03 08 15 22 27 31/09", ["周正 7f3a 4711", "陶安民 b806 桂花开"]


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """Twelve eligible applicants, sixteen reviewers of whom E01 advised S001: two panels."""
    for number in range(1, 13):
        ref = f"S{number:03d}"
        rows.add(
            desk, rows.application(ref, state=ApplicationState.ELIGIBLE, uscc=f"91450700{ref}")
        )
    for number in range(1, 17):
        rows.add(desk, rows.reviewer(number))
    tie = Interest(reviewer="E01", organisation="钦州S001有限公司", kind="咨询")
    rows.add(desk, tie)
    row = rows.attempt(desk, "panels")
    panels.open_panels(desk, row)
    return row


def _draw(desk: Desk) -> list[str]:
    announce_draw(desk, 3, "", committed(*WITNESSES))
    lines = panel_draw.draw_panels(desk, 3, VALUE, WITNESSES, "莫监督")
    return [line.sentence for line in lines]


def _seated(desk: Desk, attempt: StageAttempt, number: int = 1) -> list[str]:
    panel = panels_of(desk.session, id_of(attempt))[number - 1]
    return [s.reviewer for s in seats_of(desk.session, id_of(panel), SeatState.SEATED)]


def _declare(
    desk: Desk, attempt: StageAttempt, reviewer: str, number: int = 1, tie: str = ""
) -> str:
    panel = panels_of(desk.session, id_of(attempt))[number - 1]
    lines = [
        DeclarationLine(
            ref=ref, applicant=ref, interest="有" if ref == tie else "无", note="曾任顾问"
        )
        for ref in refs_of(desk.session, id_of(panel))
    ]
    form = DeclarationForm(
        edition=3, panel=number, reviewer=reviewer, name=f"评审员{int(reviewer[1:])}",
        confidential=True, signed_on=date(2026, 4, 3), lines=tuple(lines),
    )  # fmt: skip
    return take_declaration(desk, 3, form, source="d.xlsx", sha256="0" * 64)[0].sentence


def _declare_all(desk: Desk, attempt: StageAttempt) -> None:
    for number in (1, 2):
        for reviewer in _seated(desk, attempt, number):
            _declare(desk, attempt, reviewer, number)


def test_the_pool_is_frozen_and_shared_out_before_the_draw(
    desk: Desk, attempt: StageAttempt
) -> None:
    made = panels_of(desk.session, id_of(attempt))
    assert [panel.pool_sha256 for panel in made] == [pool_sha256(POOL)] * 2
    assert refs_of(desk.session, id_of(made[0]))[:2] == ["S001", "S003"]
    assert list(made[0].excluded) == ["E01"]
    assert made[1].excluded == {}
    assert [one.matter for one in panels.owed_in_panels(desk, attempt)] == ["抽取评审组"]


def test_article_30_a_competitor_on_the_register_is_kept_out_as_one(
    desk: Desk, attempt: StageAttempt
) -> None:
    for kind, reviewer in (("竞争关系", "E02"), ("同一集团", "E03")):
        rows.add(desk, Interest(reviewer=reviewer, organisation="钦州S003有限公司", kind=kind))
    attempt.phase = Phase.SUPERSEDED
    again = rows.attempt(desk, "panels", number=2)

    panels.open_panels(desk, again)

    excluded = panels_of(desk.session, id_of(again))[0].excluded
    assert "与钦州S003有限公司有竞争关系" in excluded["E02"]
    assert "所在单位与钦州S003有限公司同属一个集团" in excluded["E03"]


def test_anybody_can_repeat_the_draw(desk: Desk, attempt: StageAttempt) -> None:
    first = _draw(desk)
    made = panels_of(desk.session, id_of(attempt))
    terms = terms_of(made)
    assert terms is not None
    seed = committed_seed(
        terms, VALUE, [Opening("陶安民", "b806", "桂花开"), Opening("周正", "7f3a", "4711")]
    )
    assert [panel.seed for panel in made] == [panel_seed(seed, 1), panel_seed(seed, 2)]
    assert not set(_seated(desk, attempt, 1)) & set(_seated(desk, attempt, 2))
    assert set(made[1].excluded.values()) == {"已抽入第1评审组"}
    assert _draw(desk) == first
    with pytest.raises(ActionRefused, match="只进行一次"):
        panel_draw.draw_panels(desk, 3, "另一个数", WITNESSES, "莫监督")
    sent = letters_of(desk.session, 3)
    assert len(sent) == 10
    assert all(len(letter.attachments) == 3 for letter in sent)


def test_a_declared_interest_brings_the_next_reserve(desk: Desk, attempt: StageAttempt) -> None:
    _draw(desk)
    panel = panels_of(desk.session, id_of(attempt))[0]
    leaving, reserves = _seated(desk, attempt)[0], draw_of(panel).reserves
    elsewhere = _seated(desk, attempt, 2)
    coming = next(one for one in reserves if one not in elsewhere)
    assert f"由{coming}递补" in _declare(desk, attempt, leaving, tie="S003")
    assert leaving not in _seated(desk, attempt)
    assert coming in _seated(desk, attempt)
    assert "已经回避" in _declare(desk, attempt, leaving, tie="S003")
    assert [letter.message for letter in letters_of(desk.session, 3)[-2:]] == [
        "reviewer-replaced",
        "panel-invitation",
    ]


def test_nobody_reviews_without_a_declaration(desk: Desk, attempt: StageAttempt) -> None:
    with pytest.raises(ActionRefused, match="尚未抽取"):
        panels.ruling_in_panels(desk, attempt, panels.Leaders())
    _draw(desk)
    assert len(panels.owed_in_panels(desk, attempt)) == 10
    with pytest.raises(ActionRefused, match="没有提交回避声明"):
        panels.ruling_in_panels(desk, attempt, panels.Leaders())


def _led(*reviewers: str) -> panels.Leaders:
    return panels.Leaders(
        leaders=tuple(
            panels.PanelLeader(panel=number, reviewer=who)
            for number, who in enumerate(reviewers, start=1)
        )
    )


def test_the_office_names_leaders_from_the_panel(desk: Desk, attempt: StageAttempt) -> None:
    _draw(desk)
    _declare_all(desk, attempt)
    assert panels.owed_in_panels(desk, attempt) == []
    panels.close_panels(desk, attempt)
    assert "第2评审组" in panels.evidence_of_panels(desk, attempt).text
    one, other = _seated(desk, attempt, 1)[2], _seated(desk, attempt, 2)[0]
    with pytest.raises(ActionRefused, match="第2评审组"):
        panels.ruling_in_panels(desk, attempt, _led(one))
    with pytest.raises(ActionRefused, match="须从抽中的评审员"):
        panels.ruling_in_panels(desk, attempt, _led(other, other))
    ruled = panels.ruling_in_panels(desk, attempt, _led(one, other))
    panels.enact_panels(desk, attempt, rows.decision(details=ruled))
    assert [p.leader for p in panels_of(desk.session, id_of(attempt))] == [one, other]
    assert [p.kind for p in papers_of(desk.session, 3)].count("draw-record") == 1


def test_a_panel_below_three_is_sent_back(desk: Desk, attempt: StageAttempt) -> None:
    _draw(desk)
    for _ in range(16):
        members = _seated(desk, attempt)
        if len(members) < 3:
            break
        _declare(desk, attempt, members[0], tie="S001")
    assert len(_seated(desk, attempt)) == 2
    _declare_all(desk, attempt)
    with pytest.raises(ActionRefused, match="少于3名"):
        panels.ruling_in_panels(desk, attempt, panels.Leaders())
