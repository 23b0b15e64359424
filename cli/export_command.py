"""``zhijiang export``: the archive of one edition."""

from pathlib import Path

from actions.record.export import export_record
from runtime.desk import open_desk
from runtime.folders import new_at


def export(*, edition: int, out: Path, overwrite: bool = False) -> None:
    """导出一届评选的归档包：记录、公文和收到的材料，可用 zhijiang verify 独立核对。

    Args:
        edition: 第几届。
        out: 写入的文件，如 第三届.zip；已有的文件不覆盖。
        overwrite: 覆盖已有的文件。
    """
    with new_at(out, overwrite=overwrite) as place, open_desk() as desk:
        written = export_record(desk, edition, place)
    print(f"已导出 {out}（{written.stat().st_size:,} 字节），可运行 zhijiang verify {out}。")
