"""What people write into cells is understood, or sent back with the cell named."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest

from documents.sheets.cells import Cell, FormModel, columns_of
from documents.sheets.values import SHANGHAI, NotReadable, raw_of, value_of


class Everything(FormModel):
    text: Annotated[str, Cell("文字", longest=10)]
    code: Annotated[str, Cell("编号", code=True)]
    whole: Annotated[int, Cell("整数")]
    number: Annotated[Decimal | None, Cell("数值")] = None
    day: Annotated[date, Cell("日期")]
    moment: Annotated[datetime, Cell("时间")]
    yes: Annotated[bool, Cell("是否")]
    word: Annotated[Literal["a", "b"], Cell("选择", labels={"a": "甲（一）", "b": "乙"})]
    several: Annotated[tuple[str, ...], Cell("多项")] = ()


COLUMNS = {column.field: column for column in columns_of(Everything)}


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("text", " 甲　乙（Ａ） ", "甲 乙（Ａ）"),
        ("text", 12, "12"),
        ("text", 1.5, "1.5"),
        ("text", "a\x07b", "ab"),
        ("code", "９１４５ ０７", "914507"),
        ("code", 13800000001, "13800000001"),
        ("code", 450702.0, "450702"),
        ("whole", "１２", 12),
        ("whole", 12.0, 12),
        ("whole", "1,200", 1200),
        ("number", 0.1 + 0.2, Decimal("0.3")),
        ("number", "55%", Decimal(55)),
        ("number", "－3.5", Decimal("-3.5")),
        ("day", datetime(2026, 4, 30), date(2026, 4, 30)),  # noqa: DTZ001 -- as Excel gives it
        ("day", "2026-04-30", date(2026, 4, 30)),
        ("day", "２０２６年4月30日", date(2026, 4, 30)),
        ("day", "2026/4/30", date(2026, 4, 30)),
        ("day", "2026.4.30", date(2026, 4, 30)),
        ("moment", "2026-04-30", datetime(2026, 4, 30, tzinfo=SHANGHAI)),
        ("moment", "2026-04-30 9:05", datetime(2026, 4, 30, 9, 5, tzinfo=SHANGHAI)),
        ("moment", "2026年4月30日9时5分", datetime(2026, 4, 30, 9, 5, tzinfo=SHANGHAI)),
        ("moment", "2026-04-30T09:05:07+08:00", datetime(2026, 4, 30, 9, 5, 7, tzinfo=SHANGHAI)),
        ("yes", "是", True),
        ("yes", False, False),
        ("word", "甲(一)", "a"),
        ("several", "甲、乙,丙；丁\n戊", ("甲", "乙", "丙", "丁", "戊")),
    ],
)
def test_cell_is_understood(field: str, raw: object, value: Any) -> None:
    read = value_of(raw, COLUMNS[field])

    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("field", "raw", "what"),
    [
        ("text", "一二三四五六七八九十十一", "超过10字，请精简"),
        ("text", "=1", "是公式，请改为直接填写的内容"),
        (
            "code",
            123456789012345680.0,
            "位数过多，已被表格软件改写，请将单元格设为文本格式后重新填写",
        ),
        ("whole", "1.5", "应为整数"),
        ("whole", "三", "应为数字，请只填写数值，不带单位"),
        ("whole", True, "应为数字，请只填写数值，不带单位"),
        ("number", "1e400", "应为数字，请只填写数值，不带单位"),
        ("number", float("inf"), "应为数字，请只填写数值，不带单位"),
        ("day", "2026-02-30", "应为日期，请按“2026-04-30”或“2026年4月30日”填写"),
        ("day", 46142, "应为日期，请按“2026-04-30”或“2026年4月30日”填写"),
        ("day", "四月底", "应为日期，请按“2026-04-30”或“2026年4月30日”填写"),
        ("moment", "2026-04-30 25:00", "应为日期，请按“2026-04-30”或“2026年4月30日”填写"),
        ("yes", "有", "应填写“是”或“否”"),
        ("word", "丙", "应填写“甲（一）”或“乙”"),
    ],
)
def test_cell_that_cannot_be_read_says_what_to_do(field: str, raw: object, what: str) -> None:
    with pytest.raises(NotReadable) as unreadable:
        value_of(raw, COLUMNS[field])

    assert str(unreadable.value) == what


def test_moment_is_written_in_shanghai_time() -> None:
    moment = datetime(2026, 4, 30, 16, 30, tzinfo=UTC)

    written = raw_of(moment, COLUMNS["moment"])

    assert written == datetime(2026, 5, 1, 0, 30)  # noqa: DTZ001 -- cells know no zone
