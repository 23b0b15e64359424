"""公示发布证明: where and when the list went up, with proof (art. 20). Rows are independent."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from documents.sheets.book import Book
from documents.sheets.cells import Cell, FormModel
from documents.sheets.reading import Rows
from documents.sheets.writing import Sheet, rows_of, write_book

SHEET = "公示发布"


class ChannelProof(FormModel):
    """One channel; the period runs from the last required one."""

    channel: Annotated[str, Cell("公示渠道", given=True, width=26)]
    url: Annotated[str, Cell("网址或版面", width=50)]
    published_at: Annotated[datetime, Cell("发布时间", "日期和时刻，如2026-12-01 09:30", width=22)]
    proof: Annotated[str, Cell("证明文件名", "截图、照片或报纸扫描件", width=34)] = ""
    checked_at: Annotated[datetime | None, Cell("期满复核时间", "公示期满后填写", width=22)] = None
    check_result: Annotated[
        Literal["仍在公示", "已撤下", "内容不符"] | None, Cell("期满复核结果", width=16)
    ] = None
    check_proof: Annotated[str, Cell("复核证明文件名", width=34)] = ""


def write_channels(proofs: Sequence[ChannelProof] = ()) -> bytes:
    return _write(rows_of(proofs), 20)


def blank_channels(channels: Sequence[str]) -> bytes:
    """The form with the channels the policy requires."""
    return _write([{"channel": channel} for channel in channels], 0)


def read_channels(data: bytes, name: str) -> Rows[ChannelProof]:
    """The good rows and the other rows' problems; `FormRefused` if there is no such sheet."""
    return Book(data, name).only(SHEET, ChannelProof)


def _write(rows: Sequence[Mapping[str, Any]], blank_rows: int) -> bytes:
    guide = "公示期自最后一个规定渠道发布后起算；每一渠道须附证明。"
    heading = "公示发布证明"
    sheet = Sheet(SHEET, heading, guide, table=ChannelProof, rows=rows, blank_rows=blank_rows)
    return write_book([sheet])
