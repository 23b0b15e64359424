"""济宁、马鞍山: papers 40, defence 40, survey 20; the score decides, the members vote by name."""

from fractions import Fraction
from pathlib import Path

from documents.forms.tally import Round
from tests.packs import city
from tests.packs.city import Candidate
from tests.packs.play import Play

HEAVY, TEXTILE, FOOD = "济宁示例重工有限公司", "济宁示例纺织有限公司", "济宁示例食品有限公司"
CANDIDATES = (Candidate(HEAVY, 60, 60), Candidate(TEXTILE, 55, 60), Candidate(FOOD, 60, 55))
SURVEYED = {HEAVY: 500, TEXTILE: 900, FOOD: 700}


def votes(play: Play) -> list[Round]:
    named = play.named()
    marks = [(named[HEAVY], 9), (named[TEXTILE], 5), (named[FOOD], 4)]
    return [city.round_of(1, "award", marks)]


def test_survey_is_weighed_in_and_the_vote_has_names(home: Path) -> None:
    play = Play(home, "modelled-jining", "370811", CANDIDATES, votes, surveyed=SURVEYED).run()

    record = play.record()
    refs = {name: one.ref for name, one in play.named().items()}
    scores = {ref: Fraction(score) for ref, score in record["combined"]["scores"].items()}
    assert play.refused == []
    assert scores == {
        refs[HEAVY]: Fraction(580),  # 0.4 × 600 + 0.4 × 600 + 0.2 × 500
        refs[TEXTILE]: Fraction(640),
        refs[FOOD]: Fraction(600),
    }
    # Everybody with more than half is ranked by the score, not by the votes.
    assert play.winners() == {"award": [TEXTILE, HEAVY]}
    assert "未超过" in record["ballot"]["result"]["reasons"][refs[FOOD]]
    assert len(record["ballot"]["votes"][0]) == 3 * city.MEMBERS
    assert "记名投票" in play.paper("minutes")
    assert "委员9" in play.paper("minutes")
    assert "社会满意度调查" in play.paper("summary-report")
