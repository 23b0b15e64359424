"""``zhijiang migrate``: the database brought to this version of the program, a step of its own."""

from runtime import keys
from runtime.database import current_revision, engine, is_there, newest_revision, upgrade


def migrate() -> None:
    """把数据库更新到本程序的版本；几台机器同时运行时只有一个在更新，其余等它完成。"""
    keys.check()
    before = _revision()
    upgrade()
    wanted = newest_revision()
    if before == wanted:
        print(f"数据库已经是 {wanted}，无须更新。")
    else:
        print(f"数据库已从 {before or '空的'} 更新到 {wanted}。")


def _revision() -> str:
    if not is_there(engine()):
        return ""
    with engine().connect() as connection:
        return current_revision(connection)
