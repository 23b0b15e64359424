import json
import re
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from actions.stages import NEEDS, STAGES
from rules.errors import UnknownName
from rules.findings import Outcome
from rules.policy import PackInvalid, Policy, Problem, parse_pack, read_pack
from rules.policy import words as policy_words
from rules.policy.values import values_of
from rules.sourced import Basis, Sourced
from tests.rules.packs import POLICIES, changed_files, changed_pack, pack, pack_files

PACKS = sorted(path.name for path in POLICIES.iterdir() if (path / "meta.toml").exists())


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(PackInvalid) as refused:
        parse_pack(files)
    return refused.value.problems


def attempted(files: dict[str, str]) -> tuple[Problem, ...]:
    try:
        parse_pack(files)
    except PackInvalid as refused:
        return refused.problems
    return ()


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    return [(problem.key, problem.sentence) for problem in problems_of(files)]


def shown(name: str = "qinzhou-2021") -> dict[str, str]:
    return {value.key: value.shown for value in pack(name).values()}


def literals(model: type[BaseModel]) -> set[str]:
    """Every word a pack may use for a choice, wherever it stands in the model."""
    return {word for field in model.model_fields.values() for word in _words(field.annotation)}


def _words(annotation: Any) -> set[str]:
    if isinstance(annotation, str):
        return {annotation}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return literals(annotation)
    return {word for part in get_args(annotation) for word in _words(part)}


@pytest.mark.parametrize("name", PACKS)
def test_every_shipped_pack_holds(name: str) -> None:
    policy = read_pack(POLICIES / name, NEEDS)

    assert policy.meta.id == name


@pytest.mark.parametrize("name", PACKS)
def test_every_leaf_has_a_label_a_basis_a_citation_and_a_stage(name: str) -> None:
    policy = pack(name)

    for value in policy.values():
        assert value.label.split("·")[-1], value.key
        assert value.cite, value.key
        assert value.shown, value.key
        assert value.stage in policy.stages.order.value, value.key
    keys = [value.key for value in policy.values()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", PACKS)
def test_every_leaf_of_the_model_declares_its_own_label_and_stage(name: str) -> None:
    def check(section: BaseModel) -> int:
        count = 0
        for field_name, field in type(section).model_fields.items():
            value = getattr(section, field_name)
            if isinstance(value, Sourced):
                extra = field.json_schema_extra
                assert field.title, field_name
                assert isinstance(extra, dict), field_name
                assert extra["stage"] in (*STAGES, "own"), field_name
                count += 1
            elif isinstance(value, BaseModel):
                count += check(value)
            elif isinstance(value, tuple):
                count += sum(check(item) for item in value if isinstance(item, BaseModel))
        return count

    assert check(pack(name)) == len(pack(name).values())


def test_every_choice_a_pack_can_make_has_a_chinese_word() -> None:
    without = {w for w in literals(Policy) if not re.search("[一-鿿]", policy_words.shown(w))}

    assert without == set()


def test_a_policy_survives_its_canonical_text() -> None:
    policy = pack()
    again = Policy.from_json(policy.canonical_json())

    assert again == policy
    assert again.sha256 == policy.sha256
    assert json.loads(policy.canonical_json())["vote"]["pass"]["value"]["strict"] is True


def test_a_changed_value_changes_the_hash() -> None:
    other = changed_pack(("cycle-and-prizes.toml", "value = 4,", "value = 5,"))

    assert other.sha256 != pack().sha256


def test_a_copy_that_says_something_else_has_a_text_and_values_of_its_own() -> None:
    policy = pack()
    before = policy.canonical_json(), policy.sha256, policy.values()
    prizes = changed_pack(("cycle-and-prizes.toml", "value = 4,", "value = 5,")).prizes

    copied = policy.model_copy(update={"prizes": prizes})

    assert all(
        one != other
        for one, other in zip(
            before, (copied.canonical_json(), copied.sha256, copied.values()), strict=True
        )
    )
    assert (policy.canonical_json(), policy.sha256, policy.values()) == before


def test_from_json_takes_nothing_that_is_no_policy() -> None:
    with pytest.raises(ValidationError):
        Policy.from_json("{}")


def test_article_04_two_years_four_awards_six_nominations_vacancies_allowed() -> None:
    policy = pack()

    assert policy.cycle.every_years.value == 2
    assert [(p.id, p.max_orgs.value) for p in policy.prizes] == [("award", 4), ("nomination", 6)]
    assert all(p.may_be_vacant.value for p in policy.prizes)
    assert {p.max_orgs.cite for p in policy.prizes} == {"第四条"}


def test_article_08_the_committee_goes_by_posts() -> None:
    assert pack().committee.chair.value == "分管质量工作的副市长"
    assert pack().committee.deputies.value == ("市人民政府协管副秘书长", "市质量强市办主任")


def test_article_10_three_to_five_reviewers() -> None:
    panel = pack().panel

    assert (panel.size_min.value, panel.size_max.value) == (3, 5)
    assert panel.size_min.basis is Basis.ARTICLE


def test_article_15_one_recommendation_is_enough() -> None:
    recommendation = pack().recommendation

    assert recommendation.mode.value == "any_of"
    assert recommendation.who.value == ("所在地县级以上行业主管部门", "质量强县（区）办公室")


def test_article_19_the_ballot_is_secret_by_law_and_its_numbers_are_not() -> None:
    vote = pack().vote

    assert (vote.secret.value, vote.secret.basis) == (True, Basis.ARTICLE)
    assert vote.quorum.basis is vote.pass_.basis is Basis.PROJECT_DEFAULT
    assert (vote.pass_.value.num, vote.pass_.value.den, vote.pass_.value.strict) == (1, 2, True)


def test_article_20_three_channels_and_the_opinions_of_all_members() -> None:
    publicity = pack().publicity

    assert publicity.channels.value == ("市人民政府门户网站", "市级新闻媒体", "网络")
    assert publicity.objection.opinions_of.value == "all_members"
    assert publicity.days.basis is Basis.PROJECT_DEFAULT


def test_article_22_the_award_carries_300000_yuan_and_the_nomination_nothing() -> None:
    assert pack().prize("award").money_fen.value == 30_000_000
    assert pack().prize("nomination").money_fen.value == 0


def test_article_23_the_uses_of_the_fund() -> None:
    assert pack().fund.allowed_uses.basis is Basis.ARTICLE
    assert len(pack().fund.allowed_uses.value) == 5


def test_article_24_no_fee() -> None:
    assert "不向申报企业或组织收取任何费用" in pack().texts.no_fee.value


def test_article_29_the_title_is_not_for_products() -> None:
    use = pack().title_use

    assert (use.image_ads.value, use.product_ads.value) == (True, False)
    assert use.corrected_by.value == "所在地质量管理部门"


def test_article_30_a_reviewer_who_breaks_the_rules_is_removed() -> None:
    assert pack().discipline.disqualify.value is True


def test_article_32_the_number_of_the_document_is_not_invented() -> None:
    assert pack().meta.doc_no.value is None
    assert shown()["meta.supersedes"] == "钦政规〔2019〕2号"
    assert pack().meta.modelled_on is None


def test_case_24_the_numbers_of_the_ballot_are_confirmed_before_it_opens() -> None:
    keys = {value.key for value in pack().project_defaults("deliberation")}

    assert {"vote.quorum", "vote.pass", "vote.rounds", "vote.tie"} <= keys


def test_case_31_publicity_lasts_five_working_days_from_the_next_day() -> None:
    publicity = pack().publicity

    assert (publicity.days.value, publicity.unit.value) == (5, "working")
    assert publicity.count_from.value == "next_day"


@pytest.mark.parametrize(
    ("case", "key", "words"),
    [
        ("16 leader", "panel.leader", "承办机构指定"),
        ("18 panel below three", "panel.min_after_recusal", "3"),
        ("25 two ballots", "vote.rounds", "市长质量奖最多选 4 个、市长质量奖提名奖最多选 6 个"),
        ("26 vacant seats", "prizes.award.may_be_vacant", "是"),
        ("27 ties", "vote.tie", "同票者再次投票、同等条件优先情形、综合得分、空缺"),
        ("27 majority of a run-off", "vote.run_off_pass", "不少于收回的有效票的 1/2"),
        ("32 real names", "publicity.objection.real_name", "提倡实名，不作要求"),
        ("34 all members", "publicity.objection.opinions_of", "评审委员会全体委员"),
        ("44 fund reports", "fund.report_months", "12"),
        ("45 criteria version", "criteria.pin_at", "发布申报通知之日"),
        ("49 the vote decides", "vote.rank_by", "得票数"),
    ],
)
def test_cases_of_the_regulation_the_policy_answers(case: str, key: str, words: str) -> None:
    assert (case, shown()[key]) == (case, words)


def test_article_21_the_list_goes_to_the_government_after_its_publicity() -> None:
    assert pack().comes_before("publicity", "approval")
    assert pack().stage("approval").approver_role.value == "government"


def test_case_46_seats_go_by_post_so_a_successor_needs_no_new_policy() -> None:
    assert pack().committee.others_approved_by.value == "评审委员会主任委员"


def test_article_17_case_50_twelve_for_ten_seats_go_on_to_the_site_review() -> None:
    assert pack().shortlist.mode.value == "top_k"
    assert shown()["shortlist.k"] == "12"


def test_case_51_weights_are_forty_and_sixty() -> None:
    assert pack().scoring.weights.value == {"document-review": "0.4", "site-review": "0.6"}


def test_project_defaults_are_those_of_all_stages_together() -> None:
    policy = pack()
    by_stage = [v for stage in policy.stages.order.value for v in policy.project_defaults(stage)]

    assert sorted(v.key for v in by_stage) == sorted(v.key for v in policy.project_defaults())
    assert {v.basis for v in by_stage} == {Basis.PROJECT_DEFAULT}


def test_values_are_shown_in_words() -> None:
    words = shown()

    assert words["vote.quorum"] == "不少于全体委员的 2/3"
    assert words["vote.pass"] == "超过收回的有效票的 1/2"
    assert words["vote.rounds"] == "市长质量奖最多选 4 个、市长质量奖提名奖最多选 6 个"
    assert words["scoring.weights"] == "资料评审 0.4、现场评审 0.6"
    assert words["scoring.trim"] == "满 5 人时去掉最高 0 个、最低 0 个"
    assert words["fund.instalments"] == "表彰决定印发后拨付 100%"
    assert words["meta.doc_no"] == "未定"
    assert words["prizes.award.money_fen"] == "300000元"
    assert words["prizes.award.may_be_vacant"] == "是"
    assert words["eligibility.conditions.13(6).params"] == "只看规定年限内的事实"
    assert words["eligibility.conditions.13(2).params"] == "无"
    assert words["sanctions.title_misuse.publish"] == "无"


def test_other_cities_values_are_shown_in_their_own_words() -> None:
    hangzhou, jining = shown("modelled-hangzhou"), shown("modelled-jining")

    assert hangzhou["eligibility.conditions.nursery.params"] == "列入名录，质量奖培育库"
    assert hangzhou["vote.rounds"].startswith("质量奖最多选 5 个、质量创新奖最多选 5 个")
    assert jining["scoring.weights"] == "资料评审 0.4、现场答辩 0.4、社会满意度调查 0.2"
    assert jining["departments.tax.conditions"] == "申报条件（无其他违法行为）"


def test_a_date_and_a_floor_are_shown_in_words() -> None:
    policy = changed_pack(
        ("meta.toml", "issued_on = {", "issued_on = { value = 2021-03-05,"),
        ("eligibility.toml", 'check = "reapply"', 'check = "minimum", name = "x", at_least = 2'),
    )
    words = {value.key: value.shown for value in policy.values()}

    assert words["meta.issued_on"] == "2021年3月5日"
    assert words["eligibility.conditions.13(8).params"] == "指标不低于，x，2"


def test_a_basis_and_an_outcome_have_chinese_words() -> None:
    assert [basis.label for basis in Basis] == [
        "办法条文",
        "实施细则",
        "当届通知",
        "系统建议值（须经确认）",
    ]
    assert [outcome.label for outcome in Outcome] == ["满足", "不满足", "待补充", "待人工认定"]


def test_a_label_names_the_entry_it_belongs_to() -> None:
    labels = {value.key: value.label for value in pack().values()}

    assert labels["prizes.award.max_orgs"] == "奖项·市长质量奖·名额上限（个）"
    assert labels["stages.stage.intake.days"] == "阶段·申报受理·期限（天）"
    assert labels["eligibility.conditions.13(1).kind"] == "申报条件·第十三条第（一）项·审查方式"


def test_lookups_refuse_names_the_policy_does_not_have() -> None:
    policy = pack()

    assert policy.stage("call").title.value == "申报通知"
    assert policy.condition("13(8)").article == "第十三条第（八）项"
    for lookup in (policy.stage, policy.prize, policy.condition, policy.sanction):
        with pytest.raises(UnknownName):
            lookup("没有")


def test_next_stage_follows_the_order_of_the_policy() -> None:
    assert pack().next_stage("call") == "intake"
    assert pack().next_stage("conferral") is None


def test_a_value_of_a_stage_left_out_is_confirmed_before_the_first_stage() -> None:
    stages = {v.key: v.stage for v in values_of(pack(), ("call", "deliberation"), {})}

    assert stages["scoring.weights"] == "call"
    assert stages["vote.quorum"] == "deliberation"


def test_unknown_keys_missing_keys_and_wrong_types_are_all_told_at_once() -> None:
    files = changed_files(
        ("panels.toml", "size_min =", "smallest ="),
        ("panels.toml", "reserves = { value = 2,", 'reserves = { value = "two",'),
        ("vote.toml", "secret = { value = true,", "secret = { value = 1,"),
        ("vote.toml", 'rank_by = { value = "votes"', 'rank_by = { value = "luck"'),
        ("texts.toml", 'cite = "第二十四条"', 'cite = ""'),
        ("entry.toml", "times = { value = 1,", "times = { value = -1,"),
        ("scoring.toml", 'document-review = "0.4"', 'document-review = "2/5"'),
        ("scoring.toml", "percent_step = { value = 5,", "percent_step = { value = 500,"),
        ("meta.toml", "issued_on = { basis", 'issued_on = { value = "2021年", basis'),
        ("meta.toml", 'city = { value = "钦州市", basis', "city = { basis"),
        ("publicity.toml", "channels = { value = [", 'channels = { value = "x", other = ['),
    )

    assert told(files) == [
        ("correction.times.value", "不能小于 0。"),
        ("meta.city.value", "缺少 value，请写明取值。"),
        ("meta.issued_on.value", "应为日期，请写成 2021-03-05。"),
        ("panel.reserves.value", "应为整数，请去掉引号或小数。"),
        ("panel.size_min", "缺少这一项，请补上。"),
        ("panel.smallest", "不认识这一项，请删去或改正拼写。"),
        ("publicity.channels.other", "不认识这一项，请删去或改正拼写。"),
        ("publicity.channels.value", "应为列表，请写成 […]。"),
        ("scoring.percent_step.value", "不能大于 100。"),
        ("scoring.weights.value.document-review", '应为小数文本，请写成 "0.4" 这样。'),
        ("texts.no_fee.cite", "不能为空，请填写内容。"),
        ("vote.rank_by.value", "取值只能是 votes、votes_then_score、score。"),
        ("vote.secret.value", "应为 true 或 false。"),
    ]


def test_a_problem_says_file_key_article_and_what_to_do() -> None:
    files = changed_files(("panels.toml", "value = 3, ", "value = 6, "))

    assert problems_of(files) == (
        Problem(
            "panels.toml",
            "panel.min_after_recusal",
            "第十条",
            "回避后最少人数 3 低于规定的最少人数 6，请调大。",
        ),
        Problem(
            "panels.toml",
            "panel.size",
            "在第十条3—5名之内取5名，便于回避后仍满足人数",
            "抽取人数 5 少于规定的最少人数 6，请调大。",
        ),
        Problem(
            "panels.toml", "panel.size_min", "第十条", "最少人数 6 大于最多人数 5，请对调或改正。"
        ),
    )


def test_an_entry_without_a_name_is_told_by_its_position() -> None:
    files = changed_files(
        ("stages.toml", 'name = "call"\n', ""), ("stages.toml", "[7, 3, 1]", "[1, 3, 7]")
    )

    assert [key for key, _ in told(files)] == [
        "stages.order",
        "stages.stage.0.name",
        "stages.stage.0.reminders",
    ]


def test_a_refused_pack_tells_everything_in_one_text() -> None:
    with pytest.raises(PackInvalid) as refused:
        parse_pack({})

    assert refused.value.sentence.startswith(
        "政策包不能使用：\n（整个政策包）：bodies 缺少这一项，请补上。"
    )
    assert refused.value.code == "pack_invalid"


def test_a_pack_of_entirely_wrong_shapes_is_refused_and_not_a_crash() -> None:
    odd = """
panel = 3
prizes = [1, { id = 2 }]
departments = [{ name = 5, conditions = "x" }]
[stages]
order = { value = [1, "call"], basis = "article", cite = "x" }
stage = "call"
[scoring.weights]
value = { call = true }
basis = "article"
cite = 7
[vote]
quorum = { value = 3, basis = "article", cite = "x" }
rounds = { value = [1], basis = "hearsay", cite = "x" }
[eligibility]
conditions = [{ id = "a", params = 3 }]
"""

    found = dict(told({"odd.toml": odd}))

    assert found["panel"] == "应为一组键值，请写成 { … }。"
    assert found["prizes.0"] == "应为一组键值，请写成 { … }。"
    assert found["stages.stage"] == "应为列表，请写成 […]。"
    assert found["scoring.weights.cite"] == "应为文本，请加上引号。"
    assert found["vote.rounds.basis"] == (
        "取值只能是 article、implementing_rule、notice、project_default。"
    )
    assert found["eligibility.conditions.a.params"] == "应为一组键值，请写成 { … }。"


@given(
    st.sampled_from(sorted(pack_files())),
    st.integers(0, 5000),
    st.sampled_from(["", "{", "]", '"', "= 1", "\n[x]\n", "true", "0.5", "[[prizes]]"]),
)
def test_no_damage_to_a_file_makes_the_reader_crash(file: str, place: int, junk: str) -> None:
    text = pack_files()[file]
    damaged = {**pack_files(), file: text[:place] + junk + text[place + 7 :]}

    assert all(problem.sentence for problem in attempted(damaged))


def test_toml_that_cannot_be_read_does_not_hide_other_problems() -> None:
    files = {**changed_files(("vote.toml", "num = 2,", "num = 5,")), "extra.toml": "a = = 1"}

    problems = problems_of(files)

    assert [(p.file, p.key) for p in problems] == [
        ("extra.toml", ""),
        ("vote.toml", "vote.quorum"),
    ]
    assert problems[0].sentence.startswith("不是合法的 TOML")


def test_a_section_in_two_files_is_told() -> None:
    files = {**pack_files(), "zz.toml": '[criteria]\nid = { value = "x" }'}

    assert problems_of(files) == (
        Problem("zz.toml", "criteria", "", "meta.toml 里已经有这一节，请合并到一个文件。"),
    )


def test_a_decimal_number_is_asked_for_as_text() -> None:
    files = changed_files(("scoring.toml", '"0.4"', "0.4"))

    assert ("scoring.weights.value.document-review", "应为文本，请加上引号。") in told(files)


@pytest.mark.parametrize("name", [name for name in PACKS if name.startswith("modelled-")])
def test_a_modelled_pack_says_what_it_is_modelled_on_and_claims_no_articles(name: str) -> None:
    policy = pack(name)
    claimed = {value.cite for value in policy.values() if value.basis is Basis.ARTICLE}

    assert policy.meta.modelled_on is not None
    assert claimed <= {"2022年办法（条次未核）"}


def test_hangzhou_has_three_tiers_every_year_and_a_floor() -> None:
    policy = pack("modelled-hangzhou")

    assert (policy.cycle.type.value, policy.cycle.every_years.value) == ("annual", 1)
    assert [prize.max_orgs.value for prize in policy.prizes] == [5, 5, 5]
    assert shown("modelled-hangzhou")["shortlist.min_score"] == "620"


def test_jining_weighs_three_parts_and_votes_openly() -> None:
    policy = pack("modelled-jining")

    assert sum(map(Fraction, policy.scoring.weights.value.values())) == 1
    assert (policy.vote.secret.value, policy.vote.rank_by.value) == (False, "score")


@pytest.mark.parametrize("name", ["modelled-jining", "modelled-xuchang"])
def test_some_cities_decide_before_publicity(name: str) -> None:
    policy = pack(name)

    assert policy.next_stage("deliberation") == "approval"
    assert policy.next_stage("approval") == "publicity"
