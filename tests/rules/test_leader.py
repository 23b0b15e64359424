"""The panel leader."""

import pytest

from rules.leader import LeaderInvalid, leader

PANEL = ("E05", "E02", "E09")


def test_case_16_first_drawn_leads() -> None:
    assert leader("first_drawn", PANEL) == "E05"


def test_case_16_office_appoints_from_the_drawn() -> None:
    assert leader("appointed_by_office", PANEL, appointed="E09") == "E09"

    with pytest.raises(LeaderInvalid, match="须从抽中的评审员"):
        leader("appointed_by_office", PANEL, appointed="E01")


def test_case_16_panel_elects() -> None:
    votes = {"E05": "E02", "E02": "E02", "E09": "E05"}

    assert leader("elected", PANEL, votes=votes) == "E02"


@pytest.mark.parametrize("votes", [None, {"E05": "E02", "E02": "E05"}])
def test_election_without_a_winner_is_held_again(votes: dict[str, str] | None) -> None:
    with pytest.raises(LeaderInvalid, match="重新推选"):
        leader("elected", PANEL, votes=votes)


def test_election_counts_members_only() -> None:
    with pytest.raises(LeaderInvalid, match="E01不是本组评审员"):
        leader("elected", PANEL, votes={"E05": "E01"})


def test_empty_panel_has_no_leader() -> None:
    with pytest.raises(LeaderInvalid):
        leader("first_drawn", ())
