"""``zhijiang up``: server, worker and front door on this machine, until Ctrl-C."""

from actions.people.invitations import invite_first
from cli.progress import say
from cli.refusal import InputRefused
from deployments.commands import REGISTER
from deployments.engine.embedded import embedded
from deployments.engine.embedded.choices import left_out
from deployments.engine.embedded.program import is_free
from portal import address
from runtime import keys
from runtime.database import upgrade
from runtime.desk import open_desk
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
    _refuse_taken_port()
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
            programs={"portal": address.command()},
        ) as stack:
            say(f"请在浏览器打开：{address.page_at('/')}")
            _invite_first()
            say(f"数据：{home.resolve()}  日志：{home / 'logs'}；管理员从网页的“Prefect”看运行。")
            stack.wait()
    except KeyboardInterrupt:
        say("已停止。")


def _refuse_taken_port() -> None:
    _, at = address.listens_at()
    if not is_free(at):
        raise InputRefused(
            f"端口 {at} 已被别的程序占用，网站不能在这里开。请停下那个程序，"
            f"或在 ZHIJIANG_PORTAL_URL 中换一个端口，如 http://localhost:{at + 1}。"
        )


def _invite_first() -> None:
    """On an empty home, and until somebody has used it: the link of the first officer."""
    with open_desk() as desk:
        token = invite_first(desk)
    if token:
        say("还没有人员。第一位办公室人员请打开下面的链接设置登录（只能用一次）：")
        say(f"  {address.page_at(f'/invitation?t={token}')}")
