"""The ``zhijiang`` command: one table of commands, and the guard around them.

A command's module is imported when the command runs. A new command is a new module here and one
line in the table; its function returns an exit code (None is 0) and raises
``cli.refusal.InputRefused`` for input it cannot use.
"""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, Parameter

from cli import crash, refusal
from cli.help_page import ChineseHelp
from runtime.privacy import keep_private

FINE = 0
NO = 1
REFUSED = 2

COMMANDS = {
    "approver": ("cli.approver:app", "登记审批人（验证器密钥和二维码）"),
    "backup": ("cli.backup:backup", "备份数据库、文件和密钥到一个文件，服务可以照常运行"),
    "calc": ("cli.calc_command:app", "手工核算各项规则：JSON 输入，JSON 输出"),
    "countersign": ("cli.countersign:countersign", "监督人员对留痕的链头签名"),
    "decide": ("cli.decide:decide", "在服务器上作出决定（网页用不上时）"),
    "demo": ("cli.demo:demo", "用虚构数据完整演示一届评选"),
    "demo-after": ("cli.demo:demo_after", "接着演示授奖后的三年：案件、资金和下一届"),
    "deploy": ("cli.deploy:deploy", "在已有的 Prefect 服务上登记各部署"),
    "export": ("cli.export_command:export", "导出一届评选的归档包"),
    "health": ("cli.health:health", "检查运行是否正常，有问题时说明怎么办"),
    "history": ("cli.history_command:history", "查一个单位历届的全部记录，按代码或（曾用）名称"),
    "import": ("cli.import_command:import_files", "导入申报材料、名册和各类回表"),
    "metrics": ("cli.metrics:metrics", "输出 Prometheus 格式的指标"),
    "migrate": ("cli.migrate:migrate", "把数据库更新到本程序的版本"),
    "order": ("cli.order:order_action", "在服务器上办理一项业务（网页用不上时）"),
    "papers": ("cli.papers:app", "公文：编号、签章扫描件、PDF 和模板"),
    "policy": ("cli.policy:app", "查看和检查政策包"),
    "register": ("cli.register:app", "证书和奖牌登记簿：颁发、收回和核验"),
    "restore": ("cli.backup:restore", "把备份放回一个新的数据文件夹"),
    "status": ("cli.status:status", "显示各届评选的阶段、期限和等待谁"),
    "up": ("cli.up:up", "启动内嵌服务并保持运行"),
    "verify": ("cli.verify_command:verify", "核对归档包或 record.json，不需要数据库"),
    "worker": ("cli.worker:worker", "启动一个工作进程（多台机器时）"),
}


def main() -> None:
    """Run the command line of this process and leave with its exit code."""
    keep_private()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command line; whatever happens, no traceback reaches the screen."""
    try:
        code = application()(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our pipe has seen enough; Python would complain while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception as error:  # noqa: BLE001 - the edge: beyond it is only the terminal
        sentence = refusal.sentence_for(error) or crash.sentence_for(crash.keep(error))
        print(sentence, file=sys.stderr)
        return REFUSED
    return FINE if code is None else int(code)


def application() -> App:
    """The command with everything in the table; nothing of it is imported yet."""
    app = App(
        name="zhijiang",
        help="质奖：政府质量奖评审管理，从申报通知到授奖及其后的监督。",
        version=lambda: version("zhijiang"),
        help_formatter=ChineseHelp(),
        default_parameter=Parameter(negative=()),
        print_error=False,
        exit_on_error=False,
        result_action="return_value",
    )
    app["--help"].help = "显示这份说明"
    app["--version"].help = "显示版本号"
    for name, (function, summary) in COMMANDS.items():
        app.command(function, name=name, help=summary)
    return app
