"""A failure that is nobody's input: kept for whoever repairs it, never shown as a traceback."""

import logging
from pathlib import Path


def keep(error: Exception) -> Path | None:
    """The log file that now ends with this error's traceback, None if it cannot be written."""
    try:
        path = _home() / "logs" / "zhijiang.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    fault = (type(error), error, error.__traceback__)
    handler.handle(logging.makeLogRecord({"msg": "命令中断", "exc_info": fault}))
    handler.close()
    return path


def sentence_for(path: Path | None) -> str:
    """What the person at the keyboard reads instead of the traceback."""
    if path is None:
        return "程序出错，已停止；日志也无法写入，请检查磁盘空间和 ZHIJIANG_HOME 的权限。"
    return f"程序出错，已停止；没有完成的步骤可以重新执行。详情已写入 {path}，请交给维护人员。"


def _home() -> Path:
    try:
        from runtime.settings import Settings

        return Settings().home
    except Exception:  # noqa: BLE001 - whatever failed, the settings may be part of it
        return Path("var/zhijiang")
