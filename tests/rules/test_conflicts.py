"""Conflicts of interest: certain ones keep out, likely ones are asked about."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rules.conflicts import (
    ApplicantFacts,
    ConflictFinding,
    Interest,
    InterestKind,
    ReviewerFacts,
    conflicts_between,
    exclusions,
    find_conflicts,
)
from rules.findings import Outcome
from rules.names import Organisation
from rules.policy import read_pack

QINZHOU = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
ON = date(2026, 6, 30)

SCHOOL = Organisation("北部湾职业学校")
FIRM = Organisation("广西桂能科技有限公司", "91450702MA5XAAAA1W", ("钦州糖业有限公司", "桂能"))
APPLICANT = ApplicantFacts(
    "S001",
    FIRM,
    group=(Organisation("桂能控股集团有限公司"),),
    competitors=(Organisation("南珠电力有限公司"),),
    recommenders=(Organisation("灵山县质量强县办公室"),),
)
REVIEWER = ReviewerFacts("E01", "陆一", SCHOOL)


def found(reviewer: ReviewerFacts) -> tuple[ConflictFinding, ...]:
    return find_conflicts(
        reviewer, [APPLICANT], cooling_years=3, on=ON, places=("钦州市",), basis="第三十条"
    )


def codes(reviewer: ReviewerFacts) -> list[tuple[str, Outcome]]:
    return [(finding.code, finding.outcome) for finding in found(reviewer)]


def tied(kind: InterestKind, name: str, *, until: date | None = None) -> ReviewerFacts:
    return replace(REVIEWER, interests=(Interest(kind, Organisation(name), until=until),))


def test_article_30_somebody_without_ties_has_no_conflict() -> None:
    assert found(REVIEWER) == ()


def test_article_30_employer_by_credit_code() -> None:
    reviewer = replace(REVIEWER, employer=Organisation("曾用简称", "91450702MA5XAAAA1W"))

    assert found(reviewer) == (
        ConflictFinding(
            "E01",
            "S001",
            Outcome.FAIL,
            "employer:itself",
            "陆一现任职于曾用简称，该单位即申报单位“广西桂能科技有限公司”（S001），"
            "依据第三十条应当回避。",
        ),
    )


@pytest.mark.parametrize("name", ["桂能科技有限责任公司", "钦州市糖业有限公司", "桂能"])
def test_article_30_employer_by_present_former_and_short_name(name: str) -> None:
    reviewer = replace(REVIEWER, employer=Organisation(name))

    assert codes(reviewer) == [("employer:itself", Outcome.FAIL)]


def test_article_30_near_name_is_a_question_for_a_person() -> None:
    reviewer = replace(REVIEWER, employer=Organisation("桂能科技服务"))

    assert codes(reviewer) == [("employer:itself", Outcome.CHECK)]
    assert found(reviewer)[0].sentence.endswith("但只有名称相近，是否为同一单位须人工核实。")


def test_article_30_certain_relation_outweighs_a_near_name() -> None:
    reviewer = replace(REVIEWER, employer=Organisation("桂能控股"))

    assert codes(reviewer) == [("employer:same_group", Outcome.FAIL)]


@pytest.mark.parametrize(
    ("employer", "code"),
    [
        ("桂能控股集团有限公司", "employer:same_group"),
        ("南珠电力有限公司", "employer:competitor"),
        ("灵山县质量强县办公室", "employer:recommender"),
    ],
)
def test_article_30_employer_on_a_side_of_the_applicant(employer: str, code: str) -> None:
    reviewer = replace(REVIEWER, employer=Organisation(employer))

    assert codes(reviewer) == [(code, Outcome.FAIL)]


@pytest.mark.parametrize("kind", list(InterestKind))
def test_article_30_every_kind_of_interest_has_its_sentence(kind: InterestKind) -> None:
    reviewer = tied(kind, "桂能科技有限公司")

    assert codes(reviewer) == [(f"{kind}:itself", Outcome.FAIL)]
    assert kind.words("桂能科技有限公司") in found(reviewer)[0].sentence


def test_article_30_competitors_matter_to_those_who_work_there_now() -> None:
    assert found(tied(InterestKind.FORMER_EMPLOYER, "南珠电力有限公司")) == ()


@pytest.mark.parametrize(
    ("until", "counts"),
    [(date(2023, 6, 29), False), (date(2023, 6, 30), True), (None, True)],
)
def test_article_30_interest_counts_for_the_policys_years(
    until: date | None, *, counts: bool
) -> None:
    reviewer = tied(InterestKind.CONSULTANCY, "桂能科技有限公司", until=until)

    assert bool(found(reviewer)) is counts


def test_article_30_policy_gives_years_and_places() -> None:
    reviewer = tied(InterestKind.TRAINING, "钦州桂能科技有限公司", until=date(2023, 6, 30))
    applicant = replace(APPLICANT, organisation=Organisation("桂能科技有限公司"))

    findings = conflicts_between(reviewer, [applicant], policy=QINZHOU, on=ON)

    assert [finding.outcome for finding in findings] == [Outcome.FAIL]


def test_only_certain_conflicts_exclude_from_the_draw() -> None:
    certain = replace(REVIEWER, employer=FIRM)
    likely = replace(REVIEWER, id="E02", employer=Organisation("桂能科技服务"))
    findings = (*found(certain), *found(likely))

    assert exclusions(findings) == {"E01": findings[0].sentence}


def test_exclusion_names_every_certain_reason() -> None:
    reviewer = replace(tied(InterestKind.SHAREHOLDING, "桂能科技有限公司"), employer=FIRM)
    findings = found(reviewer)

    assert exclusions(findings) == {"E01": findings[0].sentence + findings[1].sentence}


def test_a_tie_without_a_known_article_cites_none() -> None:
    reviewer = replace(REVIEWER, employer=FIRM)

    (finding,) = find_conflicts(reviewer, [APPLICANT], cooling_years=3, on=ON)

    assert finding.sentence.endswith("，应当回避。")
