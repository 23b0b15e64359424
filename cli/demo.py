"""``zhijiang demo``: a whole edition on the example files; nothing is left running."""

import shutil
import subprocess
import sys
from pathlib import Path

from cli.refusal import InputRefused
from cli.up import REGISTER
from deployments.embedded import EmbeddedError, embedded

EXAMPLES = Path("examples/qinzhou-2026")
HOME = Path("var/demo")


def demo(
    *, pack: str = "qinzhou-2021", examples: Path = EXAMPLES, home: Path = HOME, keep: bool = False
) -> int:
    """用虚构数据完整演示一届评选，结果写入 var/demo/summary.json。

    Args:
        pack: 政策包
        examples: 演示材料所在文件夹
        home: 演示数据的文件夹，每次重新生成
        keep: 演示后保持运行，以便在界面中查看
    """
    if not (examples / "scenario.toml").is_file():
        raise InputRefused(f"{examples} 中没有 scenario.toml，请在代码仓库的根目录运行。")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    env = {
        "ZHIJIANG_CLOCK": str((home / "clock.json").resolve()),
        "ZHIJIANG_CLOCK_SECONDS": "0",  # the rehearsal runs the clock when time has moved
        "ZHIJIANG_DATABASE_URL": "",
        "ZHIJIANG_MAIL_HOST": "",
    }
    play = (sys.executable, "-m", "cli.rehearsal", pack, str(examples.resolve()))
    print("正在启动 Prefect 服务和工作进程……", flush=True)
    try:
        with embedded(home, register=REGISTER, env=env) as stack:
            print(f"Prefect 界面（演示期间可看）：{stack.url}", flush=True)
            seen = {**stack.environment, "ZHIJIANG_UI_URL": stack.url}
            played = subprocess.run(play, env=seen, check=False)  # noqa: S603 - our own module
            if keep and played.returncode == 0:
                print(f"保持运行：{stack.url}（按 Ctrl-C 停止）", flush=True)
                stack.wait()
    except EmbeddedError as error:
        raise InputRefused(str(error)) from error
    except KeyboardInterrupt:
        print("已停止。")
        return 0
    return played.returncode
