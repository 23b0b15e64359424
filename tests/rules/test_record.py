"""A record that holds, and one for every way it may not."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from rules.ballot import Candidate, RoundTally, Tally, count
from rules.calendar import WorkCalendar, YearPlan
from rules.canonical import BEIJING, canonical_json, sha256_of
from rules.chain import GENESIS, link
from rules.conflicts import conflicts_between, exclusions
from rules.criteria import Criteria
from rules.draw import draw, edition_seed, panel_seed
from rules.eligibility import ApplicationFacts, DepartmentReply, Verification, assess
from rules.interests import ApplicantFacts, ReviewerFacts
from rules.names import Organisation
from rules.policy import Policy
from rules.publicity import ChannelProof, period
from rules.ranking import combined
from rules.record import (
    AssessmentRecord,
    BallotRecord,
    CombinedRecord,
    ConflictsRecord,
    Decided,
    Discrepancy,
    DrawsRecord,
    EligibilityRecord,
    PanelRecord,
    PublicityRecord,
    Record,
    ReviewRecord,
    ShortlistRecord,
    YearRecord,
    record_text,
    sealed,
    verify,
)
from rules.recusal import declare
from rules.replacement import replace
from rules.scoring import Consensus, Sheet, combine
from rules.shortlist import Choice, decide, shortlist
from tests.rules.packs import POLICIES, gbt19580, pack

REFS = ("S001", "S002")
CODES = {"S001": "91450702MA5XAAAA1W", "S002": "91450703MA5XAAAA2E"}
REFERENCE = date(2026, 6, 30)
DEPARTMENTS = pack().departments
POOL = tuple(f"E{number:02d}" for number in range(1, 13))
NUMBERS = [item.number for item in gbt19580().items]

Loaded = dict[str, Any]


def assessment(ref: str) -> AssessmentRecord:
    facts = ApplicationFacts(
        uscc=CODES[ref],
        name=f"示例{ref}有限公司",
        legal_person=True,
        legal_form="company",
        registered_region="450702",
        established_on=date(2010, 1, 1),
    )
    replies = tuple(DepartmentReply(d.id, "clean") for d in DEPARTMENTS)
    verifications = tuple(
        Verification(c.id, satisfied=True)
        for c in pack().eligibility.conditions
        if c.kind.value == "verification"
    )
    findings = assess(
        facts,
        policy=pack(),
        reference_date=REFERENCE,
        replies=replies,
        verifications=verifications,
        edition=3,
    )
    return AssessmentRecord(
        ref=ref,
        application=facts,
        reference_date=REFERENCE,
        replies=replies,
        verifications=verifications,
        findings=findings,
        decided=Decided(eligible=True, reason="材料齐全"),
    )


def organisation(ref: str) -> Organisation:
    return Organisation(f"示例{ref}有限公司", CODES[ref])


def conflicts() -> ConflictsRecord:
    """E12 works for the first applicant, everybody else for a university."""
    school = Organisation("广西某大学")
    return ConflictsRecord(
        on=date(2026, 7, 1),
        reviewers=tuple(
            ReviewerFacts(one, f"评审员{one}", organisation("S001") if one == "E12" else school)
            for one in POOL
        ),
        applicants=tuple(ApplicantFacts(ref, organisation(ref)) for ref in REFS),
    )


def publicity() -> PublicityRecord:
    """Three channels on two days, five working days over the National Day holiday."""
    days = {"市人民政府门户网站": 29, "市级新闻媒体": 30, "网络": 30}
    proofs = tuple(
        ChannelProof(channel, datetime(2026, 9, day, 9, tzinfo=BEIJING), f"https://{day}.example")
        for channel, day in days.items()
    )
    off = tuple(date(2026, 10, day) for day in range(1, 8))
    plan = YearPlan(frozenset(off), frozenset({date(2026, 10, 10)}), "国办发明电")
    found = period(proofs, pack(), WorkCalendar({2026: plan}))
    assert found is not None
    return PublicityRecord(
        proofs=proofs,
        years=(
            YearRecord(
                year=2026, off_days=off, make_up_workdays=(date(2026, 10, 10),), source=plan.source
            ),
        ),
        period=found,
        closed_at=found.ends_at,
    )


def draws() -> DrawsRecord:
    seed = edition_seed("3214.55", ["青山", "绿水"])
    known = conflicts()
    found = [
        finding
        for one in known.reviewers
        for finding in conflicts_between(one, known.applicants, policy=pack(), on=known.on)
    ]
    first = draw(POOL, exclusions(found), 5, 2, panel_seed(seed, 1))
    change = replace(first, POOL, leaving=first.panel[0], reason="主动回避", ref="S002")
    panel = PanelRecord(
        number=1,
        refs=REFS,
        stages=("document-review", "site-review"),
        pool=dict.fromkeys(POOL, ""),
        size=5,
        reserves=2,
        draw=first,
        replacements=(change,),
        leader=first.panel[1],
    )
    return DrawsRecord(
        public_value="3214.55",
        witnesses=("青山", "绿水"),
        edition_seed=seed,
        panels=(panel,),
        conflicts=known,
    )


def review(stage: str, ref: str, percent: int) -> ReviewRecord:
    first = draws().panels[0].draw
    recused = first.panel[0]
    seats = (first.reserves[0], *first.panel[1:]) if ref == "S002" else first.panel
    sheets = tuple(Sheet(reviewer, dict.fromkeys(NUMBERS, percent)) for reviewer in seats)
    wide = (Sheet(seats[0], {**sheets[0].items, "4.1.2": percent - 30}), *sheets[1:])
    talks = (Consensus("4.1.2", percent - 5, "讨论后一致"),)
    return ReviewRecord(
        stage=stage,
        ref=ref,
        panel=1,
        sheets=wide,
        set_aside=(Sheet(recused, sheets[0].items),) if ref == "S002" else (),
        recusals=(declare(recused, ref),) if ref == "S002" else (),
        consensus=talks,
        reasons=dict.fromkeys(NUMBERS, "现场核实") if stage == "site-review" else {},
        score=combine(wide, gbt19580(), pack(), consensus=talks),
    )


def events() -> list[dict[str, object]]:
    chain: list[dict[str, object]] = []
    previous = GENESIS
    for number in range(3):
        facts: dict[str, object] = {"at": "2026-07-01T09:00:00+08:00", "action": f"步骤{number}"}
        own = link(previous, facts)
        chain.append({**facts, "prev_sha256": previous, "sha256": own})
        previous = own
    chain[1] = {key: chain[1][key] for key in ("prev_sha256", "sha256")}
    return chain


@cache
def text() -> str:
    """A small edition that holds."""
    percents = {"S001": (60, 65), "S002": (55, 50)}
    document = {ref: review("document-review", ref, percents[ref][0]) for ref in REFS}
    site = {ref: review("site-review", ref, percents[ref][1]) for ref in REFS}
    scores = {ref: own.score.total for ref, own in document.items()}
    choices = {"S002": Choice(chosen=True, reason="同意")}
    weights = pack().scoring.weights.value
    finals = {r: combined(document[r].score.total, site[r].score.total, weights) for r in REFS}
    candidates = {ref: Candidate(score) for ref, score in finals.items()}
    rounds = (
        RoundTally("award", (Tally("S001", 15, 3, 0), Tally("S002", 4, 14, 0))),
        RoundTally("nomination", (Tally("S002", 12, 6, 0),)),
    )
    return record_text(
        edition=3,
        exported_at=datetime(2026, 12, 1, 9, tzinfo=BEIJING),
        policy=pack(),
        criteria=gbt19580(),
        withdrawn=("S009",),
        eligibility=EligibilityRecord(assessments=tuple(assessment(ref) for ref in REFS)),
        draws=draws(),
        reviews=(*document.values(), *site.values()),
        shortlist=ShortlistRecord(
            scores=scores, choices=choices, result=decide(shortlist(scores, pack()), choices)
        ),
        combined=CombinedRecord(scores=finals),
        ballot=BallotRecord(
            appointed=21,
            present=18,
            candidates=candidates,
            rounds=rounds,
            result=count(pack(), 21, 18, candidates, rounds),
        ),
        publicity=publicity(),
        events=events(),
    )


def record() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text())
    return loaded


def codes(changed: dict[str, Any], *, reseal: bool = True) -> list[tuple[str, str, str]]:
    """What is found after a change, sealed again so that only the change itself shows."""
    if reseal:
        changed = json.loads(sealed(changed))
    return [(d.section, d.subject, d.code) for d in verify(changed)]


def test_record_of_an_edition_holds() -> None:
    assert verify(record()) == ()


def test_record_of_a_young_edition_holds() -> None:
    young = record_text(edition=3, exported_at=datetime(2026, 1, 1, tzinfo=BEIJING), policy=pack())

    assert verify(json.loads(young)) == ()


def test_another_format_is_not_guessed() -> None:
    assert verify({"format": "zhijiang-record/2"}) == (
        Discrepancy("record", "", "format", "不是 zhijiang-record/1 格式的记录，本版本不能核对。"),
    )


def test_seal_shows_any_change() -> None:
    changed = record()
    changed["edition"] = 4

    assert ("record", "", "sha256") in codes(changed, reseal=False)


def test_seal_over_a_value_without_a_text_does_not_hold() -> None:
    changed = record()
    last = changed["events"][-1]["sha256"]
    changed["events"].append({"facts": 0.5, "prev_sha256": last, "sha256": ""})

    assert [code for _, _, code in codes(changed, reseal=False)] == ["sha256", "not_canonical"]


def test_unreadable_parts_are_named() -> None:
    changed = record()
    changed["ballot"]["present"] = "18"
    del changed["edition"]

    found = verify(changed)

    assert [(d.section, d.subject, d.code) for d in found] == [
        ("edition", "edition", "unreadable"),
        ("ballot", "ballot.present", "unreadable"),
    ]


@pytest.mark.parametrize("value", [{1}, float("nan")])
def test_what_is_no_json_is_unreadable(value: object) -> None:
    found = verify({"format": "zhijiang-record/1", "edition": value})

    assert {d.code for d in found} == {"unreadable"}


def change_policy(r: Loaded) -> None:
    r["policy"]["vote"]["pass"]["value"]["num"] = 2
    r["policy"]["vote"]["pass"]["value"]["den"] = 3


def change_event(r: Loaded) -> None:
    r["events"][2]["action"] = "别的步骤"


def drop_event(r: Loaded) -> None:
    del r["events"][1]


def change_established_on(r: Loaded) -> None:
    r["eligibility"]["assessments"][0]["application"]["established_on"] = "2025-01-01"


def decide_without_reason(r: Loaded) -> None:
    r["eligibility"]["assessments"][1]["decided"] = {"eligible": False, "reason": " "}


def far_future(r: Loaded) -> None:
    r["eligibility"]["assessments"][0]["application"]["established_on"] = "9999-01-01"


def change_witness(r: Loaded) -> None:
    r["draws"]["witnesses"][0] = "黄山"


def change_panel_seed(r: Loaded) -> None:
    r["draws"]["edition_seed"] = "0" * 64


def swap_panel_members(r: Loaded) -> None:
    panel = r["draws"]["panels"][0]["draw"]["panel"]
    panel[2], panel[3] = panel[3], panel[2]


def shrink_pool(r: Loaded) -> None:
    r["draws"]["panels"][0]["pool"] = {"E01": ""}


def change_size(r: Loaded) -> None:
    r["draws"]["panels"][0]["size"] = 6


def repeat_panel(r: Loaded) -> None:
    r["draws"]["panels"] *= 2


def change_replacement(r: Loaded) -> None:
    r["draws"]["panels"][0]["replacements"][0]["reason"] = "其他"
    r["draws"]["panels"][0]["replacements"][0]["number"] = 2


def change_leader(r: Loaded) -> None:
    r["draws"]["panels"][0]["leader"] = "E99"


def change_percent(r: Loaded) -> None:
    r["reviews"][0]["sheets"][1]["items"]["4.7.2"] = 65


def drop_item(r: Loaded) -> None:
    del r["reviews"][0]["sheets"][1]["items"]["4.7.2"]


def drop_criteria(r: Loaded) -> None:
    r["criteria"] = None


def drop_sheets(r: Loaded) -> None:
    r["reviews"][0]["sheets"] = r["reviews"][0]["sheets"][:2]


def count_the_recused(r: Loaded) -> None:
    r["reviews"][1]["sheets"].append(r["reviews"][1]["set_aside"].pop())


def stranger_scores(r: Loaded) -> None:
    r["reviews"][0]["sheets"][1]["reviewer"] = "E99"


def find_interest_later(r: Loaded) -> None:
    hidden = r["reviews"][0]["sheets"][1]["reviewer"]
    recusal = {"reviewer": hidden, "ref": "S002", "ground": "found_later", "reason": "x", "by": "x"}
    r["reviews"][1]["recusals"].append(recusal)


def forget_the_talk(r: Loaded) -> None:
    r["reviews"][0]["consensus"] = []


def forget_a_reason(r: Loaded) -> None:
    r["reviews"][2]["reasons"]["4.1.2"] = ""


def change_shortlist_score(r: Loaded) -> None:
    r["shortlist"]["scores"]["S002"] = "600/1"


def change_shortlist(r: Loaded) -> None:
    r["shortlist"]["result"]["chosen"].reverse()


def leave_open(r: Loaded) -> None:
    r["shortlist"]["result"]["undecided"] = ["S002"]


def change_combined(r: Loaded) -> None:
    r["combined"]["scores"]["S002"] = "600/1"


def drop_site_review(r: Loaded) -> None:
    del r["reviews"][3]


def add_outside_part(r: Loaded) -> None:
    r["combined"]["outside"] = {"site-review": {"S001": "999/1"}, "survey": {}}


def hide_a_conflict(r: Loaded) -> None:
    r["draws"]["conflicts"]["reviewers"][0]["employer"] = {
        "name": "示例S002有限公司",
        "uscc": CODES["S002"],
        "other_names": [],
    }


def invent_a_conflict(r: Loaded) -> None:
    r["draws"]["conflicts"]["reviewers"][-1]["employer"]["uscc"] = ""
    r["draws"]["conflicts"]["reviewers"][-1]["employer"]["name"] = "广西某大学"


def forget_a_reviewer(r: Loaded) -> None:
    del r["draws"]["conflicts"]["reviewers"][0]


def drop_a_proof(r: Loaded) -> None:
    r["publicity"]["proofs"].pop()


def prove_later(r: Loaded) -> None:
    r["publicity"]["proofs"][0]["published_at"] = "2026-10-08T09:00:00+08:00"


def forget_the_holiday(r: Loaded) -> None:
    r["publicity"]["years"][0]["off_days"] = []


def forget_the_year(r: Loaded) -> None:
    r["publicity"]["years"] = []


def close_early(r: Loaded) -> None:
    r["publicity"]["closed_at"] = "2026-10-12T18:00:00+08:00"


def change_votes(r: Loaded) -> None:
    r["ballot"]["rounds"][0]["tallies"][1]["votes_for"] = 5
    r["ballot"]["rounds"][0]["tallies"][1]["votes_against"] = 13


def impossible_votes(r: Loaded) -> None:
    r["ballot"]["rounds"][0]["tallies"][1]["votes_for"] = 25


def stranger_stands(r: Loaded) -> None:
    r["shortlist"]["result"]["chosen"].remove("S002")


S001 = "document-review/S001"
S002 = "document-review/S002"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (change_policy, [("policy", "", "sha256"), ("ballot", "", "result")]),
        (change_event, [("events", "2", "chain")]),
        (drop_event, [("events", "1", "chain")]),
        (
            change_established_on,
            [("eligibility", "S001", "findings")],
        ),
        (
            decide_without_reason,
            [
                ("eligibility", "S002", "no_reason"),
                ("reviews", S002, "not_eligible"),
                ("reviews", "site-review/S002", "not_eligible"),
            ],
        ),
        (far_future, [("eligibility", "S001", "impossible")]),
        (change_witness, [("draws", "", "seed")]),
        (change_panel_seed, [("draws", "", "seed"), ("draws", "1", "seed")]),
        (
            shrink_pool,
            [
                ("draws", "1", "draw_invalid"),
                ("draws", "1", "draw_invalid"),
                ("conflicts", "1", "no_conflict"),
            ],
        ),
        (change_size, [("draws", "1", "size"), ("draws", "1", "draw")]),
        (repeat_panel, [("draws", "", "number")]),
        (change_replacement, [("draws", "1", "replacement")]),
        (change_leader, [("draws", "1", "leader")]),
        (change_percent, [("reviews", S001, "score")]),
        (drop_item, [("reviews", S001, "sheet_refused")]),
        (
            drop_criteria,
            [
                ("reviews", f"{stage}/{ref}", "no_criteria")
                for stage in ("document-review", "site-review")
                for ref in REFS
            ],
        ),
        (drop_sheets, [("reviews", S001, "too_few"), ("reviews", S001, "score")]),
        (
            count_the_recused,
            [
                ("reviews", S002, "recused"),
                ("reviews", S002, "same_seat"),
                ("reviews", S002, "score"),
            ],
        ),
        (stranger_scores, [("reviews", S001, "stranger"), ("reviews", S001, "score")]),
        (
            find_interest_later,
            [
                ("reviews", f"{stage}/{ref}", "recused")
                for stage in ("document-review", "site-review")
                for ref in REFS
            ],
        ),
        (forget_the_talk, [("reviews", S001, "score"), ("reviews", S001, "consensus")]),
        (forget_a_reason, [("reviews", "site-review/S001", "reasons")]),
        (change_shortlist_score, [("shortlist", "S002", "score"), ("shortlist", "", "result")]),
        (change_shortlist, [("shortlist", "", "result")]),
        (leave_open, [("shortlist", "", "result"), ("shortlist", "", "undecided")]),
        (change_combined, [("combined", "S002", "score"), ("ballot", "S002", "combined")]),
        (drop_site_review, [("combined", "S002", "weights_invalid")]),
        (add_outside_part, [("combined", "S001", "score")]),
        (change_votes, [("ballot", "", "result")]),
        (impossible_votes, [("ballot", "", "ballot_invalid")]),
        (hide_a_conflict, [("conflicts", "1", "conflict")]),
        (invent_a_conflict, [("conflicts", "1", "no_conflict")]),
        (forget_a_reviewer, [("conflicts", "1", "no_facts")]),
        (drop_a_proof, [("publicity", "", "missing")]),
        (prove_later, [("publicity", "", "period")]),
        (forget_the_holiday, [("publicity", "", "period")]),
        (forget_the_year, [("publicity", "", "year_unknown")]),
        (close_early, [("publicity", "", "too_early")]),
        (stranger_stands, [("shortlist", "", "result"), ("ballot", "S002", "not_shortlisted")]),
    ],
)
def test_every_change_is_found(
    change: Callable[[Loaded], None], expected: list[tuple[str, str, str]]
) -> None:
    changed = record()
    change(changed)

    assert codes(changed) == expected


def test_swapped_panel_members_are_found() -> None:
    changed = record()
    swap_panel_members(changed)

    assert ("draws", "1", "draw") in codes(changed)


def test_withdrawn_applicant_may_be_missing_from_the_shortlist() -> None:
    changed = record()
    changed["withdrawn"] = ["S002"]
    for section in ("shortlist", "combined", "ballot"):
        changed[section] = None
    scores = {"S001": Fraction(changed["reviews"][0]["score"]["total"])}
    changed["shortlist"] = json.loads(
        ShortlistRecord(scores=scores, result=shortlist(scores, pack())).model_dump_json()
    )

    assert codes(changed) == []


def test_reviews_without_draws_or_documents_are_checked_as_far_as_possible() -> None:
    changed = record()
    for section in ("draws", "eligibility", "shortlist", "combined", "ballot"):
        changed[section] = None
    changed["reviews"] = changed["reviews"][2:]

    assert codes(changed) == []


def names_in(value: object) -> set[str]:
    """Every field name in the schema of the record, but those inside policy and criteria."""
    found: set[str] = set()
    if isinstance(value, dict):
        found |= set(value.get("properties", {}))
        return found.union(*(names_in(item) for item in value.values()))
    return found


def test_every_field_of_the_format_is_documented() -> None:
    schema = Record.model_json_schema()
    elsewhere = names_in(Policy.model_json_schema()) | names_in(Criteria.model_json_schema())
    page = (POLICIES.parent / "docs" / "record-format.md").read_text("utf-8")
    quoted = set(re.findall(r"`([a-z_0-9]+)`", page))

    assert names_in(schema) - elsewhere - quoted == set()
    assert set(Record.model_fields) <= quoted


def test_case_17_sheets_handed_in_before_a_recusal_may_stand_where_the_policy_says_so() -> None:
    changed = record()
    changed["policy"]["hard_cases"]["keep_if_submitted"]["value"] = True
    changed["policy_sha256"] = sha256_of(changed["policy"])
    own = changed["reviews"][0]
    away = own["sheets"][1]["reviewer"]
    own["recusals"] = [json.loads(canonical_json(declare(away, "S001")))]

    assert codes(changed) == []
    own["recusals"][0]["ground"] = "found_later"
    assert {code for _, _, code in codes(changed)} == {"recused"}
