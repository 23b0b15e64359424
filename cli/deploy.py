"""``zhijiang deploy``: the work pool and the deployments, on a Prefect server that runs already."""

import os
import subprocess

from cli.refusal import InputRefused
from deployments.commands import REGISTER
from deployments.engine.embedded.api import Api
from runtime.settings import settings


def deploy(*, type_: str = "resident") -> int:
    """在 PREFECT_API_URL 所指的 Prefect 服务上建立 work pool（没有时），登记全部部署。

    Args:
        type_: work pool 的类型，即用哪种工作进程：resident 或 process
    """
    url = os.environ.get("PREFECT_API_URL", "")
    if not url:
        raise InputRefused(
            "请用 PREFECT_API_URL 指明 Prefect 服务的地址，如 http://主机:4200/api。"
        )
    api = Api(url, os.environ.get("PREFECT_API_AUTH_STRING", ""))
    if not api.is_answering():
        raise InputRefused(f"{url} 没有应答，请先启动 Prefect 服务。")
    api.create_pool(settings().pool, type_)
    done = subprocess.run(REGISTER, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
    if done.returncode == 0:
        print(f"已在 {url} 的 work pool {settings().pool} 登记各部署。")
    return done.returncode
