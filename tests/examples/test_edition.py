from pathlib import Path

import pytest

from documents.forms.application import ApplicationForm, read_application
from documents.forms.committee import read_committee
from documents.forms.contacts import read_contacts
from documents.forms.history import read_history
from documents.forms.kinds import kind_of
from documents.forms.reviewers import read_reviewers
from documents.sheets.problems import FormRefused
from examples.make_qinzhou_2026 import FOLDER, edition_files
from examples.making.applications import FORM, YEARS
from examples.making.organisations import ELIGIBLE, ORGANISATIONS, Oddity, Organisation, odd
from examples.making.people import numbered_name
from examples.playing.scenario import read_scenario
from rules.eligibility import (
    ApplicationFacts,
    Ban,
    DepartmentReply,
    PastPrize,
    Verification,
    assess,
    eligible,
)
from rules.policy import read_pack
from rules.uscc import check_uscc

POLICY = read_pack(Path(__file__).parents[2] / "policies" / "qinzhou-2021")
SCENARIO = read_scenario(FOLDER / "scenario.toml")
UNUSABLE = {Oddity.INCOMPLETE, Oddity.UNREADABLE}
USABLE = [one for one in ORGANISATIONS if one.oddity not in UNUSABLE]


def register(name: str) -> tuple[bytes, str]:
    return (FOLDER / "registers" / name).read_bytes(), name


def read_form(one: Organisation) -> ApplicationForm:
    return read_application((FOLDER / one.folder / FORM).read_bytes(), FORM, YEARS)


def test_the_files_are_those_the_program_writes() -> None:
    kept = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name != "README.md"
    }

    assert kept == edition_files()


def test_twenty_three_come_in_time_and_fourteen_are_eligible() -> None:
    assert len(list((FOLDER / "applications").iterdir())) == 23
    assert len(list((FOLDER / "late").iterdir())) == 1
    assert len(ELIGIBLE) == 14
    assert len({one.level for one in ELIGIBLE}) == 14


@pytest.mark.parametrize("one", USABLE, ids=lambda one: f"{one.number:02d}")
def test_an_application_reads_cleanly(one: Organisation) -> None:
    form = read_form(one)

    assert (form.name, form.uscc) == (one.name, one.uscc)
    assert check_uscc(form.uscc).problems == check_uscc(form.uscc).warnings == ()
    assert {a.filename for a in form.attachments} | {FORM} == {
        path.name for path in (FOLDER / one.folder).iterdir()
    }


def test_the_incomplete_application_names_its_gaps() -> None:
    with pytest.raises(FormRefused) as refused:
        read_form(odd(Oddity.INCOMPLETE))

    assert len(refused.value.problems) == 2
    assert refused.value.partial["name"] == odd(Oddity.INCOMPLETE).name


def test_the_broken_file_is_no_form() -> None:
    path = FOLDER / odd(Oddity.UNREADABLE).folder / FORM

    assert kind_of(path.read_bytes(), FORM) is None


def test_only_the_second_package_of_one_applicant_repeats_a_code() -> None:
    codes = [one.uscc for one in ORGANISATIONS if one.oddity is not Oddity.DUPLICATE]

    assert len(set(codes)) == len(codes)
    assert odd(Oddity.DUPLICATE).uscc in codes


def test_every_department_of_the_policy_can_be_written_to() -> None:
    contacts = read_contacts(*register("通讯录.xlsx"))
    departments = [one.name for one in contacts if one.kind == "部门"]
    counties = [one.region for one in contacts if one.kind == "县区"]

    assert departments == [one.name.value for one in POLICY.departments]
    assert counties == ["450702", "450703", "450721", "450722"]


def test_committee_and_pool_are_all_different_people() -> None:
    committee = read_committee(*register("委员名单.xlsx"))
    pool = read_reviewers(*register("评审员库.xlsx"))
    names = [*(one.name for one in committee), *(one.name for one in pool.reviewers)]

    assert [one.role for one in committee][:3] == ["主任委员", "副主任委员", "副主任委员"]
    assert (len(committee), len(pool.reviewers)) == (21, 40)
    assert len(set(names)) == len(names)
    assert numbered_name("委员", 0) == committee[0].name


def test_history_holds_a_winner_a_nominee_and_a_bar() -> None:
    history = read_history(*register("历届获奖名单.xlsx"))

    assert [one.uscc for one in history.prizes] == [
        odd(Oddity.FORMER_WINNER).uscc,
        odd(Oddity.FORMER_NOMINEE).uscc,
    ]
    assert [one.prize for one in history.prizes] == ["市长质量奖", "市长质量奖提名奖"]
    assert [one.uscc for one in history.bars] == [odd(Oddity.BARRED).uscc]


def test_the_rules_find_the_fourteen_eligible() -> None:
    history = read_history(*register("历届获奖名单.xlsx"))
    prizes = {prize.name.value: prize.id for prize in POLICY.prizes}
    past = [PastPrize(one.uscc, prizes[one.prize], one.decided_on) for one in history.prizes]
    bans = [Ban(one.uscc, one.until, one.since) for one in history.bars]
    replies = [DepartmentReply(one.id, "clean") for one in POLICY.departments]
    reports = [Verification(one, satisfied=True) for one in POLICY.verification.conditions.value]
    left_at_the_counter = {Oddity.NOT_RECOMMENDED, Oddity.DUPLICATE, Oddity.LATE, Oddity.ACCIDENT}
    found = [
        one
        for one in USABLE
        if one.oddity not in left_at_the_counter
        and eligible(
            assess(
                facts_of(one),
                policy=POLICY,
                reference_date=SCENARIO.intake_closes_on,
                history=past,
                bans=bans,
                replies=replies,
                verifications=reports,
            )
        )
    ]

    assert found == list(ELIGIBLE)


def facts_of(one: Organisation) -> ApplicationFacts:
    form = read_form(one)
    return ApplicationFacts(
        uscc=form.uscc,
        name=form.name,
        legal_person=form.legal_form != "sole_trader",
        legal_form=form.legal_form,
        registered_region=form.region,
        established_on=form.established_on,
        former_names=form.former_names,
    )


def test_the_edition_stays_small() -> None:
    assert sum(len(content) for content in edition_files().values()) < 3_000_000
