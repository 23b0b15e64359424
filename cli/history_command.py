"""``zhijiang history``: everything on record about one organisation, over all editions."""

import json

from rich.console import Console
from rich.markdown import Markdown

from actions.cases.history import history as read_history
from actions.cases.history import history_json, history_page
from runtime.desk import open_desk


def history(who: str, *, json_: bool = False) -> None:
    """查一个单位历届的全部记录：申报、获奖、撤销、限制、案件、资金、称号使用。

    Args:
        who: 统一社会信用代码，或名称（曾用名也可以）
        json_: 输出 JSON
    """
    with open_desk() as desk:
        parts = read_history(desk, who)
    if json_:
        print(json.dumps(history_json(parts), ensure_ascii=False, indent=1))
    else:
        Console().print(Markdown(history_page(parts)))
