"""Why the embedded server is not running; the sentences are for the user.

EmbeddedError
├── AlreadyRunning   another process runs the embedded server of this folder
├── SettingRefused   a setting of Prefect's would open it to others, or keep everybody out
└── StartFailed      a program did not come up; its last words are in the sentence
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


class EmbeddedError(RuntimeError):
    """The embedded server cannot do what was asked."""


class AlreadyRunning(EmbeddedError):
    def __init__(self, home: Path, facts: Mapping[str, Any]) -> None:
        self.facts = dict(facts)
        where = f"（进程 {facts.get('pid', '?')}，{facts.get('url', '地址未知')}）"
        super().__init__(f"{home} 的内嵌服务已经在运行{where}，请勿重复启动。")


class SettingRefused(EmbeddedError):
    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"环境变量或 .env 中的 {name} {why}")


class StartFailed(EmbeddedError):
    def __init__(self, name: str, why: str, last_words: str = "") -> None:
        self.name = name
        super().__init__("\n".join(filter(None, [f"{name} 启动失败：{why}", last_words])))
