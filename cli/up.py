"""``zhijiang up``: the embedded server and worker on loopback, until Ctrl-C."""

from cli.refusal import InputRefused
from deployments.commands import REGISTER
from deployments.embedded import EmbeddedError, embedded
from runtime.database import upgrade
from runtime.folders import make_folders
from runtime.privacy import tighten
from runtime.settings import settings


def up(*, port: int = 4200) -> None:
    """启动内嵌服务并保持运行（仅本机可访问），按 Ctrl-C 停止。

    Args:
        port: Prefect 界面的端口
    """
    upgrade()
    home = settings().home
    tighten(home, settings().public)
    make_folders()
    print("正在启动，首次启动约需二十秒……", flush=True)
    try:
        with embedded(home, api_port=port, register=REGISTER, supervise=True) as stack:
            print(f"Prefect 界面：{stack.url}  数据：{home.resolve()}  日志：{home / 'logs'}")
            print(
                "请先用 zhijiang approver enrol 登记审批人，再在界面运行 open-edition。", flush=True
            )
            stack.wait()
    except EmbeddedError as error:
        raise InputRefused(str(error)) from error
    except KeyboardInterrupt:
        print("已停止。")
