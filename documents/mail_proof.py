"""The proof of sending as a workbook: one row a letter."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from documents.plain import harmless
from documents.steady import steady

HEADERS = {
    "key": "编号",
    "channel": "渠道",
    "name": "收件人",
    "address": "地址",
    "subject": "主题",
    "deadline": "所涉截止时间",
    "queued": "登记时间",
    "state": "状态",
    "sent": "发送时间",
    "tries": "发送次数",
    "answer": "服务器应答",
    "message_id": "Message-ID",
    "note": "附言",
    "files": "附件",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """One letter or message: moments are aware, Asia/Shanghai."""

    key: str
    channel: str
    name: str
    address: str
    subject: str
    deadline: str
    queued: datetime
    state: str
    sent: datetime | None
    tries: int
    answer: str
    message_id: str
    note: str
    files: str


def write_proof(rows: Sequence[Proof], *, title: str) -> bytes:
    """The workbook; the same rows, the same bytes."""
    import pandas as pd

    names = [field.name for field in fields(Proof)]
    table = pd.DataFrame(
        [[_cell(getattr(row, name)) for name in names] for row in rows],
        columns=[HEADERS[name] for name in names],
    )
    result = io.BytesIO()
    table.to_excel(result, sheet_name="发送证明", index=False)
    return steady(result.getvalue(), title=title)


def _cell(value: object) -> str | int:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, int):
        return value
    return harmless(str(value or ""))
