from actions.edition.story_words import EVENTS, outcome_word
from models.application import ApplicationState


def test_every_state_that_is_entered_by_an_event_has_its_words() -> None:
    silent = {ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE}  # told by "assessed"

    assert {f"application.{one}" for one in set(ApplicationState) - silent} <= set(EVENTS)


def test_what_a_decision_says_of_one_is_said_with_its_reason() -> None:
    assert outcome_word({"eligible": True, "reason": ""}) == "合格"
    assert outcome_word({"reason": "第5名"}) == "第5名"
    assert outcome_word({"eligible": None}) == ""
