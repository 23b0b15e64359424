from models.edition import EditionState
from models.people import ContactKind
from runtime.desk import open_desk
from tests.actions import factories
from tests.portal.conftest import Enter


def test_the_edition_says_what_runs_who_owes_and_how_many_came(enter: Enter) -> None:
    with open_desk() as desk:
        factories.attempt(desk, "intake")
        factories.add(desk, factories.contact(ContactKind.COUNTY, name="灵山县办", region="450721"))

    answer = enter("office").get("/desk/edition", follow_redirects=True)

    assert answer.url.path == "/desk/edition/3"
    assert 'aria-current="page">本届' in answer.text
    assert "个工作日" in answer.text
    assert 'id="owed"' in answer.text
    assert "灵山县办" in answer.text
    assert "未催办" in answer.text
    assert '<svg viewBox="0 0 1000 24"' in answer.text


def test_an_installation_without_an_edition_says_so(enter: Enter) -> None:
    with open_desk() as desk:
        desk.edition(3).state = EditionState.CANCELLED

    answer = enter("office").get("/desk/edition")

    assert answer.status_code == 200
    assert "还没有开启任何一届" in answer.text


def test_an_edition_that_is_not_there_is_not_found(enter: Enter) -> None:
    assert enter("auditor").get("/desk/edition/77").status_code == 404
