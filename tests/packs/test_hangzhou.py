"""杭州: every year, three prizes, nobody below 620, and only who stands in the nursery pool."""

from pathlib import Path

from documents.forms.tally import Round
from models.application import ApplicationState
from tests.packs import city
from tests.packs.city import Candidate
from tests.packs.play import Play

FIRST, SECOND, THIRD = "杭州示例重工有限公司", "杭州示例纺织有限公司", "杭州示例食品有限公司"
FALLING, LOW, STRANGER = "杭州示例电气有限公司", "杭州示例物流有限公司", "杭州示例软件有限公司"
CANDIDATES = (
    Candidate(FIRST, 75),
    Candidate(SECOND, 70),
    Candidate(THIRD, 65),
    Candidate(FALLING, 65, 60),  # 650 on paper, 600 on site: 620 together, which is enough
    Candidate(LOW, 65, 55),  # 590 together
    Candidate(STRANGER, 90),
)
LISTED = (FIRST, SECOND, THIRD, FALLING, LOW)


def votes(play: Play) -> list[Round]:
    first, second, third, falling = play.candidates_by_score()[:4]
    return [
        city.round_of(1, "award", [(first, 9), (second, 3), (third, 2), (falling, 1)]),
        city.round_of(2, "innovation", [(second, 8), (third, 4), (falling, 4)]),
        city.round_of(3, "excellence", [(third, 7), (falling, 6)]),
    ]


def test_three_prizes_above_the_floor_from_the_nursery_pool(home: Path) -> None:
    play = Play(home, "modelled-hangzhou", "330102", CANDIDATES, votes, listed=LISTED).run()

    record = play.record()
    reasons = record["ballot"]["result"]["reasons"]
    refs = {name: one.ref for name, one in play.named().items()}
    assert play.refused == []
    assert play.winners() == {
        "award": [FIRST], "innovation": [SECOND], "excellence": [THIRD, FALLING]
    }  # fmt: skip
    assert record["ballot"]["result"]["vacant"] == {"award": 4, "innovation": 4, "excellence": 3}
    assert list(play.named(ApplicationState.INELIGIBLE)) == [STRANGER]
    assert refs[LOW] not in reasons  # not put to the vote at all
    assert list(play.named(ApplicationState.NOT_PROPOSED)) == [LOW]
    assert "620" in play.paper("summary-report")
