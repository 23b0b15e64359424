"""归档目录: every file of an archive pack with what it is, how long it is kept, and its hash.

Written only; a pack is checked by its manifest.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from documents.sheets.cells import Cell, FormModel
from documents.sheets.writing import Sheet, rows_of, write_book

FILES, DECISIONS, ITEMS = "归档文件", "决定", "证书奖牌"


class FiledRow(FormModel):
    """One file of the pack."""

    path: Annotated[str, Cell("归档包内路径", given=True, width=52)]
    kind: Annotated[str, Cell("文件种类", given=True, width=20)]
    title: Annotated[str, Cell("题名", given=True, width=46)]
    number: Annotated[str, Cell("文号", given=True, width=24)] = ""
    issued_on: Annotated[date | None, Cell("成文日期", given=True)] = None
    retention: Annotated[str, Cell("保管期限", given=True, width=12)]
    size: Annotated[int, Cell("字节", given=True, width=12)]
    sha256: Annotated[str, Cell("校验值（SHA-256）", given=True, code=True, width=68)]


class DecisionRow(FormModel):
    """One decision at a gate."""

    gate: Annotated[str, Cell("事项", given=True, width=40)]
    outcome: Annotated[str, Cell("决定", given=True, width=10)]
    approver: Annotated[str, Cell("决定人", given=True)]
    opinion: Annotated[str, Cell("意见", given=True, width=50)] = ""
    decided_at: Annotated[datetime, Cell("时间", given=True, width=20)]
    evidence: Annotated[str, Cell("材料校验值", given=True, code=True, width=68)]


class ItemRow(FormModel):
    """One certificate or plaque and where it is."""

    number: Annotated[str, Cell("编号", given=True, code=True, width=30)]
    kind: Annotated[str, Cell("种类", given=True, width=10)]
    holder: Annotated[str, Cell("获奖单位", given=True, width=36)]
    state: Annotated[str, Cell("状态", given=True)]


def write_index(
    title: str,
    files: Sequence[FiledRow],
    decisions: Sequence[DecisionRow],
    items: Sequence[ItemRow],
) -> bytes:
    """The workbook, locked: nothing in it is to be filled in."""
    tables: tuple[tuple[str, type[FormModel], Sequence[FormModel]], ...] = (
        (FILES, FiledRow, files),
        (DECISIONS, DecisionRow, decisions),
        (ITEMS, ItemRow, items),
    )
    return write_book(
        [
            Sheet(
                name, f"{title}{name}", table=model, rows=rows_of(rows), protected=True,
                blank_rows=0,
            )
            for name, model, rows in tables
        ]
    )  # fmt: skip
