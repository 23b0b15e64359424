"""What has to fit together across a pack; test_policy.py has the values and the shape."""

import pytest

from actions.stages import NEEDS
from rules.policy import PackInvalid, parse_pack
from tests.rules.packs import changed_files

UNCHECKED = "审查方式为 {}，却没有人核查它，请在 departments 或 verification 里列入。"
SURVEY = '{ value = { survey = "调查" }, basis = "notice", cite = "通知" }'
KNOWN_STAGES = "、".join(NEEDS)


def told(files: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(PackInvalid) as refused:
        parse_pack(files, NEEDS)
    return [(problem.key, problem.sentence) for problem in refused.value.problems]


MISFITS = [
    (
        [("stages.toml", '    "conferral",\n]', '    "conferral",\n    "intake",\n]')],
        [("stages.order", "阶段 intake 出现不止一次，次序成了环，请只保留一处。")],
    ),
    (
        [
            (
                "stages.toml",
                '    "publicity",\n    "approval",\n    "conferral",',
                '    "conferral",\n    "publicity",\n    "approval",',
            )
        ],
        [
            ("stages.order", "阶段 conferral 必须排在 approval 之后，请调整次序。"),
            ("stages.order", "阶段 conferral 必须排在 publicity 之后，请调整次序。"),
        ],
    ),
    (
        [("stages.toml", '    "conferral",\n]', '    "conferral",\n    "party",\n]')],
        [("stages.order", f"没有名为 party 的阶段，可用的有 {KNOWN_STAGES}。")],
    ),
    (
        [("stages.toml", '    "site-review",\n', "")],
        [
            ("scoring.weights", "权重项 site-review 不是本政策的阶段，也不在 scoring.outside 里。"),
            (
                "stages.order",
                "阶段 deliberation 以阶段 site-review 的结果为依据，请补上 site-review。",
            ),
            ("stages.stage.site-review", "这个阶段不在 stages.order 里，请加入次序或删去。"),
        ],
    ),
    (
        [("stages.toml", 'name = "approval"', 'name = "call"')],
        [
            ("stages.order", "阶段 approval 没有说明，请补一段 [[stages.stage]]。"),
            ("stages.stage.call", "name 重复，请改名或删去一处。"),
        ],
    ),
    (
        [("stages.toml", "days = { value = 5, ", "days = { value = 0, ")],
        [("stages.stage.call.days", "有期限单位却没有天数，请填天数，或把 unit 改为 none。")],
    ),
    (
        [("stages.toml", "[7, 3, 1]", "[3, 7, 1]")],
        [("stages.stage.call.reminders", "催办提前量须由大到小且不重复，请重新排列。")],
    ),
    (
        [
            ("meta.toml", "effective_from = {", "effective_from = { value = 2022-01-01,"),
            ("meta.toml", "effective_to = {", "effective_to = { value = 2021-01-01,"),
        ],
        [("meta.effective_to", "有效期早于施行日期，请核对两个日期。")],
    ),
    (
        [("cycle-and-prizes.toml", '"every_n_years"', '"annual"')],
        [("cycle.every_years", "每年一届时间隔应为 1 年。")],
    ),
    (
        [("publicity.toml", "days = { value = 5,", "days = { value = 7,")],
        [("publicity.days", "与阶段 publicity 的期限不一致，请改成同一个数和单位。")],
    ),
    (
        [("entry.toml", "days = { value = 10,", "days = { value = 30,")],
        [("consultation.days", "期限 30 天超过阶段 eligibility 的 20 天，请缩短或延长该阶段。")],
    ),
    (
        [("panels.toml", "size = { value = 5,", "size = { value = 7,")],
        [("panel.size", "抽取人数 7 多于规定的最多人数 5，请调小。")],
    ),
    (
        [("panels.toml", "min_after_recusal = { value = 3,", "min_after_recusal = { value = 6,")],
        [("panel.min_after_recusal", "回避后最少人数 6 多于抽取人数 5，请调小。")],
    ),
    (
        [("scoring.toml", '"0.6"', '"0.7"')],
        [("scoring.weights", "权重合计为 1.1，应为 1，请调整。")],
    ),
    (
        [
            (
                "scoring.toml",
                "[scoring.weights]",
                f"outside = {SURVEY}\n[scoring.weights]",
            )
        ],
        [("scoring.outside", "外部得分项 survey 没有权重，请在 scoring.weights 里写明。")],
    ),
    (
        [("scoring.toml", "percent_step = { value = 5,", "percent_step = { value = 7,")],
        [("scoring.percent_step", "评分间隔 7 不能整除 100，请改为 5、10 等。")],
    ),
    (
        [
            ("scoring.toml", '"mean"', '"trimmed_mean"'),
            ("scoring.toml", "high = 0, low = 0, min_n = 5", "high = 1, low = 1, min_n = 2"),
        ],
        [("scoring.trim", "去掉最高、最低分后没有分数剩下，请调大 min_n。")],
    ),
    (
        [("scoring.toml", '"top_k"', '"ratio"')],
        [("shortlist.ratio", "入围方式为 ratio 时必须写明 ratio。")],
    ),
    (
        [("vote.toml", "num = 1, den = 2", "num = 3, den = 2")],
        [("vote.pass", "比例 3/2 大于 1，请改正。")],
    ),
    (
        [("vote.toml", '"combined_score", "vacant"]', '"combined_score"]')],
        [("vote.tie", "同票处理次序须以 vacant 收尾且不重复，否则可能没有结论。")],
    ),
    (
        [("vote.toml", 'prize = "award", max_marks = 4', 'prize = "prize", max_marks = 4')],
        [
            ("vote.rounds", "奖项 award 须恰好有一轮投票，请补上或删去多余的一轮。"),
            ("vote.rounds", "没有名为 prize 的奖项，请核对 prizes。"),
        ],
    ),
    (
        [("vote.toml", 'prize = "award", max_marks = 4', 'prize = "award", max_marks = 5')],
        [("vote.rounds", "award 最多 4 个名额，不能选 5 个，请调小。")],
    ),
    (
        [("entry.toml", '"13(3)", "13(4)", "13(5)"', '"13(2)", "13(4)", "13(9)"')],
        [
            ("eligibility.conditions.13(3)", UNCHECKED.format("verification")),
            ("eligibility.conditions.13(5)", UNCHECKED.format("verification")),
            (
                "verification.conditions",
                "条件 13(2) 的审查方式不是 verification，请改其 kind 或从这里删去。",
            ),
            (
                "verification.conditions",
                "没有编号为 13(9) 的申报条件，请核对 eligibility.conditions。",
            ),
        ],
    ),
    (
        [
            (
                "eligibility.toml",
                'params = { value = { check = "reapply" }',
                "params = { value = { }",
            )
        ],
        [("eligibility.conditions.13(8).params", "系统核对的条件须写明 check。")],
    ),
    (
        [("eligibility.toml", 'check = "reapply"', 'check = "minimum"')],
        [
            ("eligibility.conditions.13(8).params", "check 为 minimum 时须写明 at_least。"),
            ("eligibility.conditions.13(8).params", "check 为 minimum 时须写明 name。"),
        ],
    ),
    (
        [("fund-and-sanctions.toml", "percent = 100", "percent = 60")],
        [("fund.instalments", "各批次合计 60%，应为 100%，请调整。")],
    ),
    (
        [("fund-and-sanctions.toml", "ban_years = { value = 0,", "ban_years = { value = 2,")],
        [("sanctions.accident.ban_from", "取消申报资格须写明从何时起算。")],
    ),
    (
        [("archive.toml", "ten_years = { value = [", 'ten_years = { value = ["投票单", ')],
        [("archive.ten_years", "“投票单”已列入 thirty_years，请只保留一处。")],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), MISFITS)
def test_what_does_not_fit_together_is_told(
    changes: list[tuple[str, str, str]], expected: list[tuple[str, str]]
) -> None:
    assert told(changed_files(*changes)) == expected
