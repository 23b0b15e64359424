"""Field types that several forms share; each checks the shape of what was written, no more."""

import re
from typing import Annotated

from pydantic import AfterValidator

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+", re.ASCII)
_USCC = re.compile(r"[0-9A-Z]{18}")
_REGION = re.compile(r"\d{6}", re.ASCII)
_REF = re.compile(r"[A-Z]\d{2,5}", re.ASCII)
_CONDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9().-]{0,39}", re.ASCII)


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError("不是有效的电子邮箱地址，请核对")
    return text


def _uscc(text: str) -> str:
    if not _USCC.fullmatch(text.upper()):
        raise ValueError("应为18位统一社会信用代码，请按营业执照填写")
    return text.upper()


def _region(text: str) -> str:
    if not _REGION.fullmatch(text):
        raise ValueError("应为6位行政区划代码，如450702")
    return text


def _ref(text: str) -> str:
    if not _REF.fullmatch(text.upper()):
        raise ValueError("应为编号，如S001或E01，请勿改动下发的编号")
    return text.upper()


def _conditions(conditions: tuple[str, ...]) -> tuple[str, ...]:
    wrong = next((text for text in conditions if not _CONDITION.fullmatch(text)), None)
    if wrong is not None:
        raise ValueError(f"中的“{wrong}”不是条件编号，请按下发的表样填写，多项以顿号分隔")
    return conditions


Email = Annotated[str, AfterValidator(_email)]
Uscc = Annotated[str, AfterValidator(_uscc)]
Region = Annotated[str, AfterValidator(_region)]
Ref = Annotated[str, AfterValidator(_ref)]
Conditions = Annotated[tuple[str, ...], AfterValidator(_conditions)]
