"""``zhijiang countersign``: the observer's own machine signs a head it has seen the chain grow to.

The folder belongs to the observer and lies where the office cannot write: it holds the key and
the last head signed. A record whose chain does not grow from that head is not signed.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cli.refusal import InputRefused
from cli.signed_note import Head, public_text, signed, signed_head
from cli.verify import Report, verify_file

_KEY, _LAST = "observer.key", "last.note"


def countersign(path: Path, /, *, name: str, folder: Path) -> int:
    """核对档案，确认留痕从上次签名的链头接续，然后对新的链头签名；不接续的不签，退出码为 1。

    Args:
        path: zhijiang export 导出的归档包或 record.json。
        name: 签名人的名称，不含空格和加号，如 钦州市纪委监委。
        folder: 监督人员自己保管的文件夹，存放私钥和上次签名；第一次使用时自动生成。
    """
    if not name or any(sign.isspace() or sign == "+" for sign in name):
        raise InputRefused("签名人的名称不能为空，不能含空格和加号。")
    report = verify_file(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key, last = _key(folder), folder / _LAST
    public = public_text(name, key.public_key())
    refusal = _refusal(report, signed_head(last, public) if last.exists() else None)
    if refusal:
        print(refusal)
        return 1
    note = signed(Head(report.events, report.head), name, key)
    _replace(last, note.encode())
    print(note, end="")
    print(f"公钥：{public}")
    print(f"签名已存为 {last}，请交给承办机构存档，另抄送他人；公钥另行公布。")
    return 0


def _refusal(report: Report, last: Head | None) -> str:
    """Why this record is not signed, "" when it is."""
    if not report.holds:
        return "档案核对不一致，不签名；请用 zhijiang verify 查看。"
    if not report.head:
        return "档案中没有留痕，不签名。"
    if last and (last.size > report.events or report.chain[last.size - 1] != last.sha256):
        return f"留痕没有从上次签名的链头（第 {last.size} 条）接续，可能被改写过，不签名。"
    return ""


def _key(folder: Path) -> Ed25519PrivateKey:
    path = folder / _KEY
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    key = Ed25519PrivateKey.generate()
    _replace(path, key.private_bytes_raw())
    return key


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all, and for nobody else to read."""
    fresh = path.with_name(f"{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    fresh.replace(path)
