import pytest

from rules.policy.citing import Topic, articles, noted
from tests.rules.packs import changed_pack, pack

MODELLED = ("modelled-hangzhou", "modelled-jining", "modelled-xuchang")


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (Topic.CALL, "第十四条、第十五条"),
        (Topic.VERIFICATION, "第九条第（五）项"),  # without the note behind it
        (Topic.RECEIPT, "第十五条"),  # the note holds brackets of its own
        (Topic.ELIGIBILITY, "第十三条、第十六条"),
        (Topic.INVITATION, "第九条第（二）项、第十条、第三十条"),
        (Topic.PRIORITY, "第十三条第（五）项"),
        (Topic.RECHECK, "第十三条第（六）项、第二十五条"),
        (Topic.AWARD, "第二十一条、第二十二条"),
    ],
)
def test_the_articles_are_those_of_the_values(topic: Topic, expected: str) -> None:
    assert articles(pack(), topic) == expected


@pytest.mark.parametrize("name", MODELLED)
@pytest.mark.parametrize("topic", Topic)
def test_a_city_never_cites_an_article_of_another(name: str, topic: Topic) -> None:
    assert "第" not in articles(pack(name), topic)


def test_an_article_that_changes_in_the_pack_changes_in_what_is_written() -> None:
    policy = changed_pack(
        ("vote.toml", "第十九条", "第二十条"),
        (
            "stages.toml",
            'value = "审议投票", basis = "article", cite = "第十九条"',
            'value = "审议投票", basis = "article", cite = "第四十条"',
        ),
    )

    assert noted(policy, Topic.DELIBERATION) == "（第四十条）"


def test_a_sentence_without_an_article_ends_without_one() -> None:
    assert noted(pack("modelled-xuchang"), Topic.DELIBERATION) == ""


def test_a_stage_that_is_left_out_cites_nothing() -> None:
    stages = pack().stages
    policy = pack().model_copy(update={"stages": stages.model_copy(update={"stage": ()})})

    assert articles(policy, Topic.PUBLICITY) == ""
