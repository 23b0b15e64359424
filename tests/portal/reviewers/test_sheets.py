import httpx
import pytest
from sqlmodel import select

from actions.review.document_review import open_document_review
from models.audit import events_of
from models.panel import Declaration
from models.review import ScoreSheet, SheetState, sheets_of
from rules.criteria import Criteria
from runtime.desk import glance_at_desk, open_desk
from tests.actions import factories, reviews
from tests.portal.conftest import Browse

SHEET = "/review/3/document-review/S001"


@pytest.fixture
def panel(browse: Browse) -> Browse:
    """Panel 1 with E01 (who leads), E02 and E03 at work on S001."""
    with open_desk() as desk:
        reviews.seat_panel(desk, ["S001"])
        open_document_review(desk, factories.attempt(desk, "document-review"))
    return browse


def _criteria() -> Criteria:
    with glance_at_desk() as desk:
        return desk.criteria(3)


def _typed(percent: int, **changes: str) -> dict[str, str]:
    typed = {f"{item.number}-percent": str(percent) for item in _criteria().items}
    return {**typed, "4.1.2-strengths": "=方法系统", "do": "submit", **changes}


def _sheet(reviewer: str) -> ScoreSheet:
    with glance_at_desk() as desk:
        attempt = next(iter(sheets_of(desk.session, 2)))
        assert attempt.ref == "S001"
        return next(s for s in sheets_of(desk.session, 2) if s.reviewer == reviewer)


def _reviewer(browse: Browse, number: int = 1) -> httpx.Client:
    return browse(f"E{number:02d}@Reviewer.example")


def test_nothing_is_readable_before_the_declaration(panel: Browse) -> None:
    with open_desk() as desk:
        for row in desk.session.exec(select(Declaration).where(Declaration.reviewer == "E01")):
            desk.session.delete(row)
    browser = _reviewer(panel)

    assert "请先" in browser.get("/review").text
    assert browser.get(SHEET).status_code == 404
    assert browser.get(f"{SHEET}/1").status_code == 404


def test_a_typed_sheet_is_taken_as_a_sheet_that_came_as_a_file(panel: Browse) -> None:
    browser = _reviewer(panel)

    answer = browser.post(SHEET, data=_typed(60), follow_redirects=True)

    assert "评分表已收" in answer.text
    sheet = _sheet("E01")
    assert sheet.state is SheetState.HANDED_IN
    assert sheet.items["4.1.2"] == {"percent": 60, "strengths": "=方法系统", "improvements": ""}
    with glance_at_desk() as desk:
        actions = [one.action for one in events_of(desk.session)]
    assert "score_sheet.handed_in" in actions


def test_missing_items_are_named_and_nothing_typed_is_lost(panel: Browse) -> None:
    typed = _typed(60, overall="整体较好") | {"4.1.2-percent": ""}

    answer = _reviewer(panel).post(SHEET, data=typed)

    assert answer.status_code == 422
    assert 'href="#item-4.1.2"' in answer.text
    assert "整体较好" in answer.text
    assert _sheet("E01").state is SheetState.EXPECTED


def test_a_draft_is_kept_and_hands_nothing_in(panel: Browse) -> None:
    saved = _reviewer(panel).post(SHEET, data=_typed(60, overall="写了一半", do="autosave"))
    other = _reviewer(panel)

    assert saved.status_code == 204
    assert "写了一半" in other.get(SHEET).text
    assert "已保存，尚未提交" in other.get("/review").text
    assert _sheet("E01").state is SheetState.EXPECTED


def test_the_leader_sees_the_spread_once_all_sheets_are_in(panel: Browse) -> None:
    path = "/review/3/document-review/panel"
    leader = _reviewer(panel)
    assert "缺3份" in leader.get(path).text

    for number, percent in ((1, 40), (2, 60), (3, 85)):
        _reviewer(panel, number).post(SHEET, data=_typed(percent))

    assert "须合议" in leader.get(path).text
    assert _reviewer(panel, 2).get(path).status_code == 404


def test_who_does_not_sit_on_the_panel_finds_nothing(panel: Browse) -> None:
    reserve = _reviewer(panel, 9)

    assert reserve.get(SHEET).status_code == 404
    assert reserve.post(SHEET, data=_typed(60)).status_code == 404
    assert reserve.get("/review/3/document-review/pack").status_code == 404
