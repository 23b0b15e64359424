"""``zhijiang demo``: a whole edition on the example files; nothing is left running."""

import shutil
import subprocess
import sys
from pathlib import Path

from cli.progress import say, where_the_login_is
from cli.refusal import InputRefused
from cli.rehearsal.calendars import write_calendars
from deployments.commands import REGISTER
from deployments.engine.embedded import embedded
from deployments.engine.embedded.program import free_port

EXAMPLES = Path("examples/qinzhou-2026")
HOME = Path("var/demo")


def demo(
    *,
    pack: str = "qinzhou-2021",
    examples: Path = EXAMPLES,
    home: Path = HOME,
    keep: bool = False,
    plain: bool = False,
) -> int:
    """用虚构数据完整演示一届评选，结果写入 var/demo/summary.json。

    Args:
        pack: 政策包
        examples: 演示材料所在文件夹
        home: 演示数据的文件夹，每次重新生成
        keep: 演示后保持运行，以便在界面中查看
        plain: 只用 Prefect 自带的服务和工作进程，要好几分钟
    """
    engine = "stock" if plain else "embedded"
    _check(examples)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    arguments = pack, str(examples.resolve()), engine
    return _play(home, "cli.rehearsal", *arguments, keep=keep, engine=engine)


def demo_after(*, examples: Path = EXAMPLES, home: Path = HOME, keep: bool = False) -> int:
    """接着 demo 演示授奖后的三年，结果写入 var/demo/after.json；没有演示数据时先演示评选。

    Args:
        examples: 演示材料所在文件夹
        home: 演示数据的文件夹
        keep: 演示后保持运行，以便在界面中查看
    """
    _check(examples)
    if not (home / "summary.json").is_file():
        code = demo(examples=examples, home=home)
        if code:
            return code
    if (home / "after.json").is_file():
        raise InputRefused(f"{home} 已经演示过授奖后的三年，请先运行 zhijiang demo 重新开始。")
    write_calendars(home / "calendars")
    return _play(home, "cli.rehearsal.after_main", str(examples.resolve()), keep=keep)


def _check(examples: Path) -> None:
    if not (examples / "scenario.toml").is_file():
        raise InputRefused(f"{examples} 中没有 scenario.toml，请在代码仓库的根目录运行。")


def _play(home: Path, module: str, *arguments: str, keep: bool, engine: str = "embedded") -> int:
    """Run a rehearsal's module beside a server of its own; gives its exit code."""
    port = free_port()
    env = {
        "ZHIJIANG_CLOCK": str((home / "clock.json").resolve()),
        "ZHIJIANG_CLOCK_SECONDS": "0",  # the rehearsal runs the clock when time has moved
        "ZHIJIANG_DATABASE_URL": "",
        "ZHIJIANG_MAIL_HOST": "",
        "ZHIJIANG_CALENDARS": str((home / "calendars").resolve()),  # years nobody published yet
        "ZHIJIANG_PORTAL_URL": f"http://localhost:{port}",
        "ZHIJIANG_PORTAL_LISTEN": f"127.0.0.1:{port}",
    }
    door = (sys.executable, "-m", "portal", "127.0.0.1", str(port))
    play = (sys.executable, "-m", module, *arguments)
    try:
        with embedded(
            home, register=REGISTER, env=env, tell=say, engine=engine, programs={"portal": door}
        ) as stack:
            say(f"网站（演示期间可看）：http://localhost:{port}  Prefect：{stack.url}")
            say(where_the_login_is(home))
            seen = {**stack.environment, "ZHIJIANG_UI_URL": stack.url}
            played = subprocess.run(play, env=seen, check=False)  # noqa: S603 - our own module
            if keep and played.returncode == 0:
                keeping = (sys.executable, "-m", "cli.keeping")
                subprocess.run(keeping, env=seen, check=False)  # noqa: S603 - our own module
    except KeyboardInterrupt:
        print("已停止。")
        return 0
    return played.returncode
