"""What lies on this machine: the database, the disk, the files and who may read them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from actions.upkeep.finding import Finding, Problem
from deployments.health.scene import Scene, first_line
from models.files import StoredFile
from runtime import privacy
from runtime.database import current_revision, engine, is_there, newest_revision
from runtime.files import files

_FREE_BYTES = 1_000_000_000


def database(_scene: Scene) -> Finding:
    """Whether it answers, with the tables of this version."""
    return Finding("database", "数据库", tuple(_database()))


def _database() -> Iterator[Problem]:
    if not is_there(engine()):  # to connect would make an empty one
        yield Problem("数据库还不存在。", "请先用 zhijiang up 启动，或检查 ZHIJIANG_HOME。")
        return
    try:
        with engine().connect() as connection:
            revision = current_revision(connection)
    except SQLAlchemyError as error:
        yield Problem(f"数据库连不上：{first_line(error)}。", "请检查它是否启动、地址是否正确。")
        return
    if revision != newest_revision():
        yield Problem(
            f"数据库结构是 {revision or '空的'}，程序需要 {newest_revision()}。",
            "请先备份，再重新启动服务，启动时自动更新；若程序较旧，请换回新版本。",
        )


def disk(scene: Scene) -> Finding:
    return Finding("disk", "磁盘", tuple(_disk(scene)))


def _disk(scene: Scene) -> Iterator[Problem]:
    for folder in {scene.settings.home, scene.settings.public}:
        place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
        free = shutil.disk_usage(place).free
        if free < _FREE_BYTES:
            yield Problem(
                f"{place} 所在磁盘只剩 {free // 1_000_000} MB，写满后各步骤会停下。",
                "请腾出空间。",
            )


def permissions(scene: Scene) -> Finding:
    """The home for its user alone, the public folder for everyone to read."""
    home, public = scene.settings.home, scene.settings.public
    found = (*_loose(home, public), *_hidden(public))
    return Finding("permissions", "文件权限", found)


def _loose(home: Path, public: Path) -> Iterator[Problem]:
    loose = list(privacy.loose(home, public))
    if loose:
        yield Problem(
            f"{len(loose)} 个文件或文件夹别的用户也能读写，如 {loose[0]}。",
            f"请运行 chmod -R go-rwx {home}（公布的文件夹除外），或重新启动服务，启动时自动收紧。",
        )


def _hidden(public: Path) -> Iterator[Problem]:
    hidden = list(privacy.hidden(public))
    if hidden:
        yield Problem(
            f"公布的文件夹中 {len(hidden)} 项的权限不对，如 {hidden[0]}："
            "文件夹应为 0755，文件应为 0644。",
            f"请运行 chmod -R u=rwX,go=rX {public}；本系统公布的由值守改回。",
        )


def files_kept(_scene: Scene) -> Finding:
    """Whether every file that the database names is in the store."""
    return Finding("files", "文件", tuple(_lost()))


def _lost() -> Iterator[Problem]:
    kept = files().kept()
    with Session(engine()) as session:
        rows = session.exec(select(StoredFile.name, StoredFile.sha256).order_by(col(StoredFile.id)))
        lost = [name for name, sha256 in rows if sha256 not in kept]
    if lost:
        yield Problem(
            f"{len(lost)} 个文件不在文件库里，如“{lost[0]}”；决定和审计链不受影响。",
            "请停下服务，从最近的备份取回 files/ 文件夹后再启动。",
        )
