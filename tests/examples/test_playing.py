from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from documents.forms.after_declaration import read_after_declaration
from documents.forms.applicants import Applicant
from documents.forms.channels import read_channels
from documents.forms.city_reply import read_city_reply
from documents.forms.declaration import read_declaration
from documents.forms.investigation import read_investigation
from documents.forms.objections import read_objections
from documents.forms.opinions import read_opinions
from documents.forms.reply import read_reply
from documents.forms.score_sheet import BlankItem, BlankSheet, ReviewStage, read_score_sheet
from documents.forms.tally import TallyForm, read_tally
from documents.forms.verification import read_verification
from examples.make_qinzhou_2026 import FOLDER
from examples.making.organisations import ELIGIBLE, Oddity, odd
from examples.making.pool import pool
from examples.making.registers import DEPARTMENTS, committee
from examples.playing.after_declarations import after_declaration_files
from examples.playing.city import city_reply_file
from examples.playing.declarations import DrawnPanel, declaration_files
from examples.playing.inquiries import reply_files, verification_files
from examples.playing.meeting import awarded, tally_file
from examples.playing.publicity import (
    channel_file,
    investigation_file,
    objection_file,
    opinion_file,
)
from examples.playing.scenario import read_scenario
from examples.playing.scores import (
    Task,
    consensus_talk,
    cut_choices,
    score_sheet_files,
    score_workbook,
)
from rules.ballot import Candidate, RoundTally, count
from rules.criteria import read_criteria
from rules.draw import edition_seed
from rules.policy import read_pack
from rules.sheet import Sheet, check_sheet, comment_problems
from rules.shortlist import shortlist
from rules.tally import Tally

ROOT = Path(__file__).parents[2]
POLICY = read_pack(ROOT / "policies" / "qinzhou-2021")
CRITERIA = read_criteria(ROOT / "policies" / "criteria" / "gbt19580-2012.toml")
SCENARIO = read_scenario(FOLDER / "scenario.toml")
ON = date(2026, 6, 1)
APPLICANTS = tuple(
    Applicant(ref=f"S{position:03d}", name=one.name, uscc=one.uscc)
    for position, one in enumerate((*ELIGIBLE, odd(Oddity.ACCIDENT)), start=1)
)
RANKED = APPLICANTS[:14]
POOL = [one.id for one in pool().reviewers]


def task(stage: ReviewStage, reviewer: str, panel: tuple[str, ...]) -> Task:
    before = Decimal("61.25") if stage == "site-review" else None
    items = tuple(
        BlankItem(number=i.number, name=i.name, points=i.points, document_percent=before)
        for i in CRITERIA.items
    )
    return Task(
        stage=stage,
        panel_number=1,
        reviewer=reviewer,
        reviewer_name="某人",
        criteria=CRITERIA.id,
        panel=panel,
        sheets=tuple(BlankSheet(ref=a.ref, applicant=a.name, items=items) for a in RANKED),
        codes={a.ref: a.uscc for a in RANKED},
    )


def test_article_17_the_example_has_two_equals_where_the_places_run_out() -> None:
    panel = tuple(POOL[:5])
    sheets = [score_workbook(SCENARIO, task("document-review", who, panel)) for who in panel]
    totals = {
        one.ref: Fraction(sum(i.percent * i.points for w in sheets for i in w.sheets[n].items))
        for n, one in enumerate(RANKED)
    }

    cut = shortlist(totals, POLICY)
    refs = {one.uscc: one.ref for one in RANKED}

    assert set(cut.tied_at_cut) == {refs[uscc] for uscc in SCENARIO.scores.cut.usccs}
    assert len(cut.chosen) == 11
    assert [one["choice"] for one in cut_choices(SCENARIO, refs)] == ["入围", "不入围"]


def rounds_of(form: TallyForm) -> list[RoundTally]:
    return [
        RoundTally(
            held.prize,
            tuple(
                Tally(x.ref, x.votes_for, x.votes_against, x.votes_blank, x.recused)
                for x in held.lines
            ),
            held.is_run_off,
        )
        for held in form.rounds
    ]


def test_the_draw_has_its_seed() -> None:
    draw = SCENARIO.draw

    assert edition_seed(draw.public_value, [one.entry for one in draw.witnesses])
    assert len({one.commitment for one in draw.witnesses}) == len(draw.witnesses)


def test_all_departments_but_one_reply_and_one_objects(tmp_path: Path) -> None:
    departments = [name for _, name in DEPARTMENTS]
    paths = reply_files(SCENARIO, departments, APPLICANTS, on=ON, folder=tmp_path)
    replies = [read_reply(path.read_bytes(), path.name) for path in paths]
    objections = [
        (reply.department, line.name)
        for reply in replies
        for line in reply.lines
        if line.opinion == "有异议"
    ]

    assert set(departments) - {one.department for one in replies} == {SCENARIO.consultation.silent}
    assert not any(one.problems for one in replies)
    assert objections == [("市应急管理局", odd(Oddity.ACCIDENT).name)]


def test_verifiers_answer_every_condition(tmp_path: Path) -> None:
    asked = [(SCENARIO.verification.verifiers[0], APPLICANTS, ["13(3)", "13(4)", "13(5)"])]
    (path,) = verification_files(SCENARIO, asked, on=ON, folder=tmp_path)

    assert len(read_verification(path.read_bytes(), path.name).lines) == 3 * len(APPLICANTS)


def test_the_second_drawn_of_the_first_panel_declares_an_interest(tmp_path: Path) -> None:
    seats = tuple((one, "某人") for one in POOL[:3])
    panels = [DrawnPanel(1, seats, RANKED[:7]), DrawnPanel(2, seats, RANKED[7:])]
    paths = declaration_files(SCENARIO, panels, on=ON, folder=tmp_path)
    forms = [read_declaration(path.read_bytes(), path.name) for path in paths]
    declared = [(f.panel, f.reviewer, x.ref) for f in forms for x in f.lines if x.interest == "有"]

    assert declared == [(1, "E02", "S001")]


@pytest.mark.parametrize("stage", ["document-review", "site-review"])
def test_score_sheets_are_legal_and_close_together(stage: ReviewStage) -> None:
    books = [score_workbook(SCENARIO, task(stage, one, tuple(POOL))) for one in POOL]
    percents: dict[tuple[str, str], list[int]] = {}
    for book in books:
        for sheet in book.sheets:
            own = Sheet(book.reviewer, {item.number: item.percent for item in sheet.items})
            strong = {item.number: [item.strengths] for item in sheet.items}
            weak = {item.number: [item.improvements] for item in sheet.items}
            assert check_sheet(own, CRITERIA, POLICY) == comment_problems(own, strong, weak) == ()
            for item in sheet.items:
                percents.setdefault((sheet.ref, item.number), []).append(item.percent)
    limit = POLICY.scoring.spread_limit.value
    apart = [where for where, own in percents.items() if max(own) - min(own) > limit]

    talk = SCENARIO.scores.consensus
    planned = next(one.ref for one in RANKED if one.uscc == talk.uscc), talk.item
    assert apart == ([planned] if stage == "document-review" else [])


def test_what_changed_on_site_has_a_reason() -> None:
    book = score_workbook(SCENARIO, task("site-review", "E01", ("E01",)))

    assert all(item.model_dump()["reason"] for sheet in book.sheets for item in sheet.items)


def test_a_score_workbook_comes_back_as_written(tmp_path: Path) -> None:
    one = task("document-review", "E01", ("E01", "E02", "E03"))
    (path,) = score_sheet_files(SCENARIO, [one], folder=tmp_path)

    assert read_score_sheet(path.read_bytes(), path.name) == score_workbook(SCENARIO, one)


def test_everybody_signs_once_more_for_what_was_scored(tmp_path: Path) -> None:
    one = task("site-review", "E01", ("E01", "E02"))
    (path,) = after_declaration_files(3, [one], on=ON, folder=tmp_path)
    form = read_after_declaration(path.read_bytes(), path.name)

    assert form.nothing_new
    assert [line.ref for line in form.lines] == [sheet.ref for sheet in one.sheets]


def test_the_gate_is_told_what_the_panel_agreed() -> None:
    refs = {one.uscc: one.ref for one in RANKED}

    talk = consensus_talk(SCENARIO, refs)
    assert [talk["ref"], talk["item"], talk["percent"]] == ["S003", "4.6.3", 60]


def test_the_vote_ties_and_the_run_off_settles_it(tmp_path: Path) -> None:
    first = tally_file(SCENARIO, RANKED, held_on=ON, folder=tmp_path, until_tie=True)
    whole = tally_file(SCENARIO, RANKED, held_on=ON, folder=tmp_path)
    candidates = {one.ref: Candidate(Fraction(900 - i)) for i, one in enumerate(RANKED)}
    tied, settled = (
        count(POLICY, 21, 18, candidates, rounds_of(read_tally(path.read_bytes(), path.name)))
        for path in (first, whole)
    )

    assert set(tied.run_off) == {"S004", "S005"}
    assert settled.is_final
    assert settled.proposed["award"] == tuple(one.ref for one in awarded(SCENARIO, RANKED))
    assert settled.proposed["award"] == ("S001", "S002", "S003", "S005")
    assert settled.proposed["nomination"] == ("S004", "S006", "S007", "S008", "S009", "S010")
    assert not any("请核对票数" in note for note in settled.notes)


def test_publicity_has_its_papers(tmp_path: Path) -> None:
    starts = datetime(2026, 11, 9, 1, tzinfo=UTC)
    listed: dict[str, tuple[Applicant, ...]] = {"award": RANKED[:4], "nomination": RANKED[4:10]}
    members = [one.name for one in committee()]
    channels = channel_file(SCENARIO, starts_at=starts, folder=tmp_path)
    objections = objection_file(SCENARIO, listed, starts_at=starts, folder=tmp_path)
    found = investigation_file(SCENARIO, on=ON, folder=tmp_path)
    opinions = opinion_file(SCENARIO, members, on=ON, folder=tmp_path)

    up = read_channels(channels.read_bytes(), channels.name).rows
    raised = read_objections(objections.read_bytes(), objections.name).rows
    results = read_investigation(found.read_bytes(), found.name).rows
    written = read_opinions(opinions.read_bytes(), opinions.name).rows
    assert [one.channel for one in up] == list(POLICY.publicity.channels.value)
    assert all((tmp_path / one.proof).exists() for one in up)
    assert [(one.number, one.ref) for one in raised] == [("Y001", "S009"), ("Y002", "S002")]
    assert [one.opinion for one in results] == ["成立", "不成立"]
    assert set(members) - {one.member for one in written} == {SCENARIO.opinions.silent}
    assert len([one for one in written if one.opinion == "不同意"]) == 2


def test_the_city_agrees(tmp_path: Path) -> None:
    path = city_reply_file(SCENARIO, RANKED[:9], on=ON, folder=tmp_path)
    reply = read_city_reply(path.read_bytes(), path.name)

    assert reply.number == "钦政函〔2026〕88号"
    assert [one.decision for one in reply.decisions] == ["同意"] * 9


def test_the_people_of_the_scenario_are_on_the_register() -> None:
    members = {one.name for one in committee()}
    people = SCENARIO.opinions, SCENARIO.meeting

    assert {people[0].silent, people[0].opposed} <= members
    assert {people[1].presided_by, people[1].recusal.member} <= members
    assert set(SCENARIO.scores.strictness) == set(POOL)
