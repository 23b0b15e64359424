from models.audit import events_of
from models.panel import Panel, Seat, SeatState
from models.review import ScoreSheet, SheetState
from models.types import id_of
from runtime.desk import Desk, glance_at_desk, open_desk
from tests.actions import factories
from tests.portal.conftest import Enter

LIST = "/desk/edition/3/applicants"


def _score(desk: Desk) -> None:
    """One sheet for S001 by the first of the first panel, E01."""
    attempt = factories.attempt(desk, "document-review")
    panel = Panel(
        edition=3,
        attempt_id=id_of(attempt),
        number=1,
        pool=[],
        pool_sha256="",
        excluded={},
        seed="",
    )
    factories.add(desk, panel)
    seat = Seat(panel_id=id_of(panel), position=1, reviewer="E01", state=SeatState.SEATED)
    factories.add(desk, seat)
    sheet = ScoreSheet(
        attempt_id=id_of(attempt), panel_id=id_of(panel), reviewer="E01", ref="S001",
        state=SheetState.HANDED_IN, handed_in_at=desk.at,
    )  # fmt: skip
    factories.add(desk, sheet)


def test_the_list_is_filtered_and_comes_a_hundred_at_a_time(enter: Enter) -> None:
    with open_desk() as desk:
        for number in range(2, 302):
            desk.session.add(factories.application(f"S{number:03d}"))
    office = enter("office")

    first = office.get(LIST)
    last = office.get(LIST, params={"page": "4"})
    one = office.get(LIST, params={"words": "S250"})

    assert "共301家" in first.text
    assert first.text.count("/applicants/S") == 100
    assert "S301" in last.text
    assert last.text.count("/applicants/S") == 1
    assert one.text.count("/applicants/S") == 1
    assert len(first.content) < 100_000


def test_a_reviewer_is_named_to_the_office_and_to_nobody_else(enter: Enter) -> None:
    with open_desk() as desk:
        _score(desk)

    known = enter("office").get(f"{LIST}/S001").text
    unknown = enter("chair", name="卢示例").get(f"{LIST}/S001").text

    assert "第1评审组1号评审员（E01）" in known
    assert "第1评审组1号评审员交来" in unknown
    assert "E01" not in unknown


def test_whoever_reads_a_file_is_on_record(enter: Enter) -> None:
    with open_desk() as desk:
        desk.keep(b"<script>alert(1)</script>", "说明.html", kind="application", edition=3,
                  subject="S001")  # fmt: skip
    office = enter("office")
    page = office.get(f"{LIST}/S001").text
    path = page.split('href="/desk/edition/3/files/')[1].split('"')[0]

    answer = office.get(f"/desk/edition/3/files/{path}")

    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in answer.headers["content-security-policy"]
    with glance_at_desk() as desk:
        (event,) = [one for one in events_of(desk.session, 3) if one.action == "file.read"]
    assert (event.actor, event.subject) == ("覃示例", "说明.html")


def test_a_file_of_another_edition_is_not_found(enter: Enter) -> None:
    with open_desk() as desk:
        factories.add(desk, factories.edition(number=2))
        desk.keep(b"paper", "说明.txt", kind="application", edition=2, subject="S001")

    assert enter("office").get("/desk/edition/3/files/1").status_code == 404
