from datetime import date
from typing import Any

import pytest

from actions.errors import ActionRefused
from actions.vote.ballot_count import honours_of
from actions.vote.deliberation import (
    ChairNote,
    close_deliberation,
    enact_deliberation,
    evidence_of_deliberation,
    open_deliberation,
    owed_in_deliberation,
    ruling_in_deliberation,
)
from actions.vote.tallies import take_tally
from documents.forms.tally import (
    NamedVote,
    Recusal,
    Round,
    TallyForm,
    TallyLine,
    read_tally,
    write_tally,
)
from models.application import ApplicationState, applications_of
from models.deliberation import proposals_of, tallies_of
from models.edition import StageAttempt
from models.outbox import letters_of
from models.paper import papers_of
from models.people import ContactKind
from models.review import ReviewResult
from runtime.desk import Desk
from tests.actions import factories
from tests.documents.papers.reading import text_of
from tests.rules.packs import pack

REFS = [f"S{number:03d}" for number in range(1, 7)]
LISTED = ["S001", "S002", "S003"]


@pytest.fixture
def attempt(desk: Desk) -> StageAttempt:
    """An open deliberation on six candidates, scored from S001 downwards, with nine members."""
    reviews = [factories.attempt(desk, stage) for stage in ("document-review", "site-review")]
    for place, ref in enumerate(REFS):
        factories.add(desk, factories.application(ref, state=ApplicationState.CANDIDATE))
        for review in reviews:
            assert review.id is not None
            total = f"{1400 - 20 * place}/2"
            result = ReviewResult(attempt_id=review.id, ref=ref, total=total, items={})
            factories.add(desk, result)
    for number in range(1, 10):
        factories.add(desk, factories.member(number))
    factories.add(desk, factories.contact(ContactKind.OFFICE))
    row = factories.attempt(desk, "deliberation")
    open_deliberation(desk, row)
    return row


def line(ref: str, votes: int, *, recused: int = 0, ballots: int = 9) -> TallyLine:
    return TallyLine(
        ref=ref,
        name=f"钦州{ref}有限公司",
        votes_for=votes,
        votes_against=ballots - votes - recused,
        votes_blank=0,
        recused=recused,
    )


def held(prize: str, votes: dict[str, int], *, run_off: bool = False) -> Round:
    return Round(
        round=1 if prize == "award" else 2,
        prize=prize,
        is_run_off=run_off,
        issued=9,
        returned=9,
        valid=9,
        void=0,
        lines=tuple(line(ref, own) for ref, own in votes.items()),
    )


def count(*rounds: Round, **changes: Any) -> TallyForm:
    values = {
        "edition": 3,
        "held_on": date(2026, 4, 1),
        "appointed": 9,
        "present": 9,
        "presided_by": "委员1",
        "teller_1": "黄丽",
        "teller_2": "陈勇",
        "observer": "周正",
        "rounds": rounds,
    }
    return TallyForm(**{**values, **changes})


def take(desk: Desk, form: TallyForm) -> list[str]:
    return [
        one.sentence for one in take_tally(desk, 3, form, source="计票单.xlsx", sha256="a" * 64)
    ]


NAMED = NamedVote(round=1, member="委员1", ref="S001", choice="同意")
AWARD = held("award", {"S001": 9, "S002": 8, "S003": 7, "S004": 5, "S005": 5, "S006": 1})
NOMINATION = held("nomination", {"S004": 5, "S005": 7, "S006": 8})


def test_committee_gets_its_papers_and_the_office_the_count_form(
    desk: Desk, attempt: StageAttempt
) -> None:
    kinds = [paper.kind for paper in papers_of(desk.session, 3)]
    letters = [one for one in letters_of(desk.session, 3) if one.message == "meeting-pack"]
    forms = [a for one in letters for a in one.attachments if a["name"].endswith(".xlsx")]

    before = ["signing-sheet", "summary-report", "meeting-notice"]
    assert kinds == [*before, "count-sheet", "ballot-paper", "sign-in-sheet", "chair-script"]
    assert len(letters) == 10
    assert [a["name"] for a in forms] == ["03-计票单.xlsx"]
    assert desk.files.fetch(forms[0]["sha256"]).startswith(b"PK")
    assert [one.subject for one in owed_in_deliberation(desk, attempt)] == ["tally"]


@pytest.mark.usefixtures("attempt")
def test_article_19_no_ballot_is_mailed_to_a_member(desk: Desk) -> None:
    packs = [one for one in letters_of(desk.session, 3) if one.message == "meeting-pack"]

    ballots = [one.to_name for one in packs if any("投票单" in a["name"] for a in one.attachments)]

    assert len(packs) == 10
    assert ballots == ["陆志强"]
    (ballot,) = (one for one in papers_of(desk.session, 3) if one.kind == "ballot-paper")
    told = text_of(desk.files.fetch(ballot.sha256))
    assert "不按人编号" in told
    assert "每一张选票上的该行同样划去" in told


@pytest.mark.usefixtures("attempt")
def test_article_19_each_round_has_its_own_candidates(desk: Desk) -> None:
    votes = {"S001": 9, "S002": 8, "S003": 7, "S004": 6, "S005": 4, "S006": 0}
    take(desk, count(held("award", votes)))

    last = next(one for one in letters_of(desk.session, 3) if "提名奖投票" in one.subject)
    (form,) = (a for a in last.attachments if a["name"].endswith(".xlsx"))
    ballot = [one for one in papers_of(desk.session, 3) if one.kind == "ballot-paper"][-1]
    told = text_of(desk.files.fetch(ballot.sha256))
    assert [ref for ref in REFS if f"钦州{ref}有限公司" in told] == ["S005", "S006"]
    assert "最多投6个同意票" in told
    assert form["name"] == "03-计票单-第二轮.xlsx"


def test_article_19_nobody_is_asked_for_a_round_that_nobody_can_win(
    desk: Desk, attempt: StageAttempt
) -> None:
    for one in applications_of(desk.session, 3):
        if one.ref > "S004":
            one.state = ApplicationState.WITHDRAWN
    desk.session.flush()
    take(desk, count(held("award", {"S001": 9, "S002": 8, "S003": 7, "S004": 6})))

    assert owed_in_deliberation(desk, attempt) == []
    with pytest.raises(ActionRefused, match="没有候选单位，本轮不需要投票"):
        take(desk, count(held("nomination", {})))
    assert ruling_in_deliberation(desk, attempt, ChairNote()) == {"主任委员说明": ""}


@pytest.mark.usefixtures("attempt")
def test_article_19_a_run_off_counts_one_mark_a_seat(desk: Desk) -> None:
    take(desk, count(AWARD))

    with pytest.raises(ActionRefused, match="同意票合计 10 个，多于有效票 9 张、每张最多 1 个"):
        take(desk, count(held("award", {"S004": 5, "S005": 5}, run_off=True)))


def test_tie_for_the_last_place_needs_a_run_off(desk: Desk, attempt: StageAttempt) -> None:
    assert take(desk, count(AWARD, NOMINATION)) == [
        "已收市长质量奖投票的计票。",
        "已收市长质量奖提名奖投票的计票。",
    ]

    assert "市长质量奖再次投票：S004、S005" in owed_in_deliberation(desk, attempt)[0].matter
    assert any("再次投票" in one.text for one in letters_of(desk.session, 3))
    with pytest.raises(ActionRefused, match="投票尚无结果"):
        ruling_in_deliberation(desk, attempt, ChairNote())

    run_off = held("award", {"S004": 5, "S005": 4}, run_off=True)
    take(desk, count(run_off))

    assert owed_in_deliberation(desk, attempt) == []
    close_deliberation(desk, attempt)
    enact_deliberation(desk, attempt, factories.decision())
    assert attempt.id is not None
    found = [(row.prize, row.rank, row.ref) for row in proposals_of(desk.session, attempt.id)]
    awards = [(prize, ref) for prize, _, ref in found if prize == "award"]
    assert awards == [("award", ref) for ref in ["S001", "S002", "S003", "S004"]]
    assert [ref for prize, _, ref in found if prize == "nomination"] == ["S006", "S005"]


def test_count_is_taken_once_and_never_changed(desk: Desk, attempt: StageAttempt) -> None:
    take(desk, count(AWARD))

    assert take(desk, count(AWARD)) == ["市长质量奖投票的计票已收。"]
    other = held("award", {"S001": 8, "S002": 8, "S003": 7, "S004": 6, "S005": 6, "S006": 1})
    with pytest.raises(ActionRefused, match="已经登记，与本表不同"):
        take(desk, count(other))
    assert attempt.id is not None
    assert len(tallies_of(desk.session, attempt.id)) == 6


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (count(AWARD, observer="黄丽"), "两名计票人和一名监票人"),
        (count(AWARD, appointed=12), "名册为9名"),
        (count(AWARD, recusals=(Recusal(member="委员3", ref="S001"),)), "逐一登记了1人"),
        (count(AWARD, recusals=(Recusal(member="王五", ref="S001"),)), "不是本届评审委员会委员"),
        (count(AWARD, votes=(NAMED,)), "本办法规定无记名投票"),
        (count(AWARD, held_on=date(2026, 4, 2)), "会议日期"),
        (count(held("award", {"S009": 9})), "S009不是候选单位"),
        (count(held("award", {"S001": 9})), "缺少S002"),
        (count(NOMINATION), "投票次序"),
        (count(held("award", dict.fromkeys(REFS, 7))), "多于有效票 9 张、每张最多 4 个的总数 36"),
    ],
)
def test_count_that_cannot_be_is_refused_whole(
    desk: Desk, attempt: StageAttempt, form: TallyForm, sentence: str
) -> None:
    with pytest.raises(ActionRefused, match=sentence):
        take(desk, form)

    assert attempt.id is not None
    assert tallies_of(desk.session, attempt.id) == []


def test_chair_explains_a_vote_that_passes_over_the_highest_score(
    desk: Desk, attempt: StageAttempt
) -> None:
    award = held("award", {"S001": 2, "S002": 8, "S003": 7, "S004": 6, "S005": 1, "S006": 1})
    nomination = held("nomination", {"S001": 3, "S005": 7, "S006": 8})
    take(desk, count(award, nomination))
    close_deliberation(desk, attempt)

    evidence = evidence_of_deliberation(desk, attempt)
    assert "须由主任委员说明" in evidence.text
    assert "市长质量奖空缺1个" in evidence.text
    with pytest.raises(ActionRefused, match="S001综合得分最高"):
        ruling_in_deliberation(desk, attempt, ChairNote())

    details = ruling_in_deliberation(desk, attempt, ChairNote(note="现场答辩暴露质量问题"))
    enact_deliberation(desk, attempt, factories.decision(details=details))

    states = {row.ref: row.state for row in applications_of(desk.session, 3)}
    assert states["S001"] is ApplicationState.NOT_PROPOSED
    assert states["S002"] is ApplicationState.PROPOSED


def test_meeting_without_quorum_cannot_be_approved(desk: Desk, attempt: StageAttempt) -> None:
    few = replace_ballots(AWARD, 5)
    take(desk, count(few, present=5))
    close_deliberation(desk, attempt)

    assert owed_in_deliberation(desk, attempt) == []
    with pytest.raises(ActionRefused, match="退回后重新召开会议"):
        ruling_in_deliberation(desk, attempt, ChairNote())
    assert attempt.id is not None
    assert proposals_of(desk.session, attempt.id) == []


def test_withdrawal_after_the_vote_leaves_the_place_empty(
    desk: Desk, attempt: StageAttempt
) -> None:
    award = held("award", {"S001": 9, "S002": 8, "S003": 7, "S004": 6, "S005": 1, "S006": 1})
    take(desk, count(award, held("nomination", {"S005": 7, "S006": 8})))
    close_deliberation(desk, attempt)
    before = evidence_of_deliberation(desk, attempt).sha256

    gone = next(row for row in applications_of(desk.session, 3) if row.ref == "S002")
    gone.state = ApplicationState.WITHDRAWN
    desk.session.flush()

    assert evidence_of_deliberation(desk, attempt).sha256 != before
    enact_deliberation(desk, attempt, factories.decision())
    states = {row.ref: row.state for row in applications_of(desk.session, 3)}
    assert states["S002"] is ApplicationState.WITHDRAWN
    assert states["S003"] is ApplicationState.PROPOSED


@pytest.mark.usefixtures("attempt")
def test_count_is_taken_from_a_workbook(desk: Desk) -> None:
    form = count(AWARD, NOMINATION)

    assert take(desk, read_tally(write_tally(form), "计票单.xlsx"))[0].startswith("已收")


def test_priority_needs_a_prize_of_the_state_or_the_region() -> None:
    def records(*titles: tuple[str, str]) -> dict[str, Any]:
        rows = [{"kind": "荣誉", "title": title, "scope": scope} for title, scope in titles]
        return {"quality": {"records": rows}}

    form = records(
        ("广西壮族自治区主席质量奖", ""),
        ("钦州市市长质量奖", "广西钦州市人民政府"),
        ("名牌产品", "国家质量监督检验检疫总局"),
        ("名牌产品", "广西钦州市市场监督管理局"),
        ("全国五一劳动奖状", "中华全国总工会"),
    )

    assert honours_of(form, pack()) == ("广西壮族自治区主席质量奖", "名牌产品")


def replace_ballots(one: Round, ballots: int) -> Round:
    """The round with fewer ballots, every candidate with one vote."""
    lines = tuple(line(row.ref, 1, ballots=ballots) for row in one.lines)
    changes = {"issued": ballots, "returned": ballots, "valid": ballots, "lines": lines}
    return one.model_copy(update=changes)
