"""No rule that a page names and nothing calls, no value of a pack that nothing reads.

The lists of what is known may only shrink: what is wired or deleted must leave them.
"""

from tests import reached
from tests.rules import articles
from tests.rules.packs import pack

ASKED_BY_NAME = "archive."  # the section finds the period of a kind of paper by getattr
KNOWN_RULES = {
    "attendance.attendance",
    "casting.ballot_problems",
    "findings.remarks",
    "ranking.combined",
    "recusal.sheets_in_force",
    "sanctions.reported",
    "scoring.category_totals",
}
KNOWN_VALUES = {
    "criteria.pin_at",
    "hard_cases.proxy",
    "hard_cases.remote",
    "meta.doc_no",
    "meta.supersedes",
    "scoring.rounding",
}


def test_every_rule_the_pages_name_is_called_by_running_code() -> None:
    rows = (*articles.article_rows(), *articles.case_rows())
    named = {reached.home_of(rule) for row in rows for rule in row.rules}

    assert named - reached.reached_rules() == KNOWN_RULES


def test_every_value_of_a_pack_is_read_by_running_code() -> None:
    keys = {value.key for value in pack().values() if not value.key.startswith(ASKED_BY_NAME)}

    assert {key for key in keys if key.split(".")[-1] not in reached.read_names()} == KNOWN_VALUES


def test_a_rule_and_a_value_that_are_used_are_seen() -> None:
    assert {"scoring.combine", "draw.edition_seed", "eligibility.links.over_limit"} <= (
        reached.reached_rules()
    )
    assert {"percent_step", "quorum", "order"} <= reached.read_names()
