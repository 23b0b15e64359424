"""``zhijiang backup`` and ``zhijiang restore``: everything in one archive, and back."""

from contextlib import suppress
from pathlib import Path

from cli.refusal import InputRefused
from runtime.errors import WrongVersion
from runtime.folders import new_at
from runtime.settings import settings


def backup(out: Path, /, *, without_key: bool = False) -> None:
    """备份数据库、Prefect 的数据库、全部文件和密钥到一个文件；服务运行时也可以做。

    文件放在 ZHIJIANG_FILES_URL 所指存储的，只备份数据库和密钥。

    Args:
        out: 备份写到哪里，例如 /backup/zhijiang-2026-06-01.zip；已有的由新的代替
        without_key: 不含密钥 secret.key（须另行保管，没有它审批人须重新登记）
    """
    from actions.upkeep.backups import note_backup
    from runtime.backup.archive import back_up
    from runtime.desk import open_desk

    with new_at(out, overwrite=True) as place:
        contents = back_up(place, with_key=not without_key)
    with suppress(WrongVersion), open_desk() as desk:  # a backup comes before the migration
        note_backup(desk, out.name)
    if settings().files_url:
        print(f"已备份到 {out}：数据库（{contents.made_at}）。")
        print("文件在 ZHIJIANG_FILES_URL 所指的存储里，请随后用该存储自己的办法备份。")
    else:
        print(f"已备份到 {out}：数据库和 {contents.files} 个文件（{contents.made_at}）。")
    if settings().secret_key.get_secret_value():
        print("密钥写在 ZHIJIANG_SECRET_KEY 里，不在备份中，请另行保管。")
    if not contents.has_prefect:
        print("Prefect 的数据库不在本机，请用它自己的办法备份；丢失时值守会重新启动各阶段的运行。")


def restore(archive: Path, /) -> None:
    """把备份放回 ZHIJIANG_HOME（须是新的文件夹；用 PostgreSQL 的须是空的数据库），然后启动即可。

    Args:
        archive: backup 写出的文件
    """
    from runtime.backup.archive import restore as put_back

    if not archive.is_file():
        raise InputRefused(f"找不到 {archive}，请检查路径。")
    home = settings().home.resolve()
    contents = put_back(archive, home)
    print(f"已恢复到 {home}：数据库和 {contents.files} 个文件（备份于 {contents.made_at}）。")
    print("请用 zhijiang up 启动；值守会接着办理，并重新给出尚未填写的表单。")
