"""Document numbers as GB/T 9704-2012 writes them; one is never made up here.

Tolerant of what people type, strict in what comes out.
"""

import re

from rules.errors import RuleError

_NUMBER = re.compile(
    r"(?P<mark>[\u4e00-\u9fff]{2,12})[〔\[［【(（](?P<year>\d{4})[〕\]］】)）]第?0*(?P<serial>[1-9]\d*)号"
)
_ISSUE = re.compile(r"第0*(?P<serial>[1-9]\d*)期")
_PROCLAMATION = re.compile(r"(?P<year>\d{4})年第0*(?P<serial>[1-9]\d*)号")


class NotADocumentNumber(RuleError):
    """What was typed is no document number."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}”不是规范的文号，请写成“机关代字〔2026〕9号”（纪要可写“第7期”，"
            "公告可写“2026年第3号”）。"
        )


def document_number(text: str) -> str:
    """``钦质强办〔2026〕9号`` from whatever brackets, zeros and blanks were typed.

    Minutes may bear ``第7期`` and proclamations ``2026年第3号``. Raises NotADocumentNumber.
    """
    typed = "".join(text.split())
    if found := _NUMBER.fullmatch(typed):
        return f"{found['mark']}〔{found['year']}〕{int(found['serial'])}号"
    if found := _ISSUE.fullmatch(typed):
        return f"第{int(found['serial'])}期"
    if found := _PROCLAMATION.fullmatch(typed):
        return f"{found['year']}年第{int(found['serial'])}号"
    raise NotADocumentNumber(text)
