"""What is wrong with a pack, in sentences that say what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rules.errors import RuleError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: `file` and `key` say where, `article` which rule is meant ("" unknown)."""

    file: str
    key: str
    article: str
    sentence: str


class PackInvalid(RuleError):
    """The pack cannot be used; `problems` holds every one of them, in file order."""

    code = "pack_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        lines = [f"{p.file or '（整个政策包）'}：{p.key} {p.sentence}" for p in problems]
        super().__init__("\n".join(["政策包不能使用：", *lines]))
        self.problems = tuple(problems)


_SENTENCES = {
    "missing": "缺少这一项，请补上。",
    "extra_forbidden": "不认识这一项，请删去或改正拼写。",
    "unexpected_keyword_argument": "不认识这一项，请删去或改正拼写。",
    "int_type": "应为整数，请去掉引号或小数。",
    "string_type": "应为文本，请加上引号。",
    "bool_type": "应为 true 或 false。",
    "tuple_type": "应为列表，请写成 […]。",
    "model_type": "应为一组键值，请写成 { … }。",
    "dataclass_type": "应为一组键值，请写成 { … }。",
    "dict_type": "应为一组键值，请写成 { … }。",
    "date_type": "应为日期，请写成 2021-03-05。",
    "date_from_datetime_parsing": "应为日期，请写成 2021-03-05。",
    "date_parsing": "应为日期，请写成 2021-03-05。",
    "string_too_short": "不能为空，请填写内容。",
    "too_short": "至少要有一项。",
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """The Chinese sentence for one of pydantic's error records."""
    kind, facts = error["type"], error.get("ctx", {})
    if error["loc"][-1:] == ("value",) and error["input"] is None:
        return "缺少 value，请写明取值。"
    match kind:
        case "literal_error" | "enum":
            return f"取值只能是 {_choices(str(facts['expected']))}。"
        case "greater_than_equal":
            return f"不能小于 {facts['ge']}。"
        case "less_than_equal":
            return f"不能大于 {facts['le']}。"
        case "string_pattern_mismatch":
            return '应为小数文本，请写成 "0.4" 这样。'
    return _SENTENCES.get(kind, f"取值不符合要求（{error['msg']}），请核对。")


def _choices(expected: str) -> str:
    return expected.replace(" or ", "、").replace(", ", "、").replace("'", "")
