"""A TOML text as a frozen model, or every fault of it in Chinese."""

import json
import tomllib
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rules.errors import RuleError
from rules.policy.problems import sentence_of

M = TypeVar("M", bound=BaseModel)


class FileInvalid(RuleError):
    """A data file cannot be used; `problems` holds a Chinese sentence for each fault."""

    code = "file_invalid"
    what = "文件"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join([f"{self.what}不能使用：", *problems]))
        self.problems = tuple(problems)


def parse_toml(text: str, model: type[M], *, error: type[FileInvalid]) -> M:
    """The model in a TOML text, with strict types; raises the given error with every fault."""
    try:
        return model.model_validate_json(json.dumps(tomllib.loads(text), default=str), strict=True)
    except tomllib.TOMLDecodeError as fault:
        raise error([f"不是合法的 TOML（{fault}），请改正语法。"]) from fault
    except ValidationError as fault:
        faults = fault.errors(include_url=False)
        lines = [f"{'.'.join(map(str, f['loc']))} {sentence_of(dict(f))}" for f in faults]
        raise error(lines) from fault
