"""``zhijiang verify``: what does not hold, sentence by sentence."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from cli.refusal import InputRefused
from cli.signed_note import signed_head
from cli.verify import verify_file
from runtime.stamping import is_stamp


def verify(
    path: Path,
    /,
    *,
    as_json: Annotated[bool, Parameter(name="--json")] = False,
    against: str = "",
    note: Path | None = None,
    key: str = "",
    tsa: Path | None = None,
) -> int:
    """核对归档包或 record.json：逐项重算，不需要数据库；不一致时退出码为 1。

    Args:
        path: zhijiang export 导出的归档包，或其中的 record.json。
        as_json: 输出 JSON。
        against: 以前得到的链头：记录的留痕中须有它，否则记录在那之后被改写过。
        note: 监督人员的签名文件（zhijiang countersign）：签名须真，其链头须在记录中。
        key: 监督人员的公钥，与 note 同用；要从监督人员那里取得。
        tsa: 时间戳机构的根证书（PEM）：留痕中的时间戳须都是它盖的；要从该机构取得。
    """
    report = verify_file(path)
    if against:
        report = report.against(against.strip().lower())
    if note:
        report = report.against(signed_head(note, key).sha256)
    if tsa:
        report = report.stamped(partial(is_stamp, roots=_pem(tsa)))
    if as_json:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
        print(text.encode("utf-8", "replace").decode())  # halves of characters cannot be printed
    else:
        print("\n".join(report.sentences()))
    return 0 if report.holds else 1


def _pem(path: Path) -> bytes:
    if not path.is_file():
        raise InputRefused(f"找不到文件 {path}，请写时间戳机构根证书（PEM）的路径。")
    return path.read_bytes()
