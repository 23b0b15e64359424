"""许昌: the city government decides before the list is public; the policy says so, and only it."""

from pathlib import Path

from documents.forms.tally import Round
from tests.packs import city
from tests.packs.city import Candidate
from tests.packs.play import Play
from tests.packs.wording import words_of_a_program

CANDIDATES = (
    Candidate("许昌示例重工有限公司", 70),
    Candidate("许昌示例纺织有限公司", 65),
    Candidate("许昌示例食品有限公司", 60),
    Candidate("许昌示例电气有限公司", 55),
    Candidate("许昌示例物流有限公司", 50),
)


def votes(play: Play) -> list[Round]:
    one, two, three, four, five = play.candidates_by_score()
    return [
        city.round_of(1, "award", [(one, 9), (two, 7), (three, 2), (four, 0), (five, 0)]),
        city.round_of(2, "nomination", [(three, 8), (four, 6), (five, 3)]),
    ]


def test_the_city_decides_before_the_list_is_public(home: Path) -> None:
    play = Play(
        home, "modelled-xuchang", "411002", CANDIDATES, votes, struck=["许昌示例食品有限公司"]
    ).run()

    assert play.refused == []
    assert play.stages[-3:] == ["approval", "publicity", "conferral"]
    assert play.winners() == {
        "award": ["许昌示例重工有限公司", "许昌示例纺织有限公司"],
        "nomination": ["许昌示例电气有限公司"],
    }
    assert "名单尚未公示，按规定的次序在批准后公示" in play.paper("request")
    assert "评审委员会审议、市政府常务会议审定，产生" in play.paper("public-list")
    assert words_of_a_program(city.EDITION) == []
    assert "第二十" not in play.paper("decision")  # no article of a city whose text is known
    assert play.record()["ballot"]["result"]["vacant"] == {"award": 0, "nomination": 1}
