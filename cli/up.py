"""``zhijiang up``: the embedded server and worker on loopback, until Ctrl-C."""

from cli.progress import say, where_the_login_is
from deployments.commands import REGISTER
from deployments.engine.embedded import embedded
from deployments.engine.embedded.choices import left_out
from runtime import keys
from runtime.database import upgrade
from runtime.folders import make_folders
from runtime.privacy import tighten
from runtime.settings import settings


def up(*, port: int = 4200, plain: bool = False) -> None:
    """启动内嵌服务并保持运行（仅本机可访问），按 Ctrl-C 停止。

    Args:
        port: Prefect 界面的端口
        plain: 只用 Prefect 自带的服务和工作进程，每一步慢几秒
    """
    home = settings().home
    if names := left_out():
        say(f"没有采用环境变量 {'、'.join(names)}：质奖启动自己的 Prefect 服务，不用别处的。")
    say("正在准备数据库……")
    keys.check()
    upgrade()
    tighten(home, settings().public)
    make_folders()
    try:
        with embedded(
            home,
            api_port=port,
            register=REGISTER,
            pool=settings().pool,
            supervise=True,
            tell=say,
            engine="stock" if plain else "embedded",
        ) as stack:
            say(f"Prefect 界面：{stack.url}  数据：{home.resolve()}  日志：{home / 'logs'}")
            say(where_the_login_is(home))
            say("请先用 zhijiang approver enrol 登记审批人，再在界面运行 open-edition。")
            stack.wait()
    except KeyboardInterrupt:
        say("已停止。")
