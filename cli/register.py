"""``zhijiang register``: certificates and plaques, where they are, and whether one is genuine."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cyclopts import App
from rich.console import Console
from rich.table import Table

from actions.award import custody
from actions.award.custody import HandChange
from actions.award.custody_form import custody_form
from actions.award.public_register import publish_register, register_entries
from cli.refusal import InputRefused
from models.custody import AwardItem, custody_of, items_of
from models.types import id_of
from rules.authenticity import REGISTER_FORMAT, check_certificate
from runtime.desk import Desk, open_desk
from runtime.folders import new_at
from runtime.plain_file import written_whole

app = App(name="register", help="证书和奖牌登记簿：颁发、遗失、收回和核验")


@app.command(name="list", help="列出一届的证书和奖牌在谁手里")
def list_items(*, edition: int) -> None:
    """列出一届的证书和奖牌在谁手里。

    Args:
        edition: 第几届
    """
    table = Table("编号", "种类", "获奖单位", "状态", "最近交接", "经手人", "存放")
    with open_desk() as desk:
        last = {event.item_id: event for event in custody_of(desk.session, edition)}
        for item in items_of(desk.session, edition):
            event = last.get(id_of(item))
            told = (str(event.happened_on), event.person, event.place) if event else ("", "", "")
            table.add_row(item.number, item.kind.label, item.holder, item.state.label, *told)
    Console().print(table)


@app.command(name="hand-over", help="登记一件证书或奖牌已经颁发")
def hand_over(number: str, /, *, person: str, by: str, on: date, note: str = "") -> None:
    """登记一件证书或奖牌已经颁发。

    Args:
        number: 证书或奖牌上的编号
        person: 领取人
        by: 经办人
        on: 颁发日期
        note: 说明
    """
    change = HandChange(on=on, person=person, actor=by, note=note)
    _change(number, change, custody.hand_over)


@app.command(name="lost", help="登记获奖单位声明遗失的证书或奖牌")
def lost(number: str, /, *, person: str, by: str, on: date, note: str = "") -> None:
    """登记获奖单位声明遗失。

    Args:
        number: 证书或奖牌上的编号
        person: 声明人
        by: 经办人
        on: 声明日期
        note: 说明
    """
    _change(number, HandChange(on=on, person=person, actor=by, note=note), custody.report_lost)


@app.command(name="take-back", help="登记已经收回的证书或奖牌")
def take_back(
    number: str, /, *, person: str, by: str, on: date, place: str, note: str = ""
) -> None:
    """登记已经收回的证书或奖牌（第二十五条、第二十六条）。

    Args:
        number: 证书或奖牌上的编号
        person: 交回人
        by: 经办人
        on: 收回日期
        place: 存放地点
        note: 说明
    """
    change = HandChange(on=on, person=person, actor=by, place=place, note=note)
    _change(number, change, custody.take_back_item)


@app.command(name="form", help="写出证书奖牌交接登记表（.xlsx），填写后用 zhijiang import 导入")
def form(out: Path, /, *, edition: int, overwrite: bool = False) -> None:
    """写出证书奖牌交接登记表，每件证书、奖牌一行。

    Args:
        out: 写入的文件（.xlsx）；已有的文件不覆盖
        edition: 第几届
        overwrite: 覆盖已有的文件
    """
    with open_desk() as desk:
        data = custody_form(desk, edition)
    with new_at(out, overwrite=overwrite) as place, written_whole(place) as file:
        file.write(data)
    print(f"已写到 {out}，填写后用 zhijiang import {out} --edition {edition} 导入。")


@app.command(name="publish", help="把证书登记簿写到公示文件夹，供任何人核验")
def publish() -> None:
    """把证书登记簿写到公示文件夹。"""
    with open_desk() as desk:
        folder = publish_register(desk)
    print(f"已写到 {folder}。")


@app.command(name="check", help="核验一张证书：编号和核验码是否相符，称号是否仍然有效")
def check(number: str, code: str, /, *, file: Path | None = None) -> int:
    """核验一张证书；不真实或称号已撤销时退出码为 1。

    Args:
        number: 证书编号
        code: 核验码
        file: 公布的 register.json；不填则用本系统的登记簿
    """
    entries = _published(file) if file else _own()
    verdict = check_certificate(entries, number, code)
    print(verdict.sentence)
    return 0 if verdict.is_valid else 1


def _own() -> list[dict[str, object]]:
    with open_desk() as desk:
        return register_entries(desk)


def _published(file: Path) -> list[dict[str, object]]:
    try:
        register = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputRefused(f"{file} 不是登记簿文件，请从公示网站重新下载。") from error
    if not isinstance(register, dict) or register.get("format") != REGISTER_FORMAT:
        raise InputRefused(f"{file} 不是 {REGISTER_FORMAT} 格式的登记簿，请从公示网站重新下载。")
    entries: list[dict[str, object]] = register["certificates"]
    return entries


def _change(
    number: str, change: HandChange, step: Callable[[Desk, str, HandChange], AwardItem]
) -> None:
    with open_desk() as desk:
        item = step(desk, number, change)
        told = f"{item.kind.label}{item.number}（{item.holder}）：{item.state.label}。"
    print(told)
